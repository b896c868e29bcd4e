import { utf8 } from '../../core/ldap/bytes.ts';
import { sameDn } from '../../core/ldap/dn.ts';
import { OIDS } from '../../core/ldap/serverFacts.ts';
import { BerReader, encode, textOf } from '../../core/ldap/wire/ber.ts';
import { decodeFilter } from '../../core/ldap/wire/filterBer.ts';
import { encodeAnswer } from '../../core/ldap/wire/encode.ts';
import type {
  Answer,
  Answered,
  BindRequest,
  Control,
  Message,
  Request,
  Result,
} from '../../core/ldap/wire/messages.ts';
import type { KeptEntry } from './directoryTree.ts';
import { CODES, Refused, SUCCESS } from './refused.ts';
import type { SandboxDirectory } from './sandboxDirectory.ts';
import { DirectorySearch } from './directorySearch.ts';
import { addEntry, foundEntry, modifyEntry, renameEntry } from './writes.ts';

/** What a request came to: its answers, and whether the connection is to turn into TLS or to end after them. */
export interface Reply {
  readonly answers: readonly Message<Answer>[];
  readonly then?: 'startTls' | 'close';
}

type ResultAnswer = Extract<Answer, { kind: 'result' }>;

/** One client's connection to the sandbox directory: who it is, and where its paged searches stand. */
export class Conversation {
  readonly #directory: SandboxDirectory;
  readonly #canStartTls: () => boolean;
  readonly #search: DirectorySearch;
  #who = '';

  constructor(directory: SandboxDirectory, canStartTls: () => boolean) {
    this.#directory = directory;
    this.#canStartTls = canStartTls;
    this.#search = new DirectorySearch(directory, canStartTls);
  }

  /** Answers a request. */
  handle({ id, operation, controls }: Message<Request>): Reply {
    if (operation.kind === 'unbind') return { answers: [], then: 'close' };
    if (operation.kind === 'abandon') return { answers: [] };
    const answer = (each: Answer, answered: readonly Control[] = []) => ({
      id,
      operation: each,
      controls: answered,
    });
    try {
      if (operation.kind === 'search') {
        const { answers, controls: answered } = this.#search.run(operation, controls);
        return {
          answers: answers.map((each, at) => answer(each, at === answers.length - 1 ? answered : [])),
        };
      }
      const known: readonly string[] = [OIDS.assertion, OIDS.preRead, OIDS.postRead];
      const unknown = controls.find(({ oid, critical }) => critical === true && !known.includes(oid));
      if (unknown !== undefined)
        throw new Refused('unavailableCriticalExtension', `No control ${unknown.oid}`);
      const startsTls = operation.kind === 'extended' && operation.oid === OIDS.startTls;
      const [made, answered] = this.#run(operation, controls);
      return { answers: [answer(made, answered)], ...(startsTls ? { then: 'startTls' } : {}) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { answers: [answer(resultOf(operation.kind, error.result))] };
    }
  }

  #run(
    operation: Exclude<Request, { kind: 'unbind' | 'abandon' | 'search' }>,
    controls: readonly Control[],
  ): readonly [ResultAnswer, readonly Control[]] {
    const directory = this.#directory;
    switch (operation.kind) {
      case 'bind':
        this.#who = '';
        this.#who = this.#bind(operation);
        return [resultOf('bind'), []];
      case 'compare': {
        const entry = directory.shown(foundEntry(directory.tree, operation.dn));
        const { attribute, value } = operation;
        const isThere = directory.matching.matches(entry, { kind: 'equality', attribute, value });
        if (isThere === undefined) throw new Refused('undefinedAttributeType', `There is no ${attribute}`);
        const code = isThere ? CODES.compareTrue : CODES.compareFalse;
        return [resultOf('compare', { ...SUCCESS, code }), []];
      }
      case 'extended':
        return [this.#extended(operation.oid, operation.value), []];
      default:
        return this.#write(operation, controls);
    }
  }

  #bind({ name, authentication }: BindRequest): string {
    if (authentication.kind === 'sasl')
      throw new Refused('authMethodNotSupported', 'Only simple binds are answered');
    const { password } = authentication;
    if (name === '' && password.length === 0) return '';
    if (password.length === 0)
      throw new Refused(
        'unwillingToPerform',
        'A name without a password is no authentication (RFC 4513 §5.1.2)',
      );
    if (!this.#directory.authenticates(foundName(name), password))
      throw new Refused('invalidCredentials', 'The user is unknown or the password is wrong');
    return name;
  }

  #write(
    operation: Extract<Request, { kind: 'add' | 'modify' | 'rename' | 'delete' }>,
    controls: readonly Control[],
  ): readonly [ResultAnswer, readonly Control[]] {
    const directory = this.#directory;
    const { tree, admin } = directory;
    if (!sameDn(this.#who, admin.dn))
      throw new Refused('insufficientAccessRights', `Only ${admin.dn} may change entries`);
    const before = operation.kind === 'add' ? undefined : foundEntry(tree, operation.dn);
    this.#assert(before, controls);
    const read = (oid: string, entry: KeptEntry | undefined) => this.#readControl(controls, oid, entry);
    const preRead = read(OIDS.preRead, before);
    const after = this.#changed(operation, before);
    return [resultOf(operation.kind), [...preRead, ...read(OIDS.postRead, after)]];
  }

  #changed(
    operation: Extract<Request, { kind: 'add' | 'modify' | 'rename' | 'delete' }>,
    before: KeptEntry | undefined,
  ): KeptEntry | undefined {
    const directory = this.#directory;
    if (operation.kind === 'add') return addEntry(directory, this.#who, operation.dn, operation.attributes);
    if (before === undefined) return undefined;
    if (operation.kind === 'modify') return modifyEntry(directory, this.#who, before, operation.changes);
    if (operation.kind === 'rename') return renameEntry(directory, this.#who, before, operation);
    if (directory.tree.childCount(before.dn) > 0)
      throw new Refused('notAllowedOnNonLeaf', `${before.dn} has entries below`);
    directory.tree.delete(before.dn);
    return undefined;
  }

  #assert(entry: KeptEntry | undefined, controls: readonly Control[]): void {
    const value = controls.find(({ oid }) => oid === OIDS.assertion)?.value;
    if (value === undefined || entry === undefined) return;
    const { matching } = this.#directory;
    if (matching.matches(this.#directory.shown(entry), decodeFilter(value)) !== true)
      throw new Refused('assertionFailed', 'The entry does not match the assertion');
  }

  #readControl(controls: readonly Control[], oid: string, entry: KeptEntry | undefined): readonly Control[] {
    const value = controls.find((each) => each.oid === oid)?.value;
    if (value === undefined || entry === undefined) return [];
    const names: string[] = [];
    const list = new BerReader(value).enter();
    while (!list.atEnd) names.push(list.text());
    const operation = this.#search.answerOf(entry, names, false);
    // The control's value is the entry's part of a message.
    const message = new BerReader(encodeAnswer({ id: 0, operation, controls: [] })).enter();
    message.skip();
    return [{ oid, value: message.whole() }];
  }

  #extended(oid: string, value: Uint8Array | undefined): ResultAnswer {
    if (oid === OIDS.startTls && this.#canStartTls()) return resultOf('extended');
    if (oid === OIDS.whoAmI) {
      const who = this.#who === '' ? '' : `dn:${this.#who}`;
      return { ...resultOf('extended'), value: utf8(who) };
    }
    if (oid === OIDS.passwordModify) return this.#modifyPassword(value);
    throw new Refused('protocolError', `No extended operation ${oid}`);
  }

  /** RFC 3062. Everybody may change their own, the administrator all. */
  #modifyPassword(value: Uint8Array = new Uint8Array()): ResultAnswer {
    const { tree, admin, random, now } = this.#directory;
    const parts = new Map<number, Uint8Array>();
    const content = value.length === 0 ? undefined : new BerReader(value).enter();
    while (content !== undefined && !content.atEnd) {
      const tag = content.tag ?? 0;
      parts.set(tag, content.octets(tag));
    }
    const user = parts.has(0x80) ? textOf(parts.get(0x80) ?? new Uint8Array()) : this.#who;
    if (this.#who === '' || (!sameDn(this.#who, admin.dn) && !sameDn(this.#who, foundName(user))))
      throw new Refused('insufficientAccessRights', 'Only your own password is yours to change');
    const entry = foundEntry(tree, user);
    const old = parts.get(0x81);
    if (old !== undefined && !this.#directory.authenticates(user, old))
      throw new Refused('invalidCredentials', 'The old password is wrong');
    const made = parts.get(0x82) ?? utf8(Array.from(random(12), (byte) => (byte % 36).toString(36)).join(''));
    if (made.length === 0) throw new Refused('constraintViolation', 'A password cannot be empty');
    const others = entry.attributes.filter(({ name }) => name.toLowerCase() !== 'userpassword');
    tree.set({
      ...entry,
      attributes: [...others, { name: 'userPassword', values: [made.slice()] }],
      modified: now(),
      modifier: this.#who,
    });
    if (parts.has(0x82)) return resultOf('extended');
    return {
      ...resultOf('extended'),
      value: encode((writer) => writer.nest(0x30, () => writer.octets(made, 0x80))),
    };
  }
}

function foundName(name: string): string {
  try {
    sameDn(name, '');
    return name;
  } catch {
    throw new Refused('invalidDnSyntax', `${name} is no distinguished name`);
  }
}

function resultOf(of: Answered, result: Result = SUCCESS): ResultAnswer {
  return { kind: 'result', of, result };
}
