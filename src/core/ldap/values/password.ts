import { decodeUtf8 } from '../../jwt/base64url.ts';
import type { Modification } from '../entry.ts';
import type { ValueFormat } from './format.ts';

/** A password as Active Directory takes it in `unicodePwd`: in quotation marks, UTF-16 ([MS-ADTS] 3.1.1.3.1.5). */
export function unicodePassword(password: string): Uint8Array {
  const text = `"${password}"`;
  const value = new Uint8Array(text.length * 2);
  const view = new DataView(value.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), true);
  return value;
}

/** The modifications that set a password as an administrator, or change one's own when `from` is given. TLS only. */
export function passwordModifications(to: string, from?: string): readonly Modification[] {
  const name = 'unicodePwd';
  const wanted = unicodePassword(to);
  if (from === undefined) return [{ operation: 'replace', name, values: [wanted] }];
  return [
    { operation: 'delete', name, values: [unicodePassword(from)] },
    { operation: 'add', name, values: [wanted] },
  ];
}

const SCHEMES: Readonly<Record<string, string>> = {
  SSHA: 'salted SHA-1',
  SHA: 'SHA-1 without salt',
  SSHA256: 'salted SHA-256',
  SHA256: 'SHA-256 without salt',
  SSHA512: 'salted SHA-512',
  SHA512: 'SHA-512 without salt',
  SMD5: 'salted MD5',
  MD5: 'MD5 without salt',
  CRYPT: 'crypt(3)',
  ARGON2: 'Argon2',
  'PBKDF2-SHA256': 'PBKDF2 with SHA-256',
  'PBKDF2-SHA512': 'PBKDF2 with SHA-512',
  SASL: 'checked by another server (pass-through)',
};

/** How `userPassword` is kept (RFC 2307 §5.3), never the password itself. */
export const storedPassword: ValueFormat = {
  read(value) {
    const [, scheme] = /^\{([\w-]{1,20})\}/.exec(decodeUtf8(value) ?? '') ?? [];
    return scheme === undefined ? 'in clear' : (SCHEMES[scheme.toUpperCase()] ?? scheme);
  },
  example: 'salted SHA-1',
};
