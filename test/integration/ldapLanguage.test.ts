import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const open = async (language: string, content: string) =>
  vscode.workspace.openTextDocument({ language, content });

/** What a provider answers once the extension has loaded it. */
async function asked<Answer>(command: string, ...args: readonly unknown[]): Promise<Answer> {
  return vscode.commands.executeCommand<Answer>(command, ...args);
}

async function diagnostics(
  document: vscode.TextDocument,
  count: number,
): Promise<readonly vscode.Diagnostic[]> {
  const until = Date.now() + 10_000;
  for (;;) {
    const found = vscode.languages.getDiagnostics(document.uri);
    if (found.length >= count || Date.now() > until) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('LDIF and search documents in VS Code', () => {
  const TEXT =
    'version: 1\n\ndn: cn=a\ncn: a\nuserAccountControl: 514\njpegPhoto:: /9j/\n /9j/\n\ndn: cn=b,,\nchangetype: delete\n';

  it('outlines the records of a file by DN, and folds them', async () => {
    const document = await open('ldif', TEXT);
    const symbols = await asked<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name, detail, range }) => [name, detail, range.start.line, range.end.line]),
      [
        ['cn=a', '', 2, 6],
        ['cn=b,,', 'delete', 8, 9],
      ],
    );
    assert.deepEqual(
      symbols[0]?.children.map(({ name }) => name),
      ['cn', 'userAccountControl', 'jpegPhoto'],
    );
    const folding = await asked<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri);
    assert.deepEqual(
      folding.map(({ start, end }) => [start, end]),
      [
        [2, 6],
        [5, 6],
        [8, 9],
      ],
    );
  });

  it('warns where the text is no LDIF and no DN, until it is mended', async () => {
    const document = await open('ldif', `${TEXT}\ndn: cn=c\ncn:: odd\n`);
    const found = await diagnostics(document, 2);
    assert.deepEqual(
      found.map(({ code, range }) => [code, range.start.line]),
      [
        ['ldap.invalidDn', 8],
        ['ldif.malformed', 12],
      ],
    );
  });

  it('tells a value in words, and offers to edit it so', async () => {
    const document = await open('ldif', TEXT);
    const at = new vscode.Position(4, 3);
    const hovers = await asked<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
    const text = hovers
      .flatMap(({ contents }) =>
        contents.map((each) => (each instanceof vscode.MarkdownString ? each.value : '')),
      )
      .join();
    assert.match(text, /ACCOUNTDISABLE \\\| NORMAL_ACCOUNT/);
    const actions = await asked<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(at, at),
    );
    assert.ok(actions.some(({ command }) => command?.command === 'identity.ldif.editValue'));
  });

  it('completes and checks searches, and offers to run each', async () => {
    const document = await open('ldapsearch', 'scope: \nfilter: (&(cn=a)(sn=b\n\nfilter: (cn=*)\n');
    const items = await asked<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(0, 7),
    );
    const labels = items.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const scope of ['base', 'children', 'one', 'sub']) assert.ok(labels.includes(scope), labels.join());
    const lenses = await asked<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    assert.deepEqual(
      lenses
        .filter(({ command }) => command?.command === 'identity.search.run')
        .map(({ range }) => range.start.line),
      [0, 3],
    );
    const found = await diagnostics(document, 2);
    assert.deepEqual(found.map(({ code }) => code).sort(), ['ldap.invalidFilter', 'search.badField']);
  });
});
