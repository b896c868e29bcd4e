import * as vscode from 'vscode';
import { visibleLine } from '../core/jwt/visibleText.ts';
import { attributeFacts } from '../core/ldap/ldif/lookUp.ts';
import { emptySchema, type Schema } from '../core/ldap/schema.ts';
import { searchChoices, type SearchChoice } from '../core/ldap/searchChoices.ts';
import {
  readSearchDocument,
  searchFields,
  searchFindings,
  WELL_KNOWN_RULES,
  type SearchBlock,
} from '../core/ldap/searchDocument.ts';
import type { Warning } from './documentWarnings.ts';
import type { LdapLanguageDeps } from './ldapLanguage.ts';
import { factsMarkdown } from './ldifContent.ts';

/** What may stand where a person types in a search document. */
export async function searchCompletions(
  document: vscode.TextDocument,
  position: vscode.Position,
  deps: LdapLanguageDeps,
): Promise<vscode.CompletionItem[]> {
  const { before, directory } = fieldBefore(document, position);
  const schema = (directory === undefined ? undefined : await deps.schemaOf(directory)) ?? emptySchema;
  const directories = await deps.directories();
  const bases = directory === undefined ? [] : deps.basesOf(directory);
  const written = /[\w.;*+-]*$/.exec(before)?.[0].length ?? 0;
  const range = new vscode.Range(position.translate(0, -Math.min(written, position.character)), position);
  return searchChoices(before, { schema, directories, bases }).map((choice) => {
    const item = new vscode.CompletionItem(choice.label, KINDS[choice.kind]);
    item.insertText = new vscode.SnippetString(
      choice.insert ?? choice.label.replaceAll(/[\\$}]/g, (character) => `\\${character}`),
    );
    item.range = range;
    if (choice.detail !== undefined)
      item.detail = choice.kind === 'keyword' ? deps.translate(choice.detail) : choice.detail;
    if (choice.insert?.endsWith(': ') === true)
      item.command = { command: 'editor.action.triggerSuggest', title: '' };
    return item;
  });
}

const KINDS: Readonly<Record<SearchChoice['kind'], vscode.CompletionItemKind>> = {
  keyword: vscode.CompletionItemKind.Keyword,
  attribute: vscode.CompletionItemKind.Field,
  class: vscode.CompletionItemKind.Class,
  rule: vscode.CompletionItemKind.Function,
  value: vscode.CompletionItemKind.Value,
};

/** The field up to the cursor with its folded lines joined, and the directory its search names. */
function fieldBefore(
  document: vscode.TextDocument,
  position: vscode.Position,
): { readonly before: string; readonly directory: string | undefined } {
  const lines = [document.lineAt(position.line).text.slice(0, position.character)];
  for (let line = position.line; line > 0 && /^[ \t]/.test(document.lineAt(line).text); line--)
    lines.unshift(document.lineAt(line - 1).text);
  return {
    before: lines.map((line, at) => (at === 0 ? line : line.trimStart())).join(''),
    directory: directoryAt(document, position),
  };
}

function directoryAt(document: vscode.TextDocument, { line }: vscode.Position): string | undefined {
  const blocks = readSearchDocument(document.getText());
  const block = blocks.find((each) => each.line <= line && line <= each.endLine + 1) ?? blocks[0];
  return block && directoryOf(block);
}

function directoryOf({ fields }: SearchBlock): string | undefined {
  const value = fields.find(({ key }) => key.toLowerCase() === 'directory')?.value;
  return value === '' ? undefined : value;
}

/** What the word under the pointer is: a field, an attribute, a matching rule. */
export async function searchHover(
  document: vscode.TextDocument,
  position: vscode.Position,
  deps: LdapLanguageDeps,
): Promise<vscode.Hover | undefined> {
  const range = document.getWordRangeAtPosition(position, /[\w.;-]+/);
  if (range === undefined) return undefined;
  const word = document.getText(range).replace(/^-/, '');
  const field = searchFields.find(({ key }) => key.toLowerCase() === word.toLowerCase());
  const isKey = document.lineAt(position.line).text.slice(0, range.start.character).trim() === '';
  if (field !== undefined && isKey)
    return new vscode.Hover(
      factsMarkdown(field.key, [[deps.translate('About'), deps.translate(field.about)]]),
      range,
    );
  const rule = WELL_KNOWN_RULES.get(word);
  if (rule !== undefined)
    return new vscode.Hover(
      factsMarkdown(word, [[deps.translate('Matching rule'), deps.translate(rule)]]),
      range,
    );
  const directory = directoryAt(document, position);
  const schema = (directory === undefined ? undefined : await deps.schemaOf(directory)) ?? emptySchema;
  const facts = attributeFacts(word, schema, deps.translate);
  return facts.length === 0 ? undefined : new vscode.Hover(factsMarkdown(word, facts), range);
}

/** "Run" above each search. */
export function searchLenses(
  document: vscode.TextDocument,
  { translate, isConnected }: LdapLanguageDeps,
): vscode.CodeLens[] {
  const uri = document.uri.toString();
  return readSearchDocument(document.getText()).flatMap((block) => {
    const { line } = block;
    const directory = directoryOf(block);
    const range = new vscode.Range(line, 0, line, 0);
    return [
      new vscode.CodeLens(range, {
        title: `$(play) ${translate('Run')}`,
        command: 'identity.search.run',
        arguments: [{ uri, line }],
      }),
      new vscode.CodeLens(range, {
        title: translate('Export as LDIF…'),
        command: 'identity.search.export',
        arguments: [{ uri, line }],
      }),
      ...(directory === undefined || isConnected(directory)
        ? []
        : [
            new vscode.CodeLens(range, {
              title: translate('Connect, for names from the schema'),
              command: 'identity.directory.connect',
              arguments: [{ directory }],
            }),
          ]),
    ];
  });
}

export async function searchWarnings(
  document: vscode.TextDocument,
  deps: LdapLanguageDeps,
): Promise<readonly Warning[] | undefined> {
  const { version } = document;
  const text = document.getText();
  const schemas = new Map<string, Schema | undefined>();
  for (const block of readSearchDocument(text)) {
    const directory = directoryOf(block);
    if (directory !== undefined && !schemas.has(directory))
      schemas.set(directory, await deps.schemaOf(directory));
  }
  if (document.version !== version) return undefined;
  const schemaOf = (directory: string | undefined) =>
    directory === undefined ? undefined : schemas.get(directory);
  return searchFindings(text, schemaOf, deps.translate).map(({ start, end, message, severity, code }) => {
    const diagnostic = new vscode.Diagnostic(
      new vscode.Range(start.line, start.column, end.line, end.column),
      visibleLine(message),
      severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning,
    );
    diagnostic.source = 'Identity';
    diagnostic.code = code;
    return { diagnostic, fixes: () => [] };
  });
}
