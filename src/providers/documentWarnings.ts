import * as vscode from 'vscode';

/** A warning and what takes it away. */
export interface Warning {
  readonly diagnostic: vscode.Diagnostic;
  readonly fixes: () => readonly vscode.CodeAction[];
}

export interface DocumentWarningsOptions {
  /** Name of the collection. */
  readonly name: string;
  readonly schemes: readonly string[];
  /** The setting that switches them off. */
  readonly enabled: () => boolean;
  /** Whether a document is looked at, by its name and language only. */
  readonly accepts?: (document: vscode.TextDocument) => boolean;
  /** The warnings of a document as it is now; undefined when it changed meanwhile. Loaded with the first document. */
  readonly look: (document: vscode.TextDocument) => Promise<readonly Warning[] | undefined>;
}

/** Milliseconds of quiet after an edit, and after opening, before a document is looked at. */
const QUIET = 500;

/** Warnings that follow the open documents, with quick fixes. */
export function documentWarnings(options: DocumentWarningsOptions): vscode.Disposable {
  const { name, schemes, enabled, accepts = () => true, look } = options;
  const collection = vscode.languages.createDiagnosticCollection(name);
  const warnings = new Map<string, { readonly version: number; readonly found: readonly Warning[] }>();
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();

  const forget = (uri: vscode.Uri) => {
    clearTimeout(waiting.get(uri.toString()));
    waiting.delete(uri.toString());
    warnings.delete(uri.toString());
    collection.delete(uri);
  };
  const lookNow = async (document: vscode.TextDocument) => {
    if (!enabled()) {
      forget(document.uri);
      return;
    }
    const { version } = document;
    const found = await look(document);
    if (found === undefined || document.version !== version) return;
    warnings.set(document.uri.toString(), { version, found });
    collection.set(
      document.uri,
      found.map(({ diagnostic }) => diagnostic),
    );
  };
  const lookSoon = (document: vscode.TextDocument) => {
    if (!schemes.includes(document.uri.scheme) || !accepts(document)) return;
    const key = document.uri.toString();
    clearTimeout(waiting.get(key));
    waiting.set(
      key,
      setTimeout(() => {
        waiting.delete(key);
        void lookNow(document).catch(() => forget(document.uri));
      }, QUIET),
    );
  };
  const lookAtAll = () => {
    for (const document of vscode.workspace.textDocuments) lookSoon(document);
  };
  lookAtAll();
  // After an edit the places are others: fixes come back with the next look.
  const fixesAt = ({ uri, version }: vscode.TextDocument, range: vscode.Range) => {
    const looked = warnings.get(uri.toString());
    return (looked?.version === version ? looked.found : [])
      .filter(({ diagnostic }) => diagnostic.range.intersection(range) !== undefined)
      .flatMap(({ fixes }) => fixes());
  };

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
      schemes.map((scheme) => ({ scheme })),
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
