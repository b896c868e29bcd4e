import { GrowingBytes } from '../bytes.ts';
import { IdentityError } from '../../errors.ts';

/** A line with its continuations joined (RFC 2849, folding). `end` is the last physical line of it. */
export interface LogicalLine {
  readonly bytes: Uint8Array;
  readonly line: number;
  readonly end: number;
}

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;
/** No value of a directory is longer; a file without line ends must not fill the memory. */
const LONGEST_LINE = 0x1000_0000;

/**
 * Parts LDIF into logical lines, whatever the chunks it comes in: LF or CRLF, folded lines joined, a byte order mark
 * dropped. Empty lines are handed on as lines without bytes. `take` hears of each in order.
 */
export class LogicalLines {
  readonly #take: (line: LogicalLine) => void;
  /** What is read of a physical line that has not ended. */
  readonly #partial = new GrowingBytes();
  /** The logical line that the next physical one may continue, and the continuations it has already. */
  #first: Uint8Array | undefined;
  readonly #folded = new GrowingBytes();
  #started = 0;
  #line = 0;

  constructor(take: (line: LogicalLine) => void) {
    this.#take = take;
  }

  /** Reads on. Throws `ldif.malformed` for a line beyond any sense. */
  push(piece: Uint8Array): void {
    // What views of a Buffer cost is more than all the rest.
    const chunk = new Uint8Array(piece.buffer, piece.byteOffset, piece.length);
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(LF, from);
      if (end < 0) break;
      this.#physical(this.#whole(chunk.subarray(from, end)));
      from = end + 1;
    }
    this.#partial.append(chunk.subarray(from));
    this.#bound(this.#partial.length);
  }

  /** The file has ended, with or without a line end. */
  end(): void {
    if (this.#partial.length > 0) this.#physical(this.#partial.take());
    this.#flush();
  }

  #whole(last: Uint8Array): Uint8Array {
    if (this.#partial.length === 0) return last;
    this.#partial.append(last);
    return this.#partial.take();
  }

  #physical(raw: Uint8Array): void {
    this.#line++;
    const isFirst = this.#line === 1 && BYTE_ORDER_MARK.every((byte, at) => raw[at] === byte);
    const start = isFirst ? BYTE_ORDER_MARK.length : 0;
    const end = raw[raw.length - 1] === CR ? raw.length - 1 : raw.length;
    const bytes = start === 0 && end === raw.length ? raw : raw.subarray(start, end);
    if (bytes[0] === SPACE && this.#first !== undefined) {
      if (this.#folded.length === 0) this.#folded.append(this.#first);
      this.#folded.append(bytes.subarray(1));
      this.#bound(this.#folded.length);
      return;
    }
    this.#flush(this.#line - 1);
    if (bytes.length === 0) this.#take({ bytes, line: this.#line, end: this.#line });
    else {
      this.#first = bytes;
      this.#started = this.#line;
    }
  }

  #flush(end = this.#line): void {
    if (this.#first === undefined) return;
    const bytes = this.#folded.length === 0 ? this.#first : this.#folded.take();
    this.#first = undefined;
    this.#take({ bytes, line: this.#started, end });
  }

  #bound(size: number): void {
    if (size > LONGEST_LINE)
      throw new IdentityError('ldif.malformed', { line: this.#line + 1, reason: 'the line does not end' });
  }
}
