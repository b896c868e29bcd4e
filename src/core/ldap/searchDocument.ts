import { IdentityError } from '../errors.ts';
import { explainInline, untranslated, type Translate } from '../explain.ts';
import { parseDn } from './dn.ts';
import { parseFilter, type FilterPart } from './filter.ts';
import type { Schema } from './schema.ts';
import type { Search, SortKey } from './session.ts';
import { DEREFERENCES, SCOPES, type Control } from './wire/messages.ts';
import { OIDS } from './serverFacts.ts';

/** A `key: value` of a search document, with where its characters stand: lines from 0, columns in UTF-16 units. */
export interface SearchField {
  readonly key: string;
  readonly value: string;
  readonly line: number;
  readonly endLine: number;
  /** Where a character of the value stands; one past the end too. */
  place(offset: number): { readonly line: number; readonly column: number };
}

/** One search of a document. */
export interface SearchBlock {
  readonly fields: readonly SearchField[];
  readonly line: number;
  readonly endLine: number;
}

/** A search that can be run. */
export interface SearchRequest {
  /** Id of the directory, undefined when it is to be asked. */
  readonly directory: string | undefined;
  /** Undefined for the server's default naming context. */
  readonly base: string | undefined;
  readonly search: Omit<Search, 'base'>;
}

/** What is wrong in a search document. */
export interface SearchFinding {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** Controls that a search document may name, by the word it uses. */
export const searchControls: Readonly<Record<string, string>> = {
  showDeleted: OIDS.showDeleted,
  showRecycled: '1.2.840.113556.1.4.2064',
  showDeactivatedLinks: '1.2.840.113556.1.4.2065',
  manageDsaIt: OIDS.manageDsaIt,
  domainScope: '1.2.840.113556.1.4.1339',
  subentries: '1.3.6.1.4.1.4203.1.10.1',
};

/** Everything a search is made of while it is read. */
interface Draft {
  directory?: string;
  base?: string;
  search: { -readonly [Key in keyof Omit<Search, 'base'>]: Search[Key] };
}

/** A field of a search document: one entry each, with what may be written and how it is read. */
interface FieldKind {
  readonly key: string;
  /** What it tells, as a template to translate. */
  readonly about: string;
  /** The words that may be written, where there are only so many. */
  readonly words?: readonly string[];
  /** Reads the value into the draft. Throws an IdentityError. */
  read(value: string, draft: Draft): void;
}

const bad = (key: string, reason: string) => new IdentityError('search.badField', { key, reason });

/** Every field, in the order in which a new document has them. */
export const searchFields: readonly FieldKind[] = [
  {
    key: 'directory',
    about: 'The id of the directory, as in the setting identity.directories; asked for when it is missing.',
    read(value, draft) {
      if (value !== '') draft.directory = value;
    },
  },
  {
    key: 'base',
    about: 'The DN to search from; the default naming context of the server when it is missing.',
    read(value, draft) {
      parseDn(value);
      draft.base = value;
    },
  },
  {
    key: 'scope',
    about: 'base: the entry itself; one: its children; sub: it and all below; children: all below.',
    words: SCOPES,
    read(value, draft) {
      const wanted = value.toLowerCase() === 'subtree' ? 'sub' : value.toLowerCase();
      const scope = SCOPES.find((each) => each === wanted);
      if (scope === undefined) throw bad('scope', `"${value}" is none of ${SCOPES.join(', ')}`);
      draft.search.scope = scope;
    },
  },
  {
    key: 'filter',
    about: 'The condition as RFC 4515 writes it; every entry when it is missing.',
    read(value, draft) {
      draft.search.filter = parseFilter(value);
    },
  },
  {
    key: 'attributes',
    about: 'The attributes to return: names, * for all of users, + for the operational ones, 1.1 for none.',
    read(value, draft) {
      draft.search.attributes = wordsOf(value);
    },
  },
  {
    key: 'sort',
    about: 'Attributes the server orders by, - before one for the other way round: sn, -givenName.',
    read(value, draft) {
      draft.search.sort = wordsOf(value).map(sortKey);
    },
  },
  {
    key: 'limit',
    about: 'The most entries to read.',
    read(value, draft) {
      draft.search.sizeLimit = positive('limit', value);
    },
  },
  {
    key: 'pageSize',
    about: 'Entries the server sends at once; 200 when it is missing.',
    read(value, draft) {
      draft.search.pageSize = positive('pageSize', value);
    },
  },
  {
    key: 'timeLimit',
    about: 'Seconds the server may take for a page; 120 when it is missing.',
    read(value, draft) {
      draft.search.timeLimit = positive('timeLimit', value);
    },
  },
  {
    key: 'dereference',
    about: 'When aliases are followed.',
    words: DEREFERENCES,
    read(value, draft) {
      const kind = DEREFERENCES.find((each) => each === value.toLowerCase());
      if (kind === undefined) throw bad('dereference', `"${value}" is none of ${DEREFERENCES.join(', ')}`);
      draft.search.dereference = kind;
    },
  },
  {
    key: 'controls',
    about:
      'Controls to send: showDeleted, or an OID; "critical" after one has the search fail where it is unknown.',
    read(value, draft) {
      draft.search.controls = value
        .split(/[,;]/)
        .flatMap((each) => (each.trim() === '' ? [] : [control(each.trim())]));
    },
  },
];

function wordsOf(value: string): readonly string[] {
  return value.split(/[\s,;]+(?=\S)|[\s,]+$/).filter((word) => word !== '');
}

function sortKey(word: string): SortKey {
  const [attribute = '', rule] = word.replace(/^[-+]/, '').split(':');
  if (attribute === '') throw bad('sort', `"${word}" names no attribute`);
  return {
    attribute,
    ...(rule === undefined ? {} : { rule }),
    ...(word.startsWith('-') ? { descending: true } : {}),
  };
}

function positive(key: string, value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw bad(key, `"${value}" is no whole number above 0`);
  return Number(value);
}

function control(text: string): Control {
  const [name = '', critical] = text.split(/\s+/);
  const oid =
    Object.entries(searchControls).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1] ?? name;
  if (!/^\d+(\.\d+)+$/.test(oid))
    throw bad('controls', `"${name}" is neither an OID nor one of ${Object.keys(searchControls).join(', ')}`);
  return { oid, critical: critical?.toLowerCase() === 'critical' };
}

/** The searches of a document: `key: value` lines, folded like LDIF, with empty lines between searches. */
export function readSearchDocument(text: string): readonly SearchBlock[] {
  const lines = text.split(/\r?\n/);
  const blocks: SearchBlock[] = [];
  let fields: SearchField[] = [];
  const finish = () => {
    const [first, last] = [fields[0], fields.at(-1)];
    if (first !== undefined && last !== undefined)
      blocks.push({ fields, line: first.line, endLine: last.endLine });
    fields = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '') finish();
    if (line.trim() === '' || line.startsWith('#')) continue;
    let end = at;
    while (/^[ \t]+\S/.test(lines[end + 1] ?? '')) end++;
    fields.push(readField(lines.slice(at, end + 1), at));
    at = end;
  }
  finish();
  return blocks;
}

/** What has no colon is a field without a value, for the findings to name. */
function readField([first = '', ...more]: readonly string[], line: number): SearchField {
  const colon = first.indexOf(':');
  const key = first.slice(0, colon < 0 ? first.length : colon).trim();
  const given = colon < 0 ? '' : first.slice(colon + 1).trimStart();
  const pieces = [given, ...more].map((piece, at) => {
    const start = at === 0 ? first.length - given.length : piece.length - piece.trimStart().length;
    return { text: at === 0 ? piece.trimEnd() : piece.trim(), line: line + at, start };
  });
  return {
    key,
    value: pieces.map(({ text }) => text).join(''),
    line,
    endLine: line + more.length,
    place(offset) {
      let left = offset;
      for (const [at, piece] of pieces.entries()) {
        if (left < piece.text.length || at === pieces.length - 1)
          return { line: piece.line, column: piece.start + left };
        left -= piece.text.length;
      }
      return { line, column: 0 };
    },
  };
}

/** The request of one search. Throws `search.badField`, `ldap.invalidFilter`, `ldap.invalidDn`. */
export function searchRequest({ fields }: SearchBlock): SearchRequest {
  const draft: Draft = { search: { scope: 'sub' } };
  for (const { key, value } of fields) fieldKind(key).read(value, draft);
  return { directory: draft.directory, base: draft.base, search: draft.search };
}

function fieldKind(key: string): FieldKind {
  const kind = searchFields.find((each) => each.key.toLowerCase() === key.toLowerCase());
  if (kind === undefined)
    throw new IdentityError('search.unknownField', {
      key,
      known: searchFields.map((each) => each.key).join(', '),
    });
  return kind;
}

/** Everything wrong in a search document; with a schema also names it does not have. */
export function searchFindings(
  text: string,
  schemaOf: (directory: string | undefined) => Schema | undefined,
  translate: Translate = untranslated,
): readonly SearchFinding[] {
  return readSearchDocument(text).flatMap((block) => {
    const directory = block.fields.find(({ key }) => key.toLowerCase() === 'directory')?.value;
    const schema = schemaOf(directory);
    const seen = new Set<string>();
    return block.fields.flatMap((field) => {
      const isAgain = seen.has(field.key.toLowerCase());
      seen.add(field.key.toLowerCase());
      if (isAgain)
        return finding(field, new IdentityError('search.fieldTwice', { key: field.key }), translate);
      try {
        fieldKind(field.key).read(field.value, { search: { scope: 'sub' } });
      } catch (error) {
        if (!IdentityError.is(error)) throw error;
        return finding(field, error, translate);
      }
      return schema === undefined ? [] : nameFindings(field, schema, translate);
    });
  });
}

/** An IdentityError of any code. */
interface CodedError extends Error {
  readonly code: string;
  readonly data: Readonly<Record<string, string | number>>;
}

function finding(field: SearchField, error: CodedError, translate: Translate): SearchFinding {
  const at = Number(error.data['position'] ?? 1) - 1;
  return {
    severity: 'error',
    code: error.code,
    message: explainInline(error, translate),
    start: field.place(at),
    end: field.place(field.value.length),
  };
}

/** Attributes and matching rules that the schema does not have. */
function nameFindings(field: SearchField, schema: Schema, translate: Translate): readonly SearchFinding[] {
  const unknown = (code: string, message: string, start: number, length: number): SearchFinding => ({
    severity: 'warning',
    code,
    message,
    start: field.place(start),
    end: field.place(start + length),
  });
  const noAttribute = (name: string, start: number) =>
    /^[-+]?(?:\*|1\.1|\+)?$/.test(name) || schema.attribute(name.replace(/^[-+]/, '')) !== undefined
      ? []
      : [
          unknown(
            'ldap.unknownAttribute',
            translate('The schema has no attribute {name}.', { name }),
            start,
            name.length,
          ),
        ];
  switch (field.key.toLowerCase()) {
    case 'attributes':
    case 'sort':
      return [...field.value.matchAll(/[^\s,]+/g)].flatMap((word) =>
        noAttribute(word[0].replace(/:.*/, ''), word.index),
      );
    case 'filter':
      return partsOf(field.value).flatMap(({ part, text, start }) => {
        if (part === 'attribute' && text.toLowerCase() !== 'anr') return noAttribute(text, start);
        if (part !== 'rule' || schema.rules.length === 0 || schema.rule(text) !== undefined) return [];
        if (WELL_KNOWN_RULES.has(text)) return [];
        const message = translate('The schema has no matching rule {name}.', { name: text });
        return [unknown('ldap.unknownRule', message, start, text.length)];
      });
    default:
      return [];
  }
}

/** Matching rules of Active Directory, which its subschema does not list ([MS-ADTS] 3.1.1.3.4.4). */
export const WELL_KNOWN_RULES: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113556.1.4.803', 'all of these bits are set'],
  ['1.2.840.113556.1.4.804', 'any of these bits is set'],
  ['1.2.840.113556.1.4.1941', 'in this chain of links: nested membership'],
  ['1.2.840.113556.1.4.2253', 'DN with data'],
]);

function partsOf(text: string): readonly FilterPart[] {
  const parts: FilterPart[] = [];
  parseFilter(text, (part) => parts.push(part));
  return parts;
}

/** A new search document. */
export function newSearchText(directory: string | undefined, base: string | undefined): string {
  return [
    '# Run the search with the lens above it, or with "Identity: Run Search".',
    `directory: ${directory ?? ''}`,
    ...(base === undefined ? [] : [`base: ${base}`]),
    'scope: sub',
    'filter: (objectClass=*)',
    'attributes: *',
    'limit: 1000',
    '',
  ].join('\n');
}
