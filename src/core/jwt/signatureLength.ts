/**
 * Lengths in base64url characters of the signatures of an algorithm (RFC 7518 §3.1, RFC 8037 §3.1), for RSA
 * by key size from 1024 to 8192 bits; undefined for one we do not know.
 */
export function expectedSignatureLengths(alg: string): readonly number[] | undefined {
  const [, lengths] = FAMILIES.find(([pattern]) => pattern.test(alg)) ?? [];
  return lengths;
}

const RSA = [171, 342, 512, 683, 1366] as const;
const FAMILIES: readonly (readonly [pattern: RegExp, lengths: readonly number[]])[] = [
  [/^none$/i, [0]],
  [/^HS256$/, [43]],
  [/^HS384$/, [64]],
  [/^HS512$/, [86]],
  [/^[RP]S(?:1|256|384|512)$/, RSA],
  [/^ES256K?$/, [86]],
  [/^ES384$/, [128]],
  [/^ES512$/, [176]],
  [/^EdDSA$/, [86, 152]],
  [/^Ed25519$/, [86]],
  [/^Ed448$/, [152]],
];

/** Length in base64url characters of the authentication tag of an `enc` (RFC 7518 §5); undefined for one we do not know. */
export function expectedTagLength(enc: string): number | undefined {
  return TAG_LENGTHS.find(([pattern]) => pattern.test(enc))?.[1];
}

const TAG_LENGTHS: readonly (readonly [pattern: RegExp, length: number])[] = [
  [/^A(?:128|192|256)GCM$/, 22],
  [/^A128CBC-HS256$/, 22],
  [/^A192CBC-HS384$/, 32],
  [/^A256CBC-HS512$/, 43],
];
