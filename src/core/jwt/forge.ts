import type { CryptoKey, JWK } from 'jose';
import { encodeBase64url, encodeTextBase64url } from './base64url.ts';
import type { Random } from '../ports.ts';
import { isObject, parseJson } from '../json.ts';
import { IdentityError } from '../errors.ts';

/** Algorithms test tokens can be signed with; `none` leaves them unsigned. */
export const forgeAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'HS256',
  'HS384',
  'HS512',
  'none',
] as const;
export type ForgeAlgorithm = (typeof forgeAlgorithms)[number];

/** A way to make a token that an API must refuse. `now` in seconds since the epoch. */
export interface ForgeVariant {
  readonly id: string;
  readonly label: string;
  readonly claims?: (now: number) => Readonly<Record<string, unknown>>;
  /** Changes the finished token. */
  readonly spoil?: (token: string) => string;
  /** Sign with another key than the published one. */
  readonly wrongKey?: true;
}

/** The variants; a new one is one entry. `good` is the token as edited. */
export const forgeVariants: readonly [ForgeVariant, ...ForgeVariant[]] = [
  { id: 'good', label: 'As edited' },
  {
    id: 'expired',
    label: 'Expired an hour ago',
    claims: (now) => ({ iat: now - 7200, nbf: now - 7200, exp: now - 3600 }),
  },
  { id: 'early', label: 'Valid in an hour only', claims: (now) => ({ nbf: now + 3600, exp: now + 7200 }) },
  { id: 'audience', label: 'For another audience', claims: () => ({ aud: 'api://another' }) },
  { id: 'issuer', label: 'From another issuer', claims: () => ({ iss: 'https://issuer.invalid/' }) },
  { id: 'wrongKey', label: 'Signed with another key', wrongKey: true },
  { id: 'altered', label: 'Altered after signing', spoil: (token) => alterPayload(token) },
  {
    id: 'unsigned',
    label: 'Signature removed',
    spoil: (token) => token.slice(0, token.lastIndexOf('.') + 1),
  },
];

/** A forged token with what is needed to trust it in a test. */
export interface ForgedToken {
  readonly token: string;
  /** The public key as a JWK set, for the API under test; none for `none` and HS algorithms. */
  readonly jwks?: { readonly keys: readonly JWK[] };
  /** The secret of HS algorithms, base64url. */
  readonly secret?: string;
}

/** A key pair (or secret) made for tests, kept in memory by the caller. */
export interface ForgeKey {
  readonly alg: ForgeAlgorithm;
  readonly kid: string;
  readonly sign?: CryptoKey | Uint8Array;
  readonly publicJwk?: JWK;
  readonly secret?: string;
}

/** Makes a new test key. Its id begins with `forged-`, by which every tool of ours tells such tokens. */
export async function forgeKey(alg: ForgeAlgorithm, random: Random): Promise<ForgeKey> {
  const kid = `forged-${encodeBase64url(random(9))}`;
  if (alg === 'none') return { alg, kid };
  if (alg.startsWith('HS')) {
    // RFC 7518 §3.2: no shorter than the hash.
    const secret = random(Number(alg.slice(2)) / 8);
    return { alg, kid, sign: secret, secret: encodeBase64url(secret) };
  }
  const { exportJWK, generateKeyPair } = await import('jose');
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, kid, sign: privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/**
 * Signs claims with a test key, in one of the variants. `claims` is JSON text, and is kept as written unless the
 * variant changes it. Throws `jwt.claimsNotJson`.
 */
export async function forgeToken(
  claims: string,
  key: ForgeKey,
  variant: ForgeVariant,
  now: number,
  random: Random,
): Promise<ForgedToken> {
  const parsed = parseJson(claims);
  if (!isObject(parsed)) throw new IdentityError('jwt.claimsNotJson', {});
  const changed = variant.claims?.(Math.floor(now / 1000));
  const payload = changed === undefined ? claims : JSON.stringify({ ...parsed, ...changed });
  const signer = variant.wrongKey === true ? { ...(await forgeKey(key.alg, random)), kid: key.kid } : key;
  const token = await sign(payload, signer);
  return {
    token: variant.spoil?.(token) ?? token,
    ...(key.publicJwk === undefined ? {} : { jwks: { keys: [key.publicJwk] } }),
    ...(key.secret === undefined ? {} : { secret: key.secret }),
  };
}

async function sign(payload: string, { alg, kid, sign: key }: ForgeKey): Promise<string> {
  const header = { typ: 'JWT', alg, kid };
  if (key === undefined)
    return `${encodeTextBase64url(JSON.stringify(header))}.${encodeTextBase64url(payload)}.`;
  const { CompactSign } = await import('jose');
  return new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader(header).sign(key);
}

/** Swaps one claim's worth of the payload, leaving it valid JSON, so that only the signature can tell. */
function alterPayload(token: string): string {
  const [header = '', , signature = ''] = token.split('.');
  return `${header}.${encodeTextBase64url('{"sub":"altered","roles":["Admin"],"scp":"Everything"}')}.${signature}`;
}
