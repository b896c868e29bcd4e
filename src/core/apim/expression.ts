/**
 * Policy expressions are C# between `@(` and `)` or `@{` and `}`, written into XML as they are: with quotes, `<` and
 * `&&` inside (https://learn.microsoft.com/azure/api-management/api-management-policy-expressions).
 */

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' };

/** Whether an expression begins at `at`. */
export function startsExpression(text: string, at: number): boolean {
  return text[at] === '@' && (text[at + 1] === '(' || text[at + 1] === '{');
}

/**
 * Where the expression that begins at `at` ends (after its closing bracket), or undefined when its brackets do not
 * close. Strings, characters and comments of C# are skipped; one pass over the text.
 */
export function expressionEnd(text: string, at: number): number | undefined {
  const open: string[] = [];
  for (let index = at + 1; index < text.length;) {
    const skipped = skipLiteral(text, index);
    if (skipped === undefined) return undefined;
    if (skipped > index) {
      index = skipped;
      continue;
    }
    const character = text[index] ?? '';
    const closing = CLOSING[character];
    if (closing !== undefined) open.push(closing);
    else if (character === ')' || character === '}' || character === ']') {
      if (open.pop() !== character) return undefined;
      if (open.length === 0) return index + 1;
    }
    index++;
  }
  return undefined;
}

/** The end of the string, character or comment at `at`; `at` itself when there is none, undefined when it never ends. */
function skipLiteral(text: string, at: number): number | undefined {
  if (text.startsWith('//', at)) return endOf(text, '\n', at);
  if (text.startsWith('/*', at)) return endOf(text, '*/', at + 2);
  const verbatim = /^(?:@|\$@|@\$)"/.exec(text.slice(at, at + 3));
  if (verbatim !== null) return matchEnd(/(?:[^"]|"")*"/y, text, at + verbatim[0].length);
  if (text[at] === '"') return matchEnd(/(?:[^"\\\n]|\\.)*"/y, text, at + 1);
  if (text[at] === "'") return matchEnd(/(?:[^'\\\n]|\\[^\n]{1,9}?)'/y, text, at + 1) ?? at;
  return at;
}

function endOf(text: string, mark: string, from: number): number | undefined {
  const found = text.indexOf(mark, from);
  return found === -1 ? undefined : found + mark.length;
}

function matchEnd(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Whether a value is an expression, which only the gateway can compute. */
export function isExpression(value: string): boolean {
  return startsExpression(value.trimStart(), 0);
}

/** The named values a text refers to, `{{name}}`. */
export function namedValuesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{\s*([\w.-]{1,256})\s*\}\}/g)].map(([, name = '']) => name);
}
