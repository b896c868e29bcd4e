import * as vscode from 'vscode';
import { completePolicy, type PolicyCompletion } from '../core/apim/complete.ts';
import { describePolicy } from '../core/apim/describe.ts';
import { evaluablePolicies } from '../core/apim/evaluate/evaluate.ts';
import { lintPolicy } from '../core/apim/lint.ts';
import { readMarkup } from '../core/apim/markup.ts';
import { POLICY_DOCS } from '../core/apim/templates/template.ts';
import type { Warning } from './documentWarnings.ts';
import { foundWarning, rangeOf } from './foundWarning.ts';
import { inlineCode, plainMarkdown } from './markdown.ts';
import type { PolicyLanguageDeps } from './policyLanguage.ts';

const KINDS: Readonly<Record<PolicyCompletion['kind'], vscode.CompletionItemKind>> = {
  element: vscode.CompletionItemKind.Property,
  attribute: vscode.CompletionItemKind.Field,
  value: vscode.CompletionItemKind.EnumMember,
  template: vscode.CompletionItemKind.Snippet,
};

/** What may stand at a place of a policy document. */
export function policyCompletions(
  document: vscode.TextDocument,
  position: vscode.Position,
  { translate }: PolicyLanguageDeps,
): vscode.CompletionItem[] {
  return completePolicy(document.getText(), document.offsetAt(position)).map((each) => {
    const item = new vscode.CompletionItem(each.label, KINDS[each.kind]);
    item.insertText = new vscode.SnippetString(each.insert);
    item.range = rangeOf(document, each.range);
    item.filterText = each.insert.startsWith('<') && each.kind === 'element' ? `<${each.label}` : each.label;
    // VS Code only asks again for what was typed since; without "<" the name alone is what people type.
    if (!document.getText(item.range).startsWith('<')) item.filterText = each.label;
    item.documentation = new vscode.MarkdownString(
      [plainMarkdown(translate(each.summary)), linkOf(each.page)].filter(Boolean).join('\n\n'),
    );
    item.sortText = `${each.kind === 'template' ? '0' : '1'}${each.label}`;
    return item;
  });
}

/** What the element or attribute under the pointer means. */
export function policyHover(
  document: vscode.TextDocument,
  position: vscode.Position,
  { translate }: PolicyLanguageDeps,
): vscode.Hover | undefined {
  const note = describePolicy(document.getText(), document.offsetAt(position));
  if (note === undefined) return undefined;
  const facts = note.facts.map(([name, value]) => `${translate(name)}: ${inlineCode(value)}`);
  const text = [
    `**${inlineCode(note.title)}**`,
    plainMarkdown(translate(note.summary)),
    ...facts,
    linkOf(note.page),
  ];
  return new vscode.Hover(
    new vscode.MarkdownString(text.filter(Boolean).join('\n\n')),
    rangeOf(document, note.range),
  );
}

/** "Evaluate against a token" above each policy that validates one, and the diagram above the document. */
export function policyLenses(
  document: vscode.TextDocument,
  { translate }: PolicyLanguageDeps,
): vscode.CodeLens[] {
  const text = document.getText();
  const uri = document.uri.toString();
  const lens = (start: number, title: string, command: string, argument: object) =>
    new vscode.CodeLens(rangeOf(document, { start, end: start }), { title, command, arguments: [argument] });
  const [root] = readMarkup(text).roots.filter(({ name }) => name === 'policies' || name === 'fragment');
  return [
    ...(root === undefined
      ? []
      : [
          lens(root.range.start, translate('Show Section Diagram'), 'identity.policy.openDiagram', { uri }),
          lens(root.range.start, translate('Add Policy…'), 'identity.policy.generate', { uri }),
        ]),
    ...evaluablePolicies(text).map(({ range }) =>
      lens(range.start, translate('Evaluate Against a Token'), 'identity.policy.evaluate', {
        uri,
        offset: range.start,
      }),
    ),
  ];
}

/** What the document breaks, with quick fixes. */
export function policyWarnings(
  document: vscode.TextDocument,
  { translate }: PolicyLanguageDeps,
): Promise<readonly Warning[] | undefined> {
  const found = lintPolicy(document.getText());
  return Promise.resolve(found.map((each) => foundWarning(each, document, translate)));
}

function linkOf(page: string | undefined): string {
  return page === undefined ? '' : `[Microsoft Learn](${POLICY_DOCS}${page})`;
}
