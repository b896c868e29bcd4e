import { hex } from './bytes.ts';
import { decodeUtf8 } from '../jwt/base64url.ts';
import { attributeKey, attributeType, type Attribute, type Entry } from './entry.ts';
import { writeComment, writeValue } from './ldif/write.ts';
import type { Schema } from './schema.ts';
import type { ServerKind } from './serverFacts.ts';
import { readableValue, toldValue } from './values/readable.ts';

/** Octets above which a value is told of instead of shown: no one edits a picture as base64. */
const LARGEST_SHOWN = 0x2_0000;

/** What an entry document asks for: everything, and what Active Directory only gives to who names it. */
export const DOCUMENT_ATTRIBUTES: Readonly<Record<ServerKind, readonly string[]>> = {
  activeDirectory: ['*', '+', 'nTSecurityDescriptor'],
  openLdap: ['*', '+'],
  other: ['*', '+'],
};

/**
 * An entry as LDIF to edit: what may be changed as it stands, with a comment in words where the value needs one; what
 * the server keeps, and what is too large to edit, as comments at the end, which a save passes over.
 */
export function editableEntry(entry: Entry, schema: Schema): string {
  const [kept, shown] = partition(entry.attributes, ({ name }) => isServersOwn(name, schema));
  const [large, edited] = partition(shown, ({ values }) =>
    values.some(({ length }) => length > LARGEST_SHOWN),
  );
  const [rights, others] = partition(edited, ({ name }) => attributeKey(name) === 'ntsecuritydescriptor');
  const body = [...others, ...rights].map(({ name, values }) => editedText(name, values, schema)).join('');
  const notes = [
    ...large.map((each) => noteOf(each, schema)),
    ...(kept.length === 0 ? [] : [writeComment('Kept by the server:')]),
    ...kept.map((each) => noteOf(each, schema)),
  ];
  return `${writeValue('dn', new TextEncoder().encode(entry.dn), 'readable')}${body}${notes.length === 0 ? '' : `\n${notes.join('')}`}`;
}

/**
 * An entry as LDIF to be compared with another: attributes and values sorted, as servers give them in any order, and
 * without what the server keeps, which differs always.
 */
export function comparableEntry({ dn, attributes }: Entry, schema: Schema): string {
  const sorted = <Each>(all: readonly Each[], key: (each: Each) => string) =>
    all
      .map((each) => ({ each, key: key(each) }))
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ each }) => each);
  const own = attributes
    .filter(({ name }) => !isServersOwn(name, schema))
    .map(({ name, values }) => ({ name, values: sorted(values, hex) }));
  return editableEntry({ dn, attributes: sorted(own, ({ name }) => attributeKey(name)) }, schema);
}

/** Whether only the server may write an attribute: by its schema, or known to be where the schema is silent. */
export function isServersOwn(name: string, schema: Schema): boolean {
  const definition = schema.attribute(name);
  return definition?.isReadOnly === true || CONSTRUCTED.has(attributeKey(attributeType(name)));
}

/** Attributes that Active Directory builds or sets itself, though its subschema does not say so. */
const CONSTRUCTED: ReadonlySet<string> = new Set(
  [
    'allowedAttributes',
    'allowedAttributesEffective',
    'allowedChildClasses',
    'allowedChildClassesEffective',
    'canonicalName',
    'createTimeStamp',
    'distinguishedName',
    'dSCorePropagationData',
    'lastLogon',
    'lastLogonTimestamp',
    'badPwdCount',
    'badPasswordTime',
    'logonCount',
    'isCriticalSystemObject',
    'instanceType',
    'memberOf',
    'modifyTimeStamp',
    'msDS-PrincipalName',
    'msDS-User-Account-Control-Computed',
    'msDS-UserPasswordExpiryTimeComputed',
    'name',
    'objectCategory',
    'objectGUID',
    'objectSid',
    'primaryGroupToken',
    'replPropertyMetaData',
    'sAMAccountType',
    'sDRightsEffective',
    'structuralObjectClass',
    'subSchemaSubEntry',
    'tokenGroups',
    'uSNChanged',
    'uSNCreated',
    'whenChanged',
    'whenCreated',
  ].map(attributeKey),
);

function editedText(name: string, values: readonly Uint8Array[], schema: Schema): string {
  return values
    .map((value) => `${valueNotes(name, value, schema.syntax(name))}${writeValue(name, value, 'readable')}`)
    .join('');
}

/** Lines of words above a value; the rest of a long list is counted. */
const MOST_NOTES = 15;

/** A value in words as comments above it, none where it says the same itself. `firstNote` finds them again. */
export function valueNotes(name: string, value: Uint8Array, syntax?: string): string {
  const lines = toldValue(name, value, syntax);
  if (lines.length === 1 && isSame(lines[0] ?? '', value)) return '';
  const more = lines.length - MOST_NOTES;
  return [...lines.slice(0, MOST_NOTES), ...(more > 0 ? [`… and ${more} more`] : [])]
    .map((line, at) => writeComment(at === 0 ? `${name}: ${line}` : `${INDENT}${line}`))
    .join('');
}

/** What comes before all but the first comment above a value. */
const INDENT = '  ';

/** The line at which the comments above the value of an attribute begin, its own line when there are none. */
export function firstNote(lines: readonly string[], valueLine: number, name: string): number {
  let at = valueLine - 1;
  while (lines[at]?.startsWith(`# ${INDENT}`) === true) at--;
  return lines[at]?.startsWith(`# ${name}: `) === true ? at : valueLine;
}

function noteOf({ name, values }: Attribute, schema: Schema): string {
  return values
    .map((value) => {
      const words = readableValue(name, value, schema.syntax(name));
      const text = value.length > LARGEST_SHOWN ? undefined : decodeUtf8(value);
      const shown = words ?? text ?? `${value.length} octets`;
      return writeComment(
        `${name}: ${shown}${value.length > LARGEST_SHOWN ? ' (too large to edit here)' : ''}`,
      );
    })
    .join('');
}

function isSame(words: string, value: Uint8Array): boolean {
  return words === decodeUtf8(value);
}

function partition<Each>(
  all: readonly Each[],
  belongs: (each: Each) => boolean,
): readonly [readonly Each[], readonly Each[]] {
  return [all.filter(belongs), all.filter((each) => !belongs(each))];
}
