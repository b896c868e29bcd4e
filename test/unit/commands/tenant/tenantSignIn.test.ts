import assert from 'node:assert/strict';
import { tenantChangeSignIn } from '../../../../src/commands/tenant/tenantChangeSignIn.ts';
import { tenantGetPermission } from '../../../../src/commands/tenant/tenantGetPermission.ts';
import { tenantSignIn } from '../../../../src/commands/tenant/tenantSignIn.ts';
import { tenantSignOut } from '../../../../src/commands/tenant/tenantSignOut.ts';
import type { SignInChoice } from '../../../../src/core/entra/signIn/methods.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import type { Tenant } from '../../../../src/core/oauth/model.ts';
import type { FlowRun } from '../../../../src/core/oauth/runFlow.ts';
import { flowHistory } from '../../../../src/core/oauth/flowRecord.ts';
import { tokenStore } from '../../../../src/core/oauth/tokenStore.ts';
import { memorySecrets } from '../../../support/memorySecrets.ts';
import type { Answer } from '../../../support/scriptedPrompt.ts';
import { settingDefaults, type SettingId, type Settings } from '../../../../src/manifest.ts';
import { applicationBench } from '../application/applicationBench.ts';
import { nobodyAsked } from '../../../support/nobodyAsked.ts';

const settings: Settings = { ...settingDefaults, 'identity.flow.showTrace': 'never' };

describe('signing in to a tenant', () => {
  let bench: Awaited<ReturnType<typeof applicationBench>>;
  beforeEach(async () => {
    bench = await applicationBench();
  });

  /** A person at a tenant that is signed in to in a way, and what happens. */
  function desk(answers: readonly Answer[], signIn?: SignInChoice, failure?: Error) {
    const base = bench.deps(answers);
    const runs: FlowRun[] = [];
    const wishes: unknown[] = [];
    const kept: SignInChoice[] = [];
    const forgotten: string[] = [];
    const current = (): Tenant => {
      const chosen = kept.at(-1) ?? signIn;
      return { ...bench.tenant, ...(chosen === undefined ? {} : { signIn: chosen }) };
    };
    const deps = {
      ...base,
      tenants: {
        ...base.tenants,
        find: () => Promise.resolve(current()),
        changeSignIn: (_id: string, choice: SignInChoice) => Promise.resolve(void kept.push(choice)),
      },
      tokens: tokenStore(memorySecrets(), bench.sandbox.clock, nobodyAsked),
      runFlow(run: FlowRun) {
        runs.push(run);
        return failure === undefined ? Promise.resolve({ scope: '' }) : Promise.reject(failure);
      },
      redirects: () =>
        Promise.resolve({
          host: 'local' as const,
          strategies: [
            {
              id: 'loopback' as const,
              title: 'loopback',
              capabilities: {
                hosts: ['local' as const],
                responseModes: ['query' as const],
                serves: () => true,
              },
              start: () => Promise.reject(new Error('unused')),
            },
          ],
        }),
      inspect: () => Promise.resolve(),
      history: () => Promise.resolve(flowHistory(bench.sandbox.clock)),
      showTrace: () => Promise.resolve(),
      setting: <Id extends SettingId>(id: Id) => settings[id],
      microsoftAccount: (wish: unknown) => {
        wishes.push(wish);
        return Promise.resolve('token');
      },
      signedIn: () => ({ name: 'ada@contoso.sandbox.test', permissions: [] }),
      forgetSignIn: (id: string) => void forgotten.push(id),
      randomBytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)),
      sandboxCredential: () => Promise.resolve({ kind: 'secret' as const, secret: 's' }),
    };
    return { deps, runs, wishes, kept, forgotten, target: { tenant: bench.tenant.id } };
  }

  it('asks for the least, in the browser through a client of ours', async () => {
    const { deps, runs, target, forgotten } = desk([undefined], { method: 'browser', clientId: 'c1' });
    await tenantSignIn(deps)(target);
    const { request } = runs[0]!;
    assert.equal(request.flow, 'authorizationCode');
    assert.deepEqual(request.scopes, [
      'https://graph.microsoft.com/User.Read',
      'openid',
      'profile',
      'offline_access',
    ]);
    assert.deepEqual(forgotten, [bench.tenant.id, bench.tenant.id]);
    assert.deepEqual(bench.refreshed, ['identity.tenants', 'identity.applications']);
  });

  it('asks for a permission when it is needed, and passes a claims challenge on', async () => {
    const { deps, runs, target } = desk([undefined], { method: 'deviceCode', clientId: 'c1' });
    await tenantSignIn(deps)({ ...target, permission: 'Device.Read.All', claims: '{"access_token":{}}' });
    const { request } = runs[0]!;
    assert.equal(request.flow, 'deviceCode');
    assert.equal(request.scopes[0], 'https://graph.microsoft.com/Device.Read.All');
    assert.equal(request.parameters?.['claims'], '{"access_token":{}}');
  });

  it('explains missing consent with the permission and the page of the administrator', async () => {
    const refused = new IdentityError(
      'server.refused',
      { error: 'AADSTS65001', description: 'no consent', fix: 'x' },
      { cause: { error: 'invalid_grant', numbers: [65001] } },
    );
    const { deps, target } = desk([], { method: 'browser', clientId: 'c1' }, refused);
    await assert.rejects(tenantSignIn(deps)({ ...target, permission: 'Device.Read.All' }), (error) => {
      assert.ok(IdentityError.is(error, 'signIn.noConsent'));
      assert.equal(error.data.permission, 'Device.Read.All');
      assert.match(String(error.data.link), /\/v2\.0\/adminconsent\?client_id=c1&scope=/);
      return true;
    });
  });

  it('says how a tool passes a claims challenge on, which it does itself', async () => {
    const { deps, target } = desk([], { method: 'azureCli' });
    await assert.rejects(tenantSignIn(deps)({ ...target, claims: '{"access_token":{}}' }), (error) => {
      assert.ok(IdentityError.is(error, 'signIn.toolFailed'));
      assert.match(String(error.data.login), /^az login --tenant \S+ --claims-challenge eyJ/);
      return true;
    });
  });

  it('signs in with the account of VS Code', async () => {
    const { deps, wishes, target } = desk([undefined], { method: 'vscode' });
    await tenantSignIn(deps)(target);
    assert.equal(wishes.length, 1);
  });

  it('keeps a pasted token in the token store, and forgets it when signing out', async () => {
    const { clientId, clientSecret = '' } = bench.sandbox.application('Identity Workbench');
    const pasted = String((await bench.signIn(clientId, clientSecret)).body['access_token']);
    const { deps, target } = desk([pasted, undefined, undefined], { method: 'token' });
    await tenantSignIn(deps)(target);
    assert.equal((await deps.tokens.list()).length, 1);
    await tenantSignOut(deps)(target);
    assert.equal((await deps.tokens.list()).length, 0);
  });

  it('changes the way, asks what it needs, keeps no secret with it, and signs in', async () => {
    const { deps, kept, target } = desk([
      'Service principal with a secret',
      'Contoso Nightly Job',
      undefined,
    ]);
    await tenantChangeSignIn(deps)(target);
    const { clientId } = bench.sandbox.application('Contoso Nightly Job');
    assert.deepEqual(kept, [{ method: 'clientSecret', clientId }]);
    assert.equal((await deps.credentials.list({ tenant: bench.tenant, clientId })).length, 1);
  });

  it('offers only the ways that a tenant has, and says which one is in use', async () => {
    const { deps, target } = desk([undefined]);
    const labels: string[] = [];
    const prompt: typeof deps.prompt = {
      ...deps.prompt,
      async pick(choices) {
        labels.push(
          ...(await choices).map(({ label, description = '' }) => `${label} ${description}`.trim()),
        );
        return Promise.resolve(undefined);
      },
    };
    await tenantChangeSignIn({ ...deps, prompt })(target);
    assert.ok(labels.includes('Sandbox now'));
    assert.ok(!labels.includes('Azure CLI'));
  });

  it('offers ways to a missing permission: ask, consent, a request, another way, a flow', async () => {
    const { deps, target } = desk(['Sign in again and ask for it'], { method: 'browser', clientId: 'c1' });
    await tenantGetPermission(deps)({ ...target, permission: 'Device.Read.All' });
    assert.deepEqual(deps.workbench.done, ['run identity.tenant.signIn']);
    const copied = desk(['Copy a request to an administrator', undefined], {
      method: 'clientSecret',
      clientId: 'c1',
    });
    await tenantGetPermission(copied.deps)({ ...copied.target, permission: 'Device.Read.All' });
    assert.match(copied.deps.workbench.clipboardText, /Device\.Read\.All .*c1 .*adminconsent/);
    const asked = desk(['Open the page where an administrator consents'], {
      method: 'clientSecret',
      clientId: 'c1',
    });
    await tenantGetPermission(asked.deps)({ ...asked.target, permission: 'Device.Read.All' });
    assert.deepEqual(asked.deps.workbench.done, ['run identity.flow.runAgain']);
    const sandbox = desk(['Sign in another way…']);
    await tenantGetPermission(sandbox.deps)({ ...sandbox.target, permission: 'Device.Read.All' });
    assert.deepEqual(sandbox.deps.workbench.done, ['run identity.tenant.changeSignIn']);
  });
});
