import assert from 'node:assert/strict';
import { graph } from '../../../src/core/entra/graph.ts';
import { parseTenants } from '../../../src/core/entra/tenantSettings.ts';
import type { TenantRegistry } from '../../../src/core/entra/tenantRegistry.ts';
import { untranslated } from '../../../src/core/explain.ts';
import { IdentityError } from '../../../src/core/errors.ts';
import type { Fetch } from '../../../src/core/ports.ts';
import { applicationsView } from '../../../src/views/applicationsView.ts';
import { tenantsView } from '../../../src/views/tenantsView.ts';
import type { Page, Row } from '../../../src/views/treeNode.ts';

const DAY = 24 * 3600 * 1000;
const NOW = Date.parse('2026-01-01T00:00:00Z');
const memoryOf = (remembered: Readonly<Record<string, unknown>>) => ({
  recall: (key: string) => remembered[key],
  remember: () => Promise.resolve(),
});
const signal = new AbortController().signal;
const contoso = {
  id: 'contoso',
  name: 'Contoso',
  kind: 'entra',
  authority: 'https://login.example.test/contoso/v2.0',
  graph: 'https://graph.example.test',
};

function registry(setting: unknown): TenantRegistry {
  const settings = parseTenants(setting);
  return {
    list: () => Promise.resolve(settings),
    find: (id) => Promise.resolve(settings.tenants.find((tenant) => tenant.id === id)!),
    add: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    changeSignIn: () => Promise.resolve(),
    onDidChange: () => ({ dispose: () => {} }),
  };
}

const noArm = () => ({ list: () => Promise.reject(new Error('unused')) });

const labels = (page: Page) => page.rows.map((row) => row.present().label);
const only = (page: Page): Row => {
  assert.equal(page.rows.length, 1);
  return page.rows[0]!;
};

describe('Tenants view', () => {
  it('shows each tenant with its documents, and a row for each broken setting', async () => {
    const page = await tenantsView({
      tenants: registry([contoso, { id: 'x' }]),
      graph: () =>
        graph(
          () => Promise.reject(new Error('unused')),
          contoso.graph,
          () => Promise.resolve('t'),
        ),
      arm: noArm,
      signedIn: () => ({ name: 'ada@contoso.test', permissions: ['User.Read'] }),
      translate: untranslated,
    })();
    assert.deepEqual(labels(page), ['Contoso', 'Entry 2 of the setting identity.tenants is not a tenant.']);
    assert.deepEqual(labels(await page.rows[0]!.load!(signal)), [
      'Sign-in',
      'Authority',
      'Id',
      'Discovery document',
      'Signing keys',
      'Overview',
      'Users',
      'Groups',
      'Enterprise applications',
      'Managed identities',
      'Devices',
      'Roles',
      'Conditional Access',
      'Identity Protection',
      'Guests (B2B)',
      'External identities',
      'Logs',
      'Azure subscriptions',
    ]);
    const signIn = (await page.rows[0]!.load!(signal)).rows[0]!;
    assert.equal(signIn.present().description, 'Microsoft account of VS Code · ada@contoso.test');
    assert.equal(signIn.command, 'identity.tenant.changeSignIn');
    assert.equal(page.rows[1]!.command, 'identity.tenants.openSettings');
  });
});

describe('the directory below a tenant', () => {
  const branches = async (fetch: Fetch) => {
    const deps = {
      tenants: registry([contoso]),
      graph: () => graph(fetch, contoso.graph, () => Promise.resolve('t')),
      arm: noArm,
      signedIn: () => undefined,
      translate: untranslated,
    };
    const rows = (await only(await tenantsView(deps)()).load!(signal)).rows;
    return (id: string) => rows.find((row) => row.id === id)!;
  };

  it('opens from groups to members to their groups, page by page', async () => {
    const next = 'https://graph.example.test/v1.0/groups?$skiptoken=2';
    const group = { id: 'g1', displayName: 'Ops', securityEnabled: true, groupTypes: ['DynamicMembership'] };
    const user = {
      '@odata.type': '#microsoft.graph.user',
      id: 'u1',
      displayName: 'Ada',
      userPrincipalName: 'ada@x',
    };
    const fetch: Fetch = (url) => {
      const { pathname, searchParams } = new URL(String(url));
      if (pathname.endsWith('/groups/g1/members')) return Promise.resolve(Response.json({ value: [user] }));
      return Promise.resolve(
        Response.json(
          searchParams.has('$skiptoken') ? { value: [] } : { value: [group], '@odata.nextLink': next },
        ),
      );
    };
    const page = await (await branches(fetch))('groups').load!(signal);
    assert.equal(only(page).present().description, 'security · dynamic');
    assert.deepEqual((await page.next!(signal)).rows, []);
    const below = (await only(page).load!(signal)).rows;
    assert.equal(below[0]!.present().label, 'Members');
    const [members] = below;
    assert.equal(only(await members!.load!(signal)).present().description, 'ada@x');
  });

  it('turns a missing permission into a row that names it and offers ways to get it', async () => {
    const error = { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' } };
    const forbidden = await branches(() => Promise.resolve(Response.json(error, { status: 403 })));
    const row = only(await forbidden('users').load!(signal));
    assert.equal(row.present().label, 'Needs User.Read.All');
    assert.equal(row.command, 'identity.tenant.getPermission');
    assert.deepEqual(row.target, { tenant: 'contoso', permission: 'User.Read.All' });
  });

  it('says that a licence is missing where Graph says so', async () => {
    const error = {
      error: {
        code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
        message: 'Neither tenant is B2C or tenant does not have premium license',
      },
    };
    const rows = await branches(() => Promise.resolve(Response.json(error, { status: 403 })));
    const [signIns] = (await rows('logs').load!(signal)).rows;
    const row = only(await signIns!.load!(signal));
    assert.equal(row.present().label, 'Needs Microsoft Entra ID P1');
  });

  it('passes a claims challenge on to a sign-in', async () => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    const rows = await branches(() =>
      Promise.reject(new IdentityError('signIn.stepUp', { tenant: 'Contoso', claims })),
    );
    const row = only(await rows('users').load!(signal));
    assert.equal(row.command, 'identity.tenant.signIn');
    assert.deepEqual(row.target, { tenant: 'contoso', permission: 'User.Read.All', claims });
  });

  it('says that a person is needed where an application asks for its own roles', async () => {
    const error = { error: { code: 'BadRequest', message: '/me request is only valid with delegated' } };
    const rows = await branches(() => Promise.resolve(Response.json(error, { status: 400 })));
    const own = (await rows('roles').load!(signal)).rows.find(({ id }) => id === 'ownEligible');
    const row = only(await own!.load!(signal));
    assert.equal(row.command, 'identity.tenant.changeSignIn');
  });

  it('signs in where nobody is signed in', async () => {
    const failing = {
      tenants: registry([contoso]),
      graph: () =>
        graph(
          () => Promise.reject(new Error('unused')),
          contoso.graph,
          () => Promise.reject(new IdentityError('graph.signInNeeded', { tenant: 'Contoso' })),
        ),
      arm: noArm,
      signedIn: () => undefined,
      translate: untranslated,
    };
    const rows = (await only(await tenantsView(failing)()).load!(signal)).rows;
    const row = only(await rows.find(({ id }) => id === 'users')!.load!(signal));
    assert.equal(row.command, 'identity.tenant.signIn');
  });
});

describe('App Registrations view', () => {
  const application = {
    id: 'o1',
    appId: 'c1',
    displayName: 'Shop',
    web: { redirectUris: ['https://shop.test/cb'] },
    passwordCredentials: [
      { keyId: 'k1', displayName: 'old', endDateTime: new Date(NOW - 10 * DAY).toISOString() },
      { keyId: 'k2', displayName: 'new', endDateTime: new Date(NOW + 10 * DAY).toISOString() },
    ],
    identifierUris: ['api://shop'],
    api: {
      oauth2PermissionScopes: [
        { value: 'Read', isEnabled: true },
        { value: 'Old', isEnabled: false },
      ],
    },
  };

  const view = (
    fetch: Fetch,
    token = () => Promise.resolve('t'),
    remembered: Readonly<Record<string, unknown>> = {},
  ) =>
    applicationsView({
      tenants: registry([contoso, { id: 'https://idp.test', authority: 'https://idp.test' }]),
      graph: () => graph(fetch, contoso.graph, token),
      translate: untranslated,
      clock: { now: () => NOW },
      memory: memoryOf(remembered),
    })();

  it('shows only tenants that have Microsoft Graph, and their applications page by page', async () => {
    const next = 'https://graph.example.test/v1.0/applications?$skiptoken=2';
    const fetch: Fetch = (url) =>
      Promise.resolve(
        String(url) === next
          ? Response.json({ value: [{ ...application, id: 'o2', displayName: 'Second' }] })
          : Response.json({ value: [application, { id: 'no appId' }], '@odata.nextLink': next }),
      );
    const tenant = only(await view(fetch));
    const first = await tenant.load!(signal);
    assert.deepEqual(labels(first), ['Shop']);
    assert.equal(only(first).present().description, 'Web · API · c1');
    assert.deepEqual(only(first).target, { tenant: 'contoso', clientId: 'c1' });
    const second = await first.next!(signal);
    assert.deepEqual(labels(second), ['Second']);
    assert.equal(second.next, undefined);
  });

  it('shows recent and pinned applications first, unless some are looked for', async () => {
    const remembered = { tenant: 'contoso', clientId: 'c1', name: 'Shop' };
    const fetch: Fetch = () => Promise.resolve(Response.json({ value: [application] }));
    const lists = {
      'applications.pinned': [remembered],
      'applications.recent': [remembered, { ...remembered, tenant: 'other' }],
    };
    const firstRows = async (query: unknown) => {
      const tenant = only(await view(fetch, undefined, { ...lists, 'applications.query': query }));
      return (await tenant.load!(signal)).rows;
    };
    const rows = await firstRows({ list: 'all' });
    assert.deepEqual(
      rows.map((each) => `${each.present().label} ${each.context ?? ''}`),
      ['Recent ', 'Shop application.pinned', 'Shop application'],
    );
    const [recent] = (await rows[0]!.load!(signal)).rows;
    assert.deepEqual(recent!.target, { tenant: 'contoso', clientId: 'c1' });
    assert.ok((await recent!.load!(signal)).rows.length > 5);
    assert.equal((await firstRows({ list: 'all', tag: 'x' })).length, 1);
    assert.equal((await firstRows({ list: 'all', search: 'x' })).length, 1);
  });

  it('opens an application to its registration without another request', async () => {
    let requests = 0;
    const fetch: Fetch = () => Promise.resolve((requests++, Response.json({ value: [application] })));
    const page = await only(await view(fetch)).load!(signal);
    const properties = (await only(page).load!(signal)).rows;
    assert.deepEqual(
      properties.map((row) => `${row.present().label}: ${row.present().description ?? ''}`),
      [
        'Client ID: c1',
        'Authentication settings: ',
        'Redirect URIs: 1',
        'Client secrets: 2',
        'Certificates: none',
        'Federated credentials: ',
        'API permissions: none',
        'Application ID URIs: 1',
        'Exposed scopes: 2',
        'Pre-authorized clients: none',
        'App roles: none',
        'Role assignments: ',
        'Optional claims: none',
        'Owners: ',
        'Tags: none',
      ],
    );
    const group = async (id: string) => (await properties.find((row) => row.id === id)!.load!(signal)).rows;
    assert.deepEqual(
      (await group('secret')).map((row) => [row.present().description, row.present().color]),
      [
        ['expired 10 days ago', 'list.errorForeground'],
        ['10 days left', 'list.warningForeground'],
      ],
    );
    assert.deepEqual(
      (await group('settings')).map((row) => row.present().description),
      ['This tenant only', 'Off', 'Off', 'Off', 'Version 1.0', 'None', 'none', 'none', 'none'],
    );
    assert.deepEqual((await group('redirectUri'))[0]!.target, {
      tenant: 'contoso',
      clientId: 'c1',
      part: 'redirectUri',
      key: 'web https://shop.test/cb',
    });
    assert.equal(requests, 1);
  });

  it('offers the sign-in where there is none yet, and lets other errors through to their row', async () => {
    const needed = () => Promise.reject(new IdentityError('graph.signInNeeded', { tenant: 'Contoso' }));
    const row = only(await only(await view(() => Promise.reject(new Error('unused')), needed)).load!(signal));
    assert.equal(row.command, 'identity.tenant.signIn');
    const refused = only(await view(() => Promise.resolve(new Response('{}', { status: 403 }))));
    await assert.rejects(refused.load!(signal), (error) => IdentityError.is(error, 'graph.forbidden'));
  });

  it('says what is searched, and asks Graph for that alone', async () => {
    const asked: string[] = [];
    const fetch: Fetch = (url, init) => {
      asked.push(
        `${decodeURIComponent(String(url))} ${new Headers(init?.headers).get('consistencylevel') ?? ''}`,
      );
      return Promise.resolve(Response.json({ value: [] }));
    };
    const remembered = { 'applications.query': { list: 'all', search: 'sh"op' } };
    const tenant = only(await view(fetch, undefined, remembered));
    assert.equal(tenant.present().description, 'search: sh"op');
    await tenant.load!(signal);
    assert.match(asked[0]!, /\$search="displayName:sh op" eventual$/);
  });

  it('lists deleted registrations to restore, and pinned ones first', async () => {
    const fetch: Fetch = () => Promise.resolve(Response.json({ value: [application] }));
    const deleted = only(await view(fetch, undefined, { 'applications.query': { list: 'deleted' } }));
    const row = only(await deleted.load!(signal));
    assert.equal(row.context, 'registration.deleted');
    assert.deepEqual(row.target, { tenant: 'contoso', objectId: 'o1', name: 'Shop' });
    const pins = {
      'applications.pinned': [{ tenant: 'contoso', clientId: 'c9', name: 'Pinned' }, 'hostile', {}],
    };
    const page = await only(await view(fetch, undefined, pins)).load!(signal);
    assert.deepEqual(labels(page), ['Pinned', 'Shop']);
  });
});
