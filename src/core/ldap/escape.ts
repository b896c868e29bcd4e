import { decodeUtf8 } from '../jwt/base64url.ts';
import { hexPair, utf8 } from './bytes.ts';

/**
 * Octets as text in which `must` picks the characters written as `\xx`, one pair for each octet of the character.
 * Control characters always are; of octets that are no UTF-8, all but printable ASCII.
 */
export function escapeOctets(value: Uint8Array, must: (character: string, at: number) => boolean): string {
  const text = decodeUtf8(value);
  if (text === undefined)
    return Array.from(value, (byte, at) => {
      const character = String.fromCharCode(byte);
      return byte > 0x7e || isControl(byte) || must(character, at) ? `\\${hexPair(byte)}` : character;
    }).join('');
  if (!NEEDS_LOOK.test(text)) return text;
  let at = 0;
  let written = '';
  for (const character of text) {
    const escaped = isControl(character.codePointAt(0) ?? 0) || must(character, at);
    written += escaped ? Array.from(utf8(character), (byte) => `\\${hexPair(byte)}`).join('') : character;
    at += character.length;
  }
  return written;
}

/** Anything but letters, digits and what no syntax here gives a meaning inside a value. */
const NEEDS_LOOK = /[^\p{L}\p{N}@._/-]/u;

function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}
