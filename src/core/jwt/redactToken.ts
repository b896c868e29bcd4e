import { encodeTextBase64url } from './base64url.ts';
import type { DecodedToken } from './decode.ts';

const REMOVED = encodeTextBase64url('signature removed');

/**
 * The token with what makes it usable taken out: the signature of a JWS, everything but the header of a JWE,
 * the disclosures of an SD-JWT. Header and claims stay readable, so it still holds what they say about people.
 */
export function redactToken({ segments, serialization }: DecodedToken): string {
  const [header = '', ...rest] = segments.map(({ text }) => text);
  if (serialization === 'jwe') return [header, ...rest.map(() => REMOVED)].join('.');
  return [header, rest[0] ?? '', REMOVED].join('.');
}
