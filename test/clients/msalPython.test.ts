import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { decodeJwt } from 'jose';
import { child, isObject, parseJson, text, type JsonObject } from '../../src/core/json.ts';
import { serveSandbox, walkDevicePage, type ServedSandbox } from './servedSandbox.ts';

/** Debian's own Python: the one that python3-msal is installed for, whatever comes first on PATH. */
const PYTHON = '/usr/bin/python3';
const GRAPH = ['https://graph.microsoft.com/.default'];

describe('MSAL for Python against the sandbox', () => {
  let sandbox: ServedSandbox;
  before(async () => (sandbox = await serveSandbox()));
  after(async () => await sandbox.stop());

  /** Runs the script; `onLine` may act on what it says while it runs. */
  const run = async (
    request: JsonObject,
    onLine: (line: JsonObject) => Promise<void> = async () => {},
  ): Promise<JsonObject> => {
    const script = path.join(import.meta.dirname, 'msal_python.py');
    const env = { PATH: process.env['PATH'] ?? '', REQUESTS_CA_BUNDLE: sandbox.caFile };
    const python = spawn(PYTHON, [script], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const exited = once(python, 'exit');
    python.stdin.end(JSON.stringify({ authority: sandbox.authority, ...request }));
    let last: JsonObject = {};
    for await (const line of createInterface({ input: python.stdout })) {
      const value = parseJson(line);
      if (!isObject(value)) continue;
      last = { ...value, previous: last };
      await onLine(value);
    }
    await exited;
    assert.equal(python.exitCode, 0, 'the script failed; is the Debian package python3-msal installed?');
    return last;
  };
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
