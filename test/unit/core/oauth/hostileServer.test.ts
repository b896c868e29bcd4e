import assert from 'node:assert/strict';
import { IdentityError, type ErrorCode } from '../../../../src/core/errors.ts';
import type { FlowRequest } from '../../../../src/core/oauth/flow.ts';
import { transport } from '../../../../src/platform/node/transport.ts';
import type { Fetch } from '../../../../src/core/ports.ts';
import { jws } from '../jwt/tokens.ts';
import { flowBench, type FlowBenchOptions } from './flowBench.ts';

const AS = 'https://as.test';
const tenant = { id: AS, name: 'as.test', kind: 'oidc', authority: AS } as const;
const METADATA = {
  issuer: AS,
  authorization_endpoint: `${AS}/authorize`,
  token_endpoint: `${AS}/token`,
  jwks_uri: `${AS}/keys`,
  device_authorization_endpoint: `${AS}/device`,
};
const TOKENS = { access_token: 'at', token_type: 'Bearer', expires_in: 60 };

type Answer = () => Response | Promise<Response>;
const text =
  (body: string, init: ResponseInit = {}, type = 'application/json') =>
  () =>
    new Response(body, {
      ...init,
      headers: { 'content-type': type, ...Object.fromEntries(new Headers(init.headers)) },
    });
const json = (body: object, init?: ResponseInit) => text(JSON.stringify(body), init);

/** A server that is in order but for its token endpoint. */
function server(token: Answer, asked: string[] = []): Fetch {
  return async (url) => {
    const { pathname } = new URL(url);
    asked.push(pathname);
    if (pathname === '/token') return token();
    if (pathname === '/device')
      return json({
        device_code: 'd',
        user_code: 'u',
        verification_uri: `${AS}/d`,
        expires_in: 60,
        interval: 5,
      })();
    return Promise.resolve(Response.json(METADATA));
  };
}

const daemon: FlowRequest = { flow: 'clientCredentials', tenant: AS, clientId: 'app', scopes: ['x'] };
async function bench(fetch: Fetch, more: Partial<FlowBenchOptions> = {}) {
  const own = flowBench({ fetch, tenant, ...more });
  await own.credential('app', { kind: 'secret', secret: 'a-client-secret' });
  return own;
}

describe('a token endpoint that misbehaves ends the flow in one clear error, with nothing stored', () => {
  const cases: readonly [what: string, code: ErrorCode, answer: Answer][] = [
    [
      'refuses the connection',
      'transport.refused',
      () =>
        Promise.reject(
          Object.assign(new TypeError('x'), {
            cause: Object.assign(new Error('r'), { code: 'ECONNREFUSED' }),
          }),
        ),
    ],
    [
      'cuts the connection',
      'transport.reset',
      () =>
        Promise.reject(
          Object.assign(new TypeError('x'), { cause: Object.assign(new Error('r'), { code: 'ECONNRESET' }) }),
        ),
    ],
    ['stalls', 'transport.timedOut', () => new Promise<Response>(() => undefined)],
    ['throttles', 'server.throttled', text('', { status: 429, headers: { 'retry-after': '7' } })],
    ['fails', 'server.failed', text('oops', { status: 500 }, 'text/plain')],
    ['answers HTML', 'server.notJson', text('<html>sign in</html>', {}, 'text/html')],
    ['redirects', 'server.notJson', text('', { status: 302, headers: { location: 'https://evil.test' } })],
    ['truncates its JSON', 'server.notJson', text('{"access_token":"a')],
    ['answers a list', 'server.notJson', text('[]')],
    ['forgets the token', 'server.incomplete', json({ token_type: 'Bearer' })],
    ['forgets the token type', 'server.incomplete', json({ access_token: 'at' })],
    ['refuses the client', 'server.refused', json({ error: 'invalid_client' }, { status: 401 })],
    [
      'refuses with a challenge',
      'server.refused',
      text('', {
        status: 401,
        headers: { 'www-authenticate': 'Bearer error="invalid_token", error_description="old"' },
      }),
    ],
  ];
  for (const [what, code, answer] of cases)
    it(`it ${what}`, async () => {
      const own = await bench(transport({ network: server(answer), timeoutSeconds: 0.2 }));
      await assert.rejects(own.run(daemon), (error) => IdentityError.is(error, code));
      assert.deepEqual(await own.tokens.list(), []);
      assert.ok(!JSON.stringify(own.trace().entries).includes('a-client-secret'));
    });

  it('takes odd but lawful answers', async () => {
    const own = await bench(
      server(json({ ...TOKENS, token_type: 'bearer', expires_in: '60', future: { x: 1 } })),
    );
    const summary = await own.run(daemon);
    assert.ok(summary.expiresAt !== undefined);
  });

  it('when it says no lifetime (RFC 6749 §5.1), that of the access token counts', async () => {
    const access = jws({ alg: 'RS256' }, { sub: 'daemon', exp: 1_900_000_000 });
    const own = await bench(server(json({ access_token: access, token_type: 'Bearer' })));
    assert.equal((await own.run(daemon)).expiresAt, 1_900_000_000_000);
  });

  it('a forged id_token is thrown away with its access token', async () => {
    const forged = `${btoa('{"alg":"none"}')}.${btoa(`{"iss":"${AS}","aud":"app"}`)}.`.replaceAll('=', '');
    const own = await bench(server(json({ ...TOKENS, id_token: forged })));
    const { id } = { id: 'set' };
    await own.tokens.add({
      id,
      tenantId: AS,
      clientId: 'app',
      flow: 'x',
      scope: '',
      obtainedAt: 1,
      tokenType: 'Bearer',
      refreshToken: 'rt',
    });
    await assert.rejects(own.run({ ...daemon, flow: 'refreshToken', tokenId: id }), (error) =>
      IdentityError.is(error, 'idToken.invalid'),
    );
    assert.equal((await own.tokens.get(id)).refreshToken, 'rt');
  });
});

describe('device code polling (RFC 8628 §3.5)', () => {
  /** A person who finishes after the answers that are given first; time passes only by sleeping. */
  const polling = async (answers: readonly Answer[]) => {
    const clock = { time: 0, now: () => clock.time };
    const slept: number[] = [];
    const queue = [...answers];
    const own = await bench(
      server(() => (queue.shift() ?? json(TOKENS))()),
      {
        clock,
        sleep: (milliseconds) => {
          clock.time += milliseconds;
          slept.push(milliseconds / 1000);
          return Promise.resolve();
        },
      },
    );
    const run = own.run({ ...daemon, flow: 'deviceCode', clientAuthentication: 'none' });
    return { run, slept };
  };
  const pending = json({ error: 'authorization_pending' }, { status: 400 });

  it('waits the interval first, and longer after slow_down', async () => {
    const { run, slept } = await polling([pending, json({ error: 'slow_down' }, { status: 400 }), pending]);
    await run;
    assert.deepEqual(slept, [5, 5, 10, 10]);
  });

  it('waits longer after lost requests, and as long as 429 says', async () => {
    const lost: Answer = () => Promise.reject(new IdentityError('transport.reset', { host: 'as.test' }));
    const { run, slept } = await polling([lost, text('', { status: 429, headers: { 'retry-after': '12' } })]);
    await run;
    assert.deepEqual(slept, [5, 10, 12]);
  });

  it('ends when the code has expired', async () => {
    const { run, slept } = await polling(Array.from({ length: 50 }, () => pending));
    await assert.rejects(
      run,
      (error) => IdentityError.is(error, 'server.refused') && error.data.error === 'expired_token',
    );
    assert.equal(
      slept.reduce((sum, each) => sum + each, 0),
      60,
    );
  });

  it('ends when the person declines', async () => {
    const { run } = await polling([json({ error: 'access_denied' }, { status: 400 })]);
    await assert.rejects(run, (error) => IdentityError.is(error, 'server.refused'));
  });
});
