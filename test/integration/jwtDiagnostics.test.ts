import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { accessV2, jws, RS256 } from '../unit/core/jwt/tokens.ts';

const now = Math.floor(Date.now() / 1000);
const live = jws(RS256, { ...accessV2, iat: now - 60, nbf: now - 60, exp: now + 3000 });
/** Assembled here, so that no scanner takes this file for a leak. */
const SECRET = ['abc', '8', 'Q~', 'dEfGhIjKlMnOpQrStUvWxYz0123456789._'].join('').slice(0, 40);
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

  /** Quick fixes for the first warning of a document, by their titles, once VS Code has its language sorted out. */
  const fixesOf = async (document: vscode.TextDocument) => {
    for (;;) {
      const [warning] = warnings(document);
      const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        warning?.range ?? new vscode.Range(0, 0, 0, 0),
        vscode.CodeActionKind.QuickFix.value,
      );
      if (warning !== undefined && fixes.length > 0)
        return { warning, fixes: new Map(fixes.map((fix) => [fix.title, fix])) };
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const apply = async (fix: vscode.CodeAction | undefined) => {
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
  };

  it('says how long it lives, and can take out the signature alone', async () => {
    const document = await open('notes.md', `The token is ${live}\n`);
    await untilWarned(document, 1);
    const { warning, fixes } = await fixesOf(document);
    assert.match(
      warning.message,
      /It expires in (?:49|50) minutes\. Whoever reads the repository can use it/,
    );
    assert.equal(warning.code, 'live-token');
    assert.deepEqual(
      [...fixes.keys()],
      ['Replace by ${ACCESS_TOKEN}', 'Remove the signature', 'Inspect Token'],
    );
    assert.deepEqual(fixes.get('Inspect Token')?.command?.command, 'identity.token.inspect');
    await apply(fixes.get('Remove the signature'));
    const left = document.lineAt(0).text;
    assert.ok(left.includes(live.split('.').slice(0, 2).join('.')));
    assert.ok(!left.includes(live.split('.')[2] ?? ''));
    await untilWarned(document, 0);
    await document.save();
  });

  it('warns of client secrets too, replaced as the language has it', async () => {
    const cases: readonly (readonly [file: string, line: string, title: string, after: string])[] = [
      ['app.yaml', `secret: ${SECRET}`, 'Replace by ${CLIENT_SECRET}', 'secret: ${CLIENT_SECRET}'],
      [
        'app.py',
        `secret = '${SECRET}'`,
        'Replace by os.environ["CLIENT_SECRET"]',
        'secret = os.environ["CLIENT_SECRET"]',
      ],
      ['app.ini', `secret=${SECRET}`, 'Replace by a placeholder', 'secret=<client_secret>'],
    ];
    for (const [file, line, title, after] of cases) {
      const document = await open(file, `${line}\n`);
      await untilWarned(document, 1);
      const { warning, fixes } = await fixesOf(document);
      assert.equal(warning.code, 'live-secret');
      await apply(fixes.get(title));
      assert.equal(document.lineAt(0).text, after);
      await document.save();
    }
  });

  it('leaves alone what documentation shows, and files that no repository holds', async () => {
    const examples = [
      expired,
      jws(RS256, { ...accessV2, iss: 'https://login.example.com/t', exp: now + 3000 }),
      jws(RS256, { ...accessV2, iss: 'https://auth.contoso.com', exp: now + 3000 }),
      jws({ alg: 'none' }, { ...accessV2, exp: now + 3000 }, ''),
      'CLIENT_SECRET=xxx8Q~xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    ];
    const documented = await open('README.md', `${examples.join('\n')}\n`);
    const loose = path.join(folder, '..', 'loose.ts');
    writeFileSync(loose, `const token = "${live}";\n`);
    const outside = await vscode.workspace.openTextDocument(loose);
    // Looked at later, so the others have been looked at too.
    await untilWarned(await open('later.ts', `const token = "${live}";\n`), 1);
    assert.deepEqual([warnings(documented), warnings(outside)], [[], []]);
  });

  it('stops when the setting is off, and goes on when it is on again', async () => {
    const document = await open('switched.ts', `const token = "${live}";\n`);
    await untilWarned(document, 1);
    const settings = vscode.workspace.getConfiguration('identity');
    await settings.update('diagnostics.liveSecrets', false, vscode.ConfigurationTarget.Global);
    await untilWarned(document, 0);
    await settings.update('diagnostics.liveSecrets', undefined, vscode.ConfigurationTarget.Global);
    await untilWarned(document, 1);
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

  it('have no lens when the setting is off, and none in huge files', async () => {
    const lenses = async (document: vscode.TextDocument) =>
      (
        await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          document.uri,
        )
      ).filter(({ command }) => command?.command === 'identity.token.inspect');
    const document = await vscode.workspace.openTextDocument({ content: `${live}\n` });
    assert.equal((await lenses(document)).length, 1);
    const settings = vscode.workspace.getConfiguration('identity');
    await settings.update('codeLens.enabled', false, vscode.ConfigurationTarget.Global);
    assert.deepEqual(await lenses(document), []);
    await settings.update('codeLens.enabled', undefined, vscode.ConfigurationTarget.Global);
    const huge = `${live}\n${'word '.repeat(210_000)}\n`;
    assert.deepEqual(await lenses(await vscode.workspace.openTextDocument({ content: huge })), []);
  });
});
