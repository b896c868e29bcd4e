import type { Language } from './languages.ts';

/** Where text goes into a document: before that line (from 0). */
export interface PlacedText {
  readonly line: number;
  readonly text: string;
}

/**
 * The imports a document lacks, with the line they go to: after its own imports, else after what has to come first
 * (`package`, `#!`), else at the top. Undefined when it has them all.
 */
export function placeImports(
  document: readonly string[],
  imports: readonly string[],
  { isImport, isPreamble }: Pick<Language, 'isImport' | 'isPreamble'>,
): PlacedText | undefined {
  const present = new Set(document.map((line) => line.trim()));
  const missing = imports.filter((line) => !isPresent(line, present));
  if (missing.length === 0 || isImport === undefined) return undefined;
  const last = document.findLastIndex((line) => isImport.test(line));
  const first = document.findLastIndex((line, index) => index < 5 && isPreamble?.test(line) === true);
  const line = Math.max(last, first) + 1;
  const text = missing.map((each) => `${each}\n`).join('');
  return { line, text: last >= 0 ? text : `${first >= 0 ? '\n' : ''}${text}\n` };
}

/** As it is written, or in a Go block, where the word `import` stands above. */
function isPresent(line: string, present: ReadonlySet<string>): boolean {
  return present.has(line) || present.has(line.replace(/^import (?=.*")/, ''));
}
