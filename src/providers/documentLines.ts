import type { Position, TextDocument } from 'vscode';
import type { FoundToken } from '../core/jwt/readToken.ts';
import type { Lines } from '../core/jwt/lines.ts';
import { tokenAt } from '../core/jwt/scan.ts';

/** An editor document as lines; nothing is read until asked for. */
export function documentLines(document: TextDocument): Lines {
  return { count: document.lineCount, at: (index) => document.lineAt(index).text };
}

/** The token at a position of a document. Never by `getWordRangeAtPosition`, which gives up on long words. */
export function tokenInDocument(document: TextDocument, position: Position): FoundToken | undefined {
  return tokenAt(documentLines(document), position);
}
