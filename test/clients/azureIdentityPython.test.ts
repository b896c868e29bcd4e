import assert from 'node:assert/strict';
import path from 'node:path';
import { decodeJwt } from 'jose';
import { text, type JsonObject } from '../../src/core/json.ts';
import { PYPI_BIN, runPython } from './pythonScript.ts';
import { serveSandbox, walkDevicePage, walkPages, type ServedSandbox } from './servedSandbox.ts';

const GRAPH = 'https://graph.microsoft.com/.default';

describe('azure-identity for Python against the sandbox', () => {
  let sandbox: ServedSandbox;
  before(async () => (sandbox = await serveSandbox()));
  after(async () => await sandbox.stop());

  const ask = async (
    request: JsonObject,
    env: Readonly<Record<string, string>> = {},
    onLine?: (line: JsonObject) => Promise<void>,
  ) => {
    const program = { python: path.join(PYPI_BIN, 'python'), script: 'azure_identity.py', env };
    const whole = { origin: sandbox.origin, tenantId: sandbox.tenantId, scope: GRAPH, ...request };
    return runPython(sandbox, program, whole, onLine);
  };
  const claims = async (...asked: Parameters<typeof ask>) => {
    const answer = await ask(...asked);
    assert.equal(typeof answer['access_token'], 'string', JSON.stringify(answer));
    return decodeJwt(String(answer['access_token']));
  };
  const workloadHost = () => ({
    IDENTITY_ENDPOINT: sandbox.pagesOrigin + sandbox.workload.identityPath,
    IDENTITY_HEADER: sandbox.workload.identityHeader,
  });

  it('ClientSecretCredential, and its AADSTS error', async () => {
    const { clientId, clientSecret } = sandbox.application('Contoso Nightly Job');
    const secret = { credential: 'secret', clientId, clientSecret };
    assert.deepEqual((await claims(secret))['roles'], ['User.Read.All']);
    const wrong = await ask({ ...secret, clientSecret: 'wrong' });
    assert.match(text(wrong, 'error') ?? '', /AADSTS7000215/);
  });

  it('CertificateCredential', async () => {
    const { clientId, certificateFile } = sandbox.application('Contoso Sync Service');
    const found = await claims({ credential: 'certificate', clientId, certificateFile });
    assert.equal(found['appidacr'], '2');
  });

  it("ClientAssertionCredential with a workflow's token", async () => {
    const { clientId } = sandbox.application('Contoso Sync Service');
    const assertion = await sandbox.workflowToken();
    assert.equal((await claims({ credential: 'assertion', clientId, assertion }))['appid'], clientId);
  });

  it('DeviceCodeCredential, then OnBehalfOfCredential with its token', async () => {
    const { clientId } = sandbox.application('Contoso Desktop');
    const device = await ask(
      { credential: 'device', clientId, scope: 'https://graph.microsoft.com/User.Read' },
      {},
      async (line) => {
        const [uri, code] = [text(line, 'verification_uri'), text(line, 'user_code')];
        if (uri !== undefined && code !== undefined) await walkDevicePage(uri, code);
      },
    );
    assert.equal(decodeJwt(String(device['access_token']))['upn'], 'ada@contoso.sandbox.test');
    const api = sandbox.application('Contoso Tasks API');
    const behalf = {
      credential: 'behalf',
      clientId: api.clientId,
      clientSecret: api.clientSecret,
      scope: 'https://graph.microsoft.com/User.Read',
    };
    const found = await claims({ ...behalf, assertion: await tasksToken() });
    assert.deepEqual([found['appid'], found['unique_name']], [api.clientId, 'ada@contoso.sandbox.test']);
    const foreign = await ask({ ...behalf, assertion: String(device['access_token']) });
    assert.match(text(foreign, 'error') ?? '', /AADSTS50013|AADSTS500131/);
  });

  it('ManagedIdentityCredential on App Service', async () => {
    const found = await claims({ credential: 'managed' }, workloadHost());
    assert.equal(found['appid'], sandbox.managedIdentities[0]);
  });

  it('DefaultAzureCredential, from its environment and from the host', async () => {
    const { clientId, clientSecret } = sandbox.application('Contoso Nightly Job');
    const environment = {
      AZURE_CLIENT_ID: clientId,
      AZURE_CLIENT_SECRET: clientSecret,
      AZURE_TENANT_ID: sandbox.tenantId,
    };
    assert.equal((await claims({ credential: 'default' }, environment))['appid'], clientId);
    const found = await claims({ credential: 'default' }, workloadHost());
    assert.equal(found['appid'], sandbox.managedIdentities[0]);
  });

  /** A token for the Tasks API, as its web application obtains it. */
  async function tasksToken(): Promise<string> {
    const web = sandbox.application('Contoso Web');
    const scope = `api://${sandbox.application('Contoso Tasks API').clientId}/Tasks.Read`;
    const redirect = { redirect_uri: 'http://localhost:3000/auth/callback', client_id: web.clientId };
    const query = new URLSearchParams({ ...redirect, response_type: 'code', scope });
    const base = `${sandbox.pagesOrigin}/${sandbox.tenantId}/oauth2/v2.0`;
    const { left } = await walkPages(`${base}/authorize?${query.toString()}`);
    const answer = await sandbox.fetch(`${sandbox.authority}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        ...redirect,
        ...{ grant_type: 'authorization_code', client_secret: web.clientSecret, scope },
        code: left?.searchParams.get('code') ?? '',
      }),
    });
    return /"access_token":"([^"]+)"/.exec(await answer.text())?.[1] ?? '';
  }
});
