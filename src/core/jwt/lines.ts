/** Text seen line by line, so that looking at one place never reads a whole document. */
export interface Lines {
  readonly count: number;
  /** The text of a line, without its line break. */
  at(index: number): string;
}

/** A place in text: zero-based line, and UTF-16 units from its start. Shaped like VS Code's Position. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** From a place up to, not including, another. */
export interface Span {
  readonly start: Place;
  readonly end: Place;
}

/** A string as lines. */
export function linesOf(text: string): Lines {
  // Splitting at a character takes half the time, and most texts know one kind of line break.
  const lines = text.split(text.includes('\r') ? /\r\n|\r|\n/ : '\n');
  return { count: lines.length, at: (index) => lines[index] ?? '' };
}

/** Whether `place` is inside `span`; its end counts, as a cursor after the last character is still at it. */
export function contains({ start, end }: Span, place: Place): boolean {
  return !isBefore(place, start) && !isBefore(end, place);
}

/** Whether `a` comes before `b`. */
export function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** An editor's document, as far as scanning reads it: the shape of `vscode.TextDocument`. */
export interface LineDocument {
  readonly lineCount: number;
  lineAt(index: number): { readonly text: string };
}

/** An editor's document as lines; nothing is read until asked for. */
export function documentLines(document: LineDocument): Lines {
  return { count: document.lineCount, at: (index) => document.lineAt(index).text };
}
