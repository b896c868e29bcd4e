import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { accessV2, jws, RS256 } from '../unit/core/jwt/tokens.ts';

const now = Math.floor(Date.now() / 1000);
const live = jws(RS256, { ...accessV2, iat: now - 60, nbf: now - 60, exp: now + 3000 });
const expired = jws(RS256, { ...accessV2, exp: now - 60 });

describe('tokens in files', () => {
  let folder: string;
  before(() => {
    folder = path.join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'service');
    mkdirSync(folder);
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    writeFileSync(path.join(folder, '.gitignore'), 'ignored.ts\n');
  });

  const open = async (name: string, content: string) => {
    writeFileSync(path.join(folder, name), content);
    return vscode.workspace.openTextDocument(path.join(folder, name));
  };
  const warnings = ({ uri }: vscode.TextDocument) =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Identity');
  /** Waits until there are that many; the test's own time limit ends a wait in vain. */
  const untilWarned = async (document: vscode.TextDocument, count: number) => {
    while (warnings(document).length !== count) await new Promise((resolve) => setTimeout(resolve, 100));
  };

  it('warns of a token that still works where git would commit it, and takes it out', async () => {
    const document = await open('client.ts', `const token = "${live}";\n// ${expired}\n`);
    await untilWarned(document, 1);
    const [warning] = warnings(document);
    assert.ok(warning);
    assert.match(warning.message, /Access token of https:\/\/login\.microsoftonline\.com\/.*still works/);
    assert.deepEqual([warning.range.start.line, warning.range.start.character], [0, 15]);
    const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      warning.range,
    );
    const replace = fixes.find(({ title }) => title.startsWith('Replace by process.env'));
    assert.ok(replace?.edit, fixes.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(replace.edit);
    assert.match(document.lineAt(0).text, /^const token = process\.env/);
    await untilWarned(document, 0);
    await document.save();
  });

  it('leaves files alone that git ignores', async () => {
    const ignored = await open('ignored.ts', `const token = "${live}";\n`);
    const told = await open('told.ts', `const token = "${live}";\n`);
    // Looked at later, so the first has been looked at too.
    await untilWarned(told, 1);
    assert.deepEqual(warnings(ignored), []);
  });

  it('have a lens each, with kind and lifetime', async () => {
    const document = await open('tokens.txt', `${live}\nnothing\n${expired}\n`);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line, command?.title.replace(/ \d+ \w+/, '')]),
      [
        [0, 'Inspect Access token · expires in'],
        [2, 'Inspect Access token · expired ago'],
      ],
    );
  });
});
