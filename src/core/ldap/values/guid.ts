import { fromHex, hex } from '../bytes.ts';
import type { ValueFormat } from './format.ts';

/** Where each octet of the text stands in the value: the first three groups are little-endian ([MS-DTYP] 2.3.4). */
const ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;

/** A GUID as text; undefined when the octets are none. */
export function readGuid(value: Uint8Array): string | undefined {
  if (value.length !== 16) return undefined;
  const digits = hex(Uint8Array.from(ORDER, (at) => value[at] ?? 0));
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The octets of a GUID in text, with or without braces; undefined when it is none. */
export function writeGuid(text: string): Uint8Array | undefined {
  const [, digits = ''] = /^\s*\{?([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\}?\s*$/i.exec(text) ?? [];
  const bytes = fromHex(digits.replaceAll('-', ''));
  return bytes?.length === 16 ? Uint8Array.from(ORDER, (at) => bytes[at] ?? 0) : undefined;
}

export const guid: ValueFormat = {
  read: readGuid,
  write: writeGuid,
  example: '6f9619ff-8b86-d011-b42d-00c04fc964ff',
};
