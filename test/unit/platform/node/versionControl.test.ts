import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isVersioned } from '../../../../src/platform/node/versionControl.ts';

describe('files under version control', () => {
  it('are those git would commit', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'identity-git-'));
    try {
      const file = (name: string) => path.join(folder, name);
      await writeFile(file('app.ts'), '');
      assert.equal(await isVersioned(file('app.ts')), false);
      execFileSync('git', ['init', '-q', folder]);
      await writeFile(file('.gitignore'), '.env\n');
      assert.equal(await isVersioned(file('app.ts')), true);
      assert.equal(await isVersioned(file('.env')), false);
      assert.equal(await isVersioned(path.join(folder, 'gone', 'x')), false);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
