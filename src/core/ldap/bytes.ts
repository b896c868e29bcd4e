const ENCODER = new TextEncoder();

/** Text as UTF-8. */
export function utf8(text: string): Uint8Array {
  // DNs and names are short and ASCII, for which the encoder's call costs more than the work.
  if (text.length > 96) return ENCODER.encode(text);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) return ENCODER.encode(text);
    bytes[at] = unit;
  }
  return bytes;
}

/** Whether two values are the same octets. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** Octets as two lower-case hexadecimal digits each. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, hexPair).join('');
}

/** One octet as two lower-case hexadecimal digits. */
export function hexPair(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** Octets of hexadecimal digits; undefined when there is an odd one or another character. */
export function fromHex(text: string): Uint8Array | undefined {
  if (!/^(?:[\da-f]{2})*$/i.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, at) =>
    Number.parseInt(text.slice(at * 2, at * 2 + 2), 16),
  );
}

/** The pieces one after another. */
export function concatBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Bytes that come piece by piece, in room that doubles: a piece leaves nothing behind but its bytes. */
export class GrowingBytes {
  #room = new Uint8Array();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#room.length) {
      const larger = new Uint8Array(Math.max(length, this.#room.length * 2));
      larger.set(this.#room.subarray(0, this.#length));
      this.#room = larger;
    }
    this.#room.set(piece, this.#length);
    this.#length = length;
  }

  /** All that came since the last time, which is the caller's from now on. */
  take(): Uint8Array {
    const taken = this.#room.subarray(0, this.#length);
    this.#room = new Uint8Array();
    this.#length = 0;
    return taken;
  }
}
