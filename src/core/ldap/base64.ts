const ALPHABET = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const INVALID = 0xff;
const VALUES = new Uint8Array(0x100).fill(INVALID);
for (const [value, character] of ALPHABET.entries()) VALUES[character] = value;
const PADDING = 0x3d;
const ASCII = new TextDecoder('latin1');

/** Octets as base64 with padding (RFC 4648 §4), in one line. */
export function encodeBase64(bytes: Uint8Array): string {
  return ASCII.decode(base64Bytes(bytes));
}

/** The same as the ASCII of that text. */
export function base64Bytes(bytes: Uint8Array): Uint8Array {
  const written = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let at = 0;
  for (let from = 0; from < bytes.length; from += 3) {
    const bits = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    written[at++] = ALPHABET[bits >> 18] ?? 0;
    written[at++] = ALPHABET[(bits >> 12) & 63] ?? 0;
    written[at++] = ALPHABET[(bits >> 6) & 63] ?? 0;
    written[at++] = ALPHABET[bits & 63] ?? 0;
  }
  written.fill(PADDING, at - ((3 - (bytes.length % 3)) % 3));
  return written;
}

/** Octets of base64 with padding (RFC 4648 §4), given as ASCII; undefined for anything else, spaces too. */
export function decodeBase64(text: Uint8Array): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  let end = text.length;
  while (end > 0 && text.length - end < 2 && text[end - 1] === PADDING) end--;
  const bytes = new Uint8Array((end * 3) >> 2);
  const valueAt = (index: number) => VALUES[text[index] ?? 0] ?? INVALID;
  let at = 0;
  const whole = end & ~3;
  for (let from = 0; from < whole; from += 4) {
    const [a, b, c, d] = [valueAt(from), valueAt(from + 1), valueAt(from + 2), valueAt(from + 3)];
    if ((a | b | c | d) > 63) return undefined;
    bytes[at++] = (a << 2) | (b >> 4);
    bytes[at++] = ((b & 15) << 4) | (c >> 2);
    bytes[at++] = ((c & 3) << 6) | d;
  }
  if (whole === end) return bytes;
  // Two or three characters are left; the bits they carry beyond their octets must be 0.
  const [a, b, c] = [valueAt(whole), valueAt(whole + 1), whole + 2 < end ? valueAt(whole + 2) : 0];
  if ((a | b | c) > 63) return undefined;
  bytes[at++] = (a << 2) | (b >> 4);
  if (at < bytes.length) bytes[at] = ((b & 15) << 4) | (c >> 2);
  if ((whole + 2 < end ? c & 3 : b & 15) !== 0) return undefined;
  return bytes;
}
