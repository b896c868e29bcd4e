import assert from 'node:assert/strict';
import * as client from 'openid-client';
import { serveSandbox, walkDevicePage, walkPages, type ServedSandbox } from './servedSandbox.ts';

describe('openid-client against the sandbox', () => {
  let sandbox: ServedSandbox;
  before(async () => (sandbox = await serveSandbox()));
  after(async () => await sandbox.stop());

  const discover = async (clientId: string, secret?: string): Promise<client.Configuration> =>
    await client.discovery(
      new URL(`${sandbox.authority}/v2.0`),
      clientId,
      secret,
      secret === undefined ? client.None() : undefined,
      {
        [client.customFetch]: async (url, { body, ...init }) =>
          await sandbox.fetch(url, { ...init, body: body ?? null }),
        // Only the browser's pages are on plain HTTP, on loopback.
        execute: [client.allowInsecureRequests],
      },
    );

  it('authorization code with PKCE, nonce and state, refresh, userinfo', async () => {
    const configuration = await discover(sandbox.application('Contoso Desktop').clientId);
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: 'http://localhost:54321',
      scope: 'openid profile email offline_access User.Read',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
      nonce: expectedNonce,
      max_age: '3600',
    });
    const { left } = await walkPages(url.href);
    assert.ok(left);
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, maxAge: 3600, idTokenExpected: true };
    const tokens = await client.authorizationCodeGrant(configuration, left, checks);
    const claims = tokens.claims();
    assert.equal(claims?.['preferred_username'], 'ada@contoso.sandbox.test');
    const refreshed = await client.refreshTokenGrant(configuration, tokens.refresh_token ?? '');
    assert.ok(refreshed.access_token && refreshed.refresh_token);
    const info = await client.fetchUserInfo(configuration, refreshed.access_token, claims.sub);
    assert.equal(info.email, 'ada@contoso.sandbox.test');
  });

  it('hybrid: code id_token with c_hash', async () => {
    const { clientId, clientSecret } = sandbox.application('Contoso Legacy Portal');
    const configuration = await discover(clientId, clientSecret);
    client.useCodeIdTokenResponseType(configuration);
    const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: 'http://localhost:54321',
      ...{ scope: 'openid profile', state: expectedState, nonce: expectedNonce },
    });
    const { left } = await walkPages(url.href);
    assert.ok(left);
    const tokens = await client.authorizationCodeGrant(configuration, left, { expectedState, expectedNonce });
    assert.ok(tokens.access_token);
  });

  it('client credentials, and its errors', async () => {
    const { clientId, clientSecret } = sandbox.application('Contoso Nightly Job');
    const parameters = { scope: 'https://graph.microsoft.com/.default' };
    const tokens = await client.clientCredentialsGrant(await discover(clientId, clientSecret), parameters);
    assert.equal(tokens.token_type, 'bearer');
    await assert.rejects(
      async () => await client.clientCredentialsGrant(await discover(clientId, 'wrong'), parameters),
      (error) =>
        error instanceof client.ResponseBodyError && error.error === 'invalid_client' && error.status === 401,
    );
  });

  it('device authorization', async () => {
    const configuration = await discover(sandbox.application('Contoso Desktop').clientId);
    const started = await client.initiateDeviceAuthorization(configuration, {
      scope: 'openid profile User.Read',
    });
    await walkDevicePage(started.verification_uri, started.user_code);
    const tokens = await client.pollDeviceAuthorizationGrant(configuration, started);
    assert.equal(tokens.claims()?.['name'], 'Ada Lovelace');
  });
});
