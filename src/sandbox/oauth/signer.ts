import {
  base64url,
  createLocalJWKSet,
  importJWK,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
} from 'jose';
import type { SandboxKeys, SigningJwk } from '../keys.ts';

/** Signs and verifies the sandbox's own JWTs. */
export interface Signer {
  /** A JWS compact serialisation (RFC 7515) of the claims, RS256 with the active key. */
  sign(claims: JWTPayload, version: 1 | 2): Promise<string>;
  /**
   * The claims of a token this installation signed; rejects with jose's errors otherwise. Times are checked
   * against `now` (ms), audience is left to the caller.
   */
  verify(token: string, now: number): Promise<JWTPayload>;
  /** Public keys for the JWKS endpoint (RFC 7517). */
  readonly published: readonly Readonly<Record<string, unknown>>[];
}

/** Imports the keys once; signing then costs little more than the RSA operation. */
export async function createSigner(keys: SandboxKeys): Promise<Signer> {
  const active = keys.signing[0];
  if (!active) throw new TypeError('sandbox keys hold no signing key');
  const privateKey = await importJWK(active, 'RS256');
  if (privateKey instanceof Uint8Array) throw new TypeError('the signing key is not an RSA key');
  const headers = { 1: encodeHeader(active, { x5t: active.x5t }), 2: encodeHeader(active, {}) };
  const published = keys.signing.map(publicJwk);
  const jwks: JSONWebKeySet = {
    keys: keys.signing.map(({ kty, n, e, kid }) => ({ kty, n, e, kid, alg: 'RS256' })),
  };
  const keySet = createLocalJWKSet(jwks);
  return {
    published,
    async sign(claims, version) {
      const input = `${headers[version]}.${base64url.encode(JSON.stringify(claims))}`;
      const bytes = new TextEncoder().encode(input);
      const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', privateKey, bytes);
      return `${input}.${base64url.encode(new Uint8Array(signature))}`;
    },
    async verify(token, now) {
      const { payload } = await jwtVerify(token, keySet, {
        algorithms: ['RS256'],
        currentDate: new Date(now),
      });
      return payload;
    },
  };
}

function encodeHeader(key: SigningJwk, more: Readonly<Record<string, string>>): string {
  return base64url.encode(JSON.stringify({ typ: 'JWT', alg: 'RS256', ...more, kid: key.kid }));
}

function publicJwk({ kty, n, e, kid, x5t, x5c }: SigningJwk): Readonly<Record<string, unknown>> {
  return { kty, use: 'sig', kid, x5t, n, e, x5c };
}
