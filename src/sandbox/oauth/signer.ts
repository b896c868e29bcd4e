import {
  base64url,
  createLocalJWKSet,
  importJWK,
  jwtVerify,
  type CryptoKey,
  type JSONWebKeySet,
  type JWTPayload,
} from 'jose';
import { createSigningKey, type SandboxKeys, type SigningJwk } from '../keys.ts';

/** Signs and verifies the sandbox's own JWTs. */
export interface Signer {
  /** A JWS compact serialisation (RFC 7515) of the claims, RS256 with the active key. */
  sign(claims: JWTPayload, version: 1 | 2): Promise<string>;
  /**
   * The claims of a token this installation signed; rejects with jose's errors otherwise. Times are checked
   * against `now` (ms), audience is left to the caller.
   */
  verify(token: string, now: number): Promise<JWTPayload>;
  /** Public keys for the JWKS endpoint (RFC 7517), the active one first. */
  readonly published: readonly Readonly<Record<string, unknown>>[];
  /** Signs with a new key from now on, until the sandbox ends; its key id. */
  rotate(old: 'keep' | 'remove'): Promise<string>;
}

/** Imports the keys once; signing then costs little more than the RSA operation. */
export async function createSigner(keys: SandboxKeys): Promise<Signer> {
  const [active] = keys.signing;
  if (!active) throw new TypeError('sandbox keys hold no signing key');
  let ring = await keyRing(active, keys.signing);
  return {
    get published() {
      return ring.all.map(publicJwk);
    },
    async sign(claims, version) {
      const { headers, privateKey } = ring;
      const input = `${headers[version]}.${base64url.encode(JSON.stringify(claims))}`;
      const bytes = new TextEncoder().encode(input);
      const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', privateKey, bytes);
      return `${input}.${base64url.encode(new Uint8Array(signature))}`;
    },
    async verify(token, now) {
      const { payload } = await jwtVerify(token, ring.keySet, {
        algorithms: ['RS256'],
        currentDate: new Date(now),
      });
      return payload;
    },
    async rotate(old) {
      const made = await createSigningKey();
      ring = await keyRing(made, old === 'keep' ? [made, ...ring.all] : [made]);
      return made.kid;
    },
  };
}

/** The active key, ready to sign, and all that are trusted. */
async function keyRing(active: SigningJwk, all: readonly SigningJwk[]) {
  const jwks: JSONWebKeySet = {
    keys: all.map(({ kty, n, e, kid }) => ({ kty, n, e, kid, alg: 'RS256' })),
  };
  return {
    all,
    privateKey: await importSigningKey(active),
    headers: { 1: encodeHeader(active, { x5t: active.x5t }), 2: encodeHeader(active, {}) },
    keySet: createLocalJWKSet(jwks),
  };
}

async function importSigningKey(key: SigningJwk): Promise<CryptoKey> {
  const imported = await importJWK(key, 'RS256');
  if (imported instanceof Uint8Array) throw new TypeError('the signing key is not an RSA key');
  return imported;
}

function encodeHeader(key: SigningJwk, more: Readonly<Record<string, string>>): string {
  return base64url.encode(JSON.stringify({ typ: 'JWT', alg: 'RS256', ...more, kid: key.kid }));
}

function publicJwk({ kty, n, e, kid, x5t, x5c }: SigningJwk): Readonly<Record<string, unknown>> {
  return { kty, use: 'sig', kid, x5t, n, e, x5c };
}
