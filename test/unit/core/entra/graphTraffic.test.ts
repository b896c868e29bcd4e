import assert from 'node:assert/strict';
import { graph, pagesOf } from '../../../../src/core/entra/graph.ts';
import { unless } from '../../../../src/core/entra/graphBatch.ts';
import { retryAfterMilliseconds } from '../../../../src/core/entra/graphRetry.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { isObject, list, parseJson, text, type JsonObject } from '../../../../src/core/json.ts';

const permission = 'Application.Read.All';

/** A Graph whose answers are made by a function, with waits that are noted and not waited for. */
function tested(answer: (url: string, body: JsonObject) => Response) {
  const asked: string[] = [];
  const waits: number[] = [];
  const client = graph(
    (url, init) => {
      asked.push(String(url));
      const body = typeof init?.body === 'string' ? parseJson(init.body) : undefined;
      return Promise.resolve(answer(String(url), isObject(body) ? body : {}));
    },
    'https://graph.example.test',
    () => Promise.resolve('token'),
    {
      sleep: (milliseconds) => Promise.resolve(void waits.push(milliseconds)),
      random: () => 1,
    },
  );
  return { client, asked, waits };
}

const throttled = (headers: Record<string, string> = {}) => new Response('{}', { status: 429, headers });
const requestsOf = (body: JsonObject) => list(body, 'requests').filter(isObject);
const reads = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ path: `/users/${index}`, permission }));

describe('the traffic with Microsoft Graph', () => {
  it('reads Retry-After in seconds and as a date', () => {
    assert.equal(retryAfterMilliseconds('3'), 3000);
    assert.equal(retryAfterMilliseconds('-1'), 0);
    assert.equal(retryAfterMilliseconds(null), undefined);
    assert.equal(retryAfterMilliseconds('soon'), undefined);
    const wait = retryAfterMilliseconds(new Date(Date.now() + 60_000).toUTCString())!;
    assert.ok(wait > 50_000 && wait <= 60_000, String(wait));
  });

  it('waits twice as long each time where Graph names no pause', async () => {
    let left = 4;
    const { client, waits } = tested(() => (left-- > 0 ? throttled() : Response.json({ id: 'x' })));
    await client.get('/me', { permission });
    assert.deepEqual(waits, [1000, 2000, 4000, 8000]);
  });

  it('leaves a pause of minutes to the person', async () => {
    const { client, waits } = tested(() => throttled({ 'retry-after': '300' }));
    await assert.rejects(client.get('/me', { permission }), (error) =>
      IdentityError.is(error, 'graph.throttled'),
    );
    assert.deepEqual(waits, []);
  });

  it('reads again after 504, but sends no change again', async () => {
    let left = 1;
    const reading = tested(() => (left-- > 0 ? new Response('', { status: 504 }) : Response.json({})));
    await reading.client.get('/me', { permission });
    const writing = tested(() => new Response('', { status: 504 }));
    await assert.rejects(
      writing.client.write({ method: 'PATCH', path: '/me', body: {} }, { permission }),
      (error) => IdentityError.is(error, 'graph.failed'),
    );
    assert.equal(writing.asked.length, 1);
  });

  it('waits for what Graph does not find yet', async () => {
    let left = 2;
    const missing = () => new Response('{}', { status: left === 2 ? 404 : 400 });
    const { client, waits } = tested(() => (left-- > 0 ? missing() : Response.json({ id: 'x' })));
    const change = { method: 'POST', path: '/servicePrincipals', body: {} } as const;
    assert.deepEqual(await client.write(change, { permission, fresh: true }), { id: 'x' });
    assert.deepEqual(waits, [2000, 4000]);
    left = 9;
    await assert.rejects(client.write(change, { permission }), (error) =>
      IdentityError.is(error, 'graph.refused'),
    );
  });

  it('goes to Conditional Access and Identity Protection once a second, and elsewhere at once', async () => {
    const { client, waits } = tested(() => Response.json({ value: [] }));
    const paced = ['/identity/conditionalAccess/policies', '/identityProtection/riskyUsers'];
    await Promise.all([...paced, '/users'].map((path) => client.list(path, { permission })));
    assert.deepEqual(waits, [1000, 1000]);
  });

  it('lets the next one through when a paced request is given up', async () => {
    const { client, asked } = tested(() => Response.json({ value: [] }));
    const path = '/identity/conditionalAccess/policies';
    const gone = client.list(path, { permission, signal: AbortSignal.abort() });
    const stays = client.list(path, { permission });
    await assert.rejects(gone, { name: 'AbortError' });
    await stays;
    assert.equal(asked.length, 1);
  });

  it('puts twenty reads into one request, and their answers back in order', async () => {
    const { client, asked } = tested((_, body) => {
      const responses = requestsOf(body).map((each) => ({
        id: each['id'],
        status: 200,
        body: { id: each['url'] },
      }));
      return Response.json({ responses: responses.reverse() });
    });
    const results = await client.batch(reads(45));
    assert.equal(asked.length, 3);
    assert.ok(asked.every((url) => url === 'https://graph.example.test/v1.0/$batch'));
    assert.deepEqual(
      results.map((each) => unless('graph.notFound', each)!['id']),
      reads(45).map(({ path }) => path),
    );
  });

  it('has a read of a batch fail by itself', async () => {
    const { client } = tested(() =>
      Response.json({
        responses: [
          { id: '0', status: 200, body: { id: 'x' } },
          { id: '1', status: 404, body: { error: { code: 'Request_ResourceNotFound', message: 'no' } } },
          { id: '2', status: 403, body: { error: { code: 'Authorization_RequestDenied', message: 'no' } } },
        ],
      }),
    );
    const [found, missing, refused] = await client.batch(reads(3));
    assert.deepEqual(unless('graph.notFound', found), { id: 'x' });
    assert.equal(unless('graph.notFound', missing), undefined);
    assert.throws(
      () => unless('graph.notFound', refused),
      (error) => IdentityError.is(error, 'graph.forbidden') && error.data.permission === permission,
    );
  });

  it('asks again only for the throttled part of a batch, after the longest pause', async () => {
    const rounds: string[][] = [];
    const { client, waits } = tested((_, body) => {
      const urls = requestsOf(body).map((each) => text(each, 'url') ?? '');
      rounds.push(urls);
      const responses = urls.map((url, index) =>
        rounds.length === 1 && url !== '/users/0'
          ? { id: String(index), status: 429, headers: { 'Retry-After': url.at(-1) }, body: {} }
          : { id: String(index), status: 200, body: { id: url } },
      );
      return Response.json({ responses });
    });
    const results = await client.batch(reads(3));
    assert.deepEqual(rounds, [
      ['/users/0', '/users/1', '/users/2'],
      ['/users/1', '/users/2'],
    ]);
    assert.deepEqual(waits, [2000]);
    assert.deepEqual(
      results.map((each) => unless('graph.notFound', each)!['id']),
      ['/users/0', '/users/1', '/users/2'],
    );
  });

  it('refuses a batch with a part missing', async () => {
    const { client } = tested(() => Response.json({ responses: [] }));
    await assert.rejects(client.batch(reads(1)), (error) => IdentityError.is(error, 'graph.badAnswer'));
  });

  it('walks pages by their links, letter by letter', async () => {
    const link = 'https://graph.example.test/v1.0/users?$skiptoken=a%2Fb+c&$top=1';
    const { client, asked } = tested((url) =>
      Response.json(url === link ? { value: [2] } : { value: [1], '@odata.nextLink': link }),
    );
    let pages = 0;
    for await (const page of pagesOf(client, '/users', { permission })) pages += page.values.length + 1;
    assert.equal(pages, 2);
    assert.deepEqual(asked, ['https://graph.example.test/v1.0/users', link]);
  });

  it('says that a delta link has ended', async () => {
    const { client } = tested(() => new Response('{}', { status: 410 }));
    await assert.rejects(client.list('/applications/delta', { permission }), (error) =>
      IdentityError.is(error, 'graph.resync'),
    );
  });
});
