import { decodeUtf8 } from '../../jwt/base64url.ts';
import { untranslated, type Translate } from '../../explain.ts';
import { attributeKey } from '../entry.ts';
import type { Schema } from '../schema.ts';
import { readableAttribute, toldValue } from '../values/readable.ts';
import { attributeLines } from './findings.ts';
import { ldifLineAt, outlineLdif, type LdifBlock, type LdifLine } from './outline.ts';

/** What is known of an attribute of an LDIF text and the value beside it. */
export interface AttributeNote {
  /** As written there. */
  readonly name: string;
  readonly line: LdifLine;
  /** Facts in the order in which they are told: a heading and a text. From outside: escape before showing. */
  readonly facts: readonly (readonly [string, string])[];
}

/** The attribute at a line of the text, undefined on a comment, a keyword or nothing. */
export function attributeNoteAt(
  text: string,
  line: number,
  schema: Schema,
  translate: Translate = untranslated,
): AttributeNote | undefined {
  const found = ldifLineAt(outlineLdif(text), line);
  if (found === undefined || !attributeLines(found.block).includes(found.line)) return undefined;
  const facts = [
    ...valueFacts(found.line, schema, translate),
    ...attributeFacts(found.line.name, schema, translate),
  ];
  return facts.length === 0 ? undefined : { name: found.line.name, line: found.line, facts };
}

/** What the schema and our own list know of an attribute. */
export function attributeFacts(
  name: string,
  schema: Schema,
  translate: Translate = untranslated,
): readonly (readonly [string, string])[] {
  const definition = schema.attribute(name);
  const syntax = schema.syntax(name);
  const readable = readableAttribute(name, syntax);
  const traits = definition && [
    definition.isSingleValued ? translate('one value') : translate('several values'),
    ...(definition.isReadOnly ? [translate('kept by the server')] : []),
    ...(definition.usage === 'userApplications' ? [] : [translate('operational')]),
    ...(definition.isObsolete ? [translate('obsolete')] : []),
  ];
  const equality = schema.equality(name);
  return [
    ...fact(translate('About'), readable && translate(readable.about)),
    ...fact(translate('Description'), definition?.description),
    ...fact(translate('Syntax'), syntax && `${schema.syntaxName(syntax)} (${syntax})`),
    ...fact(translate('Values'), traits?.join(', ')),
    ...fact(
      translate('Names'),
      definition && definition.names.length > 1 ? definition.names.join(', ') : undefined,
    ),
    ...fact(translate('OID'), definition?.oid),
    ...fact(translate('Equality'), equality),
    ...fact(translate('Source'), readable?.source),
  ];
}

/** Lines a hover has for a value. */
const MOST_LINES = 20;

function valueFacts(
  line: LdifLine,
  schema: Schema,
  translate: Translate,
): readonly (readonly [string, string])[] {
  const { name, value, isBase64 } = line;
  if (value === undefined) return [];
  const words = toldValue(name, value, schema.syntax(name));
  if (words.length > 0)
    return [
      ...words.slice(0, MOST_LINES).map((text, at) => [at === 0 ? translate('Value') : '', text] as const),
      ...fact(
        '',
        words.length > MOST_LINES
          ? translate('… and {count} more', { count: words.length - MOST_LINES })
          : undefined,
      ),
    ];
  if (attributeKey(name) === 'objectclass') return classFacts(decodeUtf8(value) ?? '', schema, translate);
  if (!isBase64) return [];
  const text = decodeUtf8(value);
  return [[translate('Value'), text ?? translate('{count} octets', { count: value.length })]];
}

/** What the schema knows of an object class. */
export function classFacts(
  name: string,
  schema: Schema,
  translate: Translate = untranslated,
): readonly (readonly [string, string])[] {
  const definition = schema.objectClass(name);
  if (definition === undefined) return [];
  const { must, may } = schema.attributesOf([name]);
  return [
    ...fact(translate('Class'), `${definition.names.join(', ')} (${definition.kind})`),
    ...fact(translate('Description'), definition.description),
    ...fact(translate('Superiors'), definition.superiors.join(', ')),
    ...fact(translate('Must have'), must.join(', ')),
    ...fact(translate('May have'), may.join(', ')),
    ...fact(translate('OID'), definition.oid),
  ];
}

function fact(heading: string, text: string | undefined): readonly (readonly [string, string])[] {
  return text === undefined || text === '' ? [] : [[heading, text]];
}

/** Something that may be written at a place of an LDIF text. */
export interface LdifChoice {
  readonly label: string;
  readonly kind: 'attribute' | 'class' | 'keyword' | 'value';
  readonly detail?: string;
  /** What is inserted instead of the label. */
  readonly insert?: string;
}

const CHANGE_TYPES = ['add', 'delete', 'modify', 'moddn'] as const;

/** What may stand where a person types: `before` is the line up to there. */
export function ldifChoices(
  text: string,
  line: number,
  before: string,
  schema: Schema,
): readonly LdifChoice[] {
  const block = blockAround(outlineLdif(text), line);
  const [, name] = /^([\w.;-]*)::?[^:]*$/.exec(before) ?? [];
  if (name === undefined) return /^[\w.;-]*$/.test(before) ? nameChoices(block, schema) : [];
  switch (attributeKey(name)) {
    case 'changetype':
      return CHANGE_TYPES.map((label) => ({ label, kind: 'keyword' }));
    case 'objectclass':
      return schema.classes.map(({ names, oid, kind, description }) => ({
        label: names[0] ?? oid,
        kind: 'class',
        detail: [kind, description].filter(Boolean).join(': '),
      }));
    case 'add':
    case 'replace':
    case 'delete':
    case 'increment':
      return block?.kind === 'modify' ? attributeChoices(schema, undefined, '') : [];
    case 'deleteoldrdn':
      return ['1', '0'].map((label) => ({ label, kind: 'keyword' }));
    default:
      return [];
  }
}

function nameChoices(block: LdifBlock | undefined, schema: Schema): readonly LdifChoice[] {
  const keywords = (labels: readonly string[]): readonly LdifChoice[] =>
    labels.map((label) => ({ label, kind: 'keyword', insert: `${label}: ` }));
  if (block === undefined) return keywords(['dn', 'version']);
  switch (block.kind) {
    case 'modify':
      return [
        ...keywords(['add', 'replace', 'delete', 'increment']),
        ...attributeChoices(schema, undefined, ': '),
      ];
    case 'moddn':
    case 'modrdn':
      return keywords(['newrdn', 'deleteoldrdn', 'newsuperior']);
    case 'delete':
      return [];
    default:
      return [
        ...(block.lines.length === 1 ? keywords(['changetype']) : []),
        ...attributeChoices(schema, block, ': '),
      ];
  }
}

/** The attributes the record's classes allow, else all that clients may write. */
function attributeChoices(
  schema: Schema,
  block: LdifBlock | undefined,
  after: string,
): readonly LdifChoice[] {
  const classes = (block?.lines ?? [])
    .filter(({ name }) => attributeKey(name) === 'objectclass')
    .flatMap(({ value }) => (value && decodeUtf8(value)) ?? []);
  const { must, may } = schema.attributesOf(classes);
  const allowed = [...must, ...may];
  const all = schema.attributes
    .filter(({ isReadOnly }) => !isReadOnly)
    .map(({ names, oid }) => names[0] ?? oid);
  return (
    allowed.length === 0 ? all : ['objectClass', ...allowed.filter((name) => name !== 'objectClass')]
  ).map((label) => ({
    label,
    kind: 'attribute',
    insert: `${label}${after}`,
    detail: [must.includes(label) ? 'must' : '', schema.attribute(label)?.description ?? '']
      .filter(Boolean)
      .join(': '),
  }));
}

/** The record a line belongs to, or follows without an empty line between. */
function blockAround(blocks: readonly LdifBlock[], line: number): LdifBlock | undefined {
  return blocks.find((block) => block.line < line && line <= block.endLine + 1);
}
