import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Services } from './commands/services.ts';
import { diagnosisHistory } from './core/entra/credentialChain/diagnosisHistory.ts';
import type { ToolCaches } from './core/entra/toolCaches/toolCaches.ts';
import type { Graph } from './core/entra/graph.ts';
import type { GraphTokenSource } from './core/entra/graphToken.ts';
import { IdentityError } from './core/errors.ts';
import type { Translate } from './core/explain.ts';
import { lazy } from './core/lazy.ts';
import { flowHistory } from './core/oauth/flowRecord.ts';
import { credentialStore } from './core/oauth/credentialStore.ts';
import type { Tenant } from './core/oauth/model.ts';
import { tokenStore } from './core/oauth/tokenStore.ts';
import type { Clock, Fetch, Random } from './core/ports.ts';
import { settingsFlowProfiles } from './platform/vscode/flowProfiles.ts';
import { channelLog } from './platform/vscode/log.ts';
import { mementoMemory } from './platform/vscode/memory.ts';
import { microsoftAccountToken } from './platform/vscode/microsoftAccount.ts';
import { prompt } from './platform/vscode/prompt.ts';
import { secretStore } from './platform/vscode/secretStore.ts';
import { readSetting } from './platform/vscode/settings.ts';
import { settingsTenantRegistry } from './platform/vscode/tenantRegistry.ts';
import { workbench } from './platform/vscode/workbench.ts';

/** Longer than Azure CLI takes on a slow machine; @azure/identity itself gives it 10 s. */
const PROBE_LIMIT_MS = 20_000;

/** The parts that views and providers share, besides what commands use. */
export type Parts = Omit<Services, 'refreshView'>;

/**
 * Builds the parts. What is heavy (sandbox, transport, engines, Graph, inspector) is behind `lazy` and `import()`, so
 * that building costs nothing; everything disposable is handed to the context.
 */
export function compose(context: vscode.ExtensionContext): Parts {
  const channel = vscode.window.createOutputChannel('Identity Workbench', { log: true });
  const log = { ...channelLog(channel), show: () => channel.show() };
  const translate: Translate = (template, data = {}) => vscode.l10n.t(template, data);
  const clock: Clock = { now: Date.now };
  const random: Random = (count) => new Uint8Array(randomBytes(count));
  const secrets = secretStore(context.secrets);
  const tokens = tokenStore(secrets, clock);
  const credentials = credentialStore(secrets, random);

  const sandbox = lazy(async () => {
    const { openLocalSandbox } = await import('./platform/node/localSandbox.ts');
    const opened = await openLocalSandbox(secrets);
    context.subscriptions.push({ dispose: () => void opened.close() });
    return opened;
  });
  const transport = lazy(async () => {
    const [{ transport: make }, { server }] = await Promise.all([
      import('./platform/node/transport.ts'),
      sandbox(),
    ]);
    return make({ inProcess: server });
  });
  const fetch: Fetch = async (url, init) => (await transport())(url, init);
  const tenants = settingsTenantRegistry(async () => (await sandbox()).tenants);

  const readSandbox = async ({ id, authority }: Tenant): Promise<GraphTokenSource> => {
    const [{ appOnlyGraphToken }, { reader }] = await Promise.all([
      import('./core/entra/graphToken.ts'),
      sandbox(),
    ]);
    const client = reader(id);
    if (client === undefined) return () => Promise.resolve(undefined);
    return appOnlyGraphToken(
      { fetch, clock },
      `${authority.replace(/\/v2\.0$/, '')}/oauth2/v2.0/token`,
      client,
    );
  };
  const sandboxReaders = new Map<string, Promise<GraphTokenSource>>();
  const graphToken = async (tenant: Tenant, base: string, signal?: AbortSignal): Promise<string> => {
    if (tenant.kind === 'sandbox') {
      const reader = sandboxReaders.get(tenant.id) ?? readSandbox(tenant);
      sandboxReaders.set(tenant.id, reader);
      const token = await (await reader)(signal);
      if (token !== undefined) return token;
    }
    const { cachedGraphToken } = await import('./core/entra/graphToken.ts');
    const token =
      (await cachedGraphToken(tokens, clock, tenant.id, base)(signal)) ??
      (await microsoftAccountToken(tenant, false));
    if (token === undefined) throw new IdentityError('graph.signInNeeded', { tenant: tenant.name });
    return token;
  };
  const graph = (tenant: Tenant): Graph => {
    const { graph: base } = tenant;
    if (base === undefined) throw new IdentityError('tenants.noGraph', { tenant: tenant.name });
    const client = lazy(async () => {
      const { graph: make } = await import('./core/entra/graph.ts');
      return make(fetch, base, (signal) => graphToken(tenant, base, signal));
    });
    return {
      get: async (...request) => (await client()).get(...request),
      list: async (...request) => (await client()).list(...request),
      write: async (...request) => (await client()).write(...request),
    };
  };

  const memory = mementoMemory(context.globalState);
  const inspector = lazy(async () => {
    const [
      { JwtInspectorPanel },
      { tokenVerify },
      { tokenTools },
      { issuerKeys },
      { expectationSave },
      { settingsExpectationProfiles: profiles },
    ] = await Promise.all([
      import('./views/jwtInspectorPanel.ts'),
      import('./commands/token/tokenVerify.ts'),
      import('./commands/token/tokenTools.ts'),
      import('./core/jwt/issuerKeys.ts'),
      import('./commands/token/expectationSave.ts'),
      import('./platform/vscode/expectationProfiles.ts'),
    ]);
    const panel = new JwtInspectorPanel({
      extensionUri: context.extensionUri,
      log,
      translate,
      tools: {
        verify: tokenVerify({ keys: issuerKeys(fetch, clock), prompt, memory, translate }),
        run: tokenTools({ clock, random, translate }),
        profiles: () => profiles.list(),
        saveProfile: expectationSave({ prompt, profiles, translate }),
      },
    });
    context.subscriptions.push(panel);
    return panel;
  });

  const inspect: Services['inspect'] = async (token, then) => {
    const panel = await inspector();
    if (token !== undefined && then === 'verify') await panel.verify(token);
    else panel.show(token, typeof then === 'object' ? then.compareWith : undefined);
  };
  const flowPanel = lazy(async () => {
    const [{ FlowPanel }, { flowForm }] = await Promise.all([
      import('./views/flowPanel.ts'),
      import('./commands/flow/flowForm.ts'),
    ]);
    const known = { tenants, graph, fetch, credentials, tokens, clock, memory, translate };
    const panel = new FlowPanel({
      extensionUri: context.extensionUri,
      log,
      translate,
      form: (selection, signal) => flowForm(known, selection, signal),
      run: (request) => workbench.run('identity.flow.runAgain', request),
      saveProfile: (request) => workbench.run('identity.flow.saveProfile', request),
      openDiagram: (flow) => workbench.run('identity.flow.openDiagram', { flow }),
    });
    context.subscriptions.push(panel);
    return panel;
  });
  const otherTools = lazy(openToolCaches);
  const tracePanel = lazy(async () => {
    const [{ FlowTracePanel }, { exportTrace }, { readableToken }] = await Promise.all([
      import('./views/flowTracePanel.ts'),
      import('./core/oauth/exportTrace.ts'),
      import('./commands/flow/runAskedFlow.ts'),
    ]);
    const panel = new FlowTracePanel({
      extensionUri: context.extensionUri,
      log,
      translate,
      exportTrace,
      runAgain: (request) => workbench.run('identity.flow.runAgain', request),
      saveProfile: (request) => workbench.run('identity.flow.saveProfile', request),
      inspect: async (tokenId) => inspect(await readableToken(tokens, tokenId)),
    });
    context.subscriptions.push(panel);
    return panel;
  });

  return {
    clock,
    fetch,
    log,
    prompt,
    workbench,
    memory,
    translate,
    tenants,
    graph,
    tokens,
    credentials,
    certificates: {
      make: async (...wish) => (await import('./platform/node/certificates.ts')).certificates.make(...wish),
      read: async (pem) => (await import('./platform/node/certificates.ts')).certificates.read(pem),
    },
    newId: () => crypto.randomUUID(),
    async signIn(tenant) {
      await microsoftAccountToken(tenant, true);
    },
    sandboxCredential: async ({ tenant, clientId }) => (await sandbox()).credential(tenant, clientId),
    sandbox: async () => (await sandbox()).control,
    async runFlow(run) {
      const [
        { runFlow },
        { openidEngine },
        { msalEngine },
        { assertionReader },
        { transport: makeTransport },
        { server, environment },
      ] = await Promise.all([
        import('./core/oauth/runFlow.ts'),
        import('./core/oauth/openidEngine.ts'),
        import('./platform/node/msalEngine.ts'),
        import('./platform/node/assertionSource.ts'),
        import('./platform/node/transport.ts'),
        sandbox(),
      ]);
      const sleep = async (milliseconds: number, signal: AbortSignal) =>
        wait(milliseconds, undefined, { signal });
      return runFlow(
        {
          fetch,
          clock,
          random,
          sleep,
          tokens,
          credentials,
          engines: [msalEngine, openidEngine],
          assertion: assertionReader(tokens, process.env),
          environment: run.tenant.kind === 'sandbox' ? { ...process.env, ...environment } : process.env,
          fetchWith: (clientCertificate) => makeTransport({ inProcess: server, clientCertificate }),
        },
        run,
      );
    },
    redirects,
    inspect,
    async diagnoseCredentials(scope, signal, report) {
      const [{ diagnoseChain }, { credentialMachine }] = await Promise.all([
        import('./core/entra/credentialChain/diagnose.ts'),
        import('./platform/node/credentialProbe.ts'),
      ]);
      const program = vscode.Uri.joinPath(context.extensionUri, 'dist', 'credentialProbe.js').fsPath;
      const options = { program, environment: process.env, limit: PROBE_LIMIT_MS, now: clock.now };
      return diagnoseChain(credentialMachine(options), scope, signal, report);
    },
    diagnoses: diagnosisHistory(),
    toolCaches: {
      read: async (tool) => (await otherTools()).read(tool),
      reveal: async (target) => (await otherTools()).reveal(target),
    },
    history: flowHistory(clock),
    showTrace: async (record) => (await tracePanel()).show(record),
    openFlowPanel: async (selection) => (await flowPanel()).show(selection),
    profiles: settingsFlowProfiles,
    setting: readSetting,
  };
}

/** What other tools of this machine hold. */
async function openToolCaches(): Promise<ToolCaches> {
  const [{ toolCaches }, { homedir }] = await Promise.all([
    import('./platform/node/toolCaches.ts'),
    import('node:os'),
  ]);
  return toolCaches({
    environment: process.env,
    home: homedir(),
    async vscodeAccounts() {
      const accounts = await vscode.authentication.getAccounts('microsoft');
      return accounts.map(({ label }) => ({ name: label }));
    },
  });
}

/** How an authorization response can come back where this extension host runs, best first. */
async function redirects(): ReturnType<Services['redirects']> {
  const [{ loopbackRedirect }, { forwardedRedirect }, { pasteRedirect }] = await Promise.all([
    import('./platform/node/loopbackRedirect.ts'),
    import('./platform/vscode/forwardedRedirect.ts'),
    import('./core/oauth/redirect.ts'),
  ]);
  const loopback = loopbackRedirect(readSetting('identity.flow.redirectTimeout'));
  const paste = pasteRedirect((redirectUri) =>
    prompt.input({
      title: vscode.l10n.t('Paste the Address'),
      prompt: vscode.l10n.t(
        'Sign in, then paste the address the browser ended on; it begins with {redirectUri}',
        { redirectUri },
      ),
    }),
  );
  const isLocal = vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
  return { strategies: [loopback, forwardedRedirect(loopback), paste], host: isLocal ? 'local' : 'remote' };
}
