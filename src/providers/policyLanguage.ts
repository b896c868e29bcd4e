import * as vscode from 'vscode';
import { isPolicyText } from '../core/apim/policyText.ts';
import type { Translate } from '../core/explain.ts';
import { documentWarnings } from './documentWarnings.ts';

export interface PolicyLanguageDeps {
  readonly translate: Translate;
  /** The settings `identity.hover.enabled`, `identity.codeLens.enabled` and `identity.diagnostics.policies`. */
  readonly hovers: () => boolean;
  readonly lenses: () => boolean;
  readonly warns: () => boolean;
}

/** Larger documents are left alone, in characters; the gateway takes 256 KB. */
const LARGEST = 300_000;
/** Where policies turn up: XML, and the names other tools give them. What they hold decides. */
const SELECTOR: vscode.DocumentSelector = [
  { language: 'xml' },
  { pattern: '**/*.{xml,policy,cshtml}' },
  { language: 'razor' },
  { language: 'aspnetcorerazor' },
];

/**
 * Completion, hover, lenses and warnings for API Management policies: any XML whose root is `<policies>` or
 * `<fragment>`. Everything behind them loads with the first such document.
 */
export function policyLanguage(deps: PolicyLanguageDeps): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(
      SELECTOR,
      {
        async provideCompletionItems(document, position) {
          if (!isPolicy(document)) return undefined;
          return (await import('./policyContent.ts')).policyCompletions(document, position, deps);
        },
      },
      '<',
      ' ',
      '"',
      '/',
    ),
    vscode.languages.registerHoverProvider(SELECTOR, {
      async provideHover(document, position) {
        if (!deps.hovers() || !isPolicy(document)) return undefined;
        return (await import('./policyContent.ts')).policyHover(document, position, deps);
      },
    }),
    vscode.languages.registerCodeLensProvider(SELECTOR, {
      async provideCodeLenses(document) {
        if (!deps.lenses() || !isPolicy(document)) return [];
        return (await import('./policyContent.ts')).policyLenses(document, deps);
      },
    }),
    documentWarnings({
      name: 'identity-policies',
      schemes: ['file', 'untitled', 'vscode-vfs', 'vscode-remote'],
      enabled: deps.warns,
      accepts: (document) => vscode.languages.match(SELECTOR, document) > 0,
      async look(document) {
        if (!isPolicy(document)) return [];
        return (await import('./policyContent.ts')).policyWarnings(document, deps);
      },
    }),
  );
}

function isPolicy(document: vscode.TextDocument): boolean {
  const { end } = document.lineAt(document.lineCount - 1).range;
  if (document.offsetAt(end) > LARGEST) return false;
  // The root stands near the top; comments may come before it.
  return isPolicyText(document.getText(new vscode.Range(0, 0, 200, 0)));
}
