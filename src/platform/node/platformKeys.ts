import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { PlatformKeys } from '../../core/jwt/keyMaterial.ts';

/** How Node verifies the algorithms that jose leaves out, and the curve each needs. */
const ALGORITHMS: Readonly<
  Record<string, { readonly hash: string | null; readonly curves: readonly string[] }>
> = {
  // RFC 8812 §3.2
  ES256K: { hash: 'sha256', curves: ['secp256k1'] },
  // RFC 8037 §3.1 and RFC 9864: jose has Ed25519 alone.
  EdDSA: { hash: null, curves: ['ed448'] },
  Ed448: { hash: null, curves: ['ed448'] },
};

/** Keys for ES256K and Ed448, which Node's crypto verifies and jose does not. */
export const platformKeys: PlatformKeys = (source, alg) => {
  const algorithm = Object.hasOwn(ALGORITHMS, alg) ? ALGORITHMS[alg] : undefined;
  if (algorithm === undefined) return undefined;
  const key = publicKey(source);
  if (key === undefined || !algorithm.curves.includes(curveOf(key))) return undefined;
  return {
    verify: (data, signature) => verify(algorithm.hash, data, { key, dsaEncoding: 'ieee-p1363' }, signature),
  };
};

function publicKey(source: Parameters<PlatformKeys>[0]): KeyObject | undefined {
  try {
    return typeof source === 'string'
      ? createPublicKey(source)
      : createPublicKey({ key: { ...source }, format: 'jwk' });
  } catch {
    // jose says better what is wrong with it.
    return undefined;
  }
}

function curveOf(key: KeyObject): string {
  return key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType ?? '';
}
