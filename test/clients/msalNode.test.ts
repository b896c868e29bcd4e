import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  ConfidentialClientApplication,
  CryptoProvider,
  InteractionRequiredAuthError,
  PublicClientApplication,
  ServerError,
  type Configuration,
  type INetworkModule,
  type NetworkRequestOptions,
  type NodeAuthOptions,
} from '@azure/msal-node';
import { decodeJwt } from 'jose';
import { isObject } from '../../src/core/json.ts';
import { serveSandbox, walkDevicePage, walkPages, type ServedSandbox } from './servedSandbox.ts';

const GRAPH = ['https://graph.microsoft.com/.default'];
const REDIRECT = 'http://localhost:54321';

describe('MSAL Node against the sandbox', () => {
  let sandbox: ServedSandbox;
  before(async () => (sandbox = await serveSandbox()));
  after(async () => await sandbox.stop());

  const networkClient = (): INetworkModule => {
    const send = async (
      method: string,
      url: string,
      { headers = {}, body = '' }: NetworkRequestOptions = {},
    ) => {
      const response = await sandbox.fetch(url, { method, headers, ...(method === 'POST' ? { body } : {}) });
      const answer: unknown = await response.json();
      assert.ok(isBody(answer));
      return { status: response.status, headers: Object.fromEntries(response.headers), body: answer };
    };
    return {
      sendGetRequestAsync: async (url, options) => await send('GET', url, options),
      sendPostRequestAsync: async (url, options) => await send('POST', url, options),
    };
  };
  const configuration = (auth: NodeAuthOptions): Configuration => ({
    auth: { ...auth, authority: sandbox.authority, knownAuthorities: [new URL(sandbox.origin).host] },
    system: { networkClient: networkClient() },
  });

  it('authorization code with PKCE by acquireTokenByCode, then silent: cache, other resource, forced refresh', async () => {
    const { clientId } = sandbox.application('Contoso Desktop');
    const application = new PublicClientApplication(configuration({ clientId }));
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
    const request = { scopes: ['User.Read'], redirectUri: REDIRECT };
    const url = await application.getAuthCodeUrl({
      ...request,
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
      nonce: 'n',
      state: 's',
    });
    const { left } = await walkPages(url);
    const code = left?.searchParams.get('code') ?? '';
    const clientInfo = left?.searchParams.get('client_info') ?? '';
    const result = await application.acquireTokenByCode(
      { ...request, code, codeVerifier: verifier },
      { code, nonce: 'n', client_info: clientInfo },
    );
    assert.equal(result.account?.username, 'ada@contoso.sandbox.test');
    assert.equal(result.account.tenantId, sandbox.tenantId);
    const { account } = result;
    const cached = await application.acquireTokenSilent({ scopes: ['User.Read'], account });
    assert.equal(cached.fromCache, true);
    const other = await application.acquireTokenSilent({
      scopes: ['https://orders.contoso.sandbox.test/Orders.Read'],
      account,
    });
    assert.equal(decodeJwt(other.accessToken)['scp'], 'Orders.Read');
    const forced = await application.acquireTokenSilent({
      scopes: ['User.Read'],
      account,
      forceRefresh: true,
    });
    assert.equal(forced.fromCache, false);
    await assert.rejects(
      application.acquireTokenSilent({ scopes: ['Mail.Read'], account }),
      (error) => error instanceof InteractionRequiredAuthError && String(error.errorNo) === '65001',
    );
  });

  it('device code', async () => {
    const { clientId } = sandbox.application('Contoso Desktop');
    const application = new PublicClientApplication(configuration({ clientId }));
    const result = await application.acquireTokenByDeviceCode({
      scopes: ['User.Read'],
      deviceCodeCallback: ({ verificationUri, userCode }) => void walkDevicePage(verificationUri, userCode),
    });
    assert.equal(result?.account?.name, 'Ada Lovelace');
  });

  it('client credentials with a secret, cached the second time, and its AADSTS error', async () => {
    const { clientId, clientSecret } = sandbox.application('Contoso Nightly Job');
    const application = new ConfidentialClientApplication(configuration({ clientId, clientSecret }));
    assert.equal((await application.acquireTokenByClientCredential({ scopes: GRAPH }))?.fromCache, false);
    assert.equal((await application.acquireTokenByClientCredential({ scopes: GRAPH }))?.fromCache, true);
    const wrong = new ConfidentialClientApplication(configuration({ clientId, clientSecret: 'wrong' }));
    await assert.rejects(
      wrong.acquireTokenByClientCredential({ scopes: GRAPH }),
      (error) => error instanceof ServerError && String(error.errorNo) === '7000215' && error.status === 401,
    );
  });

  it('client credentials with a certificate', async () => {
    const { clientId, certificateFile } = sandbox.application('Contoso Sync Service');
    const pem = await readFile(certificateFile, 'utf8');
    const thumbprintSha256 = createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
    const privateKey = pem.slice(pem.indexOf('-----BEGIN PRIVATE KEY'));
    const application = new ConfidentialClientApplication(
      configuration({ clientId, clientCertificate: { thumbprintSha256, privateKey } }),
    );
    const result = await application.acquireTokenByClientCredential({ scopes: GRAPH });
    assert.equal(decodeJwt(result?.accessToken ?? '')['appidacr'], '2');
  });
});

/** MSAL alone knows the shape of a body; to the test it is of no type, so it fits any. */
function isBody(json: unknown): json is never {
  return isObject(json);
}
