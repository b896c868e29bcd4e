import type { CryptoKey, FlattenedJWE, JWK } from 'jose';
import { isObject, list, parseJson, text as textOf, type JsonObject } from '../json.ts';
import { IdentityError } from '../errors.ts';
import { decodeBase64url, decodeUtf8Loosely } from './base64url.ts';
import { decodeEach, stringClaim, type DecodedToken } from './decode.ts';

/**
 * Decrypts a JWE (RFC 7516) with a key given as PEM private key, JWK, JWK set or, for `dir`, `A*KW` and PBES2, a
 * secret as text or base64; in JSON, for any of its recipients. Returns the content as text: claims, or the token inside a nested one. Throws
 * `jwt.notEncrypted` and `jwt.notDecrypted`. Compressed content is read up to what jose allows.
 */
export async function decryptToken(source: string, material: string): Promise<string> {
  const tokens = decodeEach(source);
  if (tokens[0].serialization !== 'jwe') throw new IdentityError('jwt.notEncrypted', {});
  let failure: IdentityError<'jwt.notDecrypted'> | undefined;
  for (const token of tokens) {
    const alg = stringClaim(token.header, 'alg') ?? '';
    const { text, reason } = await decryptWith(token, alg, material);
    if (text !== undefined) return text;
    failure = new IdentityError('jwt.notDecrypted', { alg, reason });
  }
  throw failure ?? new IdentityError('jwt.notEncrypted', {});
}

async function decryptWith(
  token: DecodedToken,
  alg: string,
  material: string,
): Promise<{ readonly text?: string; readonly reason: string }> {
  const { compactDecrypt, flattenedDecrypt } = await import('jose');
  // jose wants PBES2 named, and few rounds, since a server must not be made to work by strangers. Here a person asks.
  const options = { keyManagementAlgorithms: [alg], maxPBES2Count: 2_000_000 };
  let reason = '';
  try {
    for (const key of await decryptionKeys(material.trim(), alg, stringClaim(token.header, 'kid'))) {
      try {
        const { plaintext } =
          token.json === undefined
            ? await compactDecrypt(token.compact, key, options)
            : await flattenedDecrypt(flattenedJwe(token.json.flattened), key, options);
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

async function decryptionKeys(
  text: string,
  alg: string,
  kid: string | undefined,
): Promise<readonly (CryptoKey | Uint8Array)[]> {
  const { importJWK, importPKCS8 } = await import('jose');
  if (text.startsWith('-----BEGIN ')) return [await importPKCS8(text, alg)];
  const json = parseJson(text);
  if (isObject(json)) {
    const keys: readonly JWK[] = 'keys' in json ? list(json, 'keys').filter(isObject) : [json];
    const named = keys.filter((key) => key.kid === kid);
    return Promise.all((named.length > 0 ? named : keys).map((key) => importJWK(key, alg)));
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
