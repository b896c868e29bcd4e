import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { vscodeDir } from '../../scripts/install.mjs';
import { capture } from '../../scripts/processes.mjs';

/** What may be in the package, as `.vscodeignore` allows it and vsce renames it. */
const ALLOWED =
  /^(package(\.nls(\.[\w-]+)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt|\.vsixmanifest|dist\/.+\.(c?js|css)|(l10n|media|snippets|syntaxes)\/.+)$/;

describe('npm run package', () => {
  let scratch: string;
  let vsix: string;
  before(() => {
    scratch = mkdtempSync(path.join(tmpdir(), 'identity-package-'));
    vsix = path.join(scratch, 'identity-workbench.vsix');
  });
  after(() => rmSync(scratch, { recursive: true, force: true }));

  it('makes a .vsix that VS Code installs, of nothing but what the extension runs on', async () => {
    const packaged = await capture('npm', ['run', 'package', '--', '--out', vsix]);
    assert.equal(packaged.code, 0, packaged.output);

    const server = [path.join(vscodeDir, 'out/server-main.js'), '--accept-server-license-terms'];
    const target = ['--server-data-dir', scratch, '--install-extension', vsix];
    const installed = await capture('node', [...server, ...target]);
    assert.match(installed.output, /successfully installed/);

    const folder = readdirSync(path.join(scratch, 'extensions')).find((name) => name.startsWith('identity-'));
    const files = readdirSync(path.join(scratch, 'extensions', folder!), {
      recursive: true,
      withFileTypes: true,
    })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        path.relative(path.join(scratch, 'extensions', folder!), path.join(entry.parentPath, entry.name)),
      );
    assert.deepEqual(
      files.filter((file) => !ALLOWED.test(file)),
      [],
    );
    assert.ok(files.includes('dist/extension.cjs'));
  });
});
