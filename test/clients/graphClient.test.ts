import assert from 'node:assert/strict';
import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  GraphError,
  MiddlewareFactory,
  PageIterator,
  type Context,
  type Middleware,
  type PageCollection,
} from '@microsoft/microsoft-graph-client';
import { child, isObject, list, parseJson, text, type JsonObject } from '../../src/core/json.ts';
import { serveSandbox, type ServedSandbox } from './servedSandbox.ts';

const LARGE = '5a4db0c5-4023-4ca0-9ec7-7e4a47000003';

describe('@microsoft/microsoft-graph-client against the served sandbox', () => {
  let sandbox: ServedSandbox;
  let client: Client;
  before(async () => {
    sandbox = await serveSandbox();
    client = clientOf(sandbox.tenantId);
  });
  after(() => sandbox.stop());

  /** Microsoft's client with its own middleware; only the last step, the socket, trusts the sandbox's authority. */
  function clientOf(tenantId: string): Client {
    const getAccessToken = () => accessToken(tenantId);
    const chain = MiddlewareFactory.getDefaultMiddlewareChain({ getAccessToken }).slice(0, -1);
    const socket: Middleware = {
      async execute(context: Context) {
        // Their types are those of a browser.
        const request: unknown = context.request;
        const options: unknown = context.options;
        const url = request instanceof Request ? request.url : String(request);
        context.response = await sandbox.fetch(url, isInit(options) ? options : {});
      },
    };
    return Client.initWithMiddleware({
      middleware: [...chain, socket],
      baseUrl: `${sandbox.graph}/`,
      defaultVersion: 'v1.0',
      customHosts: new Set(['127.0.0.1']),
    });
  }

  const isInit = (value: unknown): value is RequestInit => isObject(value);

  /** What the client answers is of no type at all. */
  async function object(answer: Promise<unknown>): Promise<JsonObject> {
    const value = await answer;
    assert.ok(isObject(value));
    return value;
  }
  const values = (page: JsonObject) => list(page, 'value').filter(isObject);

  const tokens = new Map<string, string>();
  async function accessToken(tenantId: string): Promise<string> {
    const { clientId, clientSecret } = sandbox.application('Identity Workbench');
    const known = tokens.get(tenantId);
    if (known !== undefined) return known;
    const response = await sandbox.fetch(`${sandbox.origin}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    const body = parseJson(await response.text());
    const token = (isObject(body) ? text(body, 'access_token') : undefined) ?? '';
    tokens.set(tenantId, token);
    return token;
  }

  it('searches users, and is told to send ConsistencyLevel', async () => {
    const search = client.api('/users').search('"displayName:ada"').select('displayName');
    await assert.rejects(search.get(), (error) => {
      assert.ok(error instanceof GraphError);
      assert.deepEqual([error.statusCode, error.code], [400, 'Request_UnsupportedQuery']);
      return true;
    });
    const page = await object(
      client
        .api('/users')
        .header('ConsistencyLevel', 'eventual')
        .search('"displayName:ada"')
        .select('displayName')
        .get(),
    );
    assert.deepEqual(
      values(page).map((user) => user['displayName']),
      ['Ada Lovelace'],
    );
  });

  it('creates an application with its secret, changes and deletes it', async () => {
    const made = await object(client.api('/applications').post({ displayName: 'By the client' }));
    const one = client.api(`/applications/${text(made, 'id') ?? ''}`);
    await one.patch({ web: { redirectUris: ['https://shop.test/cb'], logoutUrl: 'https://shop.test/out' } });
    const appId = text(made, 'appId') ?? '';
    const secret = await object(
      client
        .api(`/applications(appId='${appId}')/addPassword`)
        .post({ passwordCredential: { displayName: 'ci' } }),
    );
    assert.match(text(secret, 'secretText') ?? '', /^sandbox-/);
    const principal = await object(client.api('/servicePrincipals').post({ appId }));
    assert.equal(principal['displayName'], 'By the client');
    assert.equal(child(await object(one.get()), 'web')['logoutUrl'], 'https://shop.test/out');
    await one.delete();
    await assert.rejects(one.get(), (error) => error instanceof GraphError && error.statusCode === 404);
  });

  it('sends a batch and reads its parts', async () => {
    const requests = ['/organization', '/users?$top=1', '/nothing'].map((url, index) => ({
      id: String(index),
      // The client keeps what comes after the host.
      request: new Request(`https://graph.microsoft.com${url}`, { method: 'GET' }),
    }));
    const content = await new BatchRequestContent(requests).getContent();
    const answer = await object(client.api('/$batch').post(content));
    const parts = list(answer, 'responses').filter(isObject);
    const responses = new BatchResponseContent({
      responses: parts.map((each) => ({ ...each, id: text(each, 'id') ?? '' })),
    });
    assert.deepEqual(
      ['0', '1', '2'].map((id) => responses.getResponseById(id).status),
      [200, 200, 400],
    );
  });

  it('iterates all pages of ten thousand applications', async () => {
    const large = clientOf(LARGE);
    const first = await object(large.api('/applications').select('id,displayName').top(999).get());
    const ids = new Set<unknown>();
    const iterator = new PageIterator(large, pageOf(first), (application: unknown) => {
      ids.add(isObject(application) ? application['id'] : undefined);
      return true;
    });
    await iterator.iterate();
    assert.equal(ids.size, 10_000);
  });

  it('follows a delta link', async () => {
    const first = await object(client.api('/applications/delta').select('displayName').get());
    const iterator = new PageIterator(client, pageOf(first), () => true);
    await iterator.iterate();
    const made = await object(client.api('/applications').post({ displayName: 'Since the link' }));
    const changes = await object(client.api(iterator.getDeltaLink() ?? '').get());
    assert.deepEqual(
      values(changes).map(({ id }) => id),
      [made['id']],
    );
  });

  it('waits when it is throttled, and goes on', async () => {
    await sandbox.control('inject', { fault: 'throttled', endpoint: 'graph', times: 2, value: 0 });
    assert.equal(values(await object(client.api('/organization').get())).length, 1);
  }).timeout(60_000);
});

/** A page as `PageIterator` takes it. */
function pageOf(page: JsonObject): PageCollection {
  return { ...page, value: [...list(page, 'value')] };
}
