import { attributeKey, attributeType } from '../entry.ts';
import { activeDirectoryAttributes } from './activeDirectory.ts';
import { certificateAttributes } from './certificate.ts';
import type { ReadableAttribute } from './format.ts';
import { standardAttributes } from './openLdap.ts';

/** Every attribute whose values people read in other words than the server's: one entry each kind. */
export const readableAttributes: readonly ReadableAttribute[] = [
  ...activeDirectoryAttributes,
  ...certificateAttributes,
  ...standardAttributes,
];

const byName = new Map(
  readableAttributes.flatMap((each) => each.names.map((name) => [attributeKey(name), each] as const)),
);
const bySyntax = new Map(
  readableAttributes.flatMap((each) => (each.syntaxes ?? []).map((oid) => [oid, each] as const)),
);

/** How values of an attribute are read, by its name or else by the OID of its syntax. Options are left aside. */
export function readableAttribute(name: string, syntax?: string): ReadableAttribute | undefined {
  return (
    byName.get(attributeKey(attributeType(name))) ?? (syntax === undefined ? undefined : bySyntax.get(syntax))
  );
}

/** A value told line by line, where its attribute has words for it. */
export function toldValue(name: string, value: Uint8Array, syntax?: string): readonly string[] {
  const format = readableAttribute(name, syntax)?.format;
  const words = format?.tell?.(value) ?? format?.read(value);
  return words === undefined ? [] : typeof words === 'string' ? [words] : words;
}

/** A value in words, undefined where its attribute has none or the value is not of its kind. */
export function readableValue(name: string, value: Uint8Array, syntax?: string): string | undefined {
  return readableAttribute(name, syntax)?.format.read(value);
}
