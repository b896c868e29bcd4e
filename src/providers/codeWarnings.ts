import * as vscode from 'vscode';
import type { Translate } from '../core/explain.ts';
import { documentWarnings } from './documentWarnings.ts';

export interface CodeWarningsDeps {
  readonly translate: Translate;
  /** The setting `identity.diagnostics.code`. */
  readonly warnsOfCode: () => boolean;
  /** The setting `identity.diagnostics.kubernetes`. */
  readonly warnsOfManifests: () => boolean;
}

const SCHEMES = ['file', 'untitled', 'vscode-vfs', 'vscode-remote'];
/** Languages that hold code, packages or connection strings. */
const LANGUAGES: ReadonlySet<string> = new Set([
  ...[
    'python',
    'javascript',
    'typescript',
    'javascriptreact',
    'typescriptreact',
    'csharp',
    'java',
    'kotlin',
    'go',
  ],
  ...[
    'json',
    'jsonc',
    'yaml',
    'xml',
    'ini',
    'properties',
    'java-properties',
    'spring-boot-properties',
    'toml',
  ],
  ...[
    'dotenv',
    'shellscript',
    'powershell',
    'dockerfile',
    'docker-compose',
    'terraform',
    'bicep',
    'html',
    'http',
  ],
  ...['pip-requirements', 'go.mod', 'groovy', 'env', 'dockercompose'],
]);
/** Larger documents are left alone, in characters. */
const LARGEST = 500_000;

/** Warns of wrong code, of connection strings and of Kubernetes manifests. What looks loads with the first document. */
export function codeWarnings(deps: CodeWarningsDeps): vscode.Disposable {
  return vscode.Disposable.from(
    documentWarnings({
      name: 'identity-code',
      schemes: SCHEMES,
      enabled: deps.warnsOfCode,
      accepts: ({ languageId, fileName }) =>
        LANGUAGES.has(languageId) || /(?:^|[/\\])(?:\.env[\w.-]*|requirements[\w.-]*\.txt)$/.test(fileName),
      async look(document) {
        if (isLarge(document)) return [];
        return (await import('./codeWarningsContent.ts')).mistakeWarnings(document, deps.translate);
      },
    }),
    documentWarnings({
      name: 'identity-kubernetes',
      schemes: SCHEMES,
      enabled: deps.warnsOfManifests,
      accepts: ({ languageId }) => languageId === 'yaml' || languageId === 'helm',
      async look(document) {
        if (isLarge(document) || !/^[ \t]*(?:- )?apiVersion:/m.test(document.getText())) return [];
        return (await import('./codeWarningsContent.ts')).manifestWarnings(document, deps.translate);
      },
    }),
  );
}

function isLarge(document: vscode.TextDocument): boolean {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > LARGEST;
}
