import type { CryptoKey, JWK } from 'jose';
import { isObject, list, parseJson } from '../json.ts';
import { decodeBase64url } from './base64url.ts';
import { unfitness } from './keyFitness.ts';

/** A key for an algorithm that jose leaves out. */
export interface PlatformKey {
  readonly verify: (data: Uint8Array, signature: Uint8Array) => boolean;
}

/** Makes a platform key of PEM or a public JWK; undefined when jose knows the algorithm, or the platform does not. */
export type PlatformKeys = (source: string | JWK, alg: string) => PlatformKey | undefined;

/** A key to try, and what to call it. */
export interface KeyCandidate {
  readonly name: string;
  readonly key: CryptoKey | Uint8Array;
}

/** The members that make a JWK private (RFC 7518 §6). */
const PRIVATE_MEMBERS: ReadonlySet<string> = new Set([
  'd',
  'p',
  'q',
  'dp',
  'dq',
  'qi',
  'oth',
  'key_ops',
  'priv',
]);

/** A platform key to try, and what to call it. */
export interface PlatformCandidate {
  readonly name: string;
  readonly key: PlatformKey;
}

/**
 * Public keys for `alg` in what a person gives: PEM public key, certificate or private key, JWK, JWK set, and for
 * HS algorithms a secret as text, base64 or hex. Throws what jose throws on keys that do not fit.
 */
export async function keysIn(
  material: string | readonly JWK[],
  alg: string,
): Promise<readonly KeyCandidate[]> {
  if (typeof material !== 'string') return jwksIn(material, alg);
  const text = material.trim();
  const jwks = jwksOf(text);
  if (jwks !== undefined) return jwksIn(jwks, alg);
  if (text.startsWith('-----BEGIN ')) return [await pemKey(text, alg)];
  return alg.startsWith('HS') ? secretsIn(text) : [];
}

/** The same for an algorithm that only the platform knows; none for any other. */
export function platformKeysIn(
  material: string | readonly JWK[],
  alg: string,
  platform: PlatformKeys,
): readonly PlatformCandidate[] {
  const jwks = typeof material === 'string' ? jwksOf(material) : material;
  const sources = jwks ?? (typeof material === 'string' ? [material] : []);
  return sources.flatMap((source) => {
    if (typeof source !== 'string' && unfitness(source, alg) !== undefined) return [];
    const key = platform(typeof source === 'string' ? source : publicPart(source), alg);
    return key === undefined ? [] : [{ name: typeof source === 'string' ? 'PEM' : nameOf(source), key }];
  });
}

/** The keys of a JWK or a JWK set in text; undefined when it is neither. */
export function jwksOf(material: string): readonly JWK[] | undefined {
  const json = parseJson(material);
  if (!isObject(json)) return undefined;
  return 'keys' in json ? list(json, 'keys').filter(isObject) : [json];
}

/** With a kid in the token, only the keys of that name count, if there are any; otherwise all. */
export function ofKid(keys: readonly JWK[], kid: string | undefined): readonly JWK[] {
  const named = kid === undefined ? [] : keys.filter((key) => key.kid === kid);
  return named.length > 0 ? named : keys;
}

function nameOf({ kid, kty }: JWK): string {
  return kid ?? kty ?? 'JWK';
}

/** The keys of a set as candidates for `alg`; those that do not fit are left out. */
export async function jwksIn(keys: readonly JWK[], alg: string): Promise<readonly KeyCandidate[]> {
  const { importJWK } = await import('jose');
  const candidates: KeyCandidate[] = [];
  let failure: unknown;
  for (const jwk of keys) {
    try {
      const unfit = unfitness(jwk, alg);
      if (unfit !== undefined) throw new Error(unfit);
      candidates.push({ name: nameOf(jwk), key: await importJWK(publicPart(jwk), alg) });
    } catch (error) {
      failure ??= error;
    }
  }
  if (candidates.length === 0 && failure instanceof Error) throw failure;
  return candidates;
}

function publicPart(jwk: JWK): JWK {
  if (jwk.kty === 'oct') return jwk;
  return Object.fromEntries(Object.entries(jwk).filter(([name]) => !PRIVATE_MEMBERS.has(name)));
}

async function pemKey(pem: string, alg: string): Promise<KeyCandidate> {
  const { importSPKI, importX509, importPKCS8, exportJWK, importJWK } = await import('jose');
  if (pem.includes('BEGIN CERTIFICATE')) return { name: 'X.509', key: await importX509(pem, alg) };
  if (!pem.includes('PRIVATE KEY')) return { name: 'PEM', key: await importSPKI(pem, alg) };
  const jwk = await exportJWK(await importPKCS8(pem, alg, { extractable: true }));
  return { name: 'PEM', key: await importJWK(publicPart(jwk), alg) };
}

/** A secret is bytes; people write them as text, base64 or hex, and do not say which. */
function secretsIn(text: string): readonly KeyCandidate[] {
  const base64 = decodeBase64url(text);
  const isBase64 = !base64.flaws.includes('invalidCharacter') && !base64.flaws.includes('cutShort');
  const hex = /^(?:[\da-f]{2})+$/i.test(text)
    ? Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    : undefined;
  return [
    { name: 'secret', key: new TextEncoder().encode(text) },
    ...(isBase64 ? [{ name: 'secret (base64)', key: base64.bytes }] : []),
    ...(hex === undefined ? [] : [{ name: 'secret (hex)', key: hex }]),
  ];
}
