import { discover } from '../../../src/core/oauth/discovery.ts';
import type { Tenant } from '../../../src/core/oauth/model.ts';
import { transport } from '../../../src/platform/node/transport.ts';
import { ORIGIN, PAGES, startSandbox, type TestSandbox } from './testSandbox.ts';

/** A sandbox, the way to it and to its pages, and Contoso as discovery finds it. */
export interface SandboxNetwork {
  readonly sandbox: TestSandbox;
  readonly network: ReturnType<typeof transport>;
  readonly tenant: Tenant;
}

export async function sandboxNetwork(): Promise<SandboxNetwork> {
  const sandbox = await startSandbox();
  const network = transport({
    inProcess: { origins: [ORIGIN, PAGES], fetch: (request) => sandbox.sandbox.fetch(request) },
  });
  const { tenant } = await discover(network, 'contoso.sandbox.test', {
    sandbox: { origin: ORIGIN, graph: sandbox.sandbox.describe().graph },
  });
  return { sandbox, network, tenant };
}
