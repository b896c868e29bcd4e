import { text, type JsonObject } from '../json.ts';
import { encodeBase64url } from './base64url.ts';

/** The members a thumbprint is made of, in their order (RFC 7638 §3.2, RFC 8037 §2). */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
  oct: ['k', 'kty'],
};

/** The SHA-256 thumbprint of a JWK (RFC 7638), as `jkt` has it; undefined for a key that lacks what it is made of. */
export async function jwkThumbprint(jwk: JsonObject): Promise<string | undefined> {
  const kty = text(jwk, 'kty') ?? '';
  const members = Object.hasOwn(MEMBERS, kty) ? (MEMBERS[kty] ?? []) : [];
  const entries = members.map((name) => [name, text(jwk, name)] as const);
  if (entries.length === 0 || entries.some(([, value]) => value === undefined)) return undefined;
  const canonical = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  return encodeBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', canonical)));
}
