import assert from 'node:assert/strict';
import { UnsecuredJWT } from 'jose';
import { Trace } from '../../../../src/core/oauth/trace.ts';
import type { Fetch } from '../../../../src/core/ports.ts';

const SECRET = 'p1anted-Secret-0123456789abcdefghijklmnop';
const SIGNATURE = 'c2lnbmF0dXJlLW9mLXRoZS10b2tlbg';
const TOKEN = `${new UnsecuredJWT({ aud: 'api', name: 'Alice' }).encode().replace('none', 'none')}${SIGNATURE}`;
const URLENCODED = { 'content-type': 'application/x-www-form-urlencoded' };
const label = () => ({ to: 'authorizationServer' as const, label: 'Request' });

async function traceOf(
  address: string,
  init: RequestInit,
  response: () => Response = () => Response.json({}),
): Promise<string> {
  const trace = new Trace({ now: () => 0 });
  const fetch: Fetch = () => Promise.resolve(response());
  await trace.traced(fetch, label)(address, init);
  return JSON.stringify(trace.entries);
}

describe('a trace holds no secret, wherever it stands', () => {
  const json =
    (body: unknown, init: ResponseInit = {}) =>
    () =>
      Response.json(body, init);
  const places: readonly [place: string, address: string, init: RequestInit, response?: () => Response][] = [
    [
      'a form field',
      'https://as.test/token',
      { method: 'POST', headers: URLENCODED, body: `client_secret=${SECRET}` },
    ],
    [
      'an unknown form field',
      'https://as.test/token',
      { method: 'POST', headers: URLENCODED, body: `whatever=${SECRET}` },
    ],
    [
      'a field name',
      'https://as.test/token',
      { method: 'POST', headers: URLENCODED, body: `${SECRET}${SECRET}=1` },
    ],
    [
      'a form given as URLSearchParams',
      'https://as.test/token',
      { method: 'POST', body: new URLSearchParams({ code: SECRET }) },
    ],
    ['the query', `https://as.test/cb?code=${SECRET}`, {}],
    ['the fragment', `https://as.test/cb#access_token=${SECRET}`, {}],
    ['the user info', `https://user:${SECRET}@as.test/`, {}],
    ['a long path segment', `https://as.test/${SECRET}${SECRET}`, {}],
    [
      'Authorization: Basic',
      'https://as.test/',
      { headers: { authorization: `Basic ${btoa(`c:${SECRET}`)}` } },
    ],
    ['Authorization: Bearer', 'https://as.test/', { headers: { authorization: `Bearer ${SECRET}` } }],
    ['an unknown request header', 'https://as.test/', { headers: { 'x-identity-header': SECRET } }],
    ['Cookie', 'https://as.test/', { headers: { cookie: `a=${SECRET}` } }],
    [
      'a query within an allowed field',
      'https://as.test/',
      {
        method: 'POST',
        headers: URLENCODED,
        body: `redirect_uri=${encodeURIComponent(`https://app.test/?key=${SECRET}`)}`,
      },
    ],
    ['a JSON member', 'https://as.test/token', {}, json({ refresh_token: SECRET })],
    ['an unknown JSON member', 'https://as.test/token', {}, json({ future_member: SECRET })],
    ['a nested member', 'https://as.test/token', {}, json({ a: { b: [{ c: SECRET }] } })],
    ['a JSON member name', 'https://as.test/token', {}, json({ [SECRET + SECRET]: 1 })],
    [
      'Location',
      'https://as.test/',
      {},
      () =>
        new Response('', {
          status: 302,
          headers: { location: `https://app.test/cb?code=${SECRET}#id_token=${SECRET}` },
        }),
    ],
    [
      'a relative Location',
      'https://as.test/',
      {},
      () => new Response('', { status: 302, headers: { location: `/cb?code=${SECRET}` } }),
    ],
    [
      'Set-Cookie',
      'https://as.test/',
      {},
      () => new Response('', { headers: { 'set-cookie': `session=${SECRET}; HttpOnly` } }),
    ],
    [
      'an unknown response header',
      'https://as.test/',
      {},
      () => new Response('', { headers: { 'x-token': SECRET } }),
    ],
    [
      'a form_post page',
      'https://as.test/',
      {},
      () =>
        new Response(`<form><input type="hidden" name="code" value="${SECRET}"></form>`, {
          headers: { 'content-type': 'text/html' },
        }),
    ],
    [
      'plain text',
      'https://as.test/',
      {},
      () => new Response(`your key is ${SECRET}`, { headers: { 'content-type': 'text/plain' } }),
    ],
    [
      'an error text that repeats it',
      'https://as.test/token',
      { method: 'POST', headers: URLENCODED, body: `client_secret=${SECRET}` },
      json({ error: 'invalid_client', error_description: `bad secret ${SECRET}` }, { status: 401 }),
    ],
    ['the private part of a key', 'https://as.test/keys', {}, json({ keys: [{ kty: 'EC', d: SECRET }] })],
  ];
  for (const [place, address, init, response] of places)
    it(`in ${place}`, async () => {
      const trace = await traceOf(address, init, response);
      assert.ok(!trace.includes(SECRET), trace);
      assert.ok(!trace.includes(btoa(SECRET).slice(4, 20)), trace);
    });

  it('in what comes back through the browser', () => {
    const trace = new Trace({ now: () => 0 });
    const message = { from: 'browser', to: 'client', channel: 'front', label: 'x' } as const;
    trace.note({ ...message, url: `https://app.test/cb?code=${SECRET}&state=abc#access_token=${SECRET}` });
    trace.note({ ...message, parameters: new URLSearchParams({ code: SECRET, id_token: TOKEN }) });
    const text = JSON.stringify(trace.entries);
    assert.ok(!text.includes(SECRET) && !text.includes(SIGNATURE), text);
    assert.ok(text.includes('abc'));
  });
});

describe('a trace shows what explains the flow', () => {
  it('a token with header and claims, never with its signature', async () => {
    const trace = await traceOf('https://as.test/token', {}, () =>
      Response.json({ access_token: TOKEN, token_type: 'Bearer', expires_in: 3600, scope: 'a b' }),
    );
    assert.ok(trace.includes('"aud":"api"'));
    assert.ok(trace.includes('3600') && trace.includes('a b') && trace.includes('Bearer'));
    assert.ok(!trace.includes(SIGNATURE));
    assert.ok(!trace.includes(TOKEN.split('.')[1] ?? '-'));
  });

  it('protocol parameters as they are, accounts by their domain', async () => {
    const trace = await traceOf(
      'https://as.test/authorize?client_id=app&scope=openid&code_challenge_method=S256&login_hint=alice%40contoso.com',
      {},
    );
    for (const shown of ['"app"', '"openid"', '"S256"', '@contoso.com'])
      assert.ok(trace.includes(shown), shown);
    assert.ok(!trace.includes('alice'));
  });

  it('a discovery document whole', async () => {
    const trace = await traceOf('https://as.test/.well-known/openid-configuration', {}, () =>
      Response.json({ issuer: 'https://as.test', response_types_supported: ['code', 'id_token'] }),
    );
    assert.ok(trace.includes('"https://as.test"') && trace.includes('"id_token"'));
  });

  it('a failed request with its error code', async () => {
    const trace = new Trace({ now: () => 5 });
    const failing: Fetch = () => Promise.reject(new DOMException('x', 'AbortError'));
    await assert.rejects(trace.traced(failing, label)('https://as.test/', {}));
    assert.equal(trace.entries[0]?.failure, 'AbortError');
  });
});

describe('sending an exchange again', () => {
  it('sends it exactly as it was, and records what comes back', async () => {
    const sent: string[] = [];
    const answers = [
      Response.json({ access_token: 'at', token_type: 'Bearer' }),
      Response.json({ error: 'invalid_grant' }),
    ];
    const trace = new Trace({ now: () => 0 });
    const fetch = trace.traced(
      (_, init) => {
        sent.push(init?.body instanceof URLSearchParams ? init.body.toString() : '');
        return Promise.resolve(answers.shift() ?? Response.error());
      },
      () => ({ step: 'tokenRequest', to: 'authorizationServer', label: 'Token request' }),
    );
    const body = new URLSearchParams({ code: 'a-code-that-is-a-secret', grant_type: 'authorization_code' });
    await fetch('https://as.test/token', { method: 'POST', body });
    assert.ok(trace.canRepeat(1) && !trace.canRepeat(2));
    await trace.repeat(1, new AbortController().signal);
    assert.equal(sent[1], sent[0]);
    assert.equal(trace.entries[1]?.repeats, 1);
    assert.equal(trace.entries[1].response?.fields[0]?.value, 'invalid_grant');
    assert.ok(!JSON.stringify(trace.entries).includes('a-code-that-is-a-secret'));
  });

  it('knows no messages of the browser', async () => {
    const trace = new Trace({ now: () => 0 });
    trace.note({
      from: 'browser',
      to: 'authorizationServer',
      channel: 'front',
      label: 'x',
      url: 'https://as.test/',
    });
    assert.ok(!trace.canRepeat(1));
    await trace.repeat(1, new AbortController().signal);
    assert.equal(trace.entries.length, 1);
  });
});
