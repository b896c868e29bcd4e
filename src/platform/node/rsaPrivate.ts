import { constants, createPrivateKey, privateDecrypt, type KeyObject } from 'node:crypto';
import type { RsaPrivate } from '../../core/jwt/rsa15.ts';

/** RFC 7518 §4.2 asks for as many bits. */
const LEAST_BITS = 2048;

/**
 * RSA with a private key in PEM or JWK. Not with its own removal of PKCS #1 v1.5 padding: Node offers that only with some
 * of the crypto libraries it is built with.
 */
export const rsaPrivate: RsaPrivate = (source, ciphertext) => {
  const key = privateKey(source);
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key?.asymmetricKeyType !== 'rsa' || bits < LEAST_BITS) return undefined;
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, ciphertext);
  } catch {
    return new Uint8Array();
  }
};

function privateKey(source: Parameters<RsaPrivate>[0]): KeyObject | undefined {
  try {
    return createPrivateKey(typeof source === 'string' ? source : { key: { ...source }, format: 'jwk' });
  } catch {
    return undefined;
  }
}
