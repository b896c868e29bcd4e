import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { decodeJwt } from 'jose';
import { child, text, type JsonObject } from '../../src/core/json.ts';
import { DEBIAN_PYTHON, runPython } from './pythonScript.ts';
import { serveSandbox, walkDevicePage, type ServedSandbox } from './servedSandbox.ts';

const GRAPH = ['https://graph.microsoft.com/.default'];

describe('MSAL for Python against the sandbox', () => {
  let sandbox: ServedSandbox;
  before(async () => (sandbox = await serveSandbox()));
  after(async () => await sandbox.stop());

  const run = (request: JsonObject, onLine?: (line: JsonObject) => Promise<void>) =>
    runPython(
      sandbox,
      { python: DEBIAN_PYTHON, script: 'msal_python.py' },
      { authority: sandbox.authority, ...request },
      onLine,
    );
  const claimsOf = (answer: JsonObject) => {
    assert.equal(typeof answer['access_token'], 'string', JSON.stringify(answer));
    return decodeJwt(String(answer['access_token']));
  };

  it('client credentials with a secret', async () => {
    const { clientId, clientSecret } = sandbox.application('Contoso Nightly Job');
    const claims = claimsOf(await run({ flow: 'secret', clientId, clientSecret, scopes: GRAPH }));
    assert.deepEqual(claims['roles'], ['User.Read.All']);
  });

  it('reports a wrong secret with its AADSTS code', async () => {
    const { clientId } = sandbox.application('Contoso Nightly Job');
    const answer = await run({ flow: 'secret', clientId, clientSecret: 'wrong', scopes: GRAPH });
    assert.equal(answer['error'], 'invalid_client');
    assert.deepEqual(answer['error_codes'], [7000215]);
  });

  it('client credentials with a certificate', async () => {
    const { clientId, certificateFile } = sandbox.application('Contoso Sync Service');
    const { fingerprint } = new X509Certificate(await readFile(certificateFile));
    const thumbprint = fingerprint.replaceAll(':', '');
    const claims = claimsOf(
      await run({ flow: 'certificate', clientId, certificateFile, thumbprint, scopes: GRAPH }),
    );
    assert.equal(claims['appidacr'], '2');
  });

  it('device code on the page, then silent from its cache and for another resource', async () => {
    const { clientId } = sandbox.application('Contoso Desktop');
    const otherScopes = ['https://orders.contoso.sandbox.test/Orders.Read'];
    const answer = await run(
      { flow: 'device', clientId, scopes: ['User.Read'], otherScopes },
      async (line) => {
        const [uri, code] = [text(line, 'verification_uri'), text(line, 'user_code')];
        if (uri !== undefined && code !== undefined) await walkDevicePage(uri, code);
      },
    );
    assert.equal(answer['username'], 'ada@contoso.sandbox.test');
    assert.equal(answer['cached'], true);
    assert.equal(claimsOf(child(answer, 'other'))['scp'], 'Orders.Read');
    assert.match(String(claimsOf(child(answer, 'previous'))['scp']), /User\.Read/);
  });
});
