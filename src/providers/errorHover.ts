import { Hover, MarkdownString, Range, type HoverProvider } from 'vscode';

const LONGEST_LINE_PART = 40;

/** Explains an AADSTS number under the pointer, in any file: logs, traces, test output. */
export function errorHover(enabled: () => boolean): HoverProvider {
  return {
    async provideHover(document, { line, character }) {
      if (!enabled()) return undefined;
      const from = Math.max(0, character - LONGEST_LINE_PART);
      const near = document.lineAt(line).text.slice(from, character + LONGEST_LINE_PART);
      for (const { index, 0: name } of near.matchAll(/AADSTS\d{4,8}/g)) {
        const range = new Range(line, from + index, line, from + index + name.length);
        if (character < range.start.character || character > range.end.character) continue;
        const { errorDocument } = await import('../core/oauth/errorDocument.ts');
        return new Hover(new MarkdownString(errorDocument(name)), range);
      }
      return undefined;
    },
  };
}
