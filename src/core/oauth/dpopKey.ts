import type { CryptoKeyPair } from 'openid-client';
import type { JsonObject } from '../json.ts';

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** A new key pair that binds tokens to this client (RFC 9449), as private JWK. Secret. */
export async function makeDpopKey(): Promise<JsonObject> {
  const { privateKey } = await crypto.subtle.generateKey(ES256, true, ['sign', 'verify']);
  return { ...(await crypto.subtle.exportKey('jwk', privateKey)) };
}

/** The key pair of such a JWK. */
export async function importDpopKey(jwk: JsonObject): Promise<CryptoKeyPair> {
  const { kty, crv, x, y, d } = jwk;
  const publicJwk = { kty: String(kty), crv: String(crv), x: String(x), y: String(y) };
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', { ...publicJwk, d: String(d) }, ES256, false, ['sign']),
    crypto.subtle.importKey('jwk', publicJwk, ES256, true, ['verify']),
  ]);
  return { privateKey, publicKey };
}
