import type { TextBreach, TextRule } from '../textRule.ts';

/** A file of code as rules see it. */
export interface CodeFile {
  /** VS Code's language id. */
  readonly language: string;
  /** The last part of its path. */
  readonly name: string;
  /** Whether a pattern is anywhere in the file; asked once for each pattern. */
  has(pattern: RegExp): boolean;
  /** Hosts of platforms the file talks to. */
  readonly hosts: readonly string[];
  /** Scopes of platforms the file asks tokens for. */
  readonly scopes: readonly string[];
}

/** One mistake that compiles and fails later, or runs and is unsafe. */
export interface MistakeRule extends TextRule {
  /** Language ids it is looked for in; absent: every file of code. */
  readonly languages?: readonly string[];
  /** Whether a line is worth looking at: no other is. */
  readonly hint: RegExp;
  readonly find: (line: string, file: CodeFile) => Iterable<TextBreach>;
}

/** A breach for each match of a pattern; `replace` makes the fix of one, undefined for none. */
export function eachMatch(
  pattern: RegExp,
  title?: string,
  replace?: (match: RegExpExecArray) => string | undefined,
  data: (match: RegExpExecArray) => Readonly<Record<string, string>> = () => ({}),
): MistakeRule['find'] {
  return function* (line) {
    for (const match of line.matchAll(pattern)) {
      const range = { start: match.index, end: match.index + match[0].length };
      const text = replace?.(match);
      yield {
        range,
        data: data(match),
        ...(text === undefined || title === undefined ? {} : { fix: { title, edits: [{ range, text }] } }),
      };
    }
  };
}

export const PYTHON = ['python'] as const;
export const SCRIPT = ['javascript', 'typescript', 'javascriptreact', 'typescriptreact'] as const;
export const CODE = [...PYTHON, ...SCRIPT, 'csharp', 'java', 'go'] as const;
