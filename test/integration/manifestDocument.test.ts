import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clientIdOf } from '../../src/sandbox/directory/buildApplication.ts';
import { contoso } from '../../src/sandbox/directory/contoso.ts';

const slug = contoso.applications.find(({ name }) => name === 'Contoso Web')?.slug ?? '';

describe('the manifest as a document of VS Code', () => {
  let document: vscode.TextDocument;
  before(async () => {
    await vscode.commands.executeCommand('identity.application.editManifest', {
      tenant: contoso.id,
      clientId: clientIdOf(slug),
    });
    document = vscode.window.activeTextEditor!.document;
  });
  after(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  const replace = async (text: string, by: string) => {
    const at = document.getText().indexOf(text);
    assert.ok(at >= 0, text);
    const edit = new vscode.WorkspaceEdit();
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + text.length));
    edit.replace(document.uri, range, by);
    await vscode.workspace.applyEdit(edit);
  };
  /** The warnings once one fits, or what is there in the end. */
  const warnings = async (expected: RegExp) => {
    for (let tries = 0; ; tries++) {
      const found = vscode.languages.getDiagnostics(document.uri).map(({ message }) => message);
      if (found.some((message) => expected.test(message)) || tries === 100) return found.join('\n');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  it('is JSON that can be edited, with nothing wrong at first', () => {
    assert.equal(document.languageId, 'json');
    assert.equal(document.uri.scheme, 'identity');
    assert.match(document.getText(), /"displayName": "Contoso Web"/);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  it('warns of values and members that Graph does not take', async () => {
    await replace('"AzureADMyOrg"', '"Everybody"');
    assert.match(await warnings(/Value is not accepted/), /AzureADMultipleOrgs/);
    await replace('"Everybody"', '"AzureADMyOrg"');
    await replace('"displayName"', '"colour": "red",\n  "displayName"');
    assert.match(await warnings(/colour/), /colour/);
    await replace('"colour": "red",\n  ', '');
  });

  it('completes members and their values', async () => {
    await replace('"displayName"', '"nam": 1,\n  "displayName"');
    const inside = async (text: string, offset: number) => {
      const position = document.positionAt(document.getText().indexOf(text) + offset);
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        position,
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    const members = await inside('"nam"', 2);
    for (const name of ['notes', 'groupMembershipClaims', 'optionalClaims'])
      if (!document.getText().includes(`"${name}"`))
        assert.ok(
          members.some((label) => label.includes(name)),
          `${name} is not among ${members.join()}`,
        );
    await replace('"nam": 1,\n  ', '');
    const values = await inside('"AzureADMyOrg"', 3);
    assert.ok(
      values.some((label) => label.includes('AzureADMultipleOrgs')),
      values.join(),
    );
  });

  it('keeps the text when it is no JSON', async () => {
    await replace('"displayName"', ',"displayName"');
    assert.equal(await document.save(), false);
    assert.equal(document.isDirty, true);
    assert.match(document.getText(), /,"displayName"/);
    await replace(',"displayName"', '"displayName"');
  });

  it('is compared with what the tenant has, which is not edited', async () => {
    await vscode.commands.executeCommand('identity.application.compareManifest', {
      uri: document.uri.toString(),
    });
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal(input.modified.toString(), document.uri.toString());
    const original = await vscode.workspace.openTextDocument(input.original);
    assert.match(original.getText(), /"displayName": "Contoso Web"/);
    await assert.rejects(async () => vscode.workspace.fs.writeFile(input.original, new Uint8Array()));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});
