import type { JWK } from 'jose';
import { decodeBase64url } from './base64url.ts';

/** Why a key must not verify signatures of `alg` although its bytes might, for a person; undefined when it may. */
export function unfitness(jwk: JWK, alg: string): string | undefined {
  if (jwk.use !== undefined && jwk.use !== 'sig') return `Its use is ${jwk.use}, not sig (RFC 7517 §4.2).`;
  // The public half of a key that may sign may verify.
  if (jwk.key_ops?.some((operation) => operation === 'verify' || operation === 'sign') === false)
    return `Its key_ops do not allow it to verify (RFC 7517 §4.3).`;
  if (jwk.alg !== undefined && jwk.alg !== alg && !isEd25519(jwk.alg, alg))
    return `It is for ${jwk.alg} only (RFC 7517 §4.4).`;
  return jwk.kty === 'RSA' ? weakness(jwk) : undefined;
}

/** The operations by which content is decrypted (RFC 7517 §4.3), and those of the public half of such a key. */
const DECRYPTING: ReadonlySet<string> = new Set([
  ...['decrypt', 'unwrapKey', 'deriveKey', 'deriveBits'],
  ...['encrypt', 'wrapKey'],
]);

/** Why a key must not decrypt a token although its bytes might, for a person; undefined when it may. */
export function unfitnessToDecrypt(jwk: JWK, alg: string, enc: string): string | undefined {
  if (jwk.use !== undefined && jwk.use !== 'enc') return `Its use is ${jwk.use}, not enc (RFC 7517 §4.2).`;
  if (jwk.key_ops?.some((operation) => DECRYPTING.has(operation)) === false)
    return `Its key_ops do not allow it to decrypt (RFC 7517 §4.3).`;
  // A key that content is encrypted with directly is for the algorithm of the content (RFC 7520 §5.6).
  const isFor = alg === 'dir' ? [alg, enc] : [alg];
  if (jwk.alg !== undefined && !isFor.includes(jwk.alg)) return `It is for ${jwk.alg} only (RFC 7517 §4.4).`;
  return undefined;
}

/** `EdDSA` with an Ed25519 key has the fully specified name `Ed25519` (RFC 9864). */
function isEd25519(...names: readonly string[]): boolean {
  return names.every((name) => name === 'EdDSA' || name === 'Ed25519');
}

function weakness({ n, e }: JWK): string | undefined {
  if (typeof n !== 'string' || typeof e !== 'string') return undefined;
  const exponent = integerOf(e);
  if (exponent < 3n || exponent % 2n === 0n) return `Its exponent ${exponent} makes signatures forgeable.`;
  if (hasRocaFingerprint(integerOf(n)))
    return 'It was made by a faulty chip, and its private key can be computed (ROCA, CVE-2017-15361).';
  return undefined;
}

function integerOf(base64url: string): bigint {
  const hex = [...decodeBase64url(base64url).bytes].map((byte) => byte.toString(16).padStart(2, '0'));
  return BigInt(`0x0${hex.join('')}`);
}

const PRIMES = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107,
  109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];
/** The faulty library made primes of the form k·M + (65537^a mod M), M a product of small primes. */
const GENERATOR = 65537;

/** Whether a modulus is, modulo each small prime, a power of 65537: by chance for about one key in 2^27. */
function hasRocaFingerprint(modulus: bigint): boolean {
  return PRIMES.every((prime) => {
    const rest = Number(modulus % BigInt(prime));
    let power = 1;
    do {
      if (power === rest) return true;
      power = (power * GENERATOR) % prime;
    } while (power !== 1);
    return false;
  });
}
