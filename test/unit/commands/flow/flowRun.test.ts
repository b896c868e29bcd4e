import assert from 'node:assert/strict';
import { flowForm } from '../../../../src/commands/flow/flowForm.ts';
import { flowRun, flowRunAgain } from '../../../../src/commands/flow/flowRun.ts';
import { appOnlyGraphToken } from '../../../../src/core/entra/graphToken.ts';
import { graph } from '../../../../src/core/entra/graph.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { credentialStore } from '../../../../src/core/oauth/credentialStore.ts';
import { flowHistory, type FlowRecord } from '../../../../src/core/oauth/flowRecord.ts';
import type { Tenant } from '../../../../src/core/oauth/model.ts';
import { openidEngine } from '../../../../src/core/oauth/openidEngine.ts';
import { explainParameter } from '../../../../src/core/oauth/protocolParameters.ts';
import { runFlow } from '../../../../src/core/oauth/runFlow.ts';
import { fieldsOf } from '../../../../src/core/oauth/traceMessage.ts';
import { tokenStore } from '../../../../src/core/oauth/tokenStore.ts';
import type { Choice } from '../../../../src/core/prompt.ts';
import { settingDefaults, type Settings } from '../../../../src/manifest.ts';
import { certificates } from '../../../../src/platform/node/certificates.ts';
import { loopbackRedirect } from '../../../../src/platform/node/loopbackRedirect.ts';
import { headlessBrowser } from '../../../support/headlessBrowser.ts';
import { memorySecrets } from '../../../support/memorySecrets.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';
import { sandboxNetwork, type SandboxNetwork } from '../../sandbox/sandboxNetwork.ts';
import { ADA, type TestSandbox } from '../../sandbox/testSandbox.ts';
import { nobodyAsked } from '../../../support/nobodyAsked.ts';

const DEFAULT_SCOPE = 'https://graph.microsoft.com/.default';

describe('Run OAuth Flow', () => {
  let sandbox: TestSandbox;
  let tenant: Tenant;
  let network: SandboxNetwork['network'];
  before(async () => ({ sandbox, network, tenant } = await sandboxNetwork()));

  /** Everything the command asks for, against the sandbox, with a person who answers in order. */
  function bench(answers: readonly Answer[], settings: Partial<Settings> = {}) {
    const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
    const secrets = memorySecrets();
    const { clock } = sandbox;
    const [tokens, credentials] = [
      tokenStore(secrets, clock, nobodyAsked),
      credentialStore(secrets, random, nobodyAsked),
    ];
    const reader = sandbox.application('Identity Workbench');
    const readerToken = appOnlyGraphToken(
      { fetch: network, clock },
      `${tenant.authority.replace(/\/v2\.0$/, '')}/oauth2/v2.0/token`,
      { clientId: reader.clientId, clientSecret: reader.clientSecret! },
    );
    const prompt = scriptedPrompt(answers);
    const offered: (readonly Choice<unknown>[])[] = [];
    const shown: FlowRecord[] = [];
    const inspected: (string | undefined)[] = [];
    const remembered = new Map<string, unknown>();
    const person = headlessBrowser((url, init) => network(url, init), { username: ADA });
    const history = flowHistory(clock);
    return {
      offered,
      shown,
      inspected,
      history,
      asked: prompt.asked,
      deps: {
        clock,
        fetch: network,
        prompt: {
          ...prompt,
          async pick<Value>(
            choices: readonly Choice<Value>[] | Promise<readonly Choice<Value>[]>,
            title: string,
          ) {
            offered.push(await choices);
            return prompt.pick(choices, title);
          },
        },
        workbench: {
          ...recordingWorkbench(),
          openExternal: (url: string) => {
            // As with a real browser, opening returns before the person is done.
            void person.open(url).catch(() => undefined);
            return Promise.resolve(true);
          },
        },
        memory: {
          recall: (key: string) => remembered.get(key),
          remember: (key: string, value: unknown) => Promise.resolve(void remembered.set(key, value)),
        },
        translate: untranslated,
        tenants: {
          list: () => Promise.resolve({ tenants: [tenant], problems: [] }),
          find: () => Promise.resolve(tenant),
          add: () => Promise.resolve(),
          remove: () => Promise.resolve(),
          changeSignIn: () => Promise.resolve(),
          onDidChange: () => ({ dispose: () => {} }),
        },
        graph: (of: Tenant) => graph(network, of.graph!, async (signal) => (await readerToken(signal))!),
        tokens,
        credentials,
        certificates,
        sandboxCredential: ({ clientId }: { clientId: string }) => {
          const known = sandbox.sandbox.describe().applications.find((each) => each.clientId === clientId);
          const secret = known?.clientSecret;
          return Promise.resolve(secret === undefined ? undefined : { kind: 'secret' as const, secret });
        },
        runFlow: (run: Parameters<typeof runFlow>[1]) =>
          runFlow(
            {
              fetch: network,
              clock,
              random,
              tokens,
              credentials,
              engines: [openidEngine],
              sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 10)),
              assertion: () => Promise.reject(new Error('none')),
            },
            run,
          ),
        redirects: () => Promise.resolve({ strategies: [loopbackRedirect(10)], host: 'local' as const }),
        inspect: (token?: string) => Promise.resolve(void inspected.push(token)),
        history: () => Promise.resolve(history),
        showTrace: (record: FlowRecord) => Promise.resolve(void shown.push(record)),
        setting: <Id extends keyof Settings>(id: Id): Settings[Id] =>
          ({ ...settingDefaults, ...settings })[id],
      },
    };
  }

  it('asks for tenant, application, flow and scopes, and shows the trace as it runs', async () => {
    const own = bench([tenant.name, 'Contoso Nightly Job', 'Client Credentials', DEFAULT_SCOPE]);
    const summary = await flowRun(own.deps)();
    assert.deepEqual(own.asked, ['Tenant', 'Application', 'OAuth Flow', 'Scopes']);
    assert.equal(own.shown[0]?.state.state, 'succeeded');
    assert.equal(own.shown[0].subject.clientName, 'Contoso Nightly Job');
    assert.ok(own.shown[0].trace.entries.length >= 2);
    assert.deepEqual(own.inspected, []);
    assert.ok(summary?.tokenId);
  });

  it('lists the flows that do not fit the application last, each with its reason', async () => {
    const own = bench([undefined]);
    const { clientId } = sandbox.application('Contoso Nightly Job');
    assert.equal(await flowRun(own.deps)({ tenant: tenant.id, clientId }), undefined);
    const choices = own.offered[0]!;
    assert.equal(choices[0]?.label, 'Client Credentials');
    const firstRefused = choices.findIndex(({ icon }) => icon === 'circle-slash');
    assert.ok(choices.slice(firstRefused).every(({ icon }) => icon === 'circle-slash'));
    const code = choices.find(({ label }) => label === 'Authorization Code with PKCE');
    assert.equal(code?.detail, 'It has no redirect URI. Add one under Authentication.');
    assert.equal(choices.at(-1)?.description, 'not offered here');
  });

  it('foresees a refusal, and runs only when the person insists', async () => {
    const request = { tenant: tenant.id, clientId: sandbox.application('Contoso Nightly Job').clientId };
    const declined = bench(['Client Credentials', 'User.Read', undefined]);
    assert.equal(await flowRun(declined.deps)(request), undefined);
    assert.equal(declined.asked.at(-1), 'Client Credentials will probably fail.');
    assert.equal(declined.history.last(), undefined);

    const insisting = bench(['Client Credentials', 'User.Read', 'Run Anyway']);
    assert.equal(await flowRun(insisting.deps)(request), undefined);
    const { state } = insisting.shown[0] ?? {};
    assert.ok(state?.state === 'failed' && IdentityError.is(state.error, 'server.refused'));
  });

  it('runs a whole request of a program without showing anything, and keeps no raw token', async () => {
    const own = bench([]);
    const { clientId } = sandbox.application('Contoso Nightly Job');
    const request = { flow: 'clientCredentials', tenant: tenant.id, clientId, scopes: [DEFAULT_SCOPE] };
    const summary = await flowRun(own.deps)({ ...request, reveal: true });
    assert.match(summary?.accessToken ?? '', /^eyJ/);
    assert.deepEqual([own.shown, own.inspected], [[], []]);
    const last = own.history.last()!;
    assert.ok(!JSON.stringify([last.state, last.trace.entries]).includes(summary!.accessToken!));
    await flowRunAgain(own.deps)();
    assert.equal(own.shown.length, 1);
  });

  it('shows the token instead of the trace where the setting says so', async () => {
    const request = { tenant: tenant.id, clientId: sandbox.application('Contoso Nightly Job').clientId };
    for (const showTrace of ['never', 'onFailure'] as const) {
      const own = bench(['Client Credentials', DEFAULT_SCOPE], { 'identity.flow.showTrace': showTrace });
      await flowRun(own.deps)(request);
      assert.match(own.inspected[0] ?? '', /^eyJ/);
      assert.deepEqual(own.shown, []);
    }
    const failing = bench(['Client Credentials', 'User.Read', 'Run Anyway'], {
      'identity.flow.showTrace': 'onFailure',
    });
    assert.equal(await flowRun(failing.deps)(request), undefined);
    assert.equal(failing.shown.length, 1);
    const silent = bench(['Client Credentials', 'User.Read', 'Run Anyway'], {
      'identity.flow.showTrace': 'never',
    });
    await assert.rejects(flowRun(silent.deps)(request), IdentityError);
  });

  it('explains every parameter its messages carry', async () => {
    const own = bench(['Authorization Code with PKCE', 'openid profile offline_access User.Read']);
    await flowRun(own.deps)({
      tenant: tenant.id,
      clientId: sandbox.application('Contoso Desktop').clientId,
    });
    const { entries } = own.history.last()!.trace;
    const fields = entries
      .filter(({ step }) => step !== 'discovery' && step !== 'keys')
      .flatMap(({ request, response }) =>
        [request, response].flatMap((part) => (part ? fieldsOf(part) : [])),
      );
    assert.ok(fields.length > 15);
    assert.deepEqual(
      [...new Set(fields.map(({ name }) => name))].filter((name) => explainParameter(name) === undefined),
      [],
    );
  });

  it('fills the form of the flow panel from the registration and what is stored', async () => {
    const { deps } = bench([]);
    const { signal } = new AbortController();
    const clientId = sandbox.application('Contoso Nightly Job').clientId;
    const { id } = await deps.credentials.add({
      tenant,
      clientId,
      name: 'Nightly',
      value: { kind: 'secret', secret: 's' },
    });
    const form = await flowForm(deps, { tenant: tenant.id, clientId }, signal);
    assert.equal(form.flow, 'clientCredentials');
    assert.equal(form.scopes, DEFAULT_SCOPE);
    assert.ok(form.authentication.some(({ value }) => value === `client_secret_post ${id}`));
    assert.match(
      form.flows.find((flow) => flow.id === 'authorizationCode')?.refusal ?? '',
      /no redirect URI/,
    );

    const desktop = sandbox.application('Contoso Desktop').clientId;
    const code = await flowForm(deps, { clientId: desktop, flow: 'authorizationCode' }, signal);
    assert.deepEqual(code.redirects[0], { redirectUri: 'http://localhost', platform: 'publicClient' });
    assert.ok(code.parameters.some(({ name }) => name === 'login_hint'));
  });

  it('says in the form what could not be read', async () => {
    const { deps } = bench([]);
    const broken = { ...deps, fetch: () => Promise.reject(new TypeError('refused')) };
    const clientId = sandbox.application('Contoso Desktop').clientId;
    const form = await flowForm(broken, { clientId }, new AbortController().signal);
    assert.ok(form.problem);
    assert.equal(form.tenants.length, 1);
  });
});
