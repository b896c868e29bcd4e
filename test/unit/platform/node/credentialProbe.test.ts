import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { diagnoseChain, type ChainDiagnosis } from '../../../../src/core/entra/credentialChain/diagnose.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { credentialMachine } from '../../../../src/platform/node/credentialProbe.ts';
import { serveSandbox, type SandboxService } from '../../../../src/platform/node/sandboxService.ts';
import { credentialChainDocument } from '../../../../src/providers/credentialChainDocument.ts';

const SCOPE = 'https://management.azure.com/.default';
const PROGRAM = path.resolve(import.meta.dirname, '../../../../src/platform/node/credentialProbeProcess.ts');
const HOUR = 3600_000;

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
const SIGNATURE = 'c2lnbmF0dXJlLW9mLXRoZS10b2tlbg';
const cliToken = `${encode({ alg: 'none' })}.${encode({
  aud: 'https://management.azure.com',
  tid: 'tenant-of-ada',
  upn: 'ada@contoso.test|`x`',
  appid: 'az',
})}.${SIGNATURE}`;

/** Whether a process is gone, or a zombie that nobody collects; it may take a moment. */
async function hasEnded(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 50; tries += 1) {
    const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    if (state === undefined || / Z /.test(state)) return true;
    await wait(100);
  }
  return false;
}

describe('what DefaultAzureCredential would do', function () {
  this.timeout(60_000);
  let home: string;
  let bin: string;
  /** A metadata service of a host without an identity, so that no test meets the one of the machine it runs on. */
  const metadataService = createServer((_, response) => {
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: 'invalid_request', error_description: 'Identity not found' }));
  });
  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'credential-chain-'));
    metadataService.listen(0, '127.0.0.1');
    await once(metadataService, 'listening');
  });
  beforeEach(async () => (bin = await mkdtemp(path.join(home, 'bin-'))));
  after(async () => {
    metadataService.close();
    await rm(home, { recursive: true });
  });

  /** A program on the PATH of the probes. */
  async function tool(name: string, script: string): Promise<void> {
    const file = path.join(bin, name);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  }

  function diagnose(
    environment: Record<string, string> = {},
    { limit = 30_000, signal = new AbortController().signal, scope = SCOPE } = {},
  ): Promise<ChainDiagnosis> {
    const address = metadataService.address();
    assert.ok(address !== null && typeof address === 'object');
    const metadata = `http://127.0.0.1:${address.port}`;
    const machine = credentialMachine({
      program: PROGRAM,
      environment: {
        PATH: `${bin}:/usr/bin:/bin`,
        HOME: home,
        AZURE_POD_IDENTITY_AUTHORITY_HOST: metadata,
        ...environment,
      },
      limit,
      now: () => 0,
    });
    return diagnoseChain(machine, scope, signal, () => {});
  }

  const states = ({ credentials }: ChainDiagnosis) =>
    Object.fromEntries(credentials.map(({ credential, outcome }) => [credential.id, outcome.state]));

  const az = () => {
    const expiresOn = new Date(Date.now() + HOUR).toISOString().replace('T', ' ').slice(0, 26);
    const answer = { accessToken: cliToken, expiresOn, expires_on: Math.floor((Date.now() + HOUR) / 1000) };
    return tool('az', `echo '${JSON.stringify(answer)}'`);
  };

  it('finds nothing on a bare machine, each credential with its reason', async () => {
    const found = await diagnose();
    assert.deepEqual([...new Set(Object.values(states(found)))], ['unavailable']);
    assert.equal(found.winner ?? found.stoppedBy, undefined);
    const cli = found.credentials.find(({ credential }) => credential.id === 'AzureCliCredential');
    assert.match(JSON.stringify(cli), /could not be found/);
    assert.match(credentialChainDocument(found), /clientId is a required parameter/);
  });

  it('lets Azure CLI win, and says whose token it is without the token', async () => {
    await az();
    await mkdir(path.join(home, '.azure'), { recursive: true });
    await writeFile(path.join(home, '.azure', 'azureProfile.json'), '{}');
    const found = await diagnose();
    assert.equal(found.winner, 'AzureCliCredential');
    const { outcome, looked } = found.credentials.find(
      ({ credential }) => credential.id === 'AzureCliCredential',
    )!;
    assert.ok(outcome.state === 'succeeded');
    assert.equal(outcome.tenant, 'tenant-of-ada');
    assert.equal(outcome.identity, 'ada@contoso.test|`x`');
    assert.ok(outcome.expiresAt! > Date.now());
    assert.deepEqual(
      looked.map(({ name, present }) => [name, present]),
      [
        ['AZURE_CONFIG_DIR', false],
        ['~/.azure/azureProfile.json', true],
        ['az', true],
      ],
    );
    assert.doesNotMatch(JSON.stringify(found), new RegExp(SIGNATURE));
    const text = credentialChainDocument(found);
    assert.match(text, /\*\*AzureCliCredential wins\*\*/);
    assert.match(text, /`` ada@contoso\.test\\\|`x` ``/);
  });

  it('asks pwsh and azd as the credentials do', async () => {
    const expiresOn = new Date(Date.now() + HOUR).toISOString();
    await tool('azd', `echo '${JSON.stringify({ token: cliToken, expiresOn })}'`);
    await tool('pwsh', `echo '${JSON.stringify({ Token: cliToken, ExpiresOn: expiresOn })}'`);
    const found = await diagnose({ AZURE_TOKEN_CREDENTIALS: 'dev' });
    assert.deepEqual(states(found), {
      VisualStudioCodeCredential: 'unavailable',
      AzureCliCredential: 'unavailable',
      AzurePowerShellCredential: 'succeeded',
      AzureDeveloperCliCredential: 'succeeded',
      BrokerCredential: 'unavailable',
    });
    assert.equal(found.winner, 'AzurePowerShellCredential');
  });

  it('obeys AZURE_TOKEN_CREDENTIALS, and refuses what the chain refuses: credentialChain.badSelection', async () => {
    await az();
    const found = await diagnose({ AZURE_TOKEN_CREDENTIALS: 'azureclicredential' });
    assert.deepEqual(states(found), { AzureCliCredential: 'succeeded' });
    assert.deepEqual(Object.keys(states(await diagnose({ AZURE_TOKEN_CREDENTIALS: 'prod' }))), [
      'EnvironmentCredential',
      'WorkloadIdentityCredential',
      'ManagedIdentityCredential',
    ]);
    await assert.rejects(diagnose({ AZURE_TOKEN_CREDENTIALS: 'AzureCli' }), (error) =>
      IdentityError.is(error, 'credentialChain.badSelection'),
    );
  });

  it('ends a credential that hangs, with the programs it started', async () => {
    const pidFile = path.join(home, 'az.pid');
    await tool('az', `echo $$ > ${pidFile}\nexec sleep 60`);
    const found = await diagnose({ AZURE_TOKEN_CREDENTIALS: 'AzureCliCredential' }, { limit: 5000 });
    assert.equal(states(found)['AzureCliCredential'], 'hung');
    assert.equal(found.stoppedBy, 'AzureCliCredential');
    const pid = Number(await readFile(pidFile, 'utf8'));
    assert.ok(await hasEnded(pid));
  });

  it('can be cancelled', async () => {
    await tool('az', 'exec sleep 60');
    const aborter = new AbortController();
    const diagnosing = diagnose({}, { signal: aborter.signal });
    setTimeout(() => aborter.abort(), 300);
    await assert.rejects(diagnosing, { name: 'AbortError' });
  });

  describe('against the sandbox', () => {
    let service: SandboxService;
    let client: Record<string, string>;
    let secret: string;
    before(async () => {
      service = await serveSandbox({ folder: path.join(home, 'sandbox'), port: 0 });
      const { applications, caFile, origin, tenants } = service.served;
      const application = applications.find(({ clientSecret }) => clientSecret !== undefined)!;
      secret = application.clientSecret!;
      client = {
        AZURE_AUTHORITY_HOST: origin,
        AZURE_TENANT_ID: tenants[0]!.id,
        AZURE_CLIENT_ID: application.clientId,
        NODE_EXTRA_CA_CERTS: caFile,
      };
    });
    after(async () => await service.close());

    it('lets the environment win with a client secret, which it names but does not show', async () => {
      const scope = 'https://graph.microsoft.com/.default';
      const found = await diagnose({ ...client, AZURE_CLIENT_SECRET: secret }, { scope });
      assert.equal(found.winner, 'EnvironmentCredential', JSON.stringify(found.credentials[0]));
      const [{ outcome, looked }] = [found.credentials[0]!];
      assert.ok(outcome.state === 'succeeded');
      assert.equal(outcome.tenant, client['AZURE_TENANT_ID']);
      assert.equal(outcome.clientId, client['AZURE_CLIENT_ID']);
      assert.ok(looked.some(({ name, present }) => name === 'AZURE_CLIENT_SECRET' && present));
      assert.ok(!JSON.stringify(found).includes(secret));
    });

    it('stops at a wrong client secret, with the AADSTS number', async () => {
      const found = await diagnose({ ...client, AZURE_CLIENT_SECRET: 'wrong' });
      assert.equal(found.stoppedBy, 'EnvironmentCredential');
      assert.match(JSON.stringify(found.credentials[0]), /AADSTS7000215/);
      assert.match(credentialChainDocument(found), /EnvironmentCredential stops the chain/);
    });
  });
});
