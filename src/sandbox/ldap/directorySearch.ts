import { hex } from '../../core/ldap/bytes.ts';
import { sameDn } from '../../core/ldap/dn.ts';
import {
  attributeKey,
  textOf as valueOf,
  valuesOf,
  type Attribute,
  type Entry,
} from '../../core/ldap/entry.ts';
import { OIDS } from '../../core/ldap/serverFacts.ts';
import { BER, BerReader, encode } from '../../core/ldap/wire/ber.ts';
import { decodeFilter } from '../../core/ldap/wire/filterBer.ts';
import { pagedResults, readPagedResults } from '../../core/ldap/wire/controls.ts';
import type { Answer, Control, SearchRequest } from '../../core/ldap/wire/messages.ts';
import type { KeptEntry } from './directoryTree.ts';
import { CODES, Refused, SUCCESS } from './refused.ts';
import type { SandboxDirectory } from './sandboxDirectory.ts';
import { schemaEntry, SUBSCHEMA } from './schemaEntry.ts';
import { foundEntry, readable } from './writes.ts';

/** The answers of a search, the last with these controls. */
export interface Found {
  readonly answers: readonly Answer[];
  readonly controls: readonly Control[];
}

type EntryAnswer = Extract<Answer, { kind: 'entry' }>;

const KNOWN_CONTROLS: readonly string[] = [OIDS.pagedResults, OIDS.sortRequest];

/** Answers searches, and remembers for each cookie what is still to come (RFC 2696). */
export class DirectorySearch {
  readonly #directory: SandboxDirectory;
  readonly #canStartTls: () => boolean;
  readonly #waiting = new Map<string, readonly EntryAnswer[]>();

  constructor(directory: SandboxDirectory, canStartTls: () => boolean) {
    this.#directory = directory;
    this.#canStartTls = canStartTls;
  }

  run(request: SearchRequest, controls: readonly Control[]): Found {
    const unknown = controls.find(({ oid, critical }) => critical === true && !KNOWN_CONTROLS.includes(oid));
    if (unknown !== undefined) throw new Refused('unavailableCriticalExtension', `No control ${unknown.oid}`);
    const paged = readPagedResults(controls);
    if (paged === undefined) {
      const all = this.#all(request, controls);
      const isCut = request.sizeLimit > 0 && all.length > request.sizeLimit;
      const result = isCut
        ? { ...SUCCESS, code: CODES.sizeLimitExceeded, diagnostic: 'There are more entries' }
        : SUCCESS;
      const given = isCut ? all.slice(0, request.sizeLimit) : all;
      return { answers: [...given, { kind: 'result', of: 'search', result }], controls: sorted(controls) };
    }
    const waiting = paged.cookie.length === 0 ? undefined : this.#waiting.get(hex(paged.cookie));
    if (paged.cookie.length > 0 && waiting === undefined)
      throw new Refused('unwillingToPerform', 'The cookie is of another connection or already used');
    this.#waiting.delete(hex(paged.cookie));
    const rest = waiting ?? this.#all(request, controls);
    const cookie = rest.length > paged.size ? this.#directory.random(8) : new Uint8Array();
    if (cookie.length > 0) this.#waiting.set(hex(cookie), rest.slice(paged.size));
    const given = paged.size === 0 ? [] : rest.slice(0, paged.size);
    return {
      answers: [...given, { kind: 'result', of: 'search', result: SUCCESS }],
      controls: [...sorted(controls), pagedResults(0, cookie)],
    };
  }

  /** The entry with the attributes asked for (RFC 4511 §4.5.1.8). */
  answerOf(entry: KeptEntry, names: readonly string[], typesOnly: boolean): EntryAnswer {
    return this.#selected(this.#directory.shown(entry), names, typesOnly);
  }

  #all(request: SearchRequest, controls: readonly Control[]): readonly EntryAnswer[] {
    const special = this.#special(request);
    if (special !== undefined) return special;
    const filter = decodeFilter(request.filter);
    const { matching } = this.#directory;
    const found = this.#scope(request)
      .map((entry) => this.#directory.shown(entry))
      .filter((entry) => matching.matches(entry, filter) === true);
    return this.#inOrder(found, controls).map((entry) =>
      this.#selected(entry, request.attributes, request.typesOnly),
    );
  }

  /** Root DSE and subschema, which stand outside of the tree. */
  #special({ base, scope, attributes, typesOnly }: SearchRequest): readonly EntryAnswer[] | undefined {
    if (scope !== 'base') return undefined;
    if (base === '')
      return [
        this.#selected(this.#directory.rootDse(this.#canStartTls()), attributes, typesOnly, isUsersInRoot),
      ];
    if (sameDn(readable(base), SUBSCHEMA))
      return [this.#selected(schemaEntry, attributes, typesOnly, isUsersInSchema)];
    return undefined;
  }

  #scope({ base, scope, dereference }: SearchRequest): readonly KeptEntry[] {
    const { tree } = this.#directory;
    if (base === '') return [...tree.below(this.#directory.base)];
    const named = foundEntry(tree, base);
    const follows = dereference === 'finding' || dereference === 'always';
    const alias = follows ? valueOf(named, 'aliasedObjectName') : undefined;
    const start = alias === undefined ? named : foundEntry(tree, alias);
    if (scope === 'base') return [start];
    if (scope === 'one') return tree.children(start.dn);
    const below = [...tree.below(start.dn)];
    return scope === 'sub' ? below : below.slice(1);
  }

  /** Server-side sorting (RFC 2891). */
  #inOrder(entries: readonly Entry[], controls: readonly Control[]): readonly Entry[] {
    const value = controls.find(({ oid }) => oid === OIDS.sortRequest)?.value;
    if (value === undefined) return entries;
    const keys: { readonly attribute: string; readonly descending: boolean }[] = [];
    const list = new BerReader(value).enter();
    while (!list.atEnd) {
      const key = list.enter();
      const attribute = key.text();
      if (key.tag === 0x80) key.skip();
      keys.push({ attribute, descending: key.tag === 0x81 && key.boolean(0x81) });
    }
    const { matching } = this.#directory;
    return entries.toSorted((one, other) => {
      for (const { attribute, descending } of keys) {
        const [[a], [b]] = [valuesOf(one, attribute), valuesOf(other, attribute)];
        // Entries without the attribute come last, as if their value were the largest (§2.2).
        if (a === undefined || b === undefined) {
          if (a === b) continue;
          return (a === undefined) === descending ? -1 : 1;
        }
        const order = matching.order(attribute, a, b);
        if (order !== 0) return descending ? -order : order;
      }
      return 0;
    });
  }

  #selected(
    { dn, attributes }: Entry,
    names: readonly string[],
    typesOnly: boolean,
    isUsers: (name: string) => boolean = (name) => this.#isUsers(name),
  ): EntryAnswer {
    const asked = new Set(names.map(attributeKey));
    const wantsUsers = names.length === 0 || asked.has('*');
    const wantsServers = asked.has('+');
    const { schema } = this.#directory;
    const isAsked = ({ name }: Attribute) =>
      (isUsers(name) ? wantsUsers : wantsServers) || names.some((each) => schema.isSameAttribute(each, name));
    return {
      kind: 'entry',
      dn,
      attributes: attributes
        .filter(isAsked)
        .map(({ name, values }) => ({ name, values: typesOnly ? [] : values })),
    };
  }

  #isUsers(name: string): boolean {
    return this.#directory.schema.attribute(name)?.usage !== 'directoryOperation';
  }
}

/** All of a root DSE but its class is operational, of a subschema all but class and name. */
const isUsersInRoot = (name: string) => attributeKey(name) === 'objectclass';
const isUsersInSchema = (name: string) => ['objectclass', 'cn'].includes(attributeKey(name));

function sorted(controls: readonly Control[]): readonly Control[] {
  if (!controls.some(({ oid }) => oid === OIDS.sortRequest)) return [];
  const value = encode((writer) => writer.nest(BER.sequence, () => writer.enumerated(0)));
  return [{ oid: OIDS.sortResponse, value }];
}
