import type { Schema } from './schema.ts';
import { searchControls, searchFields, WELL_KNOWN_RULES } from './searchDocument.ts';

/** Something that may be written at a place of a search document. */
export interface SearchChoice {
  readonly label: string;
  readonly kind: 'keyword' | 'attribute' | 'class' | 'rule' | 'value';
  readonly detail?: string;
  readonly insert?: string;
}

/** What a search document may name besides what the schema has. */
export interface SearchSurroundings {
  readonly schema: Schema;
  readonly directories: readonly { readonly id: string; readonly name: string }[];
  readonly bases: readonly string[];
}

/** What may stand where a person types: `before` is the field's text up to there, its folded lines joined. */
export function searchChoices(before: string, around: SearchSurroundings): readonly SearchChoice[] {
  const colon = before.indexOf(':');
  if (colon < 0)
    return searchFields.map((field) => ({
      label: field.key,
      kind: 'keyword',
      detail: field.about,
      insert: `${field.key}: `,
    }));
  const key = before.slice(0, colon).trim();
  const value = before.slice(colon + 1).trimStart();
  switch (key.toLowerCase()) {
    case 'directory':
      return around.directories.map(({ id, name }) => ({ label: id, kind: 'value', detail: name }));
    case 'base':
      return around.bases.map((label) => ({ label, kind: 'value' }));
    case 'filter':
      return filterChoices(value, around.schema);
    case 'attributes':
      return [
        { label: '*', kind: 'value', detail: 'all attributes of users' },
        { label: '+', kind: 'value', detail: 'all operational attributes' },
        { label: '1.1', kind: 'value', detail: 'no attributes' },
        ...attributes(around.schema, ''),
      ];
    case 'sort':
      return attributes(around.schema, '');
    case 'controls':
      return Object.entries(searchControls).map(([label, detail]) => ({ label, kind: 'value', detail }));
    default:
      return (searchFields.find((field) => field.key.toLowerCase() === key.toLowerCase())?.words ?? []).map(
        (label) => ({ label, kind: 'value' }),
      );
  }
}

/** How far back a half-written filter is read, in characters. */
const LONGEST_ASSERTION = 2000;

/** What may stand at the end of a half-written filter. */
export function filterChoices(written: string, schema: Schema): readonly SearchChoice[] {
  const before = written.slice(-LONGEST_ASSERTION);
  if (/[\w-]:(?:dn:)?[\w.-]*$/i.test(before)) return rules(schema);
  const [, name] = /\(?([\w.;-]+)\s*[<>~]?=[^()=]*$/.exec(before) ?? [];
  if (name !== undefined) return valuesFor(name, schema);
  if (/[()&|!]\s*$/.test(before) && !/\)\s*$/.test(before))
    return [...STRUCTURES, ...attributes(schema, '=')];
  return /(?:^|\()[\w.;-]*$/.test(before) ? attributes(schema, '=') : STRUCTURES;
}

const STRUCTURES: readonly SearchChoice[] = [
  { label: '(&…)', kind: 'keyword', detail: 'all of these', insert: '(&($0))' },
  { label: '(|…)', kind: 'keyword', detail: 'any of these', insert: '(|($0))' },
  { label: '(!…)', kind: 'keyword', detail: 'not this', insert: '(!($0))' },
];

function valuesFor(name: string, schema: Schema): readonly SearchChoice[] {
  if (name.toLowerCase() === 'objectclass')
    return schema.classes.map(({ names, oid, description }) => ({
      label: names[0] ?? oid,
      kind: 'class',
      ...(description === undefined ? {} : { detail: description }),
    }));
  const isBoolean = schema.syntax(name) === '1.3.6.1.4.1.1466.115.121.1.7';
  return (isBoolean ? ['TRUE', 'FALSE'] : []).map((label) => ({ label, kind: 'value' }));
}

function rules(schema: Schema): readonly SearchChoice[] {
  return [
    ...[...WELL_KNOWN_RULES].map(([oid, detail]): SearchChoice => ({
      label: oid,
      kind: 'rule',
      detail,
      insert: `${oid}:=`,
    })),
    ...schema.rules.map(({ names, oid }): SearchChoice => ({
      label: names[0] ?? oid,
      kind: 'rule',
      detail: oid,
      insert: `${names[0] ?? oid}:=`,
    })),
  ];
}

function attributes(schema: Schema, after: string): readonly SearchChoice[] {
  return schema.attributes.map(({ names, oid, description }) => {
    const label = names[0] ?? oid;
    return {
      label,
      kind: 'attribute',
      insert: `${label}${after}`,
      ...(description === undefined ? {} : { detail: description }),
    };
  });
}
