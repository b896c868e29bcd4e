import assert from 'node:assert/strict';
import {
  AuthorizationCodeCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  DeviceCodeCredential,
  OnBehalfOfCredential,
} from '@azure/identity';
import { decodeJwt } from 'jose';
import { serveSandbox, walkDevicePage, walkPages, type ServedSandbox } from './servedSandbox.ts';

const GRAPH = 'https://graph.microsoft.com/.default';

describe('@azure/identity against the sandbox', () => {
  let sandbox: ServedSandbox;
  before(async () => (sandbox = await serveSandbox()));
  after(async () => await sandbox.stop());

  const options = () => ({
    authorityHost: sandbox.origin,
    disableInstanceDiscovery: true,
    tlsOptions: { ca: sandbox.ca },
    retryOptions: { maxRetries: 0 },
  });

  it('ClientSecretCredential', async () => {
    const { clientId, clientSecret } = sandbox.application('Contoso Nightly Job');
    const credential = new ClientSecretCredential(sandbox.tenantId, clientId, clientSecret, options());
    assert.equal(decodeJwt((await credential.getToken(GRAPH)).token)['appid'], clientId);
    const wrong = new ClientSecretCredential(sandbox.tenantId, clientId, 'wrong', options());
    await assert.rejects(wrong.getToken(GRAPH), /AADSTS7000215/);
  });

  it('ClientCertificateCredential', async () => {
    const { clientId, certificateFile } = sandbox.application('Contoso Sync Service');
    const credential = new ClientCertificateCredential(
      sandbox.tenantId,
      clientId,
      certificateFile,
      options(),
    );
    assert.equal(decodeJwt((await credential.getToken(GRAPH)).token)['appidacr'], '2');
  });

  it('DeviceCodeCredential', async () => {
    const { clientId } = sandbox.application('Contoso Desktop');
    const credential = new DeviceCodeCredential({
      ...options(),
      ...{ tenantId: sandbox.tenantId, clientId },
      userPromptCallback: ({ verificationUri, userCode }) => void walkDevicePage(verificationUri, userCode),
    });
    const token = await credential.getToken('https://graph.microsoft.com/User.Read');
    assert.equal(decodeJwt(token.token)['upn'], 'ada@contoso.sandbox.test');
  });

  it('AuthorizationCodeCredential, then OnBehalfOfCredential with its token', async () => {
    const web = sandbox.application('Contoso Web');
    const api = sandbox.application('Contoso Tasks API');
    const redirectUri = 'http://localhost:3000/auth/callback';
    const scope = `api://${api.clientId}/Tasks.Read`;
    const query = new URLSearchParams({
      client_id: web.clientId,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: `openid profile offline_access ${scope}`,
    });
    const browser = await walkPages(
      `${sandbox.pagesOrigin}/${sandbox.tenantId}/oauth2/v2.0/authorize?${query.toString()}`,
    );
    const code = browser.left?.searchParams.get('code') ?? '';
    const credential = new AuthorizationCodeCredential(
      sandbox.tenantId,
      web.clientId,
      web.clientSecret,
      code,
      redirectUri,
      options(),
    );
    const { token } = await credential.getToken(scope);
    assert.equal(decodeJwt(token).aud, api.clientId);
    const onBehalfOf = new OnBehalfOfCredential({
      ...options(),
      ...{
        tenantId: sandbox.tenantId,
        clientId: api.clientId,
        clientSecret: api.clientSecret,
        userAssertionToken: token,
      },
    });
    const claims = decodeJwt((await onBehalfOf.getToken('https://graph.microsoft.com/User.Read')).token);
    assert.deepEqual([claims['appid'], claims['unique_name']], [api.clientId, 'ada@contoso.sandbox.test']);
  });
});
