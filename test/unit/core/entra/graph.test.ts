import assert from 'node:assert/strict';
import { graph } from '../../../../src/core/entra/graph.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import type { Fetch } from '../../../../src/core/ports.ts';

const permission = 'Application.Read.All';

/** Answers requests in order and keeps what was asked. */
function answers(...responses: readonly Response[]): {
  fetch: Fetch;
  asked: { url: string; headers: Headers }[];
} {
  const asked: { url: string; headers: Headers }[] = [];
  const waiting = [...responses];
  const fetch: Fetch = (url, init) => {
    asked.push({ url: String(url), headers: new Headers(init?.headers) });
    return Promise.resolve(waiting.shift() ?? new Response(null, { status: 500 }));
  };
  return { fetch, asked };
}

const client = (fetch: Fetch) => graph(fetch, 'https://graph.example.test', () => Promise.resolve('token'));
const failsWith = (code: string) => (error: unknown) => IdentityError.is(error) && error.code === code;

describe('Microsoft Graph client', () => {
  it('sends the bearer token and asks for eventual consistency only when told', async () => {
    const { fetch, asked } = answers(Response.json({ value: [] }), Response.json({ value: [] }));
    await client(fetch).list('/users', { permission });
    await client(fetch).list('/users?$search="displayName:a"', { permission, eventual: true });
    assert.equal(asked[0]!.url, 'https://graph.example.test/v1.0/users');
    assert.equal(asked[0]!.headers.get('authorization'), 'Bearer token');
    assert.equal(asked[0]!.headers.get('consistencylevel'), null);
    assert.equal(asked[1]!.headers.get('consistencylevel'), 'eventual');
  });

  it('follows @odata.nextLink to its own server only', async () => {
    const link = 'https://graph.example.test/v1.0/users?$skiptoken=2';
    const { fetch, asked } = answers(
      Response.json({ value: [{ id: '1' }], '@odata.nextLink': link, '@odata.count': 2 }),
      Response.json({ value: [{ id: '2' }] }),
    );
    const first = await client(fetch).list('/users', { permission });
    assert.equal(first.count, 2);
    const second = await client(fetch).list(first.next!, { permission });
    assert.deepEqual(second, { values: [{ id: '2' }] });
    for (const foreign of [
      'https://evil.test/v1.0/users',
      'https://graph.example.test.evil.test/v1.0/users',
      'https://graph.example.test/v1.0evil',
    ]) {
      await assert.rejects(client(fetch).list(foreign, { permission }), failsWith('graph.badAnswer'));
    }
    assert.equal(asked.length, 2);
  });

  it('waits as Retry-After says when throttled, and gives up after five attempts', async () => {
    const throttled = () => new Response('{}', { status: 429, headers: { 'retry-after': '0' } });
    const { fetch } = answers(throttled(), Response.json({ id: 'x' }));
    assert.deepEqual(await client(fetch).get('/me', { permission }), { id: 'x' });
    const busy = answers(...Array.from({ length: 6 }, throttled));
    await assert.rejects(client(busy.fetch).get('/me', { permission }), failsWith('graph.throttled'));
    assert.equal(busy.asked.length, 5);
  });

  it('answers a claims challenge with one other token, and only one', async () => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    const challenge = () =>
      new Response('{}', {
        status: 401,
        headers: {
          'www-authenticate': `Bearer realm="", error="insufficient_claims", claims="${btoa(claims)}"`,
        },
      });
    const needs: unknown[] = [];
    const asking = (fetch: Fetch) =>
      graph(fetch, 'https://graph.example.test', (_signal, need) => {
        needs.push(need);
        return Promise.resolve('token');
      });
    const once = answers(challenge(), Response.json({ id: 'x' }));
    assert.deepEqual(await asking(once.fetch).get('/me', { permission }), { id: 'x' });
    assert.deepEqual(needs, [{ permission }, { permission, claims }]);
    const twice = answers(challenge(), challenge());
    await assert.rejects(asking(twice.fetch).get('/me', { permission }), failsWith('graph.unauthorized'));
    assert.equal(twice.asked.length, 2);
  });

  it('reads beta where it is asked to, and its next links', async () => {
    const link = 'https://graph.example.test/beta/things?$skiptoken=2';
    const { fetch, asked } = answers(
      Response.json({ value: [], '@odata.nextLink': link }),
      Response.json({ value: [] }),
    );
    const first = await client(fetch).list('/things', { permission, version: 'beta' });
    await client(fetch).list(first.next!, { permission, version: 'beta' });
    assert.deepEqual(
      asked.map(({ url }) => url),
      ['https://graph.example.test/beta/things', link],
    );
  });

  it('stops waiting when cancelled', async () => {
    const { fetch } = answers(new Response('{}', { status: 429, headers: { 'retry-after': '20' } }));
    const aborter = new AbortController();
    const asked = client(fetch).get('/me', { permission, signal: aborter.signal });
    setTimeout(() => aborter.abort(), 5);
    await assert.rejects(asked, { name: 'AbortError' });
  });

  const failures: readonly (readonly [status: number, body: string, code: string])[] = [
    [400, '{"error":{"code":"Request_BadRequest","message":"no"}}', 'graph.refused'],
    [409, '{}', 'graph.conflict'],
    [412, '{}', 'graph.changed'],
    [401, '{"error":{"code":"InvalidAuthenticationToken","message":"expired"}}', 'graph.unauthorized'],
    [403, '{"error":{"code":"Authorization_RequestDenied","message":"no"}}', 'graph.forbidden'],
    [404, '{}', 'graph.notFound'],
    [500, '<html>', 'graph.failed'],
    [200, '<html>', 'graph.badAnswer'],
    [200, '{"value":"no list"}', 'graph.badAnswer'],
  ];
  for (const [status, body, code] of failures) {
    it(`turns ${status} ${body} into ${code}`, async () => {
      const { fetch } = answers(new Response(body, { status }));
      await assert.rejects(client(fetch).list('/users', { permission }), failsWith(code));
    });
  }

  it('sends changes as JSON, and takes 204 for an answer', async () => {
    const sent: RequestInit[] = [];
    const fetch: Fetch = (_url, init) => {
      sent.push(init ?? {});
      return Promise.resolve(new Response(null, { status: 204 }));
    };
    const change = { method: 'PATCH', path: '/applications/1', body: { displayName: 'x' } } as const;
    assert.deepEqual(await client(fetch).write(change, { permission }), {});
    assert.equal(sent[0]!.method, 'PATCH');
    assert.equal(sent[0]!.body, '{"displayName":"x"}');
    assert.equal(new Headers(sent[0]!.headers).get('content-type'), 'application/json');
  });

  it('waits for a throttled change, but does not repeat one that may have happened', async () => {
    const change = { method: 'POST', path: '/applications', body: {} } as const;
    const throttled = answers(
      new Response('{}', { status: 429, headers: { 'retry-after': '0' } }),
      Response.json({ id: '1' }),
    );
    assert.deepEqual(await client(throttled.fetch).write(change, { permission }), { id: '1' });
    const unsure = answers(new Response('{}', { status: 503, headers: { 'retry-after': '0' } }));
    await assert.rejects(client(unsure.fetch).write(change, { permission }), failsWith('graph.failed'));
    assert.equal(unsure.asked.length, 1);
  });
});
