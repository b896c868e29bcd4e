import assert from 'node:assert/strict';
import type { Tenant } from '../../../src/core/oauth/model.ts';
import { openidEngine } from '../../../src/core/oauth/openidEngine.ts';
import { msalEngine } from '../../../src/platform/node/msalEngine.ts';
import { headlessBrowser } from '../../support/headlessBrowser.ts';
import { flowBench, type FlowBenchOptions } from '../core/oauth/flowBench.ts';
import { sandboxNetwork, type SandboxNetwork } from './sandboxNetwork.ts';
import { ADA, ORIGIN, PAGES, type TestSandbox } from './testSandbox.ts';

const GRAPH = 'https://graph.microsoft.com';

describe('sandbox: our flows without a secret', () => {
  let sandbox: TestSandbox;
  let tenant: Tenant;
  let network: SandboxNetwork['network'];

  before(async () => ({ sandbox, network, tenant } = await sandboxNetwork()));

  const bench = (options: Partial<FlowBenchOptions> = {}) =>
    flowBench({
      fetch: network,
      tenant,
      engines: [msalEngine, openidEngine],
      clock: sandbox.clock,
      ...options,
    });

  it('managed identity, on App Service and on a virtual machine', async () => {
    const { managedIdentities, workload } = sandbox.sandbox.describe();
    const hosts = [
      { IDENTITY_ENDPOINT: ORIGIN + workload.identityPath, IDENTITY_HEADER: workload.identityHeader },
      { AZURE_POD_IDENTITY_AUTHORITY_HOST: PAGES },
    ];
    for (const environment of hosts) {
      const request = { flow: 'managedIdentity', clientId: 'system', scopes: [`${GRAPH}/.default`] };
      const { accessTokenClaims } = await bench({ environment }).run(request);
      assert.equal(accessTokenClaims?.['xms_mirid'], managedIdentities[0]?.resourceId);
    }
  });

  for (const engine of ['msal', 'openid-client'] as const)
    it(`client credentials with a workflow's token, by ${engine}`, async () => {
      const { actionsTokenUrl, actionsRequestToken } = sandbox.sandbox.describe().workload;
      const mint = async (): Promise<string> => {
        const headers = { authorization: `Bearer ${actionsRequestToken}` };
        const response = await network(`${actionsTokenUrl}?audience=api://AzureADTokenExchange`, { headers });
        return /"value":"([^"]+)"/.exec(await response.text())?.[1] ?? '';
      };
      const { clientId } = sandbox.application('Contoso Sync Service');
      const engines = engine === 'msal' ? [msalEngine, openidEngine] : [openidEngine];
      const own = bench({ assertion: mint, engines });
      await own.credential(clientId, {
        kind: 'federated',
        source: { kind: 'environment', variable: 'WORKFLOW_TOKEN' },
      });
      const summary = await own.run({ flow: 'clientCredentials', clientId, scopes: [`${GRAPH}/.default`] });
      assert.equal(summary.accessTokenClaims?.['appidacr'], '2');
    });

  it('admin consent, by an administrator in a browser', async () => {
    const person = headlessBrowser((url, init) => network(url, init), { username: ADA });
    const own = bench({ browser: (url) => person.open(url) });
    const summary = await own.run({
      flow: 'adminConsent',
      clientId: sandbox.application('Contoso Admin Tool').clientId,
      scopes: [],
    });
    assert.equal(summary.result?.['admin_consent'], 'True');
    assert.equal(summary.result['tenant'], sandbox.contoso);
  });
});
