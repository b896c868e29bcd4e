import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IdentityError } from '../../../../src/core/errors.ts';
import { tokenStore } from '../../../../src/core/oauth/tokenStore.ts';
import { assertionReader } from '../../../../src/platform/node/assertionSource.ts';
import { memorySecrets } from '../../../support/memorySecrets.ts';
import { nobodyAsked } from '../../../support/nobodyAsked.ts';

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl';

describe('a federated token', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(path.join(tmpdir(), 'assertion-'))));
  after(() => rm(folder, { recursive: true }));

  const file = async (text: string): Promise<string> => {
    const name = path.join(folder, 'token');
    await writeFile(name, text);
    return name;
  };
  const reader = (environment: Readonly<Record<string, string>> = {}) =>
    assertionReader(tokenStore(memorySecrets(), { now: Date.now }, nobodyAsked), environment);

  it('is read from a file, a variable, and a file that a variable names', async () => {
    const name = await file(`${TOKEN}\n`);
    const read = reader({ TOKEN, TOKEN_FILE: name });
    assert.equal(await read({ kind: 'file', path: name }), TOKEN);
    assert.equal(await read({ kind: 'environment', variable: 'TOKEN' }), TOKEN);
    assert.equal(await read({ kind: 'environmentFile', variable: 'TOKEN_FILE' }), TOKEN);
  });

  it('is nothing else that a file or a variable holds', async () => {
    for (const text of ['', '-----BEGIN PRIVATE KEY-----\nMIIE\n', 'password', `${TOKEN}\nroot:x:0:0`]) {
      const read = reader({ TOKEN: text });
      const isRefused = (error: unknown) => IdentityError.is(error, 'client.assertionMissing');
      await assert.rejects(read({ kind: 'file', path: await file(text) }), isRefused);
      await assert.rejects(read({ kind: 'environment', variable: 'TOKEN' }), isRefused);
    }
  });
});
