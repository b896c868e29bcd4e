import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { IdentityError, type ErrorCode } from '../../../../src/core/errors.ts';
import { recommendations } from '../../../../src/core/oauth/advisor/recommendations.ts';
import { methodsOf } from '../../../../src/core/oauth/credentialStore.ts';
import { discover } from '../../../../src/core/oauth/discovery.ts';
import type { FlowRequest } from '../../../../src/core/oauth/flow.ts';
import { findFlow, flows } from '../../../../src/core/oauth/flows.ts';
import type { RedirectSession } from '../../../../src/core/oauth/redirect.ts';
import { loopbackRedirect } from '../../../../src/platform/node/loopbackRedirect.ts';
import { flowBench, systemClock, type FlowBench } from './flowBench.ts';
import { CLIENT, simulatedServer, type Spoil } from './simulatedServer.ts';

/** What RFC 9700 asks of a client: where it says so, the rule as we keep it, where the code is, and the proof. */
interface Rule {
  readonly section: string;
  readonly rule: string;
  readonly where: string;
  readonly proof: () => Promise<void> | void;
}

const RULES: readonly Rule[] = [
  {
    section: '§2.1',
    rule: 'the redirect URI goes out letter by letter; only a loopback port is chosen',
    where: 'loopbackRedirect',
    async proof() {
      for (const [registered, sent] of [
        ['http://localhost', /^http:\/\/localhost:\d+$/],
        ['http://127.0.0.1/Call%20Back', /^http:\/\/127\.0\.0\.1:\d+\/Call%20Back$/],
      ] as const)
        await listening(registered, ({ redirectUri }) => assert.match(redirectUri, sent));
    },
  },
  {
    section: '§2.1',
    rule: 'the listener is no open redirector: it sends nobody on',
    where: 'loopbackRedirect',
    proof: () =>
      listening('http://127.0.0.1', async ({ redirectUri }) => {
        const address = `${redirectUri}/?state=s&redirect_uri=https://evil.test&url=https://evil.test`;
        const answer = await fetch(address, { redirect: 'manual' });
        assert.equal(answer.headers.get('location'), null);
        assert.doesNotMatch(await answer.text(), /evil\.test/);
      }),
  },
  {
    section: '§2.1.1',
    rule: 'every code flow has PKCE with S256',
    where: 'makeAttempt',
    async proof() {
      for (const { id } of flows.filter(({ grantType }) => grantType === 'authorization_code')) {
        const {
          opened: [asked],
          sent,
        } = await attempt({ flow: id });
        assert.equal(asked?.get('code_challenge_method'), 'S256');
        const verifier = sent.find(({ path }) => path === 'token')?.body.get('code_verifier') ?? '';
        assert.ok(verifier.length >= 43);
        const challenge = createHash('sha256').update(verifier).digest('base64url');
        assert.equal(asked.get('code_challenge'), challenge);
      }
    },
  },
  {
    section: '§2.1.1',
    rule: 'state, nonce and code_challenge are fresh for each attempt',
    where: 'makeAttempt',
    async proof() {
      const [one, other] = await Promise.all([attempt(), attempt()]);
      for (const name of ['state', 'nonce', 'code_challenge']) {
        const [first, second] = [one, other].map(({ opened }) => opened[0]?.get(name));
        assert.ok(first !== null && first !== second, name);
      }
    },
  },
  {
    section: '§4.5.3',
    rule: 'an injected code is found by the nonce of its id_token',
    where: 'verifyIdToken',
    proof: () => refused({}, { claims: (claims) => (claims['nonce'] = 'of the victim') }, 'idToken.invalid'),
  },
  {
    section: '§4.7',
    rule: 'a response with another state is refused before its code is sent anywhere (CSRF)',
    where: 'checkResponse',
    proof: () => refusedUnsent({ response: (answer) => answer.set('state', 'x') }, 'redirect.stateMismatch'),
  },
  {
    section: '§4.4',
    rule: 'a response of another issuer is refused before its code is sent anywhere (mix-up, RFC 9207)',
    where: 'checkResponse',
    proof: () =>
      refusedUnsent(
        { response: (answer) => answer.set('iss', 'https://evil.test') },
        'redirect.issuerMismatch',
      ),
  },
  {
    section: '§4.4',
    rule: 'an issuer that was promised must be there (RFC 9207)',
    where: 'checkResponse',
    proof: () => refusedUnsent({ response: (answer) => answer.delete('iss') }, 'redirect.issuerMismatch'),
  },
  {
    section: '§2.1.2',
    rule: 'implicit is marked legacy and never recommended',
    where: 'flows/implicit, advisor',
    proof() {
      assert.equal(findFlow('implicit').status.level, 'legacy');
      assert.ok(recommendations.every(({ flow }) => flow !== 'implicit'));
    },
  },
  {
    section: '§2.4',
    rule: 'password is marked "do not use" and never recommended',
    where: 'flows/password, advisor',
    proof() {
      assert.equal(findFlow('password').status.level, 'discouraged');
      assert.ok(recommendations.every(({ flow }) => flow !== 'password'));
    },
  },
  {
    section: '§4.3.2',
    rule: 'tokens never come back in a query, and codes need not',
    where: 'response_mode of the flows',
    async proof() {
      for (const id of ['hybrid', 'implicit']) {
        const mode = findFlow(id).parameters.find(({ name }) => name === 'response_mode');
        assert.ok(mode?.choices !== undefined && !mode.choices.includes('query'));
        await refused({ flow: id, parameters: { response_mode: 'query' } }, {}, 'flow.parameterInvalid');
      }
      const { opened } = await attempt({ parameters: { response_mode: 'form_post' } });
      assert.equal(opened[0]?.get('response_mode'), 'form_post');
    },
  },
  {
    section: '§4.2.4',
    rule: 'the page a code comes back to loads nothing and tells no referrer',
    where: 'loopbackPage',
    proof: () =>
      listening('http://127.0.0.1', async ({ redirectUri }) => {
        const { headers } = await fetch(`${redirectUri}/?code=c&state=s`);
        assert.equal(headers.get('referrer-policy'), 'no-referrer');
        assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'/);
      }),
  },
  {
    section: '§2.2.1',
    rule: 'tokens are bound to the sender where that is asked for, and others are thrown away',
    where: 'dpop, runFlow',
    async proof() {
      const { sent, own, error } = await attempt({ parameters: { dpop: 'true' } });
      assert.ok(sent.find(({ path }) => path === 'token')?.headers.has('dpop'));
      assert.ok(IdentityError.is(error, 'flow.notOffered'));
      assert.deepEqual(await own.tokens.list(), []);
      assert.ok(methodsOf.certificate.includes('tls_client_auth'));
    },
  },
  {
    section: '§2.2.2',
    rule: 'a rotated refresh token replaces the one it came for',
    where: 'flows/refreshToken',
    async proof() {
      const first = await attempt();
      const { tokenId = '' } = first.summary ?? {};
      const rotated = { access_token: 'a', token_type: 'Bearer', refresh_token: 'rotated' };
      first.spoil.answer = (path) => (path === 'token' ? Promise.resolve(Response.json(rotated)) : undefined);
      await first.own.run({ flow: 'refreshToken', clientId: CLIENT, tokenId });
      assert.equal((await first.own.tokens.get(tokenId)).refreshToken, 'rotated');
    },
  },
  {
    section: '§2.3',
    rule: 'no scope is asked for but those the person gave',
    where: 'scopeOf',
    async proof() {
      const { opened } = await attempt({ scopes: ['openid', 'orders.read'] });
      assert.equal(opened[0]?.get('scope'), 'openid orders.read');
    },
  },
  {
    section: '§2.5',
    rule: 'a key pair proves the client by signing, unless the person says otherwise',
    where: 'clientAuth',
    proof: () => assert.equal(methodsOf.certificate[0], 'private_key_jwt'),
  },
  {
    section: '§2.6',
    rule: 'endpoints come from metadata that names the issuer it was asked for',
    where: 'discovery',
    async proof() {
      const foreign = () => Promise.resolve(Response.json({ issuer: 'https://evil.test' }));
      await assert.rejects(discover(foreign, 'https://as.test'), IdentityError);
      const { spoil } = {
        spoil: { answer: (path: string) => (path.startsWith('openid') ? foreign() : undefined) },
      };
      const { error, opened } = await attempt({}, spoil);
      assert.ok(IdentityError.is(error));
      assert.deepEqual(opened, []);
    },
  },
  {
    section: '§2.6',
    rule: 'plain http: is for loopback only',
    where: 'isSecure',
    proof: () =>
      assert.rejects(
        discover(() => Promise.reject(new Error('asked')), 'http://as.test'),
        (error) => IdentityError.is(error, 'discovery.insecure'),
      ),
  },
  {
    section: '§4.12',
    rule: 'credentials are not sent on where a server redirects (307)',
    where: 'openidEngine',
    async proof() {
      const away = () =>
        Promise.resolve(new Response(null, { status: 307, headers: { location: 'https://evil.test/' } }));
      const { error, sent } = await attempt(
        {},
        { answer: (path) => (path === 'token' ? away() : undefined) },
      );
      assert.ok(IdentityError.is(error));
      assert.ok(sent.every(({ url }) => !url.includes('evil.test')));
    },
  },
  {
    section: '§2',
    rule: 'PAR, JAR and DPoP are refused where they are not offered, never left out',
    where: 'pushedRequest',
    async proof() {
      for (const option of ['par', 'jar']) {
        const { error, opened } = await attempt({ parameters: { [option]: 'true' } });
        assert.ok(IdentityError.is(error, 'flow.notOffered'), option);
        assert.deepEqual(opened, []);
      }
    },
  },
];

describe('what RFC 9700 asks of a client', () => {
  for (const { section, rule, proof } of RULES) it(`${section}: ${rule}`, proof);

  it('is the table of docs/FLOWS.md', async () => {
    const squeezed = (text: string) => text.replaceAll(/ +/g, ' ');
    const document = squeezed(await readFile('docs/FLOWS.md', 'utf8'));
    const rows = RULES.map(({ section, rule, where }) => `| ${section} | ${rule} | ${where} |`);
    for (const row of rows) assert.ok(document.includes(row), `docs/FLOWS.md lacks\n${rows.join('\n')}`);
  });
});

interface Sent {
  readonly url: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: URLSearchParams;
}

interface Attempt {
  readonly own: FlowBench;
  /** May be changed for the next run. */
  readonly spoil: { -readonly [each in keyof Spoil]: Spoil[each] };
  /** Parameters of the addresses the browser was sent to. */
  readonly opened: readonly URLSearchParams[];
  readonly sent: readonly Sent[];
  readonly error: unknown;
  readonly summary: Awaited<ReturnType<FlowBench['run']>> | undefined;
}

/** Runs authorization code, or what the request says, and keeps all that went out. */
async function attempt(request: Partial<FlowRequest> = {}, given: Spoil = {}): Promise<Attempt> {
  const spoil = { ...given };
  const server = await simulatedServer('oidc', systemClock, {
    answer: (...asked) => spoil.answer?.(...asked),
    response: (parameters) => spoil.response?.(parameters),
    claims: (claims) => spoil.claims?.(claims),
  });
  const opened: URLSearchParams[] = [];
  const sent: Sent[] = [];
  const own = flowBench({
    fetch: (url, init) => {
      const { pathname } = new URL(url);
      const content = init?.body;
      const isForm = content instanceof URLSearchParams || typeof content === 'string';
      const body = new URLSearchParams(isForm ? content : '');
      sent.push({
        url: String(url),
        path: pathname.split('/').at(-1) ?? '',
        headers: new Headers(init?.headers),
        body,
      });
      return server.fetch(url, init);
    },
    tenant: server.tenant,
    redirect: server.redirect,
    browser: (url) => {
      opened.push(new URL(url).searchParams);
      return server.browser(url);
    },
  });
  const run = own.run({
    flow: 'authorizationCode',
    clientId: CLIENT,
    scopes: ['openid', 'offline_access'],
    ...request,
  });
  const [summary, error] = await run.then(
    (done) => [done, undefined] as const,
    (reason: unknown) => [undefined, reason] as const,
  );
  return { own, spoil, opened, sent, error, summary };
}

async function refused(request: Partial<FlowRequest>, spoil: Spoil, code: ErrorCode): Promise<void> {
  const { error, own } = await attempt(request, spoil);
  assert.ok(IdentityError.is(error, code), String(error));
  assert.deepEqual(await own.tokens.list(), []);
}

async function refusedUnsent(spoil: Spoil, code: ErrorCode): Promise<void> {
  const { error, sent } = await attempt({}, spoil);
  assert.ok(IdentityError.is(error, code), String(error));
  assert.ok(sent.every(({ path }) => path !== 'token'));
}

/** Listens for one response with the state `s`. */
async function listening(
  redirectUri: string,
  look: (session: RedirectSession) => Promise<void> | void,
): Promise<void> {
  const signal = new AbortController().signal;
  const session = await loopbackRedirect(5).start({ redirectUri, responseMode: 'query', state: 's', signal });
  try {
    await look(session);
  } finally {
    await session.dispose();
  }
}
