import type { CryptoKey, JWK } from 'jose';
import { isObject, list, parseJson } from '../json.ts';
import { IdentityError } from '../errors.ts';
import { decodeBase64url, decodeUtf8Loosely } from './base64url.ts';
import { decodeToken, stringClaim } from './decode.ts';

/**
 * Decrypts a JWE (RFC 7516) with a key given as PEM private key, JWK, JWK set or, for `dir`, `A*KW` and PBES2, a
 * secret as text or base64. Returns the content as text: claims, or the token inside a nested one. Throws
 * `jwt.notEncrypted` and `jwt.notDecrypted`. Compressed content is read up to what jose allows.
 */
export async function decryptToken(compact: string, material: string): Promise<string> {
  const token = decodeToken(compact);
  if (token.serialization !== 'jwe') throw new IdentityError('jwt.notEncrypted', {});
  const alg = stringClaim(token.header, 'alg') ?? '';
  const { compactDecrypt } = await import('jose');
  let reason = '';
  try {
    for (const key of await decryptionKeys(material.trim(), alg, stringClaim(token.header, 'kid'))) {
      try {
        const { plaintext } = await compactDecrypt(compact, key);
        return decodeUtf8Loosely(plaintext);
      } catch (error) {
        reason = reasonOf(error);
      }
    }
  } catch (error) {
    reason = reasonOf(error);
  }
  throw new IdentityError('jwt.notDecrypted', { alg, reason });
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
