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
  if (bytes.length > 96 || !isAscii(bytes)) return utf8.decode(bytes);
  return String(Reflect.apply(String.fromCharCode, undefined, bytes));
}

function isAscii(bytes: Uint8Array): boolean {
  // By index: an iterator takes twice as long, and every name of every entry comes by here.
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}

/** The UTF-8 bytes of a text. */
export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * A message has no more elements than this: each becomes an object many times its size, and a million members make
 * half as many.
 */
const MOST_ELEMENTS = 1 << 21;

/**
 * Reads elements one after another from `bytes[at…end)`. Throws `ldap.malformed` where the bytes are no BER, or more
 * elements than anyone needs.
 */
export class BerReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  /** Shared with the readers of what is inside. */
  readonly #budget: { elements: number };
  #at: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length, budget = { elements: MOST_ELEMENTS }) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
    this.#budget = budget;
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
    const from = this.#next(tag);
    return this.#bytes.subarray(from, this.#at);
  }

  /** A reader of the content of the next element. */
  enter(tag?: number): BerReader {
    const from = this.#next(tag);
    return new BerReader(this.#bytes, from, this.#at, this.#budget);
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

  /** Moves behind the next element; where its content begins. */
  #next(tag: number | undefined): number {
    const bytes = this.#bytes;
    const found = this.tag;
    if (found === undefined) throw malformed('an element is missing');
    if (tag !== undefined && found !== tag)
      throw malformed(`element ${found.toString(16)} instead of ${tag.toString(16)}`);
    if (--this.#budget.elements < 0) throw malformed('more elements than a message can need');
    let at = this.#at + 1;
    let length = bytes[at++] ?? Infinity;
    if (length > 0x7f) {
      const count = length & 0x7f;
      if (count === 0 || count > 4) throw malformed('a length of a wrong form');
      length = 0;
      for (let index = 0; index < count; index++) length = length * 256 + (bytes[at++] ?? Infinity);
    }
    if (at + length > this.#end) throw malformed('an element longer than what holds it');
    this.#at = at + length;
    return at;
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
