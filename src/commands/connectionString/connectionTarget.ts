import { formatOf, readConnection } from '../../core/connection/connection.ts';
import type { Connection } from '../../core/connection/model.ts';
import { findConnections } from '../../core/connection/scan.ts';
import type { TextRange } from '../../core/textRule.ts';
import type { ConnectionTarget } from '../../manifest/connectionString.ts';
import type { Services } from '../services.ts';

/** A connection string, and where it stands if it stands in a document. */
export interface FoundConnection {
  readonly connection: Connection;
  readonly place?: { readonly uri: string; readonly range: TextRange };
}

type Deps = Pick<Services, 'workbench' | 'prompt' | 'translate'>;

/**
 * The connection string that is meant: the one given, at the cursor, in the selection, on the clipboard, or typed.
 * Undefined when dismissed. Throws `connection.unknownFormat`.
 */
export async function connectionTarget(
  deps: Deps,
  target: ConnectionTarget | undefined,
): Promise<FoundConnection | undefined> {
  if (target !== undefined && 'text' in target) return { connection: readConnection(target.text) };
  const inDocument = await findInDocument(deps, target);
  if (inDocument !== undefined) return inDocument;
  const copied = (await deps.workbench.clipboard.read()).trim();
  if (target === undefined && formatOf(copied) !== undefined) return { connection: readConnection(copied) };
  const { translate } = deps;
  const typed = await deps.prompt.input({
    title: translate('Connection String'),
    prompt: translate(
      'Paste a connection string: ADO.NET, ODBC, JDBC, libpq, Npgsql, Go or the JSON of tedious.',
    ),
    secret: true,
  });
  return typed === undefined ? undefined : { connection: readConnection(typed.trim()) };
}

async function findInDocument(
  { workbench }: Deps,
  target: { readonly uri: string; readonly line: number; readonly character: number } | undefined,
): Promise<FoundConnection | undefined> {
  const active = workbench.activeDocument();
  const uri = target?.uri ?? active?.uri;
  if (uri === undefined) return undefined;
  const text = await workbench.readText(uri);
  const selected = target === undefined && active !== undefined ? active.selection : undefined;
  const chosen = selected === undefined ? '' : text.slice(selected.start, selected.end).trim();
  if (selected !== undefined && formatOf(chosen) !== undefined) {
    const start = text.indexOf(chosen, selected.start);
    return {
      connection: readConnection(chosen),
      place: { uri, range: { start, end: start + chosen.length } },
    };
  }
  const offset = target === undefined ? (active?.offset ?? 0) : offsetOf(text, target.line, target.character);
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = text.indexOf('\n', offset) === -1 ? text.length : text.indexOf('\n', offset);
  const line = text.slice(lineStart, lineEnd);
  const found = findConnections(line).find(
    ({ start, end }) => lineStart + start <= offset && offset <= lineStart + end,
  );
  if (found === undefined) return undefined;
  const range = { start: lineStart + found.start, end: lineStart + found.end };
  return { connection: readConnection(text.slice(range.start, range.end)), place: { uri, range } };
}

function offsetOf(text: string, line: number, character: number): number {
  let at = 0;
  for (let passed = 0; passed < line; passed++) {
    const next = text.indexOf('\n', at);
    if (next === -1) return text.length;
    at = next + 1;
  }
  return at + character;
}
