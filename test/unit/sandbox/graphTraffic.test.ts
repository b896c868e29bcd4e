import assert from 'node:assert/strict';
import { isObject, list, parseJson, text, type JsonObject } from '../../../src/core/json.ts';
import { ORIGIN, startSandbox, type TestSandbox } from './testSandbox.ts';

describe('the traffic of the sandbox Graph', () => {
  let sandbox: TestSandbox;
  let authorization = '';
  beforeEach(async () => {
    sandbox = await startSandbox();
    const { clientId, clientSecret = '' } = sandbox.application('Identity Workbench');
    const answer = await sandbox.post(`/${sandbox.contoso}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'https://graph.microsoft.com/.default',
    });
    authorization = `Bearer ${text(answer.body, 'access_token') ?? ''}`;
  });

  async function send(path: string, init: RequestInit = {}) {
    const url = path.startsWith('/') ? `${ORIGIN}/graph/v1.0${path}` : path;
    const headers = new Headers(init.headers);
    headers.set('authorization', authorization);
    const response = await sandbox.sandbox.fetch(new Request(url, { ...init, headers }));
    const body = parseJson(await response.text());
    return { status: response.status, headers: response.headers, body: isObject(body) ? body : {} };
  }
  const post = (path: string, body: unknown) => send(path, { method: 'POST', body: JSON.stringify(body) });
  const batch = async (...requests: readonly object[]) => {
    const answer = await post('/$batch', { requests });
    return list(answer.body, 'responses').filter(isObject);
  };
  const names = (body: JsonObject) => list(body, 'value').filter(isObject);
  const create = async (displayName: string) => (await post('/applications', { displayName })).body;

  it('answers the parts of a batch by themselves', async () => {
    const parts = await batch(
      { id: 'a', method: 'GET', url: '/organization' },
      { id: 'b', method: 'GET', url: "/applications(appId='none')" },
      { id: 'c', method: 'GET', url: '/users?$search="displayName:ada"' },
      {
        id: 'd',
        method: 'GET',
        url: '/users?$search="displayName:ada"',
        headers: { ConsistencyLevel: 'eventual' },
      },
      { id: 'e', method: 'POST', url: '/applications', body: { displayName: 'From a batch' } },
    );
    assert.deepEqual(
      parts.map((each) => [each['id'], each['status']]),
      [
        ['a', 200],
        ['b', 404],
        ['c', 400],
        ['d', 200],
        ['e', 201],
      ],
    );
    const found = parts[3]!['body'];
    assert.equal(isObject(found) && names(found)[0]!['displayName'], 'Ada Lovelace');
  });

  it('answers 424 to what depends on a part that failed', async () => {
    const parts = await batch(
      { id: '1', method: 'GET', url: '/nothing' },
      { id: '2', method: 'GET', url: '/organization', dependsOn: ['1'] },
      { id: '3', method: 'GET', url: '/organization', dependsOn: ['2'] },
    );
    assert.deepEqual(
      parts.map((each) => each['status']),
      [400, 424, 424],
    );
  });

  it('takes no batch of more than twenty, of twins, or within a batch', async () => {
    const part = (id: number) => ({ id: String(id), method: 'GET', url: '/organization' });
    const tooMany = Array.from({ length: 21 }, (_, index) => part(index));
    for (const requests of [
      tooMany,
      [part(1), part(1)],
      [],
      [{ ...part(1), url: '/$batch', method: 'POST' }],
    ])
      assert.equal((await post('/$batch', { requests })).status, 400);
    authorization = 'Bearer no';
    assert.equal((await post('/$batch', { requests: [part(1)] })).status, 401);
  });

  it('tells what changed since a delta link, page by page', async () => {
    const first = await send('/applications/delta?$select=displayName');
    const link = text(first.body, '@odata.deltaLink')!;
    assert.ok(names(first.body).length > 5);
    assert.deepEqual(names((await send(link)).body), []);
    const made = await create('New here');
    const web = sandbox.application('Contoso Web').clientId;
    await send(`/applications(appId='${web}')`, {
      method: 'PATCH',
      body: JSON.stringify({ displayName: 'Shop' }),
    });
    const gone = sandbox.application('Contoso Desktop').clientId;
    await send(`/applications(appId='${gone}')`, { method: 'DELETE' });
    const changed = names((await send(link)).body);
    assert.deepEqual(
      changed.map((each) => each['displayName'] ?? each['@removed']),
      ['Shop', 'New here', { reason: 'changed' }],
    );
    assert.ok(changed.some(({ id }) => id === made['id']));
    assert.deepEqual(names((await send(link)).body).length, 3, 'the same link tells the same again');
  });

  it('gives a delta link for what comes next without reading anything', async () => {
    const { body } = await send('/users/delta?$deltatoken=latest&$select=id');
    assert.deepEqual(body['value'], []);
    assert.deepEqual(names((await send(text(body, '@odata.deltaLink')!)).body), []);
  });

  it('answers 410 to a delta link that is too old', async () => {
    const { body } = await send('/groups/delta?$deltatoken=latest');
    for (let count = 0; count < 50; count++) await send('/groups/delta?$deltatoken=latest');
    assert.equal((await send(text(body, '@odata.deltaLink')!)).status, 410);
    assert.equal((await send('/groups/delta?$deltatoken=mine')).status, 400);
  });

  it('does not find a new application by a search while its index is stale', async () => {
    await create('Brand new');
    const search = () =>
      send('/applications?$search="displayName:brand"', { headers: { ConsistencyLevel: 'eventual' } });
    assert.equal(names((await search()).body).length, 1);
    sandbox.sandbox.control.inject({ fault: 'staleIndex', endpoint: 'graph', times: 1, value: 60 });
    assert.equal(names((await search()).body).length, 0);
    assert.equal(names((await search()).body).length, 1);
    sandbox.sandbox.control.inject({ fault: 'staleIndex', endpoint: 'graph', times: 1, value: 60 });
    sandbox.clock.time += 61_000;
    assert.equal(names((await search()).body).length, 1, 'the index has caught up');
  });

  it('throttles as Graph does, with and without Retry-After', async () => {
    const { control } = sandbox.sandbox;
    control.inject({ fault: 'throttled', endpoint: 'graph', times: 1, value: 7 });
    const named = await send('/organization');
    assert.equal(named.status, 429);
    assert.equal(named.headers.get('retry-after'), '7');
    assert.equal(isObject(named.body['error']) && named.body['error']['code'], 'TooManyRequests');
    control.inject({ fault: 'throttled', endpoint: 'graph', times: 1, value: 0 });
    assert.equal((await send('/organization')).headers.get('retry-after'), null);
  });
});
