import { HEADER_START, joseHeaderOf, LONGEST_HEADER } from './joseHeader.ts';
import { contains, isBefore, type Lines, type Place, type Span } from './lines.ts';
import { LONGEST_TOKEN, MOST_LINES, readToken, type FoundToken } from './readToken.ts';

/** A token has at most this many dots before any of its characters: five for JWE, two more for a key-binding JWT. */
const MOST_DOTS = 7;
/** Escapes such as `\n`, `%20` or `\u0022` leave a few characters in front of the header. */
const LONGEST_PREFIX = 48;
/** Places tried within one segment before it is judged to hold no header. */
const MOST_STARTS = 4;

/**
 * The token at a place in text, wherever it stands: quotes, `Bearer`, URL, cookie, JSON, escaped string,
 * wrapped lines. Looks only around the place and in time linear in what it reads; undefined when there is none.
 */
export function tokenAt(lines: Lines, place: Place): FoundToken | undefined {
  const passed: Span[] = [];
  let keyBinding: FoundToken | undefined;
  for (const start of startsBefore(lines, place)) {
    // The payload of a token that ends before the place looks like a header too.
    if (passed.some((span) => contains(span, start))) continue;
    const token = readToken(lines, start);
    if (token === undefined) continue;
    if (contains(token.span, place)) {
      if (!followsTilde(lines, start)) return token;
      // The key-binding JWT of an SD-JWT is a token of its own only where the rest is missing.
      keyBinding ??= token;
    } else passed.push(token.span);
  }
  return keyBinding;
}

/** Whether a `~` stands right before a place, at the end of the line above if need be. */
function followsTilde(lines: Lines, { line, character }: Place): boolean {
  const text = lines.at(line);
  if (!isFirstVisible(text, character)) return text[character - 1] === '~';
  if (line === 0) return false;
  const above = lines.at(line - 1);
  return above[trimmedEnd(above) - 1] === '~';
}

/** Every token of a text, in order. Linear in its length. */
export function* findTokens(lines: Lines): Generator<FoundToken> {
  for (const found of tokenSteps(lines)) if (found !== undefined) yield found;
}

/** The same in small steps, most of which find nothing: between any two of them the work can pause or end. */
export function* tokenSteps(lines: Lines): Generator<FoundToken | undefined> {
  // A header at the start of a run, or after an escape that ends in a word character.
  const start = new RegExp(
    `(?<![\\w-]|\\\\[nrt])${HEADER_START}|(?<=\\\\[nrt]|%[\\dA-Fa-f]{2}|\\\\u[\\dA-Fa-f]{4})${HEADER_START}`,
    'g',
  );
  let from: Place = { line: 0, character: 0 };
  for (let line = 0; line < lines.count; line++) {
    const text = lines.at(line);
    // Most lines hold no token, and this tells so much faster.
    if (!text.includes('ey') && !text.includes('ew')) {
      yield undefined;
      continue;
    }
    for (const { index } of text.matchAll(start)) {
      const place = { line, character: index };
      if (isBefore(place, from)) continue;
      const token = readToken(lines, place);
      if (token !== undefined) from = token.span.end;
      yield token;
    }
    yield undefined;
  }
}

/** Places left of and above `place` where a token holding it could start; the likeliest last line first. */
function* startsBefore(lines: Lines, place: Place): Generator<Place> {
  let { line } = place;
  let text = lines.at(line);
  let from = runStart(text, place.character, MOST_DOTS);
  yield* starts(text, line, from);
  let read = place.character - from;
  for (let up = 0; up < MOST_LINES && read < LONGEST_TOKEN && line > 0 && isFirstVisible(text, from); up++) {
    if (startsHeader(text, from) && !followsTilde(lines, { line, character: from })) return;
    line--;
    text = lines.at(line);
    const end = trimmedEnd(text);
    from = runStart(text, end, MOST_DOTS);
    if (from === end) return;
    read += end - from;
    yield* starts(text, line, from);
  }
}

/** Candidate starts within one run: near its beginning and after each dot and tilde. */
function* starts(text: string, line: number, from: number): Generator<Place> {
  const header = new RegExp(HEADER_START, 'y');
  const separator = /[^\w-]+/g;
  for (let at = from, segment = 0; segment <= MOST_DOTS; segment++) {
    let found = 0;
    for (
      let shift = 0;
      shift < LONGEST_PREFIX && found < MOST_STARTS && isRunCharacter(text.charCodeAt(at + shift));
      shift++
    ) {
      header.lastIndex = at + shift;
      if (!header.test(text)) continue;
      found++;
      yield { line, character: at + shift };
    }
    separator.lastIndex = at;
    const next = separator.exec(text);
    if (next === null || !/^[.~=]+$/.test(next[0])) return;
    at = next.index + next[0].length;
  }
}

/** Whether a line's first piece is itself a header, so that no token comes down from the line above. */
function startsHeader(text: string, from: number): boolean {
  const end = text.indexOf('.', from);
  return (
    end !== -1 && end - from <= LONGEST_HEADER && joseHeaderOf(text.slice(from, end))?.hasAlgorithm === true
  );
}

/** Where the run of token characters that ends at `end` begins, looking past at most `dots` dots. */
function runStart(text: string, end: number, dots: number): number {
  let at = Math.min(end, text.length);
  const lowest = Math.max(0, at - LONGEST_TOKEN);
  for (let left = dots; at > lowest; at--) {
    const code = text.charCodeAt(at - 1);
    if (code === DOT && left-- === 0) break;
    if (!isRunCharacter(code) && !(code === EQUALS && isPadding(text, at - 1))) break;
  }
  return at;
}

const DOT = '.'.charCodeAt(0);
const EQUALS = '='.charCodeAt(0);
const TILDE = '~'.charCodeAt(0);
const UNDERSCORE = '_'.charCodeAt(0);
const HYPHEN = '-'.charCodeAt(0);

function isRunCharacter(code: number): boolean {
  const letter = code | 0x20;
  return (
    (letter >= 0x61 && letter <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === DOT ||
    code === HYPHEN ||
    code === UNDERSCORE ||
    code === TILDE
  );
}

/** One or two equals signs belong to a token only as padding, at the end of a segment; elsewhere they come before it. */
function isPadding(text: string, at: number): boolean {
  const after = text[at + 1] === '=' ? text[at + 2] : text[at + 1];
  return !/[\w=-]/.test(after ?? '');
}

function isFirstVisible(text: string, at: number): boolean {
  return (
    text.slice(Math.max(0, at - LONGEST_PREFIX), at).trim() === '' &&
    (at <= LONGEST_PREFIX || text.slice(0, at).trim() === '')
  );
}

/** Where a line ends without trailing blanks and a continuation backslash. */
function trimmedEnd(text: string): number {
  const tail = text.slice(-LONGEST_PREFIX);
  const [end = ''] = /\s*(?:\\\s*)?$/.exec(tail) ?? [];
  return text.length - end.length;
}
