import { visibleLine, visibleText } from '../core/jwt/visibleText.ts';

/** Text from outside as inline code of at most `longest` characters: never a link, never HTML, hidden characters written out. */
export function inlineCode(text: string, longest = 160): string {
  const line = visibleLine(text.slice(0, longest * 2));
  const shown = line.length > longest ? `${line.slice(0, longest)}…` : line;
  const fence = '`'.repeat(longestRun(shown) + 1);
  // Within a table a bar ends the cell, even in code; a space keeps a backtick or nothing at the edge apart.
  const padded = shown === '' || /^[`\s]|[`\s]$/.test(shown) ? ` ${shown} ` : shown;
  return `${fence}${padded.replaceAll('|', '\\|')}${fence}`;
}

/** Text from outside as a code block that it cannot close. */
export function codeBlock(language: string, text: string): string {
  const shown = visibleText(text);
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return `${fence}${language}\n${shown}\n${fence}`;
}

/** Our own words, with characters Markdown reads as markup made plain; for templates filled with data. */
export function plainMarkdown(text: string): string {
  return visibleLine(text).replace(/[\\`*_{}[\]()#+\-.!|<>~$&:]/g, (character) => `\\${character}`);
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
