import * as vscode from 'vscode';
import type { Translate } from '../core/explain.ts';
import type { Schema } from '../core/ldap/schema.ts';
import { documentWarnings } from './documentWarnings.ts';

export interface LdapLanguageDeps {
  readonly translate: Translate;
  /** The settings `identity.hover.enabled`, `identity.codeLens.enabled` and `identity.diagnostics.ldap`. */
  readonly hovers: () => boolean;
  readonly lenses: () => boolean;
  readonly warns: () => boolean;
  /** The schema of a directory whose connection is open: nothing here opens one. Undefined for any other. */
  readonly schemaOf: (directory: string) => Promise<Schema | undefined>;
  readonly isConnected: (directory: string) => boolean;
  /** The directories a document may name, and the naming contexts of one whose connection is open. */
  readonly directories: () => Promise<readonly { readonly id: string; readonly name: string }[]>;
  readonly basesOf: (directory: string) => readonly string[];
}

const LDIF: vscode.DocumentSelector = { language: 'ldif' };
const SEARCH: vscode.DocumentSelector = { language: 'ldapsearch' };
const SCHEMES = ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'identity'];
/** Larger documents are coloured but not checked, in lines and UTF-16 units. */
const [MOST_LINES, MOST_UNITS] = [20_000, 2_000_000];

/**
 * What VS Code shows of LDIF and of search documents: warnings, hovers, completion, outline, folding, lenses. What
 * looks at documents loads with the first of them.
 */
export function ldapLanguage(deps: LdapLanguageDeps): vscode.Disposable {
  const ldif = async () => import('./ldifContent.ts');
  const search = async () => import('./searchContent.ts');
  const isSmall = (document: vscode.TextDocument) =>
    document.lineCount <= MOST_LINES &&
    document.offsetAt(document.lineAt(document.lineCount - 1).range.end) <= MOST_UNITS;
  const { languages } = vscode;
  return vscode.Disposable.from(
    languages.registerHoverProvider(LDIF, {
      async provideHover(document, position) {
        return deps.hovers() && isSmall(document)
          ? (await ldif()).ldifHover(document, position, deps)
          : undefined;
      },
    }),
    languages.registerCompletionItemProvider(
      LDIF,
      {
        async provideCompletionItems(document, position) {
          return isSmall(document) ? (await ldif()).ldifCompletions(document, position, deps) : undefined;
        },
      },
      ':',
      ' ',
    ),
    languages.registerDocumentSymbolProvider(LDIF, {
      provideDocumentSymbols: async (document) =>
        isSmall(document) ? (await ldif()).ldifSymbols(document) : [],
    }),
    languages.registerFoldingRangeProvider(LDIF, {
      provideFoldingRanges: async (document) =>
        isSmall(document) ? (await ldif()).ldifFolding(document) : [],
    }),
    languages.registerCodeActionsProvider(
      LDIF,
      {
        provideCodeActions: async (document, range) =>
          isSmall(document) ? (await ldif()).ldifActions(document, range.start, deps) : [],
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.RefactorRewrite] },
    ),
    languages.registerCompletionItemProvider(
      SEARCH,
      {
        provideCompletionItems: async (document, position) =>
          (await search()).searchCompletions(document, position, deps),
      },
      ':',
      ' ',
      '(',
      '=',
    ),
    languages.registerHoverProvider(SEARCH, {
      async provideHover(document, position) {
        return deps.hovers() ? (await search()).searchHover(document, position, deps) : undefined;
      },
    }),
    languages.registerCodeLensProvider(SEARCH, {
      async provideCodeLenses(document) {
        return deps.lenses() ? (await search()).searchLenses(document, deps) : [];
      },
    }),
    documentWarnings({
      name: 'identity-ldif',
      schemes: SCHEMES,
      enabled: deps.warns,
      accepts: (document) => document.languageId === 'ldif',
      look: async (document) => (isSmall(document) ? (await ldif()).ldifWarnings(document, deps) : []),
    }),
    documentWarnings({
      name: 'identity-search',
      schemes: SCHEMES,
      enabled: deps.warns,
      accepts: (document) => document.languageId === 'ldapsearch',
      look: async (document) => (await search()).searchWarnings(document, deps),
    }),
  );
}
