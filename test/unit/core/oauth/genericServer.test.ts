import assert from 'node:assert/strict';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { IdentityError } from '../../../../src/core/errors.ts';
import { discover } from '../../../../src/core/oauth/discovery.ts';
import type { FlowRequest } from '../../../../src/core/oauth/flow.ts';
import type { Tenant } from '../../../../src/core/oauth/model.ts';
import { transport } from '../../../../src/platform/node/transport.ts';
import { SECRET, startOidcProvider, type OidcProvider } from '../../../servers/oidcProvider.ts';
import { pasteRedirect } from '../../../../src/core/oauth/redirect.ts';
import { headlessBrowser } from '../../../support/headlessBrowser.ts';
import { flowBench, type FlowBenchOptions } from './flowBench.ts';

const REDIRECT = 'http://127.0.0.1/callback';

describe('OAuth flows against a certified OpenID provider', () => {
  const network = transport();
  let server: OidcProvider;
  let tenant: Tenant;
  let privateKey: string;

  before(async () => {
    const pair = await generateKeyPair('PS256', { extractable: true });
    privateKey = await exportPKCS8(pair.privateKey);
    server = await startOidcProvider({ ...(await exportJWK(pair.publicKey)), kid: 'k', use: 'sig' });
    tenant = (await discover(network, server.issuer)).tenant;
  });
  after(() => server.close());

  const bench = (options: Partial<FlowBenchOptions> = {}) =>
    flowBench({
      fetch: network,
      tenant,
      browser: (url) => headlessBrowser((to, init) => fetch(to, init)).open(url),
      ...options,
    });
  const signIn: FlowRequest = {
    flow: 'authorizationCode',
    tenant: '',
    clientId: 'public',
    scopes: ['openid', 'offline_access', 'profile'],
    parameters: { redirect_uri: REDIRECT, prompt: 'consent' },
    platform: 'publicClient',
    reveal: true,
  };
  const asGeneric = (request: FlowRequest) => ({ ...request, tenant: tenant.id });

  it('discovers the issuer', () => {
    assert.equal(tenant.kind, 'oidc');
    assert.equal(tenant.id, server.issuer);
  });

  it('authorization code with PKCE ends with verified tokens in the store', async () => {
    const own = bench();
    const summary = await own.run(asGeneric(signIn));
    assert.equal(summary.idTokenClaims?.['sub'], 'alice');
    assert.deepEqual(
      summary.idTokenChecks?.map(({ check }) => check),
      ['signature', 'iss', 'aud', 'exp', 'nonce'],
    );
    assert.equal((await own.tokens.get(summary.tokenId ?? '')).refreshToken, summary.refreshToken);
  });

  it('authorization code by form_post', async () => {
    const summary = await bench().run(
      asGeneric({ ...signIn, parameters: { ...signIn.parameters, response_mode: 'form_post' } }),
    );
    assert.equal(summary.idTokenClaims?.['sub'], 'alice');
  });

  it('a pushed authorization request (RFC 9126)', async () => {
    const own = bench();
    await own.run(asGeneric({ ...signIn, parameters: { ...signIn.parameters, par: 'true' } }));
    const steps = own.trace().entries.map(({ step }) => step);
    assert.ok(steps.includes('pushedAuthorizationRequest'));
  });

  it('DPoP binds the tokens, and the refreshed ones (RFC 9449)', async () => {
    const own = bench();
    const summary = await own.run(
      asGeneric({ ...signIn, parameters: { ...signIn.parameters, dpop: 'true' } }),
    );
    const stored = await own.tokens.get(summary.tokenId ?? '');
    assert.equal(stored.tokenType.toLowerCase(), 'dpop');
    assert.ok(stored.dpopKey);
    await own.run({ flow: 'refreshToken', clientId: 'public', tenant: tenant.id, tokenId: stored.id });
    assert.equal((await own.tokens.get(stored.id)).tokenType.toLowerCase(), 'dpop');
  });

  it('refresh replaces the tokens of the set', async () => {
    const own = bench();
    const first = await own.run(asGeneric(signIn));
    const again = await own.run({
      flow: 'refreshToken',
      clientId: 'public',
      tenant: tenant.id,
      reveal: true,
      ...(first.tokenId === undefined ? {} : { tokenId: first.tokenId }),
    });
    assert.equal(again.tokenId, first.tokenId);
    assert.notEqual(again.accessToken, first.accessToken);
    assert.equal((await own.tokens.list()).length, 1);
  });

  for (const [clientId, method] of [
    ['service', 'client_secret_basic'],
    ['service-post', 'client_secret_post'],
    ['service-jwt', 'client_secret_jwt'],
  ] as const)
    it(`client credentials with ${method}`, async () => {
      const own = bench();
      await own.credential(clientId, { kind: 'secret', secret: SECRET });
      const summary = await own.run({
        flow: 'clientCredentials',
        clientId,
        tenant: tenant.id,
        scopes: ['api:read'],
        clientAuthentication: method,
      });
      assert.equal(summary.scope, 'api:read');
    });

  it('client credentials with private_key_jwt', async () => {
    const own = bench();
    await own.credential('key-client', { kind: 'certificate', privateKey });
    const summary = await own.run({
      flow: 'clientCredentials',
      clientId: 'key-client',
      tenant: tenant.id,
      scopes: ['api:read'],
    });
    assert.equal(summary.scope, 'api:read');
  });

  it('device code', async () => {
    const own = bench({
      onDeviceCode: ({ verificationUriComplete = '' }) =>
        void headlessBrowser((to, init) => fetch(to, init)).open(verificationUriComplete),
    });
    const summary = await own.run({
      flow: 'deviceCode',
      clientId: 'public',
      tenant: tenant.id,
      scopes: ['openid'],
      platform: 'publicClient',
    });
    assert.equal(summary.idTokenClaims?.['sub'], 'alice');
  });

  /** Ends where the registered address would be, as a person pastes it. */
  const pasting = (): Partial<FlowBenchOptions> => {
    const ended = Promise.withResolvers<string>();
    const atApp = (url: URL) => url.host === 'app.example';
    return {
      redirect: pasteRedirect(() => ended.promise),
      browser: async (url) => {
        const page = await headlessBrowser((to, init) => fetch(to, init), {}, atApp).open(url);
        ended.resolve(page.url);
      },
    };
  };
  const atApp = { redirect_uri: 'https://app.example/callback' };

  it('hybrid: the id_token of the front channel is checked against the code', async () => {
    const parameters = { ...atApp, response_mode: 'fragment' };
    const summary = await bench(pasting()).run(
      asGeneric({ ...signIn, flow: 'hybrid', clientId: 'hybrid', scopes: ['openid'], parameters }),
    );
    assert.equal(summary.idTokenClaims?.['sub'], 'alice');
  });

  it('implicit: the id_token comes back by itself', async () => {
    const summary = await bench(pasting()).run(
      asGeneric({ ...signIn, flow: 'implicit', clientId: 'hybrid', scopes: ['openid'], parameters: atApp }),
    );
    assert.equal(summary.idTokenClaims?.['sub'], 'alice');
    assert.equal(summary.accessToken, undefined);
  });

  for (const par of ['false', 'true'])
    it(`a signed request object (RFC 9101)${par === 'true' ? ', pushed' : ''}`, async () => {
      const own = bench(pasting());
      await own.credential('key-client', { kind: 'certificate', privateKey });
      const parameters = { ...atApp, jar: 'true', par };
      const summary = await own.run({
        ...asGeneric({ ...signIn, clientId: 'key-client', scopes: ['openid'], parameters }),
        platform: 'web',
      });
      assert.equal(summary.idTokenClaims?.['sub'], 'alice');
    });

  it('introspection, userinfo, revocation and token exchange of a cached token', async () => {
    const own = bench();
    const { tokenId = '' } = await own.run(asGeneric(signIn));
    const use = (flow: string, more: Partial<FlowRequest> = {}) =>
      own.run({ flow, clientId: 'public', tenant: tenant.id, tokenId, ...more });
    assert.equal((await use('userInfo')).result?.['name'], 'Alice Adams');
    assert.equal((await use('introspection')).result?.['active'], true);
    await own.credential('service', { kind: 'secret', secret: SECRET });
    const exchanged = await use('tokenExchange', { clientId: 'service', scopes: ['api:read'] });
    assert.notEqual(exchanged.tokenId, tokenId);
    assert.deepEqual((await use('revocation')).result, { revoked: 'refresh_token' });
    await assert.rejects(use('refreshToken'), (error) => IdentityError.is(error, 'server.refused'));
    await assert.rejects(
      use('userInfo'),
      (error) => IdentityError.is(error, 'server.refused') && error.data.error === 'invalid_token',
    );
  });

  it('flows the server does not offer are refused with the reason', async () => {
    for (const flow of ['onBehalfOf', 'managedIdentity', 'adminConsent', 'password'])
      await assert.rejects(bench().run({ flow, clientId: 'public', tenant: tenant.id }), (error) =>
        IdentityError.is(error, 'flow.notOffered'),
      );
  });

  it('a wrong secret is explained and nothing is stored', async () => {
    const own = bench();
    await own.credential('service', { kind: 'secret', secret: 'not the secret' });
    await assert.rejects(
      own.run({ flow: 'clientCredentials', clientId: 'service', tenant: tenant.id, scopes: ['api:read'] }),
      (error) => IdentityError.is(error, 'server.refused') && error.data.error === 'invalid_client',
    );
    assert.deepEqual(await own.tokens.list(), []);
  });

  it('a refused consent says access_denied', async () => {
    const refusing = { ...signIn, parameters: { ...signIn.parameters, login_hint: 'nobody' } };
    await assert.rejects(
      bench().run(asGeneric(refusing)),
      (error) => IdentityError.is(error, 'server.refused') && error.data.error === 'access_denied',
    );
  });

  it('a client without its secret is told so before anything is sent', async () => {
    const own = bench();
    await assert.rejects(
      own.run({ flow: 'clientCredentials', clientId: 'service', tenant: tenant.id }),
      (error) => IdentityError.is(error, 'client.credentialMissing'),
    );
    assert.deepEqual(
      own.trace().entries.filter(({ step }) => step === 'tokenRequest'),
      [],
    );
  });

  it('no secret of a run stands in its trace', async () => {
    const own = bench();
    const summary = await own.run(asGeneric(signIn));
    const trace = JSON.stringify(own.trace().entries);
    const secrets = [summary.accessToken, summary.refreshToken, summary.idToken?.split('.')[2]];
    for (const secret of secrets) assert.ok(secret !== undefined && !trace.includes(secret));
    assert.ok(!/code=[\w-]{20}/.test(trace));
  });
});
