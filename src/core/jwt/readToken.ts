import { joseHeaderOf, LONGEST_HEADER, startsLikeHeader, type JoseHeader } from './joseHeader.ts';
import { decodeBase64url } from './base64url.ts';
import { expectedSignatureLengths, expectedTagLength } from './signatureLength.ts';
import type { Lines, Place, Span } from './lines.ts';

/** A token as it stands in text: its compact form with line breaks taken out, and where it was. */
export interface FoundToken {
  readonly text: string;
  readonly span: Span;
}

/** No token is read past this many characters; nothing legitimate comes near. */
export const LONGEST_TOKEN = 2 ** 20;
/** Nor over more lines than this. */
export const MOST_LINES = 2 ** 13;

/** What stands between a token's piece and its line break is no longer than this. */
const LONGEST_LINE_END = 16;

/** One run of base64url characters, with the padding some tools leave (RFC 7515 §2 has none). */
const SEGMENT = /[\w-]*(?:={1,2}(?![\w=]))?/y;
/** The same for a header: never read far in search of its dot. */
const HEADER_SEGMENT = new RegExp(SEGMENT.source.replace('*', `{0,${LONGEST_HEADER + 1}}`), 'y');
/** An SD-JWT reveals no more claims than this. */
const MOST_DISCLOSURES = 1024;
/** What may stand right after the last piece of a hard-wrapped token. */
const CLOSING = /^[\s"'`,;)>\]}\\]*$/;
/**
 * Reads the compact serialization that starts exactly at `start`: JWS (RFC 7515 §7.1), JWE (RFC 7516
 * §7.1) or SD-JWT with its disclosures. Follows the token over `\`-continued and hard-wrapped lines.
 * Undefined when nothing there is a token. Linear in the token's length.
 */
export function readToken(lines: Lines, start: Place): FoundToken | undefined {
  const reader = new TokenReader(lines, start);
  const { segments, header } = reader.compact();
  if (!isToken(segments, header)) return undefined;
  const disclosures = header?.kind === 'jws' && segments.length === 3 ? reader.disclosures() : '';
  return { text: segments.join('.') + disclosures, span: { start, end: reader.end } };
}

/** A readable header and something after it; or, with a broken header, the unmistakable shape of three parts. */
function isToken(segments: readonly string[], header: JoseHeader | undefined): boolean {
  const [first = '', second = '', third] = segments;
  if (header !== undefined)
    return header.hasAlgorithm ? second !== '' || third !== undefined : second !== '' && third !== undefined;
  return first.length >= 16 && first.startsWith('eyJ') && second.length >= 4 && third !== undefined;
}

/** Whether the segments read so far are a whole token, so that the next line is something else. */
function isWhole(before: readonly string[], last: string, header: JoseHeader | undefined): boolean {
  if (header === undefined || before.length !== (header.kind === 'jws' ? 2 : 4)) return false;
  const lengths = lastLengths(header);
  if (lengths === undefined) return last !== '';
  return lengths.some((length) => last.length === length || last.length === padded(length));
}

/** The lengths that the last segment may have; undefined when they are not known. */
function lastLengths({ kind, alg, enc }: JoseHeader): readonly number[] | undefined {
  if (kind === 'jws') return expectedSignatureLengths(alg);
  const tag = expectedTagLength(enc);
  return tag === undefined ? undefined : [tag];
}

/** How a disclosure begins: base64url of `[` and a quote or blank (RFC 9901 §4.2). */
const DISCLOSURE_START = /^W(?:y[AI]|w[0ko])/;
/** What stands on the next line after a whole part of an SD-JWT that goes on there. */
const NEXT_DISCLOSURE = /^~(?:W(?:y[AI]|w[0ko])|e[yw])/;
const ARRAY_END = ']'.charCodeAt(0);

/** Whether a disclosure is whole, by its last bytes alone. */
function isDisclosure(read: string): boolean {
  const lastGroup = read.slice(Math.floor((read.length - 1) / 4) * 4);
  return decodeBase64url(lastGroup).bytes.at(-1) === ARRAY_END;
}

/** The length of `length` base64url characters with padding. */
function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** A cursor that reads token characters and steps over line breaks inside a token. */
class TokenReader {
  readonly #lines: Lines;
  #line: number;
  #text: string;
  #at: number;
  #left = LONGEST_TOKEN;
  #linesLeft = MOST_LINES;
  #wrapped = false;

  constructor(lines: Lines, start: Place) {
    this.#lines = lines;
    this.#line = start.line;
    this.#text = lines.at(start.line);
    this.#at = start.character;
  }

  get end(): Place {
    return { line: this.#line, character: this.#at };
  }

  /** Reads as many segments as the header in the first asks for. */
  compact(): { readonly segments: readonly string[]; readonly header: JoseHeader | undefined } {
    const first = this.#segment([]);
    if (first.length > LONGEST_HEADER || !this.#take('.')) return { segments: [first], header: undefined };
    const header = joseHeaderOf(first);
    if (header === undefined && !first.startsWith('eyJ')) return { segments: [first], header };
    const segments = [first, this.#segment([first], header)];
    const most = header?.kind === 'jwe' ? 5 : 3;
    while (segments.length < most && this.#take('.')) segments.push(this.#segment(segments, header));
    return { segments, header };
  }

  /** SD-JWT: `~`-separated disclosures, then maybe a key-binding JWT (RFC 9901 §4). */
  disclosures(): string {
    const pieces: string[] = [];
    const goesOn = (run: string) => NEXT_DISCLOSURE.test(run) || (this.#wrapped && run === '~');
    while (pieces.length < MOST_DISCLOSURES * 2) {
      if (this.#text[this.#at] !== '~') this.#joinLine(goesOn);
      if (!this.#take('~')) break;
      this.#joinLine((run) => startsLikeHeader(run) || DISCLOSURE_START.test(run));
      // A disclosure is an array, so that what begins like an object is the key-binding JWT.
      const isKeyBinding = this.#text[this.#at] === 'e';
      pieces.push('~', isKeyBinding ? this.compact().segments.join('.') : this.#disclosure());
      if (isKeyBinding) break;
    }
    return pieces.join('');
  }

  #disclosure(): string {
    let read = this.#piece(SEGMENT);
    while (read !== '' && !isDisclosure(read) && this.#joinLine((run) => /^[\w-]/.test(run)))
      read += this.#piece(SEGMENT);
    return read;
  }

  /** Reads the segment after `before`, over line breaks as long as the token is not whole. */
  #segment(before: readonly string[], header?: JoseHeader): string {
    let read = this.#piece(before.length === 0 ? HEADER_SEGMENT : SEGMENT);
    while (!isWhole(before, read, header) && this.#joinLine((run) => this.#goesOn(run, before, read, header)))
      read += this.#piece(SEGMENT);
    return read;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #piece(segment: RegExp): string {
    segment.lastIndex = this.#at;
    const [piece = ''] = segment.exec(this.#text) ?? [];
    const taken = piece.slice(0, this.#left);
    this.#left -= taken.length;
    this.#at += taken.length;
    return taken;
  }

  /** Steps to the next line when `goesOn` says that its first run is the next piece of the token. */
  #joinLine(goesOn: (run: string) => boolean): boolean {
    const rest = this.#text.slice(this.#at, this.#at + LONGEST_LINE_END);
    const continued = /^\s*\\\s*$/.test(rest);
    if ((!continued && rest.trim() !== '') || this.#at + rest.length < this.#text.length) return false;
    if (this.#line + 1 >= this.#lines.count || this.#left <= 0 || this.#linesLeft-- <= 0) return false;
    const next = this.#lines.at(this.#line + 1);
    const from = next.search(/\S/);
    const run = from === -1 ? '' : pieceOf(next, from);
    if (run === '' || !(continued || goesOn(run))) return false;
    this.#line++;
    this.#text = next;
    this.#at = from;
    this.#wrapped = true;
    return true;
  }

  /** Whether a hard-wrapped token goes on with `run`, rather than something else standing on the next line. */
  #goesOn(run: string, before: readonly string[], read: string, header: JoseHeader | undefined): boolean {
    const payloadMayStart = before.length === 1 && read === '';
    if (!payloadMayStart && startsLikeHeader(run)) return false;
    const [last = ''] = run.split('~', 1);
    return this.#wrapped || before.length < 2 || isWhole(before, read + last, header);
  }
}

/** The run a line starts with at `from`, or '' when more stands after it than may close a wrapped token. */
function pieceOf(line: string, from: number): string {
  const [run = ''] = /^(?:[\w.~-]|={1,2}(?![\w=]))*/.exec(line.slice(from, from + LONGEST_TOKEN)) ?? [];
  return CLOSING.test(line.slice(from + run.length, from + run.length + LONGEST_LINE_END)) ? run : '';
}
