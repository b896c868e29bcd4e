/** The parts that content is decrypted from, as bytes (RFC 7516 §5.2). */
export interface EncryptedContent {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly ciphertext: Uint8Array<ArrayBuffer>;
  readonly tag: Uint8Array<ArrayBuffer>;
  /** What is protected without being encrypted. */
  readonly aad: Uint8Array<ArrayBuffer>;
}

/** The length of the key of each `enc` in bytes (RFC 7518 §5.2, §5.3). */
const KEY_BYTES: Readonly<Record<string, number>> = {
  A128GCM: 16,
  A192GCM: 24,
  A256GCM: 32,
  'A128CBC-HS256': 32,
  'A192CBC-HS384': 48,
  'A256CBC-HS512': 64,
};
/** As much as jose unpacks: a small token can hold a very large content. */
const LARGEST_UNPACKED = 250_000;

/** How many bytes the key of an `enc` has; undefined when it is none of RFC 7518. */
export function contentKeyBytes(enc: string): number | undefined {
  return Object.hasOwn(KEY_BYTES, enc) ? KEY_BYTES[enc] : undefined;
}

/**
 * Decrypts content with a key of `contentKeyBytes`, for the key management that jose leaves out. Rejects, always alike,
 * when the content was changed or the key is another.
 */
export async function decryptContent(
  enc: string,
  key: Uint8Array<ArrayBuffer>,
  content: EncryptedContent,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await (enc.includes('CBC') ? decryptCbc(key, content) : decryptGcm(key, content));
  } catch {
    throw new Error('decryption operation failed');
  }
}

async function decryptGcm(
  key: Uint8Array<ArrayBuffer>,
  { iv, ciphertext, tag, aad }: EncryptedContent,
): Promise<Uint8Array<ArrayBuffer>> {
  if (iv.length !== 12 || tag.length !== 16) throw new RangeError();
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  const algorithm = { name: 'AES-GCM', iv, additionalData: aad, tagLength: 128 };
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, imported, joined(ciphertext, tag)));
}

/** AES-CBC with HMAC (RFC 7518 §5.2.2.2): the first half of the key makes the tag, the second decrypts. */
async function decryptCbc(
  key: Uint8Array<ArrayBuffer>,
  { iv, ciphertext, tag, aad }: EncryptedContent,
): Promise<Uint8Array<ArrayBuffer>> {
  const half = key.length / 2;
  const hmac = { name: 'HMAC', hash: `SHA-${half * 16}` };
  const macKey = await crypto.subtle.importKey('raw', key.subarray(0, half), hmac, false, ['sign']);
  const aadBits = new DataView(new ArrayBuffer(8));
  aadBits.setBigUint64(0, BigInt(aad.length) * 8n);
  const signed = joined(aad, iv, ciphertext, new Uint8Array(aadBits.buffer));
  const expected = new Uint8Array(await crypto.subtle.sign(hmac, macKey, signed)).subarray(0, half);
  if (
    tag.length !== half ||
    expected.reduce((differs, byte, at) => differs | (byte ^ (tag[at] ?? 0)), 0) !== 0
  )
    throw new RangeError();
  const cipherKey = await crypto.subtle.importKey('raw', key.subarray(half), 'AES-CBC', false, ['decrypt']);
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, cipherKey, ciphertext));
}

/** The content as it was before it was packed with `zip` (RFC 7516 §4.1.3). Rejects what is no such, or too large. */
export async function unpacked(
  bytes: Uint8Array<ArrayBuffer>,
  zip: string | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  if (zip === undefined) return bytes;
  if (zip !== 'DEF') throw new Error(`zip ${zip} is not known.`);
  const parts: Uint8Array[] = [];
  let left = LARGEST_UNPACKED;
  const inflated: ReadableStream<Uint8Array> = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'));
  try {
    for await (const part of inflated) {
      left -= part.length;
      if (left < 0) break;
      parts.push(part);
    }
  } catch {
    throw new Error('The content is not packed as zip says.');
  }
  if (left < 0) throw new Error(`Unpacked, the content is larger than ${LARGEST_UNPACKED} bytes.`);
  return joined(...parts);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
