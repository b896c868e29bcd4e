/**
 * BER as LDAP uses it (RFC 4511 §5.1): definite lengths, one-byte tags, primitive strings. Pure, so that one codec
 * serves the client, the sandbox directory and the tests.
 */

import { IdentityError } from '../../errors.ts';

/** The universal tags LDAP uses. */
export const BER = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  enumerated: 0x0a,
  sequence: 0x30,
  set: 0x31,
} as const;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** The text of UTF-8 bytes; what is not UTF-8 becomes U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  // Names, DNs and most values are short and ASCII, for which the decoder's call costs more than the work.
  if (bytes.length > 48) return utf8.decode(bytes);
  let text = '';
  for (const byte of bytes) {
    if (byte > 0x7f) return utf8.decode(bytes);
    text += String.fromCharCode(byte);
  }
  return text;
}

/** The UTF-8 bytes of a text. */
export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Reads elements one after another from `bytes[at…end)`. Throws `ldap.malformed` where the bytes are no BER. */
export class BerReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
  }

  get atEnd(): boolean {
    return this.#at >= this.#end;
  }

  /** The tag of the next element, undefined at the end. */
  get tag(): number | undefined {
    return this.#at < this.#end ? this.#bytes[this.#at] : undefined;
  }

  /** The content of the next element, whose tag must be `tag` if one is given. A view, not a copy. */
  octets(tag: number | undefined = BER.octets): Uint8Array {
    const [from, to] = this.#next(tag);
    return this.#bytes.subarray(from, to);
  }

  /** A reader of the content of the next element. */
  enter(tag?: number): BerReader {
    const [from, to] = this.#next(tag);
    return new BerReader(this.#bytes, from, to);
  }

  /** The next element whole, with tag and length. */
  whole(): Uint8Array {
    const from = this.#at;
    this.skip();
    return this.#bytes.subarray(from, this.#at);
  }

  text(tag: number = BER.octets): string {
    return textOf(this.octets(tag));
  }

  boolean(tag: number = BER.boolean): boolean {
    return this.octets(tag).some((byte) => byte !== 0);
  }

  /** An integer of at most 32 bits. */
  integer(tag: number = BER.integer): number {
    const content = this.octets(tag);
    if (content.length === 0 || content.length > 5) throw malformed('an integer of a wrong length');
    return content.reduce(
      (value, byte) => value * 256 + byte,
      // The first bit is the sign.
      (content[0] ?? 0) > 0x7f ? -1 : 0,
    );
  }

  /** Passes over the next element. */
  skip(): void {
    this.#next(undefined);
  }

  #next(tag: number | undefined): readonly [from: number, to: number] {
    const bytes = this.#bytes;
    const found = this.tag;
    if (found === undefined) throw malformed('an element is missing');
    if (tag !== undefined && found !== tag)
      throw malformed(`element ${found.toString(16)} instead of ${tag.toString(16)}`);
    let at = this.#at + 1;
    let length = bytes[at++] ?? Infinity;
    if (length > 0x7f) {
      const count = length & 0x7f;
      if (count === 0 || count > 4) throw malformed('a length of a wrong form');
      length = 0;
      for (let index = 0; index < count; index++) length = length * 256 + (bytes[at++] ?? Infinity);
    }
    const to = at + length;
    if (to > this.#end) throw malformed('an element longer than what holds it');
    this.#at = to;
    return [at, to];
  }
}

/** Writes elements into a buffer that grows. A constructed element is written by `nest`. */
export class BerWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  /** What was written so far, as a copy. */
  result(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  octets(content: Uint8Array, tag: number = BER.octets): this {
    this.#room(content.length + 6);
    this.#bytes[this.#length++] = tag;
    this.#putLength(content.length);
    this.#bytes.set(content, this.#length);
    this.#length += content.length;
    return this;
  }

  text(text: string, tag: number = BER.octets): this {
    return this.octets(bytesOf(text), tag);
  }

  boolean(value: boolean, tag: number = BER.boolean): this {
    return this.octets(Uint8Array.of(value ? 0xff : 0), tag);
  }

  /** An integer of at most 32 bits, in the fewest bytes. */
  integer(value: number, tag: number = BER.integer): this {
    const bytes = [value & 0xff];
    let rest = value >> 8;
    while (rest !== ((bytes[0] ?? 0) > 0x7f ? -1 : 0)) {
      bytes.unshift(rest & 0xff);
      rest >>= 8;
    }
    return this.octets(Uint8Array.from(bytes), tag);
  }

  enumerated(value: number): this {
    return this.integer(value, BER.enumerated);
  }

  /** An element whose content `write` writes. */
  nest(tag: number, write: (writer: this) => void): this {
    this.#room(6);
    this.#bytes[this.#length++] = tag;
    const from = this.#length;
    write(this);
    const size = this.#length - from;
    const head = lengthBytes(size);
    this.#room(head.length);
    this.#bytes.copyWithin(from + head.length, from, this.#length);
    this.#bytes.set(head, from);
    this.#length += head.length;
    return this;
  }

  /** Bytes that are BER already. */
  raw(encoded: Uint8Array): this {
    this.#room(encoded.length);
    this.#bytes.set(encoded, this.#length);
    this.#length += encoded.length;
    return this;
  }

  #putLength(length: number): void {
    const head = lengthBytes(length);
    this.#bytes.set(head, this.#length);
    this.#length += head.length;
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

/** The encoding of one value that `write` writes. */
export function encode(write: (writer: BerWriter) => unknown): Uint8Array {
  const writer = new BerWriter();
  write(writer);
  return writer.result();
}

function lengthBytes(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

export function malformed(reason: string): IdentityError<'ldap.malformed'> {
  return new IdentityError('ldap.malformed', { reason });
}
