import assert from 'node:assert/strict';
import { IdentityError } from '../../../../src/core/errors.ts';
import type { FlowRequest } from '../../../../src/core/oauth/flow.ts';
import type { Tenant } from '../../../../src/core/oauth/model.ts';
import type { RedirectStrategy } from '../../../../src/core/oauth/redirect.ts';
import { msalEngine } from '../../../../src/platform/node/msalEngine.ts';
import { openidEngine } from '../../../../src/core/oauth/openidEngine.ts';
import { headlessBrowser } from '../../../support/headlessBrowser.ts';
import { sandboxNetwork, type SandboxNetwork } from '../../sandbox/sandboxNetwork.ts';
import { type TestSandbox } from '../../sandbox/testSandbox.ts';
import { flowBench, type FlowBenchOptions } from './flowBench.ts';

const GRAPH = 'https://graph.microsoft.com';
const ADA = 'ada@contoso.sandbox.test';

describe('OAuth flows against the sandbox tenant', () => {
  let sandbox: TestSandbox;
  let tenant: Tenant;
  let network: SandboxNetwork['network'];

  before(async () => ({ sandbox, network, tenant } = await sandboxNetwork()));

  /** A person at a browser: signs in as Ada unless told otherwise. */
  const person = (fill: Readonly<Record<string, string>> = {}) =>
    headlessBrowser((url, init) => network(url, init), { username: ADA, ...fill });
  const bench = (options: Partial<FlowBenchOptions> = {}) =>
    flowBench({
      fetch: network,
      tenant,
      engines: [msalEngine, openidEngine],
      browser: (url) => person().open(url),
      clock: sandbox.clock,
      ...options,
    });
  const client = (name: string) => sandbox.application(name).clientId;
  const secretOf = (name: string) => ({
    kind: 'secret' as const,
    secret: sandbox.application(name).clientSecret ?? '',
  });
  const desktop = (more: Partial<FlowRequest> = {}) => ({
    flow: 'authorizationCode',
    clientId: client('Contoso Desktop'),
    scopes: ['openid', 'profile', 'offline_access', `${GRAPH}/User.Read`],
    platform: 'publicClient' as const,
    ...more,
  });

  it('authorization code with PKCE, as a public client', async () => {
    const own = bench();
    const summary = await own.run(desktop());
    assert.equal(summary.idTokenClaims?.['preferred_username'], ADA);
    assert.equal((await own.tokens.list()).length, 1);
    assert.equal(summary.accessToken, undefined);
  });

  for (const mode of ['fragment', 'form_post'])
    it(`authorization code by ${mode}`, async () => {
      const relay = mode === 'fragment' ? fragmentBrowser : (url: string) => person().open(url);
      const summary = await bench({ browser: relay }).run(desktop({ parameters: { response_mode: mode } }));
      assert.equal(summary.idTokenClaims?.['preferred_username'], ADA);
    });

  /** Does what the page of the listener does in a real browser: posts the fragment. */
  async function fragmentBrowser(url: string): Promise<void> {
    const isListener = (to: URL) => to.hostname === 'localhost' && to.hash !== '';
    const page = await headlessBrowser((to, init) => network(to, init), { username: ADA }, isListener).open(
      url,
    );
    const end = new URL(page.url);
    await fetch(end.origin + end.pathname, { method: 'POST', body: new URLSearchParams(end.hash.slice(1)) });
  }

  it('authorization code as a web app with its secret', async () => {
    const own = bench();
    await own.credential(client('Contoso Web'), secretOf('Contoso Web'));
    const summary = await own.run(desktop({ clientId: client('Contoso Web'), platform: 'web' }));
    assert.equal(summary.idTokenClaims?.['aud'], client('Contoso Web'));
  });

  it('authorization code as a SPA sends its Origin; without it Entra refuses', async () => {
    const request = desktop({
      clientId: client('Contoso Single Page'),
      parameters: { redirect_uri: 'http://localhost:5173/auth/callback' },
    });
    const summary = await bench().run({ ...request, platform: 'spa' });
    assert.ok(summary.tokenId);
    await assert.rejects(bench().run(request), refusing(9002327));
  });

  it('client credentials with a secret', async () => {
    const own = bench();
    const clientId = client('Identity Workbench');
    await own.credential(clientId, secretOf('Identity Workbench'));
    const summary = await own.run({ flow: 'clientCredentials', clientId, scopes: [`${GRAPH}/.default`] });
    assert.ok(Array.isArray(summary.accessTokenClaims?.['roles']));
    assert.equal((await own.tokens.get(summary.tokenId ?? '')).clientId, clientId);
  });

  for (const engine of ['msal', 'openid-client'] as const)
    it(`client credentials with a certificate, by ${engine}`, async () => {
      const own = bench();
      const application = sandbox.sandbox
        .describe()
        .applications.find(({ certificate }) => certificate !== undefined)!;
      await own.credential(application.clientId, { kind: 'certificate', ...application.certificate! });
      const summary = await own.run({
        flow: 'clientCredentials',
        clientId: application.clientId,
        scopes: [`${GRAPH}/.default`],
        engine,
      });
      assert.ok(summary.tokenId);
      const assertion = own
        .trace()
        .entries.flatMap(({ request }) => request?.fields ?? [])
        .find(({ name }) => name === 'client_assertion');
      assert.equal(assertion?.token?.header['alg'], 'PS256');
      assert.equal(typeof assertion.token.header['x5t#S256'], 'string');
    });

  it('device code', async () => {
    const own = bench({
      onDeviceCode: ({ userCode, verificationUri }) =>
        void person({ user_code: userCode, code: userCode, otc: userCode }).open(verificationUri),
    });
    const summary = await own.run(desktop({ flow: 'deviceCode' }));
    assert.equal(summary.idTokenClaims?.['preferred_username'], ADA);
  });

  it('a device code nobody enters expires with its lifetime', async () => {
    const own = bench({
      sleep: (milliseconds) => {
        sandbox.clock.time += milliseconds;
        return Promise.resolve();
      },
    });
    await assert.rejects(own.run(desktop({ flow: 'deviceCode' })), (error) =>
      IdentityError.is(error, 'server.refused'),
    );
  });

  it('refresh keeps the set and takes new tokens', async () => {
    const own = bench();
    const { tokenId = '' } = await own.run(desktop());
    const before = await own.tokens.get(tokenId);
    sandbox.clock.time += 5000;
    const summary = await own.run({ flow: 'refreshToken', clientId: before.clientId, tokenId });
    const after = await own.tokens.get(tokenId);
    assert.equal(summary.tokenId, tokenId);
    assert.notEqual(after.accessToken, before.accessToken);
    assert.ok((after.expiresAt ?? 0) > (before.expiresAt ?? 0));
  });

  it('a refresh does not bring back what was forgotten meanwhile', async () => {
    const forgetLater: (() => Promise<void>)[] = [];
    const own = bench({
      fetch: async (url, init) => {
        const response = await network(url, init);
        await Promise.all(forgetLater.map((forget) => forget()));
        return response;
      },
    });
    const { tokenId = '' } = await own.run(desktop());
    const { clientId } = await own.tokens.get(tokenId);
    forgetLater.push(() => own.tokens.forget(tokenId));
    await assert.rejects(own.run({ flow: 'refreshToken', clientId, tokenId }), (error) =>
      IdentityError.is(error, 'tokens.unknown'),
    );
    assert.deepEqual(await own.tokens.list(), []);
  });

  it('password, which needs the password when it runs', async () => {
    const { password } = sandbox.sandbox
      .describe()
      .users.find(({ userPrincipalName }) => userPrincipalName === ADA)!;
    const own = bench({ secret: () => password });
    const request = desktop({ flow: 'password', parameters: { username: ADA } });
    assert.equal((await own.run(request)).idTokenClaims?.['preferred_username'], ADA);
    assert.ok(!JSON.stringify(own.trace().entries).includes(password));
    await assert.rejects(bench().run(request), (error) => IdentityError.is(error, 'flow.parameterMissing'));
  });

  for (const engine of ['msal', 'openid-client'] as const)
    it(`on-behalf-of a cached token, by ${engine}`, async () => {
      const own = bench();
      const api = sandbox.application('Contoso Tasks API');
      const { tokenId = '' } = await own.run(
        desktop({
          clientId: client('Contoso Web'),
          platform: 'web',
          scopes: ['openid', `api://${api.clientId}/Tasks.Read`],
          ...(await webCredential(own)),
        }),
      );
      await own.credential(api.clientId, secretOf('Contoso Tasks API'));
      const summary = await own.run({
        flow: 'onBehalfOf',
        clientId: api.clientId,
        tokenId,
        engine,
        scopes: [`${GRAPH}/User.Read`],
      });
      assert.notEqual(summary.tokenId, tokenId);
      assert.match(String(summary.accessTokenClaims?.['scp']), /User\.Read/);
    });

  const webCredential = async (own: ReturnType<typeof bench>) => ({
    credential: await own.credential(client('Contoso Web'), secretOf('Contoso Web')),
  });

  it('userinfo with a Graph token', async () => {
    const own = bench();
    const { tokenId = '' } = await own.run(desktop());
    const { result } = await own.run({ flow: 'userInfo', clientId: client('Contoso Desktop'), tokenId });
    assert.equal(typeof result?.['sub'], 'string');
  });

  for (const flow of ['introspection', 'revocation', 'tokenExchange', 'jwtBearer'])
    it(`${flow} is refused as Entra does not offer it`, async () => {
      await assert.rejects(bench().run({ flow, clientId: client('Contoso Desktop') }), (error) =>
        IdentityError.is(error, 'flow.notOffered'),
      );
    });

  it('PAR is never sent plainly instead', async () => {
    await assert.rejects(bench().run(desktop({ parameters: { par: 'true' } })), (error) =>
      IdentityError.is(error, 'flow.notOffered'),
    );
  });

  describe('managed identity', () => {
    const answer = {
      access_token: 'opaque',
      expires_on: '1900000000',
      resource: GRAPH,
      token_type: 'Bearer',
    };
    const hosted = (asked: string[]): Partial<FlowBenchOptions> => ({
      clock: { now: () => 1_899_996_400_000 },
      fetch: (url, init) => {
        const address = String(url);
        if (!address.includes('/msi/') && !address.includes('/metadata/')) return network(url, init);
        const headers = new Headers(init?.headers);
        asked.push(`${address} ${headers.get('x-identity-header') ?? ''}${headers.get('metadata') ?? ''}`);
        return Promise.resolve(Response.json(answer));
      },
    });
    const request = () => ({
      flow: 'managedIdentity',
      clientId: 'system',
      scopes: [`${GRAPH}/.default`],
      parameters: { client_id: 'user-assigned' },
    });

    it('of App Service', async () => {
      const asked: string[] = [];
      const environment = {
        IDENTITY_ENDPOINT: 'http://localhost:42/msi/token',
        IDENTITY_HEADER: 'header-secret',
      };
      const own = bench({ ...hosted(asked), environment });
      const summary = await own.run(request());
      assert.equal(summary.expiresAt, 1_900_000_000_000);
      assert.match(
        asked[0] ?? '',
        /resource=https%3A%2F%2Fgraph\.microsoft\.com&client_id=user-assigned&api-version=2019-08-01 header-secret/,
      );
      assert.ok(!JSON.stringify(own.trace().entries).includes('header-secret'));
    });

    it('of the Instance Metadata Service', async () => {
      const asked: string[] = [];
      await bench(hosted(asked)).run(request());
      assert.match(
        asked[0] ?? '',
        /^http:\/\/169\.254\.169\.254\/metadata\/identity\/oauth2\/token\?.*api-version=2018-02-01 true$/,
      );
    });

    it('where there is none', async () => {
      const own = bench({
        fetch: (url, init) =>
          String(url).includes('/metadata/')
            ? Promise.reject(new IdentityError('transport.refused', { host: '169.254.169.254' }))
            : network(url, init),
      });
      await assert.rejects(own.run(request()), (error) => IdentityError.is(error, 'flow.noManagedIdentity'));
    });
  });

  it('workload identity sends the projected token as client assertion', async () => {
    const projected = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJwb2QifQ.c2ln';
    const own = bench({ assertion: () => Promise.resolve(projected) });
    const request = {
      flow: 'workloadIdentity',
      clientId: client('Identity Workbench'),
      scopes: [`${GRAPH}/.default`],
    };
    await assert.rejects(own.run(request), (error) => IdentityError.is(error, 'server.refused'));
    const sent = own.trace().entries.flatMap((entry) => entry.request?.fields ?? []);
    assert.equal(sent.find(({ name }) => name === 'client_assertion')?.token?.claims?.['sub'], 'pod');
  });

  describe('bad input ends in one clear error, and nothing is stored', () => {
    const refused = async (
      own: ReturnType<typeof bench>,
      request: Parameters<typeof own.run>[0],
      expected: (error: unknown) => boolean,
    ) => {
      await assert.rejects(own.run(request), expected);
      assert.deepEqual(await own.tokens.list(), []);
    };

    it('a wrong secret', async () => {
      const own = bench();
      const clientId = client('Identity Workbench');
      await own.credential(clientId, { kind: 'secret', secret: 'wrong-secret-value' });
      await refused(
        own,
        { flow: 'clientCredentials', clientId, scopes: [`${GRAPH}/.default`] },
        refusing(7000215),
      );
      assert.ok(!JSON.stringify(own.trace().entries).includes('wrong-secret-value'));
    });

    it('a refused consent', async () => {
      const own = bench({ browser: (url) => person({ decision: 'cancel' }).open(url) });
      await refused(own, desktop({ parameters: { prompt: 'consent' } }), refusing(65004));
    });

    it('a wrong state', async () => {
      const own = bench({
        redirect: answering((parameters) => {
          parameters.set('state', 'stolen');
          return parameters;
        }),
      });
      await refused(own, desktop(), (error) => IdentityError.is(error, 'redirect.stateMismatch'));
    });

    it('a response of another issuer (RFC 9207)', async () => {
      const own = bench({
        redirect: answering((parameters) => {
          parameters.set('iss', 'https://evil.example');
          return parameters;
        }),
      });
      await refused(own, desktop(), (error) => IdentityError.is(error, 'redirect.issuerMismatch'));
    });

    it('a response without code', async () => {
      const own = bench({
        redirect: answering((parameters) => {
          parameters.delete('code');
          return parameters;
        }),
      });
      await refused(own, desktop(), (error) => IdentityError.is(error, 'redirect.incomplete'));
    });

    it('a cancelled flow', async () => {
      const controller = new AbortController();
      const own = bench({
        signal: controller.signal,
        browser: () => {
          controller.abort();
          return Promise.resolve();
        },
      });
      await refused(own, desktop(), (error) => error instanceof Error && error.name === 'AbortError');
    });

    it('no browser', async () => {
      const own = flowBench({ fetch: network, tenant, clock: sandbox.clock });
      await refused(own, desktop(), (error) => IdentityError.is(error, 'redirect.noBrowser'));
    });

    it('an unknown flow', async () => {
      await refused(bench(), desktop({ flow: 'magic' }), (error) => IdentityError.is(error, 'flow.unknown'));
    });
  });

  /** A redirect that gives back the parameters of an untouched response, changed. */
  function answering(change: (parameters: URLSearchParams) => URLSearchParams): RedirectStrategy {
    return {
      id: 'paste',
      title: 'test',
      capabilities: { hosts: ['local'], responseModes: ['query'], serves: () => true },
      start: ({ state }) =>
        Promise.resolve({
          redirectUri: 'http://localhost:1',
          response: () => Promise.resolve(change(new URLSearchParams({ code: 'c', state }))),
          dispose: () => Promise.resolve(),
        }),
    };
  }
});

/** A refusal explained by this AADSTS number. */
function refusing(code: number): (error: unknown) => boolean {
  return (error) =>
    IdentityError.is(error, 'server.refused') && String(error.data.error).startsWith(`AADSTS${code} `);
}
