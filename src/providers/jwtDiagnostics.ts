import type * as vscode from 'vscode';
import type { Translate } from '../core/explain.ts';
import type { Clock } from '../core/ports.ts';
import { documentWarnings } from './documentWarnings.ts';

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

/**
 * Warns of tokens and client secrets that still work in files under version control, with quick fixes. What looks at
 * documents loads with the first of them.
 */
export function jwtDiagnostics(deps: JwtDiagnosticsDeps): vscode.Disposable {
  return documentWarnings({
    name: 'identity-secrets',
    schemes: ['file'],
    enabled: deps.enabled,
    look: async (document) => (await import('./jwtDiagnosticsContent.ts')).warningsOf(document, deps),
  });
}
