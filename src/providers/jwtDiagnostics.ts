import * as vscode from 'vscode';
import type { Translate } from '../core/explain.ts';
import type { Clock } from '../core/ports.ts';
import type { Warning } from './jwtDiagnosticsContent.ts';

export interface JwtDiagnosticsDeps {
  readonly clock: Clock;
  readonly translate: Translate;
  /** BCP 47 tag of the language the workbench is in. */
  readonly locale: string;
  /** The setting `identity.diagnostics.liveSecrets`. */
  readonly enabled: () => boolean;
  /** Whether the file would be committed: in a repository, and not ignored. */
  readonly isVersioned: (document: vscode.TextDocument) => Promise<boolean>;
}

/** Milliseconds of quiet after an edit, and after opening, before a document is looked at. */
const QUIET = 500;

/**
 * Warns of tokens and client secrets that still work in files under version control, with quick fixes. What looks at
 * documents loads with the first of them.
 */
export function jwtDiagnostics(deps: JwtDiagnosticsDeps): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('identity-secrets');
  const warnings = new Map<string, readonly Warning[]>();
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();

  const forget = (uri: vscode.Uri) => {
    clearTimeout(waiting.get(uri.toString()));
    waiting.delete(uri.toString());
    warnings.delete(uri.toString());
    collection.delete(uri);
  };
  const look = async (document: vscode.TextDocument) => {
    if (!deps.enabled()) {
      forget(document.uri);
      return;
    }
    const { warningsOf } = await import('./jwtDiagnosticsContent.ts');
    const found = await warningsOf(document, deps);
    if (found === undefined) return;
    warnings.set(document.uri.toString(), found);
    collection.set(
      document.uri,
      found.map(({ diagnostic }) => diagnostic),
    );
  };
  const lookSoon = (document: vscode.TextDocument) => {
    if (document.uri.scheme !== 'file') return;
    const key = document.uri.toString();
    clearTimeout(waiting.get(key));
    waiting.set(
      key,
      setTimeout(() => {
        waiting.delete(key);
        void look(document).catch(() => forget(document.uri));
      }, QUIET),
    );
  };
  const lookAtAll = () => {
    for (const document of vscode.workspace.textDocuments) lookSoon(document);
  };
  lookAtAll();
  const fixesAt = ({ uri }: vscode.TextDocument, range: vscode.Range) =>
    (warnings.get(uri.toString()) ?? [])
      .filter(({ diagnostic }) => diagnostic.range.intersection(range) !== undefined)
      .flatMap(({ fixes }) => fixes());

  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(lookSoon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => lookSoon(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => forget(uri)),
    vscode.workspace.onDidGrantWorkspaceTrust(lookAtAll),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('identity.diagnostics')) lookAtAll();
    }),
    vscode.languages.registerCodeActionsProvider(
      { scheme: 'file' },
      { provideCodeActions: fixesAt },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    {
      dispose() {
        for (const timer of waiting.values()) clearTimeout(timer);
      },
    },
  );
}
