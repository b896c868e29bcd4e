import assert from 'node:assert/strict';
import { child, isObject, list, strings, text, type JsonObject } from '../../../src/core/json.ts';
import { selfSigned, createKeyPair, derBase64 } from '../../../src/sandbox/certificate.ts';
import { ORIGIN, startSandbox, type TestSandbox } from './testSandbox.ts';

describe('sandbox: changes through Microsoft Graph', () => {
  let sandbox: TestSandbox;
  let bearer: string;
  beforeEach(async () => {
    sandbox = await startSandbox();
    const { clientId, clientSecret } = sandbox.application('Identity Workbench');
    bearer = String((await appToken(clientId, clientSecret!)).body['access_token']);
  });

  const appToken = (clientId: string, secret: string, scope = 'https://graph.microsoft.com/.default') =>
    sandbox.post(`/${sandbox.contoso}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
      scope,
    });
  const send = async (method: string, path: string, body?: object, token = bearer) => {
    const request = new Request(`${ORIGIN}/graph/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await sandbox.sandbox.fetch(request);
    const source = await response.text();
    const answer: unknown = source === '' ? {} : JSON.parse(source);
    assert.ok(isObject(answer));
    return { status: response.status, body: answer };
  };
  const errorCode = (answer: JsonObject) => text(child(answer, 'error'), 'code');
  const byName = (name: string) => `/applications(appId='${sandbox.application(name).clientId}')`;
  const create = async (body: object = { displayName: 'New' }) =>
    (await send('POST', '/applications', body)).body;

  it('creates an application that signs in once it has a service principal and a secret', async () => {
    const { id, appId } = await create({ displayName: 'New', signInAudience: 'AzureADMyOrg' });
    const added = await send('POST', `/applications/${String(id)}/addPassword`, {
      passwordCredential: { displayName: 'first' },
    });
    assert.equal(added.status, 200);
    const secret = text(added.body, 'secretText')!;
    const before = await appToken(String(appId), secret);
    assert.match(String(before.body['error_description']), /AADSTS700016/);
    assert.equal((await send('POST', '/servicePrincipals', { appId })).status, 201);
    assert.equal((await send('POST', '/servicePrincipals', { appId })).status, 409);
    assert.equal((await appToken(String(appId), secret)).status, 200);
    const read = await send('GET', `/applications/${String(id)}`);
    assert.equal(JSON.stringify(read.body).includes(secret), false, 'a secret is shown once');
  });

  it('patches what is named, merges complex properties and leaves the rest', async () => {
    const path = byName('Contoso Web');
    const web = { redirectUris: ['https://new.contoso.sandbox.test/cb'] };
    assert.equal((await send('PATCH', path, { web, tags: ['a'] })).status, 204);
    const { body } = await send('GET', path);
    assert.deepEqual(strings(child(body, 'web'), 'redirectUris'), web.redirectUris);
    assert.equal(child(child(body, 'web'), 'implicitGrantSettings')['enableIdTokenIssuance'], false);
    assert.equal(body['displayName'], 'Contoso Web');
    const principal = await send('GET', `/servicePrincipals(appId='${String(body['appId'])}')`);
    assert.deepEqual(principal.body['replyUrls'], web.redirectUris);
  });

  const refused: readonly (readonly [what: string, body: object, code: string])[] = [
    ['unknown properties', { colour: 'red' }, 'Request_BadRequest'],
    ['an empty name', { displayName: ' ' }, 'Request_BadRequest'],
    ['http: redirect URIs', { web: { redirectUris: ['http://shop.test/cb'] } }, 'Request_BadRequest'],
    [
      'redirect URIs with a fragment',
      { spa: { redirectUris: ['https://shop.test/#x'] } },
      'Request_BadRequest',
    ],
    ['foreign identifier URIs', { identifierUris: ['https://example.com'] }, 'HostNameNotOnVerifiedDomain'],
    ['removing enabled roles', { appRoles: [] }, 'CannotDeleteOrUpdateEnabledEntitlement'],
    [
      'certificates that are none',
      { keyCredentials: [{ key: btoa('no'), usage: 'Verify' }] },
      'KeyCredentialsInvalid',
    ],
    ['wrong shapes', { web: { redirectUris: 'https://shop.test' } }, 'Request_BadRequest'],
  ];
  for (const [what, body, code] of refused) {
    it(`refuses ${what}, and changes nothing`, async () => {
      const path = byName('Contoso Tasks API');
      const before = await send('GET', path);
      const answer = await send('PATCH', path, body);
      assert.equal(answer.status, 400);
      assert.equal(errorCode(answer.body), code);
      assert.deepEqual((await send('GET', path)).body, before.body);
    });
  }

  it('wants JSON objects, known addresses and the permission', async () => {
    assert.equal((await send('POST', '/applications/x/fly', {})).status, 405);
    assert.equal((await send('PATCH', '/applications/x', {})).status, 404);
    const { clientId, clientSecret } = sandbox.application('Contoso Nightly Job');
    const weak = String((await appToken(clientId, clientSecret!)).body['access_token']);
    assert.equal((await send('PATCH', byName('Contoso Web'), { tags: [] }, weak)).status, 403);
  });

  it('deletes into deletedItems and restores from there, sign-in included', async () => {
    const { clientId, clientSecret } = sandbox.application('Contoso Nightly Job');
    const path = byName('Contoso Nightly Job');
    const id = String((await send('GET', path)).body['id']);
    assert.equal((await send('DELETE', path)).status, 204);
    assert.equal((await send('GET', path)).status, 404);
    assert.equal((await appToken(clientId, clientSecret!)).status, 400);
    const deleted = await send('GET', '/directory/deletedItems/microsoft.graph.application');
    assert.deepEqual(
      list(deleted.body, 'value').map((each) => isObject(each) && each['id']),
      [id],
    );
    assert.equal((await send('POST', `/directory/deletedItems/${id}/restore`)).status, 200);
    assert.equal((await appToken(clientId, clientSecret!)).status, 200);
    await send('DELETE', path);
    assert.equal((await send('DELETE', `/directory/deletedItems/${id}`)).status, 204);
    assert.equal((await send('POST', `/directory/deletedItems/${id}/restore`)).status, 404);
  });

  it('removes a secret so that it no longer signs in', async () => {
    const { clientId, clientSecret } = sandbox.application('Contoso Nightly Job');
    const path = byName('Contoso Nightly Job');
    for (const each of list((await send('GET', path)).body, 'passwordCredentials').filter(isObject))
      assert.equal((await send('POST', `${path}/removePassword`, { keyId: each['keyId'] })).status, 204);
    assert.match(
      String((await appToken(clientId, clientSecret!)).body['error_description']),
      /AADSTS7000215/,
    );
  });

  it('takes a certificate and shows it without its bytes', async () => {
    const { id } = await create();
    const pem = await selfSigned('Test', await createKeyPair());
    const key = derBase64(pem);
    const body = {
      keyCredentials: [{ type: 'AsymmetricX509Cert', usage: 'Verify', key, displayName: 'CN=Test' }],
    };
    assert.equal((await send('PATCH', `/applications/${String(id)}`, body)).status, 204);
    const shown = list((await send('GET', `/applications/${String(id)}`)).body, 'keyCredentials').filter(
      isObject,
    );
    assert.equal(shown[0]!['key'], null);
    assert.equal((await send('PATCH', `/applications/${String(id)}`, { keyCredentials: shown })).status, 204);
    assert.equal(list((await send('GET', `/applications/${String(id)}`)).body, 'keyCredentials').length, 1);
  });

  it('keeps federated credentials unique', async () => {
    const path = `/applications/${String((await create())['id'])}/federatedIdentityCredentials`;
    const credential = {
      name: 'main',
      issuer: 'https://token.actions.githubusercontent.com',
      subject: 'repo:a/b:ref:refs/heads/main',
      audiences: ['api://AzureADTokenExchange'],
    };
    assert.equal((await send('POST', path, credential)).status, 201);
    assert.equal((await send('POST', path, credential)).status, 409);
    assert.equal((await send('POST', path, { ...credential, name: 'other' })).status, 409);
    assert.equal((await send('PATCH', `${path}/main`, { subject: 'repo:a/b:environment:prod' })).status, 204);
    const [shown] = list((await send('GET', path)).body, 'value').filter(isObject);
    assert.equal(shown!['subject'], 'repo:a/b:environment:prod');
    assert.equal((await send('DELETE', `${path}/main`)).status, 204);
  });

  it('adds and removes owners', async () => {
    const path = byName('Contoso Web');
    const owners = async () => list((await send('GET', `${path}/owners`)).body, 'value').filter(isObject);
    const [first] = await owners();
    assert.equal((await send('DELETE', `${path}/owners/${String(first!['id'])}/$ref`)).status, 204);
    assert.equal((await owners()).length, 1);
    const reference = {
      '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${String(first!['id'])}`,
    };
    assert.equal((await send('POST', `${path}/owners/$ref`, reference)).status, 204);
    assert.equal((await send('POST', `${path}/owners/$ref`, reference)).status, 400);
  });

  it('grants application permissions, which then stand in tokens', async () => {
    const { id, appId } = await create();
    const principal = (await send('POST', '/servicePrincipals', { appId })).body;
    const { body: graph } = await send(
      'GET',
      "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')",
    );
    const role = list(graph, 'appRoles').filter(isObject)[0]!;
    const grant = { principalId: principal['id'], resourceId: graph['id'], appRoleId: role['id'] };
    const path = `/servicePrincipals/${String(principal['id'])}/appRoleAssignments`;
    const granted = await send('POST', path, grant);
    assert.equal(granted.status, 201);
    assert.equal((await send('POST', path, grant)).status, 400);
    const secret = (await send('POST', `/applications/${String(id)}/addPassword`, {})).body['secretText'];
    const token = String((await appToken(String(appId), String(secret))).body['access_token']);
    const claims = Buffer.from(token.split('.')[1]!, 'base64url').toString();
    assert.match(claims, new RegExp(`"${String(role['value'])}"`));
    assert.equal((await send('DELETE', `${path}/${String(granted.body['id'])}`)).status, 204);
  });

  it('grants delegated permissions for everybody', async () => {
    const { appId } = await create();
    const principal = (await send('POST', '/servicePrincipals', { appId })).body;
    const { body: graph } = await send(
      'GET',
      "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')",
    );
    const grant = {
      clientId: principal['id'],
      consentType: 'AllPrincipals',
      resourceId: graph['id'],
      scope: 'User.Read',
    };
    const made = await send('POST', '/oauth2PermissionGrants', grant);
    assert.equal(made.status, 201);
    assert.equal((await send('POST', '/oauth2PermissionGrants', grant)).status, 409);
    const path = `/oauth2PermissionGrants/${String(made.body['id'])}`;
    assert.equal((await send('PATCH', path, { scope: 'User.Read Mail.Read' })).status, 204);
    assert.equal((await send('DELETE', path)).status, 204);
  });
});
