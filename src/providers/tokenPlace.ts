import type { TextDocument } from 'vscode';
import { documentLines, type Lines, type Place } from '../core/jwt/lines.ts';
import type { TokenPlace } from '../manifest/targets.ts';

/** A place in a document as an argument of a command, so that links need not carry the token itself. */
export function placeOf(document: TextDocument, { line, character }: Place): TokenPlace {
  return { uri: document.uri.toString(), line, character };
}

/** A document as lines, unless it has more than `largest` characters. */
export function boundedLines(document: TextDocument, largest: number): Lines | undefined {
  const { end } = document.lineAt(document.lineCount - 1).range;
  return document.offsetAt(end) > largest ? undefined : documentLines(document);
}
