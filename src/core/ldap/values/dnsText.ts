import { decodeUtf8 } from '../../jwt/base64url.ts';
import { concatBytes, utf8 } from '../bytes.ts';
import type { ByteReader } from './byteReader.ts';

/**
 * Names and character strings of DNS as zone files have them (RFC 1035 §5.1): what would end them stands behind a
 * backslash, an octet that is no text as `\DDD`.
 */

/** A character string of at most 255 octets, in quotation marks. */
export function readString(reader: ByteReader): string {
  return `"${escaped(reader.take(reader.u8()), /["\\]/g)}"`;
}

/** The octets of a character string without its quotation marks; undefined when it is too long or none. */
export function writeString(text: string): Uint8Array | undefined {
  const bytes = unescaped(text);
  return bytes === undefined || bytes.length > 255
    ? undefined
    : concatBytes([Uint8Array.of(bytes.length), bytes]);
}

/** A counted name ([MS-DNSP] 2.2.2.2.2): the length of what follows it, its number of labels, then the labels. */
export function readName(reader: ByteReader): string {
  reader.u8();
  const count = reader.u8();
  const labels = Array.from({ length: Math.min(count, 127) }, () =>
    escaped(reader.take(reader.u8()), /[."\\();@$ ]/g),
  );
  // A zero octet ends the labels.
  reader.u8();
  return `${labels.join('.')}.`;
}

/** The octets of a counted name; undefined when a label or the whole is too long (RFC 1035 §3.1), or empty. */
export function writeName(text: string): Uint8Array | undefined {
  const labels = text === '.' ? [] : (text.replace(/(?<!\\)((?:\\\\)*)\.$/, '$1').match(LABELS) ?? []);
  const written = labels.map((label) => unescaped(label.replace(/^\./, '')));
  const known = written.filter((bytes) => bytes !== undefined);
  const isWhole = text === '.' || /^(?!\.)(?:\\.|[^\s"\\])+$/su.test(text);
  if (!isWhole || known.length < labels.length || known.some(({ length }) => length === 0 || length > 63))
    return undefined;
  const raw = concatBytes([
    ...known.flatMap((bytes) => [Uint8Array.of(bytes.length), bytes]),
    new Uint8Array(1),
  ]);
  return raw.length > 255 ? undefined : concatBytes([Uint8Array.of(raw.length, known.length), raw]);
}

const LABELS = /(?:^|\.)(?:\\.|[^.\\])*/g;

function escaped(bytes: Uint8Array, special: RegExp): string {
  const text = decodeUtf8(bytes);
  const isText = text !== undefined && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(text);
  if (isText) return text.replaceAll(special, String.raw`\$&`);
  return Array.from(bytes, (byte) =>
    byte > 0x20 && byte < 0x7f
      ? String.fromCharCode(byte).replaceAll(special, String.raw`\$&`)
      : `\\${String(byte).padStart(3, '0')}`,
  ).join('');
}

function unescaped(text: string): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  for (const [piece, digits, character] of text.matchAll(/\\(\d{3})|\\(.)|[^\\]+|\\$/gsu)) {
    if (digits !== undefined && Number(digits) > 255) return undefined;
    if (piece === '\\') return undefined;
    pieces.push(digits === undefined ? utf8(character ?? piece) : Uint8Array.of(Number(digits)));
  }
  return concatBytes(pieces);
}
