import { decodeUtf8 } from '../../jwt/base64url.ts';
import { IdentityError } from '../../errors.ts';
import { decodeBase64 } from '../base64.ts';
import type { LogicalLine } from './lines.ts';

/** `name: value` of a logical line. */
export interface NamedValue {
  readonly name: string;
  readonly value: Uint8Array;
  readonly line: number;
}

const [COLON, SPACE, LESS, NUL] = [0x3a, 0x20, 0x3c, 0];

/**
 * Reads `name: text`, `name:: base64` (RFC 2849). Text of UTF-8 is read although the RFC wants it in base64: every
 * server writes it. Throws `ldif.malformed`, and `ldif.urlRefused` for `name:< url`: an LDIF file must not make
 * anyone read a file or an address.
 */
export function readNamedValue({ bytes, line }: LogicalLine): NamedValue {
  const colon = bytes.indexOf(COLON);
  if (colon < 0) throw malformed(line, 'a colon after the name of the attribute is missing');
  const name = readName(bytes, colon, line);
  const kind = bytes[colon + 1];
  if (kind === LESS) {
    const url = new TextDecoder().decode(skipSpaces(bytes, colon + 2));
    throw new IdentityError('ldif.urlRefused', { line, url });
  }
  if (kind !== COLON) return { name, value: checkText(skipSpaces(bytes, colon + 1), line), line };
  const value = decodeBase64(trimEnd(skipSpaces(bytes, colon + 2)));
  if (value === undefined) throw malformed(line, `the value of ${name} is not base64`);
  return { name, value, line };
}

/** The value of a line as text. Throws `ldif.malformed`. */
export function textValue({ name, value, line }: NamedValue): string {
  const text = decodeUtf8(value);
  if (text === undefined) throw malformed(line, `the value of ${name} is not UTF-8`);
  return text;
}

export function malformed(line: number, reason: string): IdentityError<'ldif.malformed'> {
  return new IdentityError('ldif.malformed', { line, reason });
}

const NAME = /^(?:\d+(?:\.\d+)*|[a-z][\w-]*)(?:;[\w=*-]+)*$/i;
/** Longer than any attribute description with its options. */
const LONGEST_NAME = 256;

/** Whether a text is an attribute description: a name or OID with its options (RFC 4512 §2.5). */
export function isAttributeDescription(text: string): boolean {
  return text.length <= LONGEST_NAME && NAME.test(text);
}

function readName(bytes: Uint8Array, end: number, line: number): string {
  let name = '';
  if (end <= LONGEST_NAME) for (let at = 0; at < end; at++) name += String.fromCharCode(bytes[at] ?? 0);
  if (!isAttributeDescription(name))
    throw malformed(line, 'an attribute name such as cn must stand before the colon');
  return name;
}

function skipSpaces(bytes: Uint8Array, from: number): Uint8Array {
  let at = from;
  while (bytes[at] === SPACE) at++;
  return bytes.subarray(at);
}

function trimEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (bytes[end - 1] === SPACE) end--;
  return bytes.subarray(0, end);
}

function checkText(bytes: Uint8Array, line: number): Uint8Array {
  let isAscii = true;
  // By index: an iterator takes twice as long, and every value of a file comes by here.
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === NUL) throw malformed(line, 'a value with a NUL must be in base64');
    if (byte > 0x7f) isAscii = false;
  }
  if (!isAscii && decodeUtf8(bytes) === undefined)
    throw malformed(line, 'the value is not UTF-8; save the file as UTF-8, or write the value in base64');
  return bytes;
}
