import { parseJson } from '../json.ts';

/**
 * JSON text as it stands: `JSON.parse` rounds large integers and drops repeated names, so what a person
 * reads is made from the text itself. All functions here take text that `JSON.parse` accepted; those for reading take the
 * beginning of such a text too, and then end with it.
 */

/** A member of an object, as written. */
export interface JsonMember {
  readonly name: string;
  /** The value's JSON text, unchanged. */
  readonly source: string;
  /** Whether an earlier member of the same object has this name (RFC 8259 §4: behaviour unpredictable). */
  readonly repeated: boolean;
  /** Where name and value stand in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

// A string, which may be cut off; a number or word, or one structural character; whitespace between them matches nothing.
const LEXEME = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[^\s{}[\],:"]+|[{}[\],:]/g;

/** The members of an object text, in order, repeated names included; none for other values. */
export function jsonMembers(text: string): readonly JsonMember[] {
  const members: JsonMember[] = [];
  const seen = new Set<string>();
  let depth = 0;
  let name: string | undefined;
  let start = 0;
  let from: number | undefined;
  let to = 0;
  const close = () => {
    if (name === undefined || from === undefined) return;
    members.push({ name, source: text.slice(from, to), repeated: seen.has(name), start, end: to });
    seen.add(name);
    name = undefined;
    from = undefined;
  };
  for (const { 0: lexeme, index } of text.matchAll(LEXEME)) {
    if (depth === 0 && lexeme !== '{') return [];
    if (depth === 1) {
      if (lexeme === ',' || lexeme === '}') close();
      else if (name === undefined) {
        name = stringValue(lexeme);
        start = index;
      } else if (lexeme !== ':') from ??= index;
    }
    to = index + lexeme.length;
    if (lexeme === '{' || lexeme === '[') depth++;
    else if (lexeme === '}' || lexeme === ']') depth--;
  }
  close();
  return members;
}

/** Names that occur more than once in one object, at any depth, each once. */
export function repeatedNames(text: string): readonly string[] {
  const repeated = new Set<string>();
  const scopes: Set<string>[] = [];
  // Character by character: a lexeme each takes ten times as long, and a hostile text is a million of them.
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{') scopes.push(new Set());
    else if (character === '}') scopes.pop();
    else if (character === '"') {
      const end = stringEnd(text, at);
      const scope = isFollowedByColon(text, end) ? scopes.at(-1) : undefined;
      if (scope !== undefined) {
        const name = stringValue(text.slice(at, end));
        if (scope.has(name)) repeated.add(name);
        scope.add(name);
      }
      at = end - 1;
    }
  }
  return [...repeated];
}

/** Where the string that begins at `start` ends, its closing quote included. */
function stringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

/** Whether what comes next is a colon, which in JSON stands behind names only. */
function isFollowedByColon(text: string, at: number): boolean {
  if (text[at] === ':') return true;
  const colon = /\s*:/y;
  colon.lastIndex = at;
  return colon.test(text);
}

/** Whether JSON text holds so many values that parsing it could take a tenth of a second. */
export function holdsTooMany(text: string): boolean {
  if (text.length <= MOST_VALUES) return false;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = stringEnd(text, at) - 1;
    else if (character === '[' || character === '{' || character === ',') values++;
    if (values > MOST_VALUES) return true;
  }
  return false;
}

/** No token comes near: servers and proxies refuse far shorter ones. */
export const MOST_VALUES = 10_000;

/** Integers that a double cannot hold exactly, as written: they change when a program parses them. */
export function inexactIntegers(text: string): readonly string[] {
  const long = text.replace(STRING, '""').match(LONG_INTEGER) ?? [];
  return long.filter((number) => String(Number(number)) !== number);
}

const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/g;
const LONG_INTEGER = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/**
 * Whether parsing a text to `value` lost nothing, as for most tokens: what is written again is the same text. Then no
 * name is repeated and every number is exact; the reverse need not hold.
 */
export function isFaithful(text: string, value: unknown): boolean {
  try {
    return JSON.stringify(value) === text;
  } catch {
    // What is nested too deep to be written again.
    return false;
  }
}

/** Deeper levels are not indented further, so that a bomb of brackets stays linear. */
const DEEPEST_INDENT = 24;

/** The text indented by two spaces per level; every value keeps its spelling. */
export function indentJson(text: string): string {
  const out: string[] = [];
  let depth = 0;
  let previous = '';
  const newline = () => out.push('\n', '  '.repeat(Math.min(depth, DEEPEST_INDENT)));
  for (const [lexeme] of text.matchAll(LEXEME)) {
    const closing = lexeme === '}' || lexeme === ']';
    if (closing) depth--;
    const afterOpening = previous === '{' || previous === '[';
    if ((closing && !afterOpening) || (afterOpening && !closing) || previous === ',') newline();
    out.push(lexeme === ':' ? ': ' : lexeme);
    if (lexeme === '{' || lexeme === '[') depth++;
    previous = lexeme;
  }
  return out.join('');
}

/**
 * An object text with one member per line and a comment behind those `note` has something to say about;
 * values keep their spelling. Text that is no object is indented only.
 */
export function annotateJson(
  text: string,
  note: (name: string, source: string) => string | undefined,
): string {
  const members = jsonMembers(text);
  if (members.length === 0) return indentJson(text);
  const lines = members.map(({ name, source }, index) => {
    const comment = note(name, source);
    const comma = index < members.length - 1 ? ',' : '';
    const value = indentJson(source).replaceAll('\n', '\n  ');
    return `  ${JSON.stringify(name)}: ${value}${comma}${comment === undefined ? '' : ` // ${comment}`}`;
  });
  return ['{', ...lines, '}'].join('\n');
}

function stringValue(lexeme: string): string {
  if (!lexeme.includes('\\')) return lexeme.slice(1, -1);
  const value = parseJson(lexeme);
  return typeof value === 'string' ? value : lexeme;
}
