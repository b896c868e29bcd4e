import assert from 'node:assert/strict';
import { arm } from '../../../../../src/core/entra/arm.ts';
import { graph } from '../../../../../src/core/entra/graph.ts';
import { accessTokens, type TokenSource } from '../../../../../src/core/entra/signIn/accessTokens.ts';
import { adminConsentLink, isConsentMissing } from '../../../../../src/core/entra/signIn/consentLink.ts';
import {
  signInMethodOf,
  type SignInChoice,
  type SignInMethodId,
} from '../../../../../src/core/entra/signIn/methods.ts';
import { signInRemedyFor } from '../../../../../src/core/entra/signIn/remedies.ts';
import { pastedTokenSet } from '../../../../../src/core/entra/signIn/pastedToken.ts';
import { tokenSources } from '../../../../../src/core/entra/signIn/sources.ts';
import { parseTenants } from '../../../../../src/core/entra/tenantSettings.ts';
import { IdentityError } from '../../../../../src/core/errors.ts';
import type { Tenant } from '../../../../../src/core/oauth/model.ts';
import { commandPresence } from '../../../../../src/manifest.ts';
import { openidEngine } from '../../../../../src/core/oauth/openidEngine.ts';
import { quietTokens } from '../../../../../src/core/oauth/quietTokens.ts';
import { runFlow, type FlowRun } from '../../../../../src/core/oauth/runFlow.ts';
import { msalEngine } from '../../../../../src/platform/node/msalEngine.ts';
import { headlessBrowser } from '../../../../support/headlessBrowser.ts';
import { sandboxNetwork, type SandboxNetwork } from '../../../sandbox/sandboxNetwork.ts';
import { ADA, ORIGIN, type TestSandbox } from '../../../sandbox/testSandbox.ts';
import { flowBench, random, type FlowBenchOptions } from '../../oauth/flowBench.ts';

const GRAPH = 'https://graph.microsoft.com';
const ALL_USERS = '/users?$select=id';
const never: TokenSource = () => Promise.resolve(undefined);
const NO_SOURCES: Readonly<Record<SignInMethodId, TokenSource>> = {
  sandbox: never,
  vscode: never,
  browser: never,
  deviceCode: never,
  azureCli: never,
  azureDeveloperCli: never,
  azurePowerShell: never,
  clientSecret: never,
  clientCertificate: never,
  federatedAssertion: never,
  managedIdentity: never,
  token: never,
};

describe('signing in to a tenant, each way against the sandbox', () => {
  let sandbox: TestSandbox;
  let tenant: Tenant;
  let network: SandboxNetwork['network'];

  before(async () => ({ sandbox, network, tenant } = await sandboxNetwork()));

  /** A tenant signed in to in a way, with what the extension would have for it. */
  function desk(signIn: SignInChoice, options: Partial<FlowBenchOptions> = {}) {
    const chosen: Tenant = { ...tenant, signIn };
    const asked: string[] = [];
    const fetch: typeof network = (url, init) => {
      asked.push(new URL(String(url)).pathname);
      return network(url, init);
    };
    const engines = [msalEngine, openidEngine];
    const bench = flowBench({
      fetch,
      tenant: chosen,
      engines,
      clock: sandbox.clock,
      browser: (url) => headlessBrowser((to, init) => network(to, init), { username: ADA }).open(url),
      ...options,
    });
    const quiet = quietTokens(bench.tokens);
    const sources = tokenSources({
      clock: sandbox.clock,
      tokens: bench.tokens,
      async runQuietly(run: FlowRun) {
        const ports = {
          fetch,
          clock: sandbox.clock,
          random,
          tokens: quiet,
          credentials: bench.credentials,
          engines,
          sleep: () => Promise.resolve(),
          assertion: options.assertion ?? (() => Promise.reject(new Error('no assertion'))),
          environment: options.environment ?? {},
        };
        const { tokenId = '' } = await runFlow(ports, run);
        return quiet.take(tokenId)?.accessToken;
      },
      sandbox: never,
      microsoftAccount: never,
      tool: () => Promise.resolve(undefined),
    });
    const access = accessTokens(sandbox.clock, sources);
    return {
      bench,
      access,
      asked,
      graph: graph(fetch, `${ORIGIN}/graph`, access.source(chosen, 'graph')),
      arm: arm(fetch, `${ORIGIN}/arm`, access.source(chosen, 'arm')),
    };
  }
  const client = (name: string) => sandbox.application(name).clientId;
  const needing = (permission: string) => ({ permission });
  const failing = (code: string) => (error: unknown) => IdentityError.is(error) && error.code === code;

  it('a client of ours in the browser: the least first, more when it is needed, silently where consent is there', async () => {
    const clientId = client('Contoso Desktop');
    const { bench, graph: reading, access, asked } = desk({ method: 'browser', clientId });
    await assert.rejects(reading.get('/me', needing('User.Read')), failing('graph.signInNeeded'));
    await bench.run({
      flow: 'authorizationCode',
      clientId,
      scopes: [`${GRAPH}/User.Read`, 'openid', 'profile', 'offline_access'],
      platform: 'publicClient',
    });
    const kept = (await bench.tokens.list()).length;
    assert.equal((await reading.get('/me', needing('User.Read')))['userPrincipalName'], ADA);
    assert.equal(access.signedIn(tenant.id)?.name, ADA);
    await reading.list(ALL_USERS, needing('User.ReadBasic.All'));
    await assert.rejects(reading.list('/devices', needing('Device.Read.All')), failing('graph.forbidden'));
    const before = asked.filter((path) => path.endsWith('/token')).length;
    await assert.rejects(reading.list('/devices', needing('Device.Read.All')), failing('graph.forbidden'));
    assert.equal(
      asked.filter((path) => path.endsWith('/token')).length,
      before,
      'asks for a refused permission once',
    );
    assert.equal((await bench.tokens.list()).length, kept, 'refreshed tokens are not kept');
  });

  it('a client of ours by device code', async () => {
    const clientId = client('Contoso Desktop');
    const { bench, graph: reading } = desk(
      { method: 'deviceCode', clientId },
      {
        onDeviceCode: ({ userCode, verificationUri }) =>
          void headlessBrowser((to, init) => network(to, init), {
            username: ADA,
            user_code: userCode,
            code: userCode,
            otc: userCode,
          }).open(verificationUri),
      },
    );
    const scopes = [`${GRAPH}/User.Read`, 'openid', 'profile', 'offline_access'];
    await bench.run({ flow: 'deviceCode', clientId, scopes, platform: 'publicClient' });
    assert.equal((await reading.get('/me', needing('User.Read')))['userPrincipalName'], ADA);
  });

  it('a service principal with a secret, for Graph and for Azure each its own token', async () => {
    const { clientId, clientSecret = '' } = sandbox.application('Identity Workbench');
    const { bench, graph: reading, arm: azure, asked } = desk({ method: 'clientSecret', clientId });
    await bench.credential(clientId, { kind: 'secret', secret: clientSecret });
    assert.ok((await reading.list('/devices', needing('Device.Read.All'))).values.length > 0);
    await reading.list(ALL_USERS, needing('User.Read.All'));
    const path = '/subscriptions?api-version=2022-12-01';
    assert.equal((await azure.list(path, needing('Reader'))).values.length, 2);
    assert.equal(asked.filter((each) => each.endsWith('/oauth2/v2.0/token')).length, 2);
    assert.equal((await bench.tokens.list()).length, 0);
  });

  it('a service principal with a certificate', async () => {
    const { clientId, certificate } = sandbox.application('Contoso Sync Service');
    const { bench, graph: reading } = desk({ method: 'clientCertificate', clientId });
    await bench.credential(clientId, { kind: 'certificate', ...certificate! });
    assert.ok((await reading.list(ALL_USERS, needing('User.Read.All'))).values.length > 0);
  });

  it('a service principal with a token of another issuer', async () => {
    const { actionsTokenUrl, actionsRequestToken } = sandbox.sandbox.describe().workload;
    const assertion = async (): Promise<string> => {
      const headers = { authorization: `Bearer ${actionsRequestToken}` };
      const response = await network(`${actionsTokenUrl}?audience=api://AzureADTokenExchange`, { headers });
      return /"value":"([^"]+)"/.exec(await response.text())?.[1] ?? '';
    };
    const clientId = client('Contoso Sync Service');
    const { bench, graph: reading } = desk({ method: 'federatedAssertion', clientId }, { assertion });
    await bench.credential(clientId, { kind: 'federated', source: { kind: 'file', path: '/token' } });
    assert.ok((await reading.list(ALL_USERS, needing('User.Read.All'))).values.length > 0);
  });

  it('a managed identity of the host, user-assigned by its client id', async () => {
    const { managedIdentities, workload } = sandbox.sandbox.describe();
    const environment = {
      IDENTITY_ENDPOINT: ORIGIN + workload.identityPath,
      IDENTITY_HEADER: workload.identityHeader,
    };
    const system = desk({ method: 'managedIdentity' }, { environment });
    assert.ok((await system.graph.list(ALL_USERS, needing('User.Read.All'))).values.length > 0);
    await assert.rejects(system.graph.list('/groups', needing('Group.Read.All')), failing('graph.forbidden'));
    const assigned = desk(
      { method: 'managedIdentity', clientId: managedIdentities[1]!.clientId },
      { environment },
    );
    assert.ok((await assigned.graph.list('/groups', needing('Group.Read.All'))).values.length > 0);
  });

  it('a pasted access token; one that is none, of another tenant, audience or time is refused', async () => {
    const { clientId, clientSecret = '' } = sandbox.application('Identity Workbench');
    const token = async (scope: string): Promise<string> => {
      const form = {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope,
      };
      return String((await sandbox.post(`/${tenant.id}/oauth2/v2.0/token`, form)).body['access_token']);
    };
    const { bench, graph: reading, arm: azure } = desk({ method: 'token' });
    const [forGraph, forArm] = [
      await token(`${GRAPH}/.default`),
      await token('https://management.azure.com/.default'),
    ];
    for (const each of [forGraph, `Bearer ${forArm}\n`])
      await bench.tokens.add(pastedTokenSet(each, tenant, sandbox.clock.now(), random));
    assert.ok((await reading.list(ALL_USERS, needing('User.Read.All'))).values.length > 0);
    assert.equal(
      (await azure.list('/subscriptions?api-version=2022-12-01', needing('Reader'))).values.length,
      2,
    );
    const refuses = (pasted: string, whose: Tenant, now: number) =>
      assert.throws(() => pastedTokenSet(pasted, whose, now, random), failing('signIn.badToken'));
    const now = sandbox.clock.now();
    for (const pasted of ['', 'ghp_notAToken', 'a.b.c', '{"access_token":1}']) refuses(pasted, tenant, now);
    refuses(forGraph, { ...tenant, id: 'another' }, now);
    refuses(forGraph, tenant, now + 2 * 60 * 60_000);
    const api = `api://${client('Contoso Tasks API')}/.default`;
    refuses(await token(api), tenant, now);
  });

  it('answers a claims challenge by the way there is: a new token, or a sign-in', async () => {
    const { clientId, clientSecret = '' } = sandbox.application('Identity Workbench');
    const daemon = desk({ method: 'clientSecret', clientId });
    await daemon.bench.credential(clientId, { kind: 'secret', secret: clientSecret });
    const challenge = () =>
      sandbox.sandbox.control.inject({ fault: 'claimsChallenge', endpoint: 'graph', times: 1 });
    challenge();
    assert.ok((await daemon.graph.list(ALL_USERS, needing('User.Read.All'))).values.length > 0);
    const desktop = client('Contoso Desktop');
    const person = desk({ method: 'browser', clientId: desktop });
    const scopes = [`${GRAPH}/User.Read`, 'openid', 'offline_access'];
    await person.bench.run({
      flow: 'authorizationCode',
      clientId: desktop,
      scopes,
      platform: 'publicClient',
    });
    challenge();
    await assert.rejects(person.graph.get('/me', needing('User.Read')), (error) => {
      assert.ok(IdentityError.is(error, 'signIn.stepUp'));
      assert.match(String(error.data.claims), /"acrs"/);
      return true;
    });
  });
});

describe('access tokens of a tenant', () => {
  const tenant: Tenant = {
    id: 't',
    name: 'T',
    kind: 'entra',
    authority: 'https://login.microsoftonline.com/t/v2.0',
    graph: 'https://graph.microsoft.com',
  };
  const token = (claims: object): string =>
    ['{"alg":"none"}', JSON.stringify(claims), '']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.');
  const all = (own: Partial<Record<SignInMethodId, TokenSource>>) => ({ ...NO_SOURCES, ...own });

  it('fall back to a token from a flow while nobody chose a way, and not afterwards', async () => {
    const clock = { now: () => 0 };
    const given = token({ exp: 4000, scp: 'User.Read' });
    const make = (signIn?: SignInChoice) =>
      accessTokens(clock, all({ token: () => Promise.resolve(given) })).source(
        { ...tenant, ...(signIn === undefined ? {} : { signIn }) },
        'graph',
      );
    assert.equal(await make()(undefined, { permission: 'User.Read' }), given);
    await assert.rejects(make({ method: 'vscode' })(undefined, { permission: 'User.Read' }), (error) =>
      IdentityError.is(error, 'graph.signInNeeded'),
    );
  });

  it('are asked for again shortly before they end, and after another sign-in', async () => {
    const clock = { time: 0, now: () => clock.time };
    const made: string[] = [];
    const source: TokenSource = () => {
      made.push(
        token({ exp: clock.time / 1000 + 3600, roles: ['User.Read.All'], app_displayname: 'Daemon' }),
      );
      return Promise.resolve(made.at(-1));
    };
    const access = accessTokens(clock, all({ clientSecret: source }));
    const ask = access.source({ ...tenant, signIn: { method: 'clientSecret', clientId: 'c' } }, 'graph');
    const need = { permission: 'User.Read.All' };
    await ask(undefined, need);
    await ask(undefined, { permission: 'Device.Read.All' });
    assert.equal(made.length, 1);
    assert.deepEqual(access.signedIn('t'), { name: 'Daemon', permissions: ['User.Read.All'] });
    clock.time = 59.5 * 60_000;
    await ask(undefined, need);
    assert.equal(made.length, 2);
    access.forget('t');
    assert.equal(access.signedIn('t'), undefined);
    await ask(undefined, need);
    assert.equal(made.length, 3);
  });
});

describe('the button after an error of a sign-in', () => {
  it('runs a command of the catalogue, or opens the page of the administrator', () => {
    for (const error of [
      new IdentityError('graph.signInNeeded', { tenant: 'T' }),
      new IdentityError('signIn.toolFailed', { tool: 'az', reason: 'no', login: 'az login' }),
      new IdentityError('graph.forbidden', { path: '/x', permission: 'P', reason: 'no' }),
    ]) {
      const remedy = signInRemedyFor(error)!;
      assert.ok('command' in remedy && remedy.command in commandPresence, error.code);
    }
    const link = 'https://login.test/adminconsent';
    const data = { client: 'c', permission: 'P', tenant: 'T', reason: 'no', link };
    assert.deepEqual(signInRemedyFor(new IdentityError('signIn.noConsent', data)), {
      label: 'Open Consent Page',
      url: link,
    });
    assert.equal(signInRemedyFor(new Error('other')), undefined);
  });
});

describe('ways to sign in', () => {
  const entry = (signIn: unknown) =>
    parseTenants([{ id: 'a', kind: 'entra', authority: 'https://login.microsoftonline.com/a/v2.0', signIn }]);

  it('are part of an entry of the setting, without secrets', () => {
    const signIn = { method: 'clientSecret', clientId: 'c', secret: 'never' };
    assert.deepEqual(entry(signIn).tenants[0]!.signIn, { method: 'clientSecret', clientId: 'c' });
    for (const broken of [{}, 'az', { method: 'password' }, { method: 'toString' }, null])
      assert.equal(entry(broken).problems.length, 1, JSON.stringify(broken));
  });

  it('default to the account of VS Code, and to the sandbox for the sandbox', () => {
    const [tenant] = entry(undefined).tenants;
    assert.equal(signInMethodOf(tenant!).id, 'vscode');
    assert.equal(signInMethodOf({ ...tenant!, kind: 'sandbox' }).id, 'sandbox');
  });

  it('link to the page where an administrator consents, in the cloud of the tenant', () => {
    const [tenant] = entry(undefined).tenants;
    const link = new URL(
      adminConsentLink({ ...tenant!, authority: 'https://login.microsoftonline.us/a/v2.0' }, 'c', [
        'https://graph.microsoft.us/User.Read.All',
      ]),
    );
    assert.equal(link.origin + link.pathname, 'https://login.microsoftonline.us/a/v2.0/adminconsent');
    assert.equal(link.searchParams.get('scope'), 'https://graph.microsoft.us/User.Read.All');
    const refused = (numbers: readonly number[]) =>
      new IdentityError('server.refused', { error: 'x', description: 'y', fix: 'z' }, { cause: { numbers } });
    assert.ok(isConsentMissing(refused([65001])) && !isConsentMissing(refused([50076])));
  });
});
