import * as vscode from 'vscode';
import { inSlices } from '../core/jwt/slices.ts';
import { visibleLine } from '../core/jwt/visibleText.ts';
import { entryOfAddress } from '../core/ldap/entryDocument.ts';
import { ldifFindings, type LdifFinding } from '../core/ldap/ldif/findings.ts';
import { attributeNoteAt, ldifChoices, type LdifChoice } from '../core/ldap/ldif/lookUp.ts';
import { ldifLineAt, outlineLdif } from '../core/ldap/ldif/outline.ts';
import { nextTurn } from '../core/nextTurn.ts';
import { emptySchema, type Schema } from '../core/ldap/schema.ts';
import { readableAttribute } from '../core/ldap/values/readable.ts';
import { documentScheme } from '../manifest.ts';
import type { Warning } from './documentWarnings.ts';
import type { LdapLanguageDeps } from './ldapLanguage.ts';
import { inlineCode, plainMarkdown } from './markdown.ts';

/** The schema a document is held against: of the entry's directory, or of the one a comment names. */
async function schemaOf(
  document: vscode.TextDocument,
  { schemaOf: find }: LdapLanguageDeps,
): Promise<Schema> {
  const directory = directoryOf(document);
  return (directory === undefined ? undefined : await find(directory)) ?? emptySchema;
}

/** `# directory: <id>` among the first lines, or the entry's own. */
function directoryOf(document: vscode.TextDocument): string | undefined {
  const { uri } = document;
  if (uri.scheme === documentScheme && /^(?:compared-)?entry$/.test(uri.authority))
    return entryOfAddress(uri.query).directory;
  const head = document.getText(new vscode.Range(0, 0, 10, 0));
  return /^# *directory: *(\S+)/m.exec(head)?.[1];
}

/** What is known of the attribute under the pointer, its value in words first. */
export async function ldifHover(
  document: vscode.TextDocument,
  position: vscode.Position,
  deps: LdapLanguageDeps,
): Promise<vscode.Hover | undefined> {
  const schema = await schemaOf(document, deps);
  const note = attributeNoteAt(document.getText(), position.line, schema, deps.translate);
  if (note === undefined) return undefined;
  const { line, endLine } = note.line;
  return new vscode.Hover(
    factsMarkdown(note.name, note.facts),
    new vscode.Range(line, 0, endLine, document.lineAt(endLine).text.length),
  );
}

/** Facts with their headings; all of it from outside. */
export function factsMarkdown(
  title: string,
  facts: readonly (readonly [string, string])[],
): vscode.MarkdownString {
  const rows = facts.map(([heading, text]) => `| ${plainMarkdown(heading)} | ${inlineCode(text, 600)} |`);
  return new vscode.MarkdownString([`**${inlineCode(title)}**`, '', '| | |', '|-|-|', ...rows].join('\n'));
}

const KINDS: Readonly<Record<LdifChoice['kind'], vscode.CompletionItemKind>> = {
  attribute: vscode.CompletionItemKind.Field,
  class: vscode.CompletionItemKind.Class,
  keyword: vscode.CompletionItemKind.Keyword,
  value: vscode.CompletionItemKind.Value,
};

export async function ldifCompletions(
  document: vscode.TextDocument,
  position: vscode.Position,
  deps: LdapLanguageDeps,
): Promise<vscode.CompletionItem[]> {
  const before = document.lineAt(position.line).text.slice(0, position.character);
  const choices = ldifChoices(document.getText(), position.line, before, await schemaOf(document, deps));
  const start = position.character - (/[\w.;-]*$/.exec(before)?.[0].length ?? 0);
  const range = new vscode.Range(position.line, start, position.line, position.character);
  return choices.map(({ label, kind, detail, insert }) => {
    const item = new vscode.CompletionItem(label, KINDS[kind]);
    item.insertText = insert ?? label;
    item.range = range;
    if (detail !== undefined) item.detail = detail;
    item.sortText = `${kind === 'keyword' ? '0' : detail?.startsWith('must') === true ? '1' : '2'}${label}`;
    if (insert?.endsWith(': ') === true)
      item.command = { command: 'editor.action.triggerSuggest', title: '' };
    return item;
  });
}

const CHANGE_ICONS: ReadonlyMap<string, vscode.SymbolKind> = new Map(
  Object.entries({
    entry: vscode.SymbolKind.Object,
    add: vscode.SymbolKind.Object,
    modify: vscode.SymbolKind.Event,
    delete: vscode.SymbolKind.Null,
  }),
);

/** The records by DN, with their attributes. */
export function ldifSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
  const rangeOf = (from: number, to: number) =>
    new vscode.Range(from, 0, to, document.lineAt(to).text.length);
  return outlineLdif(document.getText()).map(({ dn, kind, lines, line, endLine }) => {
    const symbol = new vscode.DocumentSymbol(
      visibleLine(dn) || 'root DSE',
      kind === 'entry' ? '' : kind,
      CHANGE_ICONS.get(kind) ?? vscode.SymbolKind.Event,
      rangeOf(line, endLine),
      rangeOf(line, lines[0]?.endLine ?? line),
    );
    symbol.children = lines.slice(1).map((each) => {
      const range = rangeOf(each.line, each.endLine);
      return new vscode.DocumentSymbol(each.name, '', vscode.SymbolKind.Field, range, range);
    });
    return symbol;
  });
}

/** Records fold, and so do long values and runs of comments. */
export function ldifFolding(document: vscode.TextDocument): vscode.FoldingRange[] {
  const comments: vscode.FoldingRange[] = [];
  for (let line = 0; line < document.lineCount; line++) {
    const from = line;
    while (line < document.lineCount && document.lineAt(line).text.startsWith('#')) line++;
    if (line - from > 1)
      comments.push(new vscode.FoldingRange(from, line - 1, vscode.FoldingRangeKind.Comment));
  }
  const records = outlineLdif(document.getText()).flatMap(({ lines, line, endLine }) => [
    new vscode.FoldingRange(line, endLine),
    ...lines
      .filter((each) => each.endLine > each.line)
      .map((each) => new vscode.FoldingRange(each.line, each.endLine)),
  ]);
  return [...records, ...comments];
}

/** What the document's reader, or its server, would refuse. */
export async function ldifWarnings(
  document: vscode.TextDocument,
  deps: LdapLanguageDeps,
): Promise<readonly Warning[] | undefined> {
  const { version } = document;
  const schema = await schemaOf(document, deps);
  if (document.version !== version) return undefined;
  const found = await ldifFindings(document.getText(), schema, deps.translate, inSlices(nextTurn));
  if (document.version !== version) return undefined;
  return found.map((finding) => ({
    diagnostic: diagnosticOf(document, finding),
    fixes: () => [],
  }));
}

function diagnosticOf(document: vscode.TextDocument, finding: LdifFinding): vscode.Diagnostic {
  const { line, endLine, start, end, message, severity, code } = finding;
  const last = Math.min(endLine, document.lineCount - 1);
  const range = new vscode.Range(
    Math.min(line, last),
    start,
    end === undefined ? last : line,
    end ?? document.lineAt(last).text.length,
  );
  const diagnostic = new vscode.Diagnostic(
    range,
    visibleLine(message),
    severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = 'Identity';
  diagnostic.code = code;
  return diagnostic;
}

/** "Edit as words" on a value that people read and write otherwise. */
export async function ldifActions(
  document: vscode.TextDocument,
  position: vscode.Position,
  deps: LdapLanguageDeps,
): Promise<vscode.CodeAction[]> {
  const found = ldifLineAt(outlineLdif(document.getText()), position.line);
  if (found === undefined) return [];
  const { name } = found.line;
  const schema = await schemaOf(document, deps);
  const syntax = schema.syntax(name);
  if (readableAttribute(name, syntax)?.format.write === undefined) return [];
  const title = deps.translate('Edit {name} in Words…', { name });
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.RefactorRewrite);
  const place = { uri: document.uri.toString(), line: position.line };
  const argument = syntax === undefined ? place : { ...place, syntax };
  action.command = { command: 'identity.ldif.editValue', title, arguments: [argument] };
  return [action];
}
