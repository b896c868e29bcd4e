import type { JWK } from 'jose';
import { text } from '../json.ts';
import { decodeBase64url } from './base64url.ts';
import { contentKeyBytes, decryptContent, unpacked } from './contentDecryption.ts';
import { stringClaim, type DecodedToken } from './decode.ts';

/**
 * RSA with a private key and nothing more (RFC 8017 §5.1.2): padding is neither looked at nor removed. Undefined when
 * the key cannot be used so; no bytes when only `ciphertext` is to blame.
 */
export type RsaPrivate = (key: string | JWK, ciphertext: Uint8Array) => Uint8Array | undefined;

const BYTES = new TextEncoder();

/**
 * Decrypts a token whose key is encrypted by RSAES-PKCS1-v1_5 (RFC 7518 §4.2), which jose leaves out: it is out of
 * date, but servers that know nothing else are what a debugging tool meets. A key that does not decrypt is told like
 * content that does not (RFC 7516 §11.5). Rejects with the reason for a person.
 */
export async function decryptRsa15(
  token: DecodedToken,
  key: string | JWK,
  rsaPrivate: RsaPrivate,
): Promise<Uint8Array<ArrayBuffer>> {
  const { header, json } = token;
  if (header.has('crit')) throw new Error('The header marks parameters as critical that are not known.');
  if (token.segments.length !== 5) throw new Error('A token has five parts when it is encrypted.');
  const enc = stringClaim(header, 'enc') ?? '';
  const keyBytes = contentKeyBytes(enc);
  if (keyBytes === undefined) throw new Error(`enc ${enc} is not known.`);
  const [head = '', wrapped = '', iv = '', ciphertext = '', tag = ''] = token.segments.map(
    (segment) => segment.text,
  );
  const block = rsaPrivate(key, decodeBase64url(wrapped).bytes);
  if (block === undefined) throw new Error('RSA1_5 needs an RSA private key of at least 2048 bits.');
  const aad = json === undefined ? undefined : text(json.flattened, 'aad');
  const content = await decryptContent(enc, withoutPadding(block, keyBytes), {
    iv: decodeBase64url(iv).bytes,
    ciphertext: decodeBase64url(ciphertext).bytes,
    tag: decodeBase64url(tag).bytes,
    aad: BYTES.encode(aad === undefined ? head : `${head}.${aad}`),
  });
  return unpacked(content, stringClaim(header, 'zip'));
}

/**
 * The last `size` bytes of a block padded by RFC 8017 §7.2.1, or random ones when it is padded otherwise, as RFC 7516
 * §11.5 has it: which of the two they are shows nowhere, not even in the time taken.
 */
function withoutPadding(block: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const key = crypto.getRandomValues(new Uint8Array(size));
  const start = block.length - size;
  if (start < 11) return key;
  let wrong = (block[0] ?? 1) | ((block[1] ?? 0) ^ 2) | (block[start - 1] ?? 1);
  for (let at = 2; at < start - 1; at++) wrong |= Number(block[at] === 0);
  const mask = wrong === 0 ? 0xff : 0;
  return key.map((random, at) => (random & ~mask) | ((block[start + at] ?? 0) & mask));
}
