import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { decodeJwt } from 'jose';
import { child, isObject, list, parseJson, text, type JsonObject } from '../../src/core/json.ts';
import { PYPI_BIN } from './pythonScript.ts';
import { serveSandbox, type ServedSandbox } from './servedSandbox.ts';

const run = promisify(execFile);

describe('Azure CLI against the sandbox as a cloud of its own', () => {
  let sandbox: ServedSandbox;
  let folder: string;
  before(async () => {
    sandbox = await serveSandbox();
    folder = await mkdtemp(path.join(tmpdir(), 'azure-cli-'));
    await az([
      'cloud',
      'register',
      '--name',
      'Sandbox',
      '--endpoint-resource-manager',
      `${sandbox.origin}/arm`,
    ]);
    await az(['cloud', 'set', '--name', 'Sandbox']);
  });
  after(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(async () => await az(['account', 'clear']));

  async function az(
    line: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<JsonObject> {
    const { stdout } = await run(path.join(PYPI_BIN, 'az'), [...line, '--output', 'json'], {
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        AZURE_CONFIG_DIR: folder,
        AZURE_CORE_COLLECT_TELEMETRY: 'false',
        AZURE_CORE_INSTANCE_DISCOVERY: 'false',
        REQUESTS_CA_BUNDLE: sandbox.caFile,
        ...env,
      },
    });
    const answer = parseJson(stdout === '' ? '{}' : stdout);
    return isObject(answer) ? answer : { value: answer };
  }
  const login = (line: readonly string[], env?: Readonly<Record<string, string>>) =>
    az(['login', '--allow-no-subscriptions', ...line], env);
  const asService = (clientId: string) => [
    ...['--service-principal', '--tenant', sandbox.tenantId, '--username', clientId],
  ];
  const graphToken = async (env?: Readonly<Record<string, string>>) => {
    const resource = ['--resource', 'https://graph.microsoft.com', '--tenant', sandbox.tenantId];
    const answer = await az(['account', 'get-access-token', ...resource], env);
    return decodeJwt(text(answer, 'accessToken') ?? '');
  };

  it('finds the endpoints by itself', async () => {
    const answer = await az(['cloud', 'show', '--name', 'Sandbox']);
    assert.match(JSON.stringify(answer['endpoints']), new RegExp(`"activeDirectory":"${sandbox.origin}"`));
  });

  it('az login with a secret; az rest calls Graph with its token', async () => {
    const { clientId, clientSecret } = sandbox.application('Contoso Nightly Job');
    await login([...asService(clientId), '--password', clientSecret]);
    assert.equal((await graphToken())['appid'], clientId);
    const resource = ['--resource', 'https://graph.microsoft.com'];
    const users = await az(['rest', '--url', `${sandbox.graph}/v1.0/users`, ...resource]);
    assert.ok(list(users, 'value').length > 3);
  });

  it('az ad app creates, finds, changes and deletes an application, with its credentials', async () => {
    const { clientId, clientSecret } = sandbox.application('Identity Workbench');
    await login([...asService(clientId), '--password', clientSecret]);
    await az(['cloud', 'update', '--endpoint-microsoft-graph-resource-id', sandbox.graph]);
    const app = (...line: readonly string[]) => az(['ad', 'app', ...line]);
    const made = await app('create', '--display-name', 'By az', '--sign-in-audience', 'AzureADMyOrg');
    const appId = text(made, 'appId') ?? '';
    const found = await app('list', '--display-name', 'By az');
    assert.equal(list(found, 'value').length, 1);
    await app('update', '--id', appId, '--web-redirect-uris', 'https://shop.test/cb');
    const secret = await app('credential', 'reset', '--id', appId, '--years', '1');
    assert.match(text(secret, 'password') ?? '', /^sandbox-/);
    const trust = JSON.stringify({
      name: 'main',
      issuer: 'https://token.actions.githubusercontent.com',
      subject: 'repo:contoso/web:ref:refs/heads/main',
      audiences: ['api://AzureADTokenExchange'],
    });
    await app('federated-credential', 'create', '--id', appId, '--parameters', trust);
    const shown = await app('show', '--id', appId);
    assert.deepEqual(child(shown, 'web')['redirectUris'], ['https://shop.test/cb']);
    const principal = await az(['ad', 'sp', 'create', '--id', appId]);
    assert.equal(principal['appId'], appId);
    await app('delete', '--id', appId);
    await assert.rejects(app('show', '--id', appId), /does not exist|not found/i);
  });

  it('az login with a certificate', async () => {
    const { clientId, certificateFile } = sandbox.application('Contoso Sync Service');
    await login([...asService(clientId), '--certificate', certificateFile]);
    assert.equal((await graphToken())['appidacr'], '2');
  });

  it('az login with a federated token', async () => {
    const { clientId } = sandbox.application('Contoso Sync Service');
    await login([...asService(clientId), '--federated-token', await sandbox.workflowToken()]);
    assert.equal((await graphToken())['appid'], clientId);
  });

  it('az login with the managed identity of the host', async () => {
    const host = {
      IDENTITY_ENDPOINT: sandbox.pagesOrigin + sandbox.workload.identityPath,
      IDENTITY_HEADER: sandbox.workload.identityHeader,
    };
    await login(['--identity'], host);
    const answer = await az(
      ['account', 'get-access-token', '--resource', 'https://graph.microsoft.com'],
      host,
    );
    assert.equal(decodeJwt(text(answer, 'accessToken') ?? '')['appid'], sandbox.managedIdentities[0]);
  });

  it('tells a wrong secret with its AADSTS code', async () => {
    const { clientId } = sandbox.application('Contoso Nightly Job');
    await assert.rejects(login([...asService(clientId), '--password', 'wrong']), /AADSTS7000215/);
  });
});
