import * as vscode from 'vscode';
import { decodeToken } from '../core/jwt/decode.ts';
import { findLeaks, type Leak } from '../core/jwt/leaks.ts';
import { redactToken } from '../core/jwt/redactToken.ts';
import { secretReference } from '../core/jwt/secretReference.ts';
import { inSlices } from '../core/jwt/slices.ts';
import { timeText } from '../core/jwt/timeText.ts';
import { visibleLine } from '../core/jwt/visibleText.ts';
import type { Warning } from './documentWarnings.ts';
import type { JwtDiagnosticsDeps } from './jwtDiagnostics.ts';
import { nextTurn } from '../core/nextTurn.ts';
import { boundedLines, placeOf } from './tokenPlace.ts';

const LARGEST = 1_000_000;
const SOURCE = 'Identity';
/** Names an environment variable for each kind of secret. */
const VARIABLES: Readonly<Record<Leak['kind'], string>> = {
  token: 'ACCESS_TOKEN',
  clientSecret: 'CLIENT_SECRET',
  refreshToken: 'REFRESH_TOKEN',
};

/** The warnings of a document as it is now; undefined when it changed meanwhile. */
export async function warningsOf(
  document: vscode.TextDocument,
  deps: JwtDiagnosticsDeps,
): Promise<readonly Warning[] | undefined> {
  const { version } = document;
  const isStale = () => document.isClosed || document.version !== version;
  const lines = boundedLines(document, LARGEST);
  const leaks =
    lines === undefined ? [] : await findLeaks(lines, deps.clock.now(), inSlices(nextTurn), isStale);
  const told = leaks.length > 0 && !isStale() && (await deps.isVersioned(document)) ? leaks : [];
  if (isStale()) return undefined;
  return told.map((leak) => ({
    diagnostic: diagnosticOf(leak, deps),
    fixes: () => fixesOf(leak, document, deps),
  }));
}

function rangeOf({ span: { start, end } }: Leak): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function diagnosticOf(leak: Leak, { clock, translate, locale }: JwtDiagnosticsDeps): vscode.Diagnostic {
  const what = visibleLine(translate(leak.what, leak.data));
  const until =
    leak.until === undefined
      ? ''
      : translate('It expires {relative}.', { relative: timeText(locale).relative(leak.until, clock.now()) });
  const next = translate(
    'Whoever reads the repository can use it. Take it out, and revoke it if it was committed.',
  );
  const diagnostic = new vscode.Diagnostic(
    rangeOf(leak),
    [what, until, next].filter(Boolean).join(' '),
    vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = SOURCE;
  diagnostic.code = leak.kind === 'token' ? 'live-token' : 'live-secret';
  return diagnostic;
}

function fixesOf(
  leak: Leak,
  document: vscode.TextDocument,
  { translate }: JwtDiagnosticsDeps,
): readonly vscode.CodeAction[] {
  const fix = (title: string, range: vscode.Range, text: string) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    action.edit.replace(document.uri, range, text);
    return action;
  };
  const range = rangeOf(leak);
  const reference = secretReference(document.languageId, VARIABLES[leak.kind]);
  const quoted = withQuotes(range, document);
  const replace =
    reference.replacesQuotes && quoted === undefined
      ? undefined
      : fix(
          translate('Replace by {reference}', { reference: reference.text }),
          (reference.replacesQuotes ? quoted : undefined) ?? range,
          reference.text,
        );
  const redacted =
    leak.kind === 'token' ? redactToken(decodeToken(leak.text)) : `<${VARIABLES[leak.kind].toLowerCase()}>`;
  const inspect = new vscode.CodeAction(translate('Inspect Token'), vscode.CodeActionKind.QuickFix);
  inspect.command = {
    title: translate('Inspect Token'),
    command: 'identity.token.inspect',
    arguments: [placeOf(document, leak.span.start)],
  };
  return [
    ...(replace === undefined ? [] : [replace]),
    fix(
      leak.kind === 'token' ? translate('Remove the signature') : translate('Replace by a placeholder'),
      range,
      redacted,
    ),
    ...(leak.kind === 'token' ? [inspect] : []),
  ];
}

/** The range with the quotes right around it, if it is a whole string. */
function withQuotes(range: vscode.Range, document: vscode.TextDocument): vscode.Range | undefined {
  const line = document.lineAt(range.start.line).text;
  const before = line[range.start.character - 1];
  const after = document.lineAt(range.end.line).text[range.end.character];
  if (before === undefined || before !== after || !['"', "'", '`'].includes(before)) return undefined;
  return new vscode.Range(range.start.translate(0, -1), range.end.translate(0, 1));
}
