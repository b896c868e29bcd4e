import type { FlattenedJWE, JWK } from 'jose';
import { isObject, text as textOf, type JsonObject } from '../json.ts';
import { IdentityError } from '../errors.ts';
import { decodeBase64url, decodeUtf8Loosely } from './base64url.ts';
import { decodeEach, stringClaim, type DecodedToken } from './decode.ts';
import { unfitnessToDecrypt } from './keyFitness.ts';
import { jwksOf, ofKid } from './keyMaterial.ts';
import { decryptRsa15, type RsaPrivate } from './rsa15.ts';

/** A key as it is given: PEM or JWK, or the bytes of a secret. */
type GivenKey = string | JWK | Uint8Array<ArrayBuffer>;

/**
 * Decrypts a JWE (RFC 7516) with a key given as PEM private key, JWK, JWK set or, for `dir`, `A*KW` and PBES2, a
 * secret as text or base64; in JSON, for any of its recipients. RSA1_5 needs `rsaPrivate`. Returns the content as text:
 * claims, or the token inside a nested one. Throws `jwt.notEncrypted` and `jwt.notDecrypted`. Compressed content is read
 * up to what jose allows.
 */
export async function decryptToken(
  source: string,
  material: string,
  rsaPrivate?: RsaPrivate,
): Promise<string> {
  const tokens = decodeEach(source);
  if (tokens[0].serialization !== 'jwe') throw new IdentityError('jwt.notEncrypted', {});
  let failure: IdentityError<'jwt.notDecrypted'> | undefined;
  for (const token of tokens) {
    const { text, reason } = await decryptWith(token, material, rsaPrivate);
    if (text !== undefined) return text;
    failure = new IdentityError('jwt.notDecrypted', { alg: stringClaim(token.header, 'alg') ?? '', reason });
  }
  throw failure ?? new IdentityError('jwt.notEncrypted', {});
}

async function decryptWith(
  token: DecodedToken,
  material: string,
  rsaPrivate: RsaPrivate | undefined,
): Promise<{ readonly text?: string; readonly reason: string }> {
  const isOurs = rsaPrivate !== undefined && stringClaim(token.header, 'alg') === 'RSA1_5';
  let reason = '';
  try {
    for (const key of decryptionKeys(material.trim(), token)) {
      try {
        const plaintext =
          isOurs && !(key instanceof Uint8Array)
            ? await decryptRsa15(token, key, rsaPrivate)
            : await decryptByJose(token, key);
        return { text: decodeUtf8Loosely(plaintext), reason };
      } catch (error) {
        reason = reasonOf(error);
      }
    }
  } catch (error) {
    reason = reasonOf(error);
  }
  return { reason };
}

async function decryptByJose(token: DecodedToken, given: GivenKey): Promise<Uint8Array> {
  const { compactDecrypt, flattenedDecrypt, importJWK, importPKCS8 } = await import('jose');
  const alg = stringClaim(token.header, 'alg') ?? '';
  const key =
    given instanceof Uint8Array
      ? given
      : await (typeof given === 'string' ? importPKCS8(given, alg) : importJWK(given, alg));
  // jose wants PBES2 named, and few rounds, since a server must not be made to work by strangers. Here a person asks.
  const options = { keyManagementAlgorithms: [alg], maxPBES2Count: 2_000_000 };
  const { plaintext } =
    token.json === undefined
      ? await compactDecrypt(token.compact, key, options)
      : await flattenedDecrypt(flattenedJwe(token.json.flattened), key, options);
  return plaintext;
}

/** The flattened form (RFC 7516 §7.2.2) as jose takes it. */
function flattenedJwe(json: JsonObject): FlattenedJWE {
  const strings = ['protected', 'encrypted_key', 'iv', 'tag', 'aad'].flatMap((name) => {
    const value = textOf(json, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const { unprotected, header } = json;
  return {
    ciphertext: textOf(json, 'ciphertext') ?? '',
    ...Object.fromEntries(strings),
    ...(isObject(unprotected) ? { unprotected } : {}),
    ...(isObject(header) ? { header } : {}),
  };
}

/** The keys in what a person gives that may decrypt the token. Throws when each must not. */
function decryptionKeys(text: string, { header }: DecodedToken): readonly GivenKey[] {
  if (text.startsWith('-----BEGIN ')) return [text];
  const jwks = jwksOf(text);
  if (jwks !== undefined) {
    const alg = stringClaim(header, 'alg') ?? '';
    const enc = stringClaim(header, 'enc') ?? '';
    const asked = ofKid(jwks, stringClaim(header, 'kid'));
    const unfit = asked.map((jwk) => unfitnessToDecrypt(jwk, alg, enc));
    if (asked.length > 0 && unfit.every((reason) => reason !== undefined)) throw new Error(unfit[0]);
    // Looked at here: jose would have just the one operation that it carries out.
    return asked
      .filter((_, at) => unfit[at] === undefined)
      .map((jwk) => {
        const rest = { ...jwk };
        delete rest.key_ops;
        return rest;
      });
  }
  const base64 = decodeBase64url(text);
  return [
    new TextEncoder().encode(text),
    ...(base64.flaws.includes('invalidCharacter') ? [] : [base64.bytes]),
  ];
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
