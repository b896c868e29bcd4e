import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { IdentityError } from '../../../../src/core/errors.ts';
import type { TokenTool } from '../../../../src/core/entra/signIn/sources.ts';
import { toolToken } from '../../../../src/platform/node/toolTokens.ts';

describe('tokens of command line tools', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'identity-tools-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A program on the path that writes its arguments down and answers. */
  async function program(name: string, answer: string): Promise<void> {
    const file = path.join(folder, name);
    await writeFile(file, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/args"\n${answer}\n`);
    await chmod(file, 0o755);
  }
  const wish = (id = '11111111-2222-3333-4444-555555555555') => ({
    tenant: { id, name: 'T', kind: 'entra' as const, authority: 'https://login.microsoftonline.com/x/v2.0' },
    resource: 'https://graph.microsoft.com/',
    permissions: ['User.Read'],
  });
  const ask = (tool: TokenTool, more: object = {}) =>
    toolToken(tool, { ...wish(), ...more }, { PATH: `${folder}:/usr/bin:/bin` });
  const failing = (code: string, text: RegExp) => (error: unknown) => {
    assert.ok(IdentityError.is(error), String(error));
    assert.equal(error.code, code);
    assert.match(JSON.stringify(error.data), text);
    return true;
  };

  for (const [tool, name, answer] of [
    ['azureCli', 'az', `echo '{"accessToken":"t0k","expiresOn":"2026-01-01"}'`],
    ['azureDeveloperCli', 'azd', `echo '{"token":"t0k","expiresOn":"2026-01-01"}'`],
    ['azurePowerShell', 'pwsh', `echo '{"token":"t0k"}'`],
  ] as const)
    it(`${tool} is asked for the tenant and the API, and answers through a pipe`, async () => {
      await program(name, answer);
      assert.equal(await ask(tool), 't0k');
      const args = await readFile(path.join(folder, 'args'), 'utf8');
      assert.match(args, /11111111-2222-3333-4444-555555555555/);
      assert.match(args, /https:\/\/graph\.microsoft\.com(?!\/\/)/);
      assert.doesNotMatch(args, /t0k/);
    });

  it('starts tools at home, not in a folder that may hold programs of their names', async () => {
    await program('az', `pwd > "${folder}/cwd"; echo '{"accessToken":"t"}'`);
    await ask('azureCli');
    const started = (await readFile(path.join(folder, 'cwd'), 'utf8')).trim();
    assert.equal(await realpath(started), await realpath(homedir()));
  });

  it('says that a tool is missing, or what it complained and how to sign in', async () => {
    await assert.rejects(ask('azureCli'), failing('signIn.toolMissing', /az/));
    await program('az', `echo 'WARNING: old' >&2; echo "ERROR: Please run 'az login'" >&2; exit 1`);
    await assert.rejects(ask('azureCli'), failing('signIn.toolFailed', /Please run.*az login --tenant/));
    await program('az', 'echo "{}"');
    await assert.rejects(ask('azureCli'), failing('signIn.toolFailed', /without a token/));
  });

  it('gives no argument to a program that it did not check', async () => {
    await program('az', `echo '{"accessToken":"t"}'`);
    for (const id of ['a; rm -rf /', '$(id)', "x' -y", '--help', ''])
      await assert.rejects(ask('azureCli', wish(id)), failing('signIn.toolFailed', /strange/));
    await assert.rejects(readFile(path.join(folder, 'args')));
  });

  it('ends with its cancellation, and passes no challenge on', async () => {
    await program('az', 'exec sleep 30');
    const aborter = new AbortController();
    const asked = ask('azureCli', { signal: aborter.signal });
    setTimeout(() => aborter.abort(), 50);
    await assert.rejects(asked, { name: 'AbortError' });
    assert.equal(await ask('azureCli', { claims: '{}' }), undefined);
  });
});
