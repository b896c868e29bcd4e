import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { secretsIn, secretsUnder } from '../../../scripts/leaks.mjs';
import { createCertificate } from '../../../src/sandbox/certificate.ts';
import { startSandbox } from '../sandbox/testSandbox.ts';

describe('the search for secrets that a run left behind', () => {
  it('finds all that the sandbox gives out', async () => {
    const sandbox = await startSandbox();
    const { applications, users } = sandbox.sandbox.describe();
    const { clientId, clientSecret = '' } = sandbox.application('Contoso Nightly Job');
    const answer = await sandbox.post(`/${sandbox.contoso}/oauth2/v2.0/token`, {
      ...{ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
      scope: 'https://graph.microsoft.com/.default',
    });
    const desktop = sandbox.application('Contoso Desktop').clientId;
    const user = users[0]!;
    const signedIn = await sandbox.post(`/${sandbox.contoso}/oauth2/v2.0/token`, {
      ...{ grant_type: 'password', client_id: desktop, scope: 'openid offline_access User.Read' },
      ...{ username: user.userPrincipalName, password: user.password },
    });
    const secrets = [
      ...applications.flatMap((each) => (each.clientSecret === undefined ? [] : [each.clientSecret])),
      ...users.map(({ password }) => password),
      ...['access_token', 'id_token', 'refresh_token'].map((name) => String(signedIn.body[name])),
      String(answer.body['access_token']),
      applications.find(({ certificate }) => certificate !== undefined)?.certificate?.privateKey ?? '',
    ];
    assert.ok(secrets.length > 15);
    for (const secret of secrets) assert.equal(secretsIn(`log: ${secret} end`).length, 1, secret);
  });

  it('finds private keys, and what is known besides', async () => {
    const { privateKey } = await createCertificate('x');
    assert.equal(secretsIn(privateKey).length, 1);
    assert.equal(secretsIn(JSON.stringify({ key: privateKey })).length, 1);
    assert.deepEqual(secretsIn('an opaque-token-1 here', { known: ['opaque-token-1'] }), [
      'a secret of the run: opaque…',
    ]);
  });

  it('finds nothing in what is masked, or allowed', () => {
    assert.deepEqual(secretsIn('client_secret=••• code=••• eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.'), []);
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJlLW9mLXRoZS1kZW1v';
    assert.equal(secretsIn(token).length, 1);
    assert.deepEqual(secretsIn(token, { allowed: `demo ${token}` }), []);
  });

  it('looks into every file of a folder', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'leaks-'));
    await writeFile(
      path.join(folder, 'state.vscdb'),
      Buffer.from(`\u0000\u0001sandbox-${'a'.repeat(32)}\u0000`),
    );
    assert.deepEqual(await secretsUnder(folder), [
      `state.vscdb: a client secret of the sandbox: sandbox-${'a'.repeat(16)}…`,
    ]);
    await rm(folder, { recursive: true });
  });
});
