import assert from 'node:assert/strict';
import { findApplication, listApplications } from '../../../../src/core/entra/application.ts';
import { readProperties } from '../../../../src/core/entra/applicationProperties.ts';
import { cloudOfAuthority } from '../../../../src/core/entra/clouds.ts';
import { readConsent } from '../../../../src/core/entra/consent.ts';
import { authorizedClientsOf } from '../../../../src/core/entra/parts/authorizedClients.ts';
import { readFederatedCredentials } from '../../../../src/core/entra/parts/federatedCredentials.ts';
import { optionalClaimsOf } from '../../../../src/core/entra/parts/optionalClaims.ts';
import { partKinds, type PartKindId } from '../../../../src/core/entra/parts.ts';
import type { PartKind } from '../../../../src/core/entra/parts/part.ts';
import { recentApplications } from '../../../../src/core/entra/recentApplications.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { child, strings } from '../../../../src/core/json.ts';
import { applicationAddAuthorizedClient } from '../../../../src/commands/application/applicationAuthorizedClient.ts';
import {
  applicationAddCertificate,
  applicationRotateCertificate,
} from '../../../../src/commands/application/applicationCertificate.ts';
import { applicationChangeSetting } from '../../../../src/commands/application/applicationChangeSetting.ts';
import { applicationClone } from '../../../../src/commands/application/applicationClone.ts';
import { applicationCopyClientId } from '../../../../src/commands/application/applicationCopyClientId.ts';
import { applicationCreate } from '../../../../src/commands/application/applicationCreate.ts';
import { applicationEditValue } from '../../../../src/commands/application/applicationEditValue.ts';
import {
  applicationAddRole,
  applicationAddScope,
  applicationToggleEntitlement,
} from '../../../../src/commands/application/applicationEntitlement.ts';
import { applicationAddFederatedCredential } from '../../../../src/commands/application/applicationFederatedCredential.ts';
import {
  applicationOpenAzurePortal,
  applicationOpenOwner,
  applicationOpenPortal,
} from '../../../../src/commands/application/applicationOpenPortal.ts';
import { applicationAddOptionalClaim } from '../../../../src/commands/application/applicationOptionalClaim.ts';
import { applicationAddOwner } from '../../../../src/commands/application/applicationOwner.ts';
import {
  applicationCopyValue,
  applicationRemoveValue,
} from '../../../../src/commands/application/applicationPart.ts';
import {
  applicationAddPermission,
  applicationGrantConsent,
  applicationRevokeConsent,
} from '../../../../src/commands/application/applicationPermission.ts';
import {
  applicationAddRedirectUri,
  applicationRemoveRedirectUris,
} from '../../../../src/commands/application/applicationRedirectUri.ts';
import { applicationAssignRole } from '../../../../src/commands/application/applicationRoleAssignment.ts';
import { applicationAddSecret } from '../../../../src/commands/application/applicationSecret.ts';
import {
  applicationAddTag,
  applicationsFilterByTag,
} from '../../../../src/commands/application/applicationTag.ts';
import {
  applicationsSearch,
  applicationsShowAll,
} from '../../../../src/commands/application/applicationsQuery.ts';
import { applicationBench } from './applicationBench.ts';

const WEB = 'Contoso Web';
const API = 'Contoso Tasks API';

describe('the properties of an app registration, against the sandbox', () => {
  let bench: Awaited<ReturnType<typeof applicationBench>>;
  beforeEach(async () => {
    bench = await applicationBench();
  });

  const read = async (name: string) => (await findApplication(bench.client, bench.target(name).clientId))!;
  const properties = async (name: string) => readProperties((await read(name)).resource);
  const part = (name: string, kind: PartKindId, key: string) => ({ ...bench.target(name), part: kind, key });
  const parts = async (name: string, id: PartKindId) => {
    const kind: PartKind | undefined = partKinds.find((each) => each.id === id);
    const context = {
      graph: bench.client,
      application: await read(name),
      now: bench.sandbox.clock.now(),
      translate: untranslated,
    };
    return kind!.load(context);
  };
  /** Undo is offered after the command returned. */
  const settled = () => bench.settled();

  it('takes a created application back', async () => {
    const deps = bench.deps(['Daemon or service', 'Job', 'Create', 'Undo']);
    const made = await applicationCreate(deps)({ tenant: bench.tenant.id });
    await settled();
    assert.equal(await findApplication(bench.client, made!.clientId), undefined);
  });

  it('clones an application, its API included, without its credentials', async () => {
    const before = await read(API);
    const made = await applicationClone(bench.deps(['Tasks two', 'Create', undefined]))(bench.target(API));
    const clone = (await findApplication(bench.client, made!.clientId))!;
    const [of, from] = [readProperties(clone.resource), readProperties(before.resource)];
    assert.deepEqual(of.scopes, from.scopes);
    assert.deepEqual(of.roles, from.roles);
    assert.deepEqual(of.requested, from.requested);
    assert.deepEqual(of.identifierUris, [`api://${made!.clientId}`]);
    assert.deepEqual(clone.redirectUris, before.redirectUris);
    assert.deepEqual([...of.secrets, ...of.certificates], []);
    await bench.client.get(`/servicePrincipals(appId='${made!.clientId}')`, { permission: '' });
  });

  it('keeps the applications worked with last at hand, ten of them', async () => {
    const deps = bench.deps([]);
    for (const name of [API, WEB]) await applicationCopyValue(bench.deps([undefined]))(bench.target(name));
    assert.deepEqual(
      recentApplications(deps.memory).map(({ name }) => name),
      [WEB, API],
    );
    const copied = bench.deps([API]);
    await applicationCopyClientId(copied)({ tenant: bench.tenant.id, clientId: bench.target(API).clientId });
    assert.equal(copied.workbench.clipboardText, bench.target(API).clientId);
  });

  it('has a new application at hand that a search does not find yet', async () => {
    const deps = bench.deps(['Daemon or service', 'Brand new', 'Create', undefined]);
    await applicationCreate(deps)({ tenant: bench.tenant.id });
    bench.sandbox.sandbox.control.inject({ fault: 'staleIndex', endpoint: 'graph', times: 1, value: 60 });
    const query = { list: 'all', search: 'brand' } as const;
    assert.deepEqual((await listApplications(bench.client, { query })).applications, []);
    const [recent] = recentApplications(deps.memory);
    assert.equal(recent!.name, 'Brand new');
    assert.ok(await findApplication(bench.client, recent!.clientId));
  });

  it('tags an application, and shows only those with a tag', async () => {
    await applicationAddTag(bench.deps(['payroll', 'Add', undefined]))(bench.target(WEB));
    const deps = bench.deps(['Contoso Sandbox', 'payroll']);
    await applicationsFilterByTag(deps)();
    const query = { list: 'all', tag: 'payroll' } as const;
    assert.deepEqual(deps.memory.recall('applications.query'), query);
    const { applications } = await listApplications(bench.client, { query });
    assert.deepEqual(
      applications.map(({ name }) => name),
      [WEB],
    );
    const both = await listApplications(bench.client, { query: { ...query, search: 'job' } });
    assert.deepEqual(both.applications, []);
    await applicationsShowAll(deps)();
    assert.deepEqual(deps.memory.recall('applications.query'), { list: 'all' });
    await applicationRemoveValue(bench.deps(['Remove', undefined]))(part(WEB, 'tag', 'payroll'));
    assert.deepEqual((await properties(WEB)).tags, ['sandbox']);
  });

  it('shows what a search finds while it is typed, and Escape what was shown before', async () => {
    const typing = bench.deps(['tasks']);
    const prompt = {
      ...typing.prompt,
      async input(question: Parameters<typeof typing.prompt.input>[0]) {
        question.onType?.('tas');
        await new Promise((resolve) => setTimeout(resolve, 350));
        assert.deepEqual(typing.memory.recall('applications.query'), { list: 'all', search: 'tas' });
        return undefined;
      },
    };
    await applicationsSearch({ ...typing, prompt })();
    assert.deepEqual(typing.memory.recall('applications.query'), { list: 'all', search: '' });
  });

  it('makes the redirect URIs of Android, iOS and macOS apps', async () => {
    const hash = `${'A+/'.repeat(9)}=`;
    await applicationAddRedirectUri(bench.deps(['Android', 'com.contoso.shop', hash, 'Add', undefined]))(
      bench.target(WEB),
    );
    await applicationAddRedirectUri(bench.deps(['iOS and macOS', 'com.contoso.shop', 'Add', undefined]))(
      bench.target(WEB),
    );
    const { publicClient } = (await read(WEB)).redirectUris;
    assert.deepEqual(publicClient.slice(-2), [
      `msauth://com.contoso.shop/${encodeURIComponent(hash)}`,
      'msauth.com.contoso.shop://auth',
    ]);
    const shown = await parts(WEB, 'redirectUri');
    assert.deepEqual(
      shown.slice(-2).map(({ description, state }) => [description, state]),
      [
        ['Android', undefined],
        ['iOS and macOS', undefined],
      ],
    );
  });

  it('removes all redirect URIs, and brings them back', async () => {
    const before = (await read(WEB)).redirectUris;
    await applicationRemoveRedirectUris(bench.deps(['Remove', 'Undo']))(bench.target(WEB));
    await settled();
    assert.deepEqual((await read(WEB)).redirectUris, before);
    await applicationRemoveRedirectUris(bench.deps(['Remove', undefined]))(bench.target(WEB));
    assert.deepEqual((await read(WEB)).redirectUris, { web: [], spa: [], publicClient: [] });
  });

  it('sets, copies and removes the front-channel logout URL', async () => {
    const setting = { ...bench.target(WEB), setting: 'logoutUrl' };
    const url = 'https://shop.test/signout';
    await applicationChangeSetting(bench.deps([url, 'Change', undefined]))(setting);
    assert.equal((await properties(WEB)).logoutUrl, url);
    const copy = bench.deps([]);
    await applicationCopyValue(copy)(setting);
    assert.equal(copy.workbench.clipboardText, url);
    await applicationChangeSetting(bench.deps(['', 'Change', undefined]))(setting);
    assert.equal((await properties(WEB)).logoutUrl, undefined);
    await assert.rejects(applicationChangeSetting(bench.deps(['http://shop.test']))(setting));
  });

  const settings: readonly (readonly [setting: string, label: string, path: string, value: unknown])[] = [
    ['audience', 'Any Microsoft Entra tenant', 'signInAudience', 'AzureADMultipleOrgs'],
    ['publicClient', 'On', 'isFallbackPublicClient', true],
    ['tokenVersion', 'Version 2.0', 'api/requestedAccessTokenVersion', 2],
    ['groupsClaim', 'Assigned groups', 'groupMembershipClaims', 'ApplicationGroup'],
    ['implicitIdToken', 'On', 'web/implicitGrantSettings/enableIdTokenIssuance', true],
    ['implicitAccessToken', 'On', 'web/implicitGrantSettings/enableAccessTokenIssuance', true],
  ];
  for (const [setting, label, path, value] of settings)
    it(`changes the setting ${setting}, and takes it back`, async () => {
      const at = async () => {
        const names = path.split('/');
        const last = names.pop()!;
        return names.reduce((json, name) => child(json, name), (await read(WEB)).resource)[last];
      };
      const before = await at();
      assert.notEqual(before, value);
      const target = { ...bench.target(WEB), setting };
      await applicationChangeSetting(bench.deps([label, 'Change', 'Undo']))(target);
      await settled();
      assert.equal(await at(), before);
      await applicationChangeSetting(bench.deps([label, 'Change', undefined]))(target);
      assert.equal(await at(), value);
    });

  it('edits an application ID URI', async () => {
    const [uri] = (await properties(API)).identifierUris;
    await applicationEditValue(bench.deps([`${uri!}/v2`, 'Change', undefined]))(
      part(API, 'identifierUri', uri!),
    );
    assert.deepEqual((await properties(API)).identifierUris, [`${uri!}/v2`]);
  });

  it('edits a scope, disabling it on the way when its value changes, and takes it back', async () => {
    const [scope] = (await properties(API)).scopes;
    const key = part(API, 'scope', scope!.id);
    const answers = ['Tasks.Look', 'Administrators only', 'Look at tasks', 'Change'];
    await applicationEditValue(bench.deps([...answers, 'Undo']))(key);
    await settled();
    assert.deepEqual((await properties(API)).scopes[0], scope);
    await applicationEditValue(bench.deps([...answers, undefined]))(key);
    const { value, needsAdmin, title, isEnabled } = (await properties(API)).scopes[0]!;
    assert.deepEqual([value, needsAdmin, title, isEnabled], ['Tasks.Look', true, 'Look at tasks', true]);
  });

  it('edits an app role', async () => {
    const [role] = (await properties(API)).roles;
    await applicationEditValue(bench.deps(['Tasks.Boss', 'Both', 'Runs tasks', 'Change', undefined]))(
      part(API, 'role', role!.id),
    );
    const { value, title, members } = (await properties(API)).roles[0]!;
    assert.deepEqual([value, title, members], ['Tasks.Boss', 'Runs tasks', ['User', 'Application']]);
  });

  it('disables and enables an exposed scope and an app role', async () => {
    for (const [kind, all] of [
      ['scope', 'scopes'],
      ['role', 'roles'],
    ] as const) {
      const target = part(API, kind, (await properties(API))[all][0]!.id);
      await applicationToggleEntitlement(bench.deps(['Disable', undefined]))(target);
      assert.equal((await properties(API))[all][0]!.isEnabled, false);
      await applicationToggleEntitlement(bench.deps(['Enable', undefined]))(target);
      assert.equal((await properties(API))[all][0]!.isEnabled, true);
    }
  });

  it('pre-authorizes a client for scopes, changes which, and flags deleted scopes', async () => {
    const { scopes } = await properties(API);
    const [first, second] = scopes;
    assert.ok(first && second);
    await applicationAddAuthorizedClient(
      bench.deps(['Azure CLI', `+${first.value} ; +${second.value}`, 'Change', undefined]),
    )(bench.target(API));
    const [client] = authorizedClientsOf(await read(API));
    assert.deepEqual(client!.scopeIds, [first.id, second.id]);
    await applicationEditValue(bench.deps([`-${second.value}`, 'Change', undefined]))(
      part(API, 'authorizedClient', client!.appId),
    );
    const [shown] = await parts(API, 'authorizedClient');
    assert.deepEqual([shown!.label, shown!.description], ['Azure CLI', first.value]);
    await applicationRemoveValue(bench.deps(['Remove', 'Undo']))(
      part(API, 'authorizedClient', client!.appId),
    );
    await settled();
    assert.equal(authorizedClientsOf(await read(API)).length, 1);
    const context = { graph: bench.client, now: 0, translate: untranslated };
    const application = await read(API);
    const api = { ...child(application.resource, 'api'), oauth2PermissionScopes: [] };
    const kind = partKinds.find(({ id }) => id === 'authorizedClient')!;
    const [gone] = await kind.load({
      ...context,
      application: { ...application, resource: { ...application.resource, api } },
    });
    assert.deepEqual([gone!.description, gone!.state], ['deleted scope', 'warning']);
  });

  it('pre-authorizes a client of the tenant, found by name', async () => {
    const [scope] = (await properties(API)).scopes;
    await applicationAddAuthorizedClient(
      bench.deps([
        'An application of this tenant…',
        'contoso web',
        WEB,
        `+${scope!.value}`,
        'Change',
        undefined,
      ]),
    )(bench.target(API));
    const [shown] = await parts(API, 'authorizedClient');
    assert.deepEqual([shown!.label, shown!.value], [WEB, bench.target(WEB).clientId]);
  });

  it('adds, changes and removes optional claims of each token', async () => {
    await applicationAddOptionalClaim(bench.deps(['ID token', 'login_hint', 'Change', undefined]))(
      bench.target(WEB),
    );
    await applicationAddOptionalClaim(
      bench.deps(['Access token', 'idtyp', '+include_user_token', 'Change', undefined]),
    )(bench.target(WEB));
    const [idtyp] = optionalClaimsOf(await read(WEB), 'accessToken');
    assert.deepEqual(strings(idtyp!, 'additionalProperties'), ['include_user_token']);
    const key = part(WEB, 'optionalClaim', 'accessToken idtyp');
    await applicationEditValue(bench.deps(['+essential ; -include_user_token', 'Change', undefined]))(key);
    const shown = await parts(WEB, 'optionalClaim');
    assert.deepEqual(
      shown.map(({ label, description }) => `${label} ${description ?? ''}`),
      ['login_hint ID token', 'idtyp Access token · essential'],
    );
    await applicationRemoveValue(bench.deps(['Remove', 'Undo']))(key);
    await settled();
    assert.equal(optionalClaimsOf(await read(WEB), 'accessToken').length, 1);
    await applicationRemoveValue(bench.deps(['Remove', undefined]))(key);
    assert.equal(optionalClaimsOf(await read(WEB), 'accessToken').length, 0);
    assert.equal(optionalClaimsOf(await read(WEB), 'idToken').length, 1);
  });

  it('assigns app roles to users, groups and applications, and takes them back', async () => {
    await applicationAddRole(bench.deps(['Shop.Admin', 'Both', 'Runs the shop', 'Add', undefined]))(
      bench.target(WEB),
    );
    const holders = [
      ['ada', 'Ada Lovelace'],
      ['platform', 'Platform Team'],
      ['nightly', 'Contoso Nightly Job'],
    ] as const;
    for (const [typed, name] of holders)
      await applicationAssignRole(bench.deps(['Shop.Admin', typed, name, 'Assign', undefined]))(
        bench.target(WEB),
      );
    const shown = await parts(WEB, 'roleAssignment');
    assert.deepEqual(
      shown.map(({ label, description }) => `${label}: ${description ?? ''}`),
      [
        'Ada Lovelace: Shop.Admin · User',
        'Platform Team: Shop.Admin · Group',
        'Contoso Nightly Job: Shop.Admin · ServicePrincipal',
      ],
    );
    await applicationAssignRole(bench.deps(['Default access', 'alan', 'Alan Turing', 'Assign', 'Undo']))(
      bench.target(WEB),
    );
    await settled();
    assert.equal((await parts(WEB, 'roleAssignment')).length, 3);
    const ada = part(WEB, 'roleAssignment', shown[0]!.key);
    await applicationRemoveValue(bench.deps(['Remove', 'Undo']))(ada);
    await settled();
    assert.equal((await parts(WEB, 'roleAssignment')).length, 3);
  });

  it('edits a federated credential, and knows the audience of each cloud', async () => {
    await applicationAddFederatedCredential(
      bench.deps(['GitHub Actions: an environment', 'contoso/web', 'prod', 'web', 'Add', undefined]),
    )(bench.target(WEB));
    const subject = 'repo:contoso/web:environment:test';
    const issuer = 'https://token.actions.githubusercontent.com';
    const audience = 'api://AzureADTokenExchange';
    await applicationEditValue(bench.deps([issuer, subject, audience, 'Change', undefined]))(
      part(WEB, 'federatedCredential', 'web'),
    );
    const [credential] = await readFederatedCredentials(bench.client, bench.target(WEB).clientId);
    assert.deepEqual(credential, { name: 'web', issuer, subject, audiences: [audience] });
    assert.deepEqual(
      ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn'].map(
        (host) => cloudOfAuthority(`https://${host}/t/v2.0`).tokenExchangeAudience,
      ),
      [audience, `${audience}USGov`, `${audience}China`],
    );
  });

  it('replaces a certificate: adds one, keeps the old one until told', async () => {
    await applicationAddCertificate(bench.deps(['Make a key pair here', 'Add', undefined]))(
      bench.target(WEB),
    );
    const [old] = (await properties(WEB)).certificates;
    const deps = bench.deps(['Make a key pair here', 'Add', undefined, 'Remove Old Certificate']);
    await applicationRotateCertificate(deps)(part(WEB, 'certificate', old!.keyId));
    for (let tries = 0; (await properties(WEB)).certificates.length !== 1 && tries < 50; tries++)
      await settled();
    const [now] = (await properties(WEB)).certificates;
    assert.notEqual(now!.keyId, old!.keyId);
  });

  it('keeps a new secret in secret storage when no file is written', async () => {
    const deps = bench.deps(['ci', '90 days', 'A file', 'Add', undefined, undefined]);
    const workbench = { ...deps.workbench, saveFile: () => Promise.resolve(false) };
    await applicationAddSecret({ ...deps, workbench })(bench.target(WEB));
    assert.equal((await deps.credentials.list()).length, 1);
  });

  it('asks for fewer permissions, one or all of an API', async () => {
    const before = (await properties(WEB)).requested.length;
    const add = bench.deps(['Microsoft Graph', '+Mail.Read (delegated)', 'Add', undefined]);
    await applicationAddPermission(add)(bench.target(WEB));
    assert.equal((await properties(WEB)).requested.length, before + 1);
    const less = bench.deps(['Microsoft Graph', '-Mail.Read (delegated)', 'Change', 'Undo']);
    await applicationAddPermission(less)(bench.target(WEB));
    await settled();
    assert.equal((await properties(WEB)).requested.length, before + 1);
  });

  it('asks for the permission of an API found by name', async () => {
    const [scope] = (await properties(API)).scopes;
    await applicationAddPermission(
      bench.deps(['Another API…', 'tasks', API, `+${scope!.value}`, 'Add', undefined]),
    )(bench.target('Contoso Nightly Job'));
    const { requested } = await properties('Contoso Nightly Job');
    assert.ok(requested.some(({ id }) => id === scope!.id));
  });

  it('takes granted consent back, a permission at a time or all that was granted at once', async () => {
    const { clientId } = bench.target(WEB);
    await applicationAddPermission(
      bench.deps(['Microsoft Graph', '+Mail.Read (delegated) ; +Mail.Send (delegated)', 'Add', undefined]),
    )(bench.target(WEB));
    const granted = async () =>
      (await readConsent(bench.client, clientId, (await properties(WEB)).requested))
        .filter(({ state }) => state === 'granted')
        .map(({ value }) => value);
    const before = await granted();
    await applicationGrantConsent(bench.deps(['Grant', 'Undo']))(bench.target(WEB));
    await settled();
    assert.deepEqual(await granted(), before);
    await applicationGrantConsent(bench.deps(['Grant', undefined]))(bench.target(WEB));
    const all = await granted();
    assert.ok(all.includes('Mail.Read') && all.length > before.length);
    const key = (await parts(WEB, 'permission')).find(({ label }) => label === 'Mail.Read')!.key;
    await applicationRevokeConsent(bench.deps(['Revoke', 'Undo']))(part(WEB, 'permission', key));
    await settled();
    assert.deepEqual(await granted(), all);
    await applicationRevokeConsent(bench.deps(['Revoke', undefined]))(part(WEB, 'permission', key));
    assert.equal((await granted()).includes('Mail.Read'), false);
  });

  it('makes a service principal an owner', async () => {
    await applicationAddOwner(bench.deps(['nightly', 'Contoso Nightly Job', 'Add', undefined]))(
      bench.target(WEB),
    );
    assert.ok((await parts(WEB, 'owner')).some(({ label }) => label === 'Contoso Nightly Job'));
  });

  it('opens an application and its owners in the portals of its cloud', async () => {
    await applicationAddOwner(bench.deps(['alan', 'Alan Turing', 'Add', undefined]))(bench.target(WEB));
    const clouds = [
      ['https://login.microsoftonline.com', 'https://entra.microsoft.com', 'https://portal.azure.com'],
      ['https://login.microsoftonline.us', 'https://entra.microsoft.us', 'https://portal.azure.us'],
      [
        'https://login.partner.microsoftonline.cn',
        'https://entra.microsoftonline.cn',
        'https://portal.azure.cn',
      ],
    ] as const;
    for (const [authority, entra, azure] of clouds) {
      const deps = bench.deps(['Alan Turing']);
      const tenant = { ...bench.tenant, kind: 'entra' as const, authority: `${authority}/t/v2.0` };
      const tenants = { ...deps.tenants, find: () => Promise.resolve(tenant) };
      await applicationOpenPortal({ ...deps, tenants })(bench.target(WEB));
      await applicationOpenAzurePortal({ ...deps, tenants })(bench.target(WEB));
      await applicationOpenOwner({ ...deps, tenants })(bench.target(WEB));
      const { clientId } = bench.target(WEB);
      assert.ok(deps.workbench.done[0]!.startsWith(`open ${entra}/${bench.tenant.id}/#view/`));
      assert.ok(deps.workbench.done[0]!.endsWith(`/appId/${clientId}`));
      assert.ok(deps.workbench.done[1]!.startsWith(`open ${azure}/`));
      assert.ok(deps.workbench.done[2]!.startsWith(`open ${entra}/`));
    }
  });

  it('opens an owner that is a service principal as the application it is', async () => {
    await applicationAddOwner(bench.deps(['nightly', 'Contoso Nightly Job', 'Add', undefined]))(
      bench.target(WEB),
    );
    const { clientId } = bench.target('Contoso Nightly Job');
    const [owner] = (await parts(WEB, 'owner')).filter(({ label }) => label === 'Contoso Nightly Job');
    const deps = bench.deps([]);
    const tenant = { ...bench.tenant, kind: 'entra' as const };
    const tenants = { ...deps.tenants, find: () => Promise.resolve(tenant) };
    await applicationOpenOwner({ ...deps, tenants })(part(WEB, 'owner', owner!.key));
    assert.ok(
      deps.workbench.done[0]!.endsWith(
        `/ManagedAppMenuBlade/~/Overview/objectId/${owner!.key}/appId/${clientId}`,
      ),
      deps.workbench.done[0],
    );
  });

  it('copies any value of a registration', async () => {
    await applicationAddScope(
      bench.deps(['Files.Read', 'Users and administrators', 'Read files', 'Add', undefined]),
    )(bench.target(WEB));
    const { clientId } = bench.target(WEB);
    const [scope] = (await properties(WEB)).scopes;
    const [uri] = (await read(WEB)).redirectUris.web;
    const copied = async (kind: PartKindId, key: string) => {
      const deps = bench.deps([]);
      await applicationCopyValue(deps)(part(WEB, kind, key));
      return deps.workbench.clipboardText;
    };
    assert.equal(await copied('redirectUri', `web ${uri!}`), uri);
    assert.equal(await copied('scope', scope!.id), `api://${clientId}/Files.Read`);
    assert.equal(await copied('identifierUri', `api://${clientId}`), `api://${clientId}`);
  });

  it('turns a search that Graph refuses into an error of the search', async () => {
    bench.sandbox.sandbox.control.inject({ fault: 'serverError', endpoint: 'graph', times: 1 });
    await assert.rejects(applicationAddOwner(bench.deps(['x']))(bench.target(WEB)), (error) =>
      IdentityError.is(error, 'graph.failed'),
    );
  });
});
