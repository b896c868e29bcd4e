import { expiryBoard } from '../../../../src/core/entra/expiryBoard.ts';
import { graph, type Graph } from '../../../../src/core/entra/graph.ts';
import { appOnlyGraphToken } from '../../../../src/core/entra/graphToken.ts';
import type { TenantRegistry } from '../../../../src/core/entra/tenantRegistry.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { credentialStore } from '../../../../src/core/oauth/credentialStore.ts';
import type { Tenant } from '../../../../src/core/oauth/model.ts';
import { certificates } from '../../../../src/platform/node/certificates.ts';
import { memorySecrets } from '../../../support/memorySecrets.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';
import { ORIGIN, startSandbox, type TestSandbox } from '../../sandbox/testSandbox.ts';
import { nobodyAsked } from '../../../support/nobodyAsked.ts';

/** The sandbox tenant Contoso with everything application commands need; a person answers by script. */
export async function applicationBench() {
  const sandbox = await startSandbox();
  const asked: string[] = [];
  const fetch = (url: string | URL, init?: RequestInit) => {
    asked.push(`${init?.method ?? 'GET'} ${decodeURIComponent(String(url)).replace(ORIGIN, '')}`);
    return sandbox.sandbox.fetch(new Request(url, init));
  };
  const { clientId, clientSecret = '' } = sandbox.application('Identity Workbench');
  const tenant: Tenant = {
    id: sandbox.contoso,
    name: 'Contoso Sandbox',
    kind: 'sandbox',
    authority: `${ORIGIN}/${sandbox.contoso}/v2.0`,
    graph: `${ORIGIN}/graph`,
  };
  const token = appOnlyGraphToken(
    { fetch, clock: sandbox.clock },
    `${ORIGIN}/${sandbox.contoso}/oauth2/v2.0/token`,
    { clientId, clientSecret },
  );
  const client: Graph = graph(fetch, `${ORIGIN}/graph`, async (signal) => (await token(signal)) ?? '', {
    sleep: () => Promise.resolve(),
    random: () => 0,
  });
  const secrets = memorySecrets();
  const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  const board = expiryBoard();
  const refreshed: string[] = [];
  const remembered = new Map<string, unknown>();
  const tasks: Promise<unknown>[] = [];
  /** A prompt whose tasks are known, so that those of an undo can be waited for. */
  const promptOf = (answers: readonly Answer[]) => {
    const prompt = scriptedPrompt(answers);
    const progress: typeof prompt.progress = (title, task) => {
      const running = prompt.progress(title, task);
      tasks.push(running);
      return running;
    };
    return { ...prompt, progress };
  };
  const deps = (answers: readonly Answer[], given: Parameters<typeof recordingWorkbench>[0] = {}) => ({
    prompt: promptOf(answers),
    workbench: recordingWorkbench(given),
    translate: untranslated,
    tenants: registryOf(tenant),
    graph: () => client,
    refreshView: (view: string) => void refreshed.push(view),
    clock: sandbox.clock,
    credentials: credentialStore(secrets, random, nobodyAsked),
    certificates,
    newId: () => crypto.randomUUID(),
    log: { trace() {}, debug() {}, info() {}, warn() {}, error() {}, show() {} },
    expiryBoard: board,
    memory: {
      recall: (key: string) => remembered.get(key),
      remember: (key: string, value: unknown) => Promise.resolve(void remembered.set(key, value)),
    },
  });
  const target = (name: string) => ({ tenant: tenant.id, clientId: sandbox.application(name).clientId });
  return {
    sandbox,
    tenant,
    client,
    deps,
    target,
    refreshed,
    /** Until what commands left running, as undoing after they returned, is done. */
    async settled() {
      for (let count = -1; count !== tasks.length;) {
        count = tasks.length;
        await Promise.allSettled(tasks);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    /** Every request, the newest last. */
    asked,
    signIn: (id: string, secret: string) => signIn(sandbox, id, secret),
  };
}

function registryOf(tenant: Tenant): TenantRegistry {
  return {
    list: () => Promise.resolve({ tenants: [tenant], problems: [] }),
    find: () => Promise.resolve(tenant),
    add: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    changeSignIn: () => Promise.resolve(),
    onDidChange: () => ({ dispose: () => {} }),
  };
}

/** What the token endpoint answers to client credentials. */
async function signIn(sandbox: TestSandbox, clientId: string, secret: string) {
  return sandbox.post(`/${sandbox.contoso}/oauth2/v2.0/token`, {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret,
    scope: 'https://graph.microsoft.com/.default',
  });
}
