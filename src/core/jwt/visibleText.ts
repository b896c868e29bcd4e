// Controls, bidirectional overrides and isolates, zero-width and invisible characters, lone surrogates: what
// makes text read differently from what it is. Tab, line feed and carriage return do not within a text of lines.
const OTHERS = String.raw`\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0`;
const HIDDEN = new RegExp(String.raw`[\p{Cc}${OTHERS}]`, 'gu');
const HIDDEN_IN_LINES = new RegExp(String.raw`[\0-\x08\v\f\x0e-\x1f\x7f-\x9f${OTHERS}]`, 'gu');
// Most text is letters and signs of ASCII, and telling so is fast.
const UNUSUAL = /[^\x20-\x7e]+/g;

/** Text with every hidden character written out, as `\u202e`; line breaks stay. In JSON text the value is the same. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN_IN_LINES, escapeOf);
}

/** The same on one line: line breaks and tabs are written out too. */
export function visibleLine(text: string): string {
  return text.replace(HIDDEN, escapeOf);
}

/** Whether text holds characters that are not seen, line breaks and tabs aside. */
export function hasHiddenCharacters(text: string): boolean {
  const unusual = text.match(UNUSUAL);
  return unusual !== null && unusual.join('').search(HIDDEN_IN_LINES) !== -1;
}

function escapeOf(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
