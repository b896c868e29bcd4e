import { decodeUtf8 } from '../jwt/base64url.ts';

/** An attribute as the server spells it, options included (`userCertificate;binary`), with its values as bytes. */
export interface Attribute {
  readonly name: string;
  readonly values: readonly Uint8Array[];
}

/** An entry of a directory: its DN as the server writes it, its attributes in the server's order. */
export interface Entry {
  readonly dn: string;
  readonly attributes: readonly Attribute[];
}

/**
 * One change of a modify request (RFC 4511 §4.6). `replace` or `delete` without values removes the attribute; `increment`
 * (RFC 4525) has one value, a whole number that is added to each value there is.
 */
export interface Modification {
  readonly operation: 'add' | 'replace' | 'delete' | 'increment';
  readonly name: string;
  readonly values: readonly Uint8Array[];
}

/** The key under which an attribute description is looked up: names and options ignore case (RFC 4512 §2.5). */
export function attributeKey(name: string): string {
  return name.toLowerCase();
}

/** The attribute description without its options: `userCertificate` of `userCertificate;binary`. */
export function attributeType(name: string): string {
  const end = name.indexOf(';');
  return end < 0 ? name : name.slice(0, end);
}

/** The attribute of that name in any case, undefined when the entry has none. */
export function findAttribute(entry: Entry, name: string): Attribute | undefined {
  const key = attributeKey(name);
  return entry.attributes.find((each) => attributeKey(each.name) === key);
}

/** The values of an attribute, none when the entry does not have it. */
export function valuesOf(entry: Entry, name: string): readonly Uint8Array[] {
  return findAttribute(entry, name)?.values ?? [];
}

/** The values of an attribute that are UTF-8, as text. */
export function textsOf(entry: Entry, name: string): readonly string[] {
  return valuesOf(entry, name).flatMap((value) => decodeUtf8(value) ?? []);
}

/** The first value of an attribute as text, undefined when there is none. */
export function textOf(entry: Entry, name: string): string | undefined {
  return textsOf(entry, name)[0];
}
