/** What is not as RFC 7515 §2 asks in a base64url text that could still be read. */
export type Base64urlFlaw = 'padding' | 'alphabet' | 'cutShort' | 'trailingBits' | 'invalidCharacter';

/** Bytes of a base64url text, with every way in which the text departs from RFC 7515 §2. */
export interface Base64urlBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly flaws: readonly Base64urlFlaw[];
}

const INVALID = 0xff;
const PADDING = '='.charCodeAt(0);
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = alphabetValues();
const ENCODER = new TextEncoder();

function alphabetValues(): Uint8Array {
  const values = new Uint8Array(0x100).fill(INVALID);
  for (let value = 0; value < ALPHABET.length; value++) values[ALPHABET.charCodeAt(value)] = value;
  // Standard base64 (RFC 4648 §4) is a common slip; it is read, and reported as a flaw.
  values['+'.charCodeAt(0)] = 62;
  values['/'.charCodeAt(0)] = 63;
  return values;
}

const valueOf = (units: Uint8Array, at: number): number => VALUES[units[at] ?? 0] ?? INVALID;

/**
 * Decodes base64url (RFC 7515 §2: no padding, no line breaks). Never throws: padding, the standard
 * alphabet, a cut-off end and stray trailing bits are decoded as far as they go and named in `flaws`; an
 * invalid character ends the bytes.
 */
export function decodeBase64url(text: string): Base64urlBytes {
  const flaws: Base64urlFlaw[] = [];
  // As bytes of UTF-8: reading those is much faster than reading a string that is a slice of another.
  const units = ENCODER.encode(text);
  let length = units.length;
  while (length > 0 && units[length - 1] === PADDING) length--;
  if (length < units.length) flaws.push('padding');
  const whole = new Uint8Array((length * 3) >> 2);
  const size = decodeInto(whole, units, length);
  if (size.stoppedAt < length) flaws.push('invalidCharacter');
  else if (length % 4 === 1) flaws.push('cutShort');
  else if (size.strayBits !== 0) flaws.push('trailingBits');
  if (text.includes('+') || text.includes('/')) flaws.push('alphabet');
  return { bytes: size.written === whole.length ? whole : whole.slice(0, size.written), flaws };
}

/**
 * The text in a base64url text that is exactly as RFC 7515 §2 asks and holds UTF-8, as most do; undefined for any other,
 * which is for `decodeBase64url`. Several times as fast.
 */
export function decodeText(encoded: string): string | undefined {
  if (
    encoded.length > LONGEST_FAST ||
    encoded.length % 4 === 1 ||
    hasStrayBits(encoded) ||
    encoded.includes('+') ||
    encoded.includes('/')
  )
    return undefined;
  try {
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
    // What atob skips, such as blanks and padding, is missing from the length.
    if (binary.length !== Math.floor((encoded.length * 3) / 4)) return undefined;
    return binary.replace(BEYOND_ASCII, decodeRun);
  } catch {
    return undefined;
  }
}

/** Of a longer text the replacing below costs more than it saves. */
const LONGEST_FAST = 2 ** 14;
const BEYOND_ASCII = /[\x80-\xff]+/g;

/** Strict UTF-8 of bytes beyond ASCII, written as characters as `atob` does. Throws when they are not. */
function decodeRun(bytes: string): string {
  let escaped = '';
  for (let at = 0; at < bytes.length; at++) escaped += `%${bytes.charCodeAt(at).toString(16)}`;
  // Unlike a TextDecoder it makes no wide string of a short run, and all that reads the text stays fast.
  return decodeURIComponent(escaped);
}

/** The flaws of a base64url text whose bytes are of no interest, such as a signature. */
export function flawsOfBase64url(text: string): readonly Base64urlFlaw[] {
  const isClean = /^[\w-]*$/.test(text) && text.length % 4 !== 1 && !hasStrayBits(text);
  return isClean ? [] : decodeBase64url(text).flaws;
}

/** Two characters left over carry four bits too many, three carry two. */
function hasStrayBits(text: string): boolean {
  const stray = [0, 0, 0b1111, 0b11][text.length % 4] ?? 0;
  return stray !== 0 && ((VALUES[text.charCodeAt(text.length - 1)] ?? INVALID) & stray) !== 0;
}

/** Writes the bytes of the first `length` characters, four at a time, then the rest. */
function decodeInto(
  bytes: Uint8Array,
  units: Uint8Array,
  length: number,
): { written: number; stoppedAt: number; strayBits: number } {
  let written = 0;
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    const a = valueOf(units, at);
    const b = valueOf(units, at + 1);
    const c = valueOf(units, at + 2);
    const d = valueOf(units, at + 3);
    if ((a | b | c | d) === INVALID) break;
    bytes[written++] = (a << 2) | (b >> 4);
    bytes[written++] = (b << 4) | (c >> 2);
    bytes[written++] = (c << 6) | d;
  }
  let bits = 0;
  let count = 0;
  for (; at < length; at++) {
    const value = valueOf(units, at);
    if (value === INVALID) break;
    bits = (bits << 6) | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[written++] = bits >> count;
      bits &= (1 << count) - 1;
    }
  }
  return { written, stoppedAt: at, strayBits: count === 6 ? 0 : bits };
}

/** Encodes bytes as base64url without padding (RFC 7515 §2). */
export function encodeBase64url(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const four = [bits >> 18, bits >> 12, bits >> 6, bits]
      .map((value) => ALPHABET.charAt(value & 63))
      .join('');
    parts.push(left >= 3 ? four : four.slice(0, left + 1));
  }
  return parts.join('');
}

/** Encodes text as UTF-8, then base64url. */
export function encodeTextBase64url(text: string): string {
  return encodeBase64url(ENCODER.encode(text));
}

/** Strict UTF-8 (RFC 3629); undefined when the bytes are not. A byte order mark is kept as text. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** UTF-8 as far as it goes, with U+FFFD for what is not. */
export function decodeUtf8Loosely(bytes: Uint8Array): string {
  return LOOSE_UTF8.decode(bytes);
}

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LOOSE_UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });
