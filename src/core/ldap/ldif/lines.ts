import { concatBytes } from '../bytes.ts';
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
  #partial: Uint8Array[] = [];
  #partialSize = 0;
  /** The logical line that the next physical one may continue. */
  #pieces: Uint8Array[] = [];
  #line = 0;
  #started = 0;

  constructor(take: (line: LogicalLine) => void) {
    this.#take = take;
  }

  /** Reads on. Throws `ldif.malformed` for a line beyond any sense. */
  push(chunk: Uint8Array): void {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(LF, from);
      if (end < 0) break;
      this.#physical(this.#whole(chunk.subarray(from, end)));
      from = end + 1;
    }
    if (from === chunk.length) return;
    const rest = chunk.subarray(from);
    this.#partial.push(rest);
    this.#partialSize += rest.length;
    if (this.#partialSize > LONGEST_LINE)
      throw new IdentityError('ldif.malformed', { line: this.#line + 1, reason: 'the line does not end' });
  }

  /** The file has ended, with or without a line end. */
  end(): void {
    if (this.#partial.length > 0) this.#physical(this.#whole(new Uint8Array()));
    this.#flush();
  }

  #whole(last: Uint8Array): Uint8Array {
    if (this.#partial.length === 0) return last;
    const whole = concatBytes([...this.#partial, last]);
    this.#partial = [];
    this.#partialSize = 0;
    return whole;
  }

  #physical(raw: Uint8Array): void {
    this.#line++;
    const isFirst = this.#line === 1 && BYTE_ORDER_MARK.every((byte, at) => raw[at] === byte);
    const start = isFirst ? BYTE_ORDER_MARK.length : 0;
    const end = raw[raw.length - 1] === CR ? raw.length - 1 : raw.length;
    const bytes = start === 0 && end === raw.length ? raw : raw.subarray(start, end);
    if (bytes[0] === SPACE && this.#pieces.length > 0) {
      this.#pieces.push(bytes.subarray(1));
      return;
    }
    this.#flush();
    if (bytes.length === 0) this.#take({ bytes, line: this.#line, end: this.#line });
    else {
      this.#pieces = [bytes];
      this.#started = this.#line;
    }
  }

  #flush(): void {
    const [first] = this.#pieces;
    if (first === undefined) return;
    const bytes = this.#pieces.length === 1 ? first : concatBytes(this.#pieces);
    // Continuations follow each other, so the last one's number is known from how many there are.
    this.#take({ bytes, line: this.#started, end: this.#started + this.#pieces.length - 1 });
    this.#pieces = [];
  }
}
