import * as vscode from 'vscode';
import { readConnection } from '../core/connection/connection.ts';
import { findConnections } from '../core/connection/scan.ts';
import type { Translate } from '../core/explain.ts';
import { connectionText } from './connectionDocument.ts';

const COMMANDS = [
  ['Convert…', 'identity.connectionString.convert'],
  ['Explain', 'identity.connectionString.explain'],
] as const;

/** The hover of the connection string at a position; its secrets are masked. */
export function connectionHoverAt(
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
  translate: Translate,
): vscode.Hover | undefined {
  const { text } = document.lineAt(line);
  const found = findConnections(text).find(({ start, end }) => start <= character && character <= end);
  if (found === undefined) return undefined;
  const connection = readConnection(text.slice(found.start, found.end));
  // The link names the place: a password must not travel in it.
  const place = { uri: document.uri.toString(), line, character: found.start };
  const links = COMMANDS.map(
    ([title, command]) =>
      `[${translate(title)}](command:${command}?${encodeURIComponent(JSON.stringify([place]))})`,
  );
  const markdown = new vscode.MarkdownString(
    [`**${connection.format.title}**`, links.join(' · '), connectionText(connection, translate)].join('\n\n'),
  );
  markdown.isTrusted = { enabledCommands: COMMANDS.map(([, command]) => command) };
  return new vscode.Hover(markdown, new vscode.Range(line, found.start, line, found.end));
}
