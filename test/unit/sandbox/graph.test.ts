import assert from 'node:assert/strict';
import { isObject, list, type JsonObject } from '../../../src/core/json.ts';
import { ALAN, ORIGIN, startSandbox, type TestSandbox } from './testSandbox.ts';

const EVENTUAL = { ConsistencyLevel: 'eventual' };

describe('sandbox: Microsoft Graph', () => {
  let sandbox: TestSandbox;
  let app: string;
  let user: string;
  beforeEach(async () => {
    sandbox = await startSandbox();
    app = await token({
      ...credentialsOf('Identity Workbench'),
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    });
    user = await userToken('User.Read');
  });

  const credentialsOf = (name: string) => {
    const { clientId, clientSecret } = sandbox.application(name);
    return { client_id: clientId, ...(clientSecret === undefined ? {} : { client_secret: clientSecret }) };
  };
  const token = async (form: Record<string, string>): Promise<string> => {
    const { body } = await sandbox.post(`/${sandbox.contoso}/oauth2/v2.0/token`, form);
    assert.equal(typeof body['access_token'], 'string', JSON.stringify(body));
    return String(body['access_token']);
  };
  const userToken = async (scope: string, name = 'Contoso Legacy Portal'): Promise<string> => {
    const { password } = sandbox.sandbox.describe().users.find((each) => each.userPrincipalName === ALAN)!;
    return await token({ ...credentialsOf(name), grant_type: 'password', scope, username: ALAN, password });
  };
  const get = async (path: string, bearer = app, headers: Record<string, string> = {}) =>
    await sandbox.get(`/graph/v1.0${path}`, { authorization: `Bearer ${bearer}`, ...headers });
  const names = (body: JsonObject): unknown[] =>
    list(body, 'value').map((each) => (isObject(each) ? each['displayName'] : each));

  it('serves /me to a user only', async () => {
    const { body } = await get('/me', user);
    assert.equal(body['userPrincipalName'], ALAN);
    assert.equal(body['accountEnabled'], undefined, 'defaults only');
    assert.equal((await get('/me?$select=accountEnabled', user)).body['accountEnabled'], true);
    assert.equal((await get('/me')).status, 400);
    assert.ok(names((await get('/me/memberOf', user)).body).includes('Engineering'));
  });

  it('checks the token: 401 without, forged, expired, for another API', async () => {
    for (const bearer of ['', 'x.y.z', `${user}x`]) {
      const answer = await get('/me', bearer);
      assert.equal(answer.status, 401);
      assert.equal(
        isObject(answer.body['error']) && answer.body['error']['code'],
        'InvalidAuthenticationToken',
      );
    }
    const other = await userToken('https://orders.contoso.sandbox.test/Orders.Read', 'Contoso Desktop');
    assert.equal((await get('/me', other)).status, 401);
    sandbox.clock.time += 2 * 3600_000;
    assert.match(JSON.stringify((await get('/me', user)).body), /expired/);
  });

  it('checks permissions: 403 Authorization_RequestDenied', async () => {
    for (const path of ['/users', '/groups', '/applications', '/servicePrincipals']) {
      const answer = await get(path, user);
      assert.equal(answer.status, 403, path);
      assert.match(JSON.stringify(answer.body), /Authorization_RequestDenied/);
    }
    assert.equal((await get('/organization', user)).status, 200);
  });

  it('lists every collection', async () => {
    for (const path of [
      '/users',
      '/groups',
      '/applications',
      '/servicePrincipals',
      '/organization',
      '/directoryRoles',
      '/oauth2PermissionGrants',
    ]) {
      const { body, status } = await get(path);
      assert.equal(status, 200, path);
      assert.ok(list(body, 'value').length > 0, path);
    }
  });

  it('finds one row by id, user name or application id, and members of groups', async () => {
    assert.equal((await get(`/users/${ALAN}`)).body['displayName'], 'Alan Turing');
    const { clientId } = sandbox.application('Contoso Web');
    assert.equal((await get(`/applications(appId='${clientId}')`)).body['displayName'], 'Contoso Web');
    assert.equal(
      (await get(`/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')`)).body['displayName'],
      'Microsoft Graph',
    );
    assert.equal((await get('/users/nobody')).status, 404);
    const group = list((await get("/groups?$filter=displayName eq 'Engineering'")).body, 'value')[0];
    assert.ok(isObject(group));
    assert.deepEqual(names((await get(`/groups/${String(group['id'])}/members`)).body), [
      'Grace Hopper',
      'Alan Turing',
      'Platform Team',
    ]);
  });

  it('pages by @odata.nextLink until the end', async () => {
    const seen: unknown[] = [];
    let path: string | undefined = '/users?$top=3&$select=displayName';
    while (path !== undefined) {
      const { body } = await get(path);
      seen.push(...names(body));
      const next: unknown = body['@odata.nextLink'];
      path = typeof next === 'string' ? next.slice(`${ORIGIN}/graph/v1.0`.length) : undefined;
    }
    assert.equal(new Set(seen).size, 8);
    assert.equal((await get('/users?$skiptoken=x')).status, 400);
  });

  const filters: readonly (readonly [string, number])[] = [
    ["startswith(displayName,'a')", 2],
    ["userType eq 'Guest'", 1],
    ["accountEnabled eq true and department eq 'Engineering'", 2],
    ["department eq 'Finance' or (jobTitle eq 'Developer')", 3],
    ["department in ('Finance','IT')", 4],
    ["surname eq 'D''Arcy-Müller'", 1],
    ['department eq null', 1],
  ];
  for (const [filter, count] of filters) {
    it(`filters users by ${filter}`, async () => {
      const { body } = await get(`/users?$filter=${encodeURIComponent(filter)}`);
      assert.equal(list(body, 'value').length, count, JSON.stringify(body));
    });
  }

  it('filters groups by any()', async () => {
    assert.equal(names((await get("/groups?$filter=groupTypes/any(t:t eq 'Unified')")).body).length, 3);
  });

  it('holds advanced queries to ConsistencyLevel and $count', async () => {
    assert.match(JSON.stringify((await get('/users?$count=true')).body), /Request_UnsupportedQuery/);
    assert.match(
      JSON.stringify((await get("/users?$filter=department ne 'IT'")).body),
      /Request_UnsupportedQuery/,
    );
    const advanced = await get("/users?$filter=not(department eq 'IT')&$count=true&$top=1", app, EVENTUAL);
    assert.equal(advanced.body['@odata.count'], 6);
    assert.deepEqual(names((await get('/users?$search="displayName:hop"', app, EVENTUAL)).body), [
      'Grace Hopper',
    ]);
    const count = await sandbox.sandbox.fetch(
      new Request(`${ORIGIN}/graph/v1.0/users/$count`, {
        headers: { authorization: `Bearer ${app}`, ...EVENTUAL },
      }),
    );
    assert.equal(await count.text(), '8');
  });

  it('answers malformed queries with 400', async () => {
    for (const query of [
      '$filter=(',
      "$filter=displayName eq 'x",
      '$filter=displayName like 1',
      '$top=0',
      '$top=x',
      '$expand=manager',
      '$orderby=a b c',
      '$filter=' + '('.repeat(80),
    ]) {
      const { status, body } = await get(`/users?${query}`);
      assert.equal(status, 400, query);
      assert.ok(isObject(body['error']));
    }
    assert.equal((await get('/__proto__')).status, 400);
    assert.equal((await get('/users/%zz')).status, 400);
  });

  it('serves userinfo (OpenID Connect Core §5.3)', async () => {
    const bearer = await userToken('openid profile email User.Read');
    const { body } = await sandbox.get('/graph/oidc/userinfo', { authorization: `Bearer ${bearer}` });
    assert.equal(body['email'], ALAN);
    assert.equal((await sandbox.get('/graph/oidc/userinfo', { authorization: `Bearer ${app}` })).status, 403);
  });
});
