import * as vscode from 'vscode';
import type { Translate } from '../core/explain.ts';
import { decodeToken } from '../core/jwt/decode.ts';
import { findLeaks, type Leak } from '../core/jwt/leaks.ts';
import { redactToken } from '../core/jwt/redactToken.ts';
import { secretReference } from '../core/jwt/secretReference.ts';
import { timeText } from '../core/jwt/timeText.ts';
import { visibleLine } from '../core/jwt/visibleText.ts';
import type { Clock } from '../core/ports.ts';
import { boundedLines, placeOf } from './tokenPlace.ts';

export interface JwtDiagnosticsDeps {
  readonly clock: Clock;
  readonly translate: Translate;
  readonly locale: string;
  /** The setting `identity.diagnostics.liveSecrets`. */
  readonly enabled: () => boolean;
  /** Whether the file would be committed: in a repository, and not ignored. */
  readonly isVersioned: (document: vscode.TextDocument) => Promise<boolean>;
}

const LARGEST = 1_000_000;
/** Milliseconds of quiet after an edit before a document is looked at. */
const QUIET = 500;
const SOURCE = 'Identity';
/** Names an environment variable for each kind of secret. */
const VARIABLES: Readonly<Record<Leak['kind'], string>> = {
  token: 'ACCESS_TOKEN',
  clientSecret: 'CLIENT_SECRET',
  refreshToken: 'REFRESH_TOKEN',
};

/** Warns of tokens and client secrets that still work in files under version control, with quick fixes. */
export function jwtDiagnostics(deps: JwtDiagnosticsDeps): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('identity-secrets');
  const found = new Map<string, readonly Leak[]>();
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();

  const forget = (uri: vscode.Uri) => {
    clearTimeout(waiting.get(uri.toString()));
    waiting.delete(uri.toString());
    found.delete(uri.toString());
    collection.delete(uri);
  };
  const look = async (document: vscode.TextDocument) => {
    const { version } = document;
    const lines = deps.enabled() ? boundedLines(document, LARGEST) : undefined;
    const leaks = lines === undefined ? [] : findLeaks(lines, deps.clock.now());
    const told = leaks.length > 0 && (await deps.isVersioned(document)) ? leaks : [];
    if (document.isClosed || document.version !== version) return;
    found.set(document.uri.toString(), told);
    collection.set(
      document.uri,
      told.map((leak) => diagnosticOf(leak, deps)),
    );
  };
  const lookSoon = (document: vscode.TextDocument) => {
    if (document.uri.scheme !== 'file') return;
    const key = document.uri.toString();
    clearTimeout(waiting.get(key));
    waiting.set(
      key,
      setTimeout(() => void look(document).catch(() => forget(document.uri)), QUIET),
    );
  };
  for (const document of vscode.workspace.textDocuments) lookSoon(document);
  const leaksAt = (document: vscode.TextDocument, range: vscode.Range) =>
    (found.get(document.uri.toString()) ?? []).filter(
      (leak) => rangeOf(leak).intersection(range) !== undefined,
    );

  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(lookSoon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => lookSoon(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => forget(uri)),
    vscode.languages.registerCodeActionsProvider(
      { scheme: 'file' },
      {
        provideCodeActions: (document, range) =>
          leaksAt(document, range).flatMap((leak) => fixesOf(leak, document, deps)),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    {
      dispose() {
        for (const timer of waiting.values()) clearTimeout(timer);
      },
    },
  );
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
