import assert from 'node:assert/strict';
import { graph } from '../../../src/core/entra/graph.ts';
import { child, list, isObject, text } from '../../../src/core/json.ts';
import { ORIGIN, startSandbox } from './testSandbox.ts';

describe('pre-authorized clients of the sandbox', () => {
  it('have scopes of an API without consent, and only those', async () => {
    const sandbox = await startSandbox();
    const endpoint = `/${sandbox.contoso}/oauth2/v2.0/token`;
    const { clientId: appId, clientSecret = '' } = sandbox.application('Identity Workbench');
    const app = await sandbox.post(endpoint, {
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: clientSecret,
      scope: 'https://graph.microsoft.com/.default',
    });
    const client = graph(
      (url, init) => sandbox.sandbox.fetch(new Request(url, init)),
      `${ORIGIN}/graph`,
      () => Promise.resolve(text(app.body, 'access_token') ?? ''),
    );
    const made = await client.write(
      {
        method: 'POST',
        path: '/applications',
        body: { displayName: 'New tool', isFallbackPublicClient: true },
      },
      { permission: '' },
    );
    const tool = text(made, 'appId') ?? '';
    await client.write(
      { method: 'POST', path: '/servicePrincipals', body: { appId: tool } },
      { permission: '' },
    );
    const ada = sandbox.sandbox.describe().users.find(({ displayName }) => displayName === 'Ada Lovelace')!;
    const path = `/applications(appId='${sandbox.application('Contoso Tasks API').clientId}')`;
    const api = await client.get(path, { permission: '' });
    const scopes = list(child(api, 'api'), 'oauth2PermissionScopes').filter(isObject);
    const [uri] = list(api, 'identifierUris');
    const signIn = async (value: unknown) =>
      sandbox.post(endpoint, {
        grant_type: 'password',
        client_id: tool,
        username: ada.userPrincipalName,
        password: ada.password,
        scope: `${String(uri)}/${String(value)}`,
      });
    const [first] = scopes;
    const before = await signIn(first!['value']);
    const preAuthorizedApplications = [{ appId: tool, delegatedPermissionIds: [first!['id']] }];
    await client.write(
      { method: 'PATCH', path, body: { api: { preAuthorizedApplications } } },
      { permission: '' },
    );
    const after = await signIn(first!['value']);
    assert.equal(after.status, 200, JSON.stringify(after.body));
    assert.ok((text(after.body, 'scope') ?? '').includes(String(first!['value'])));
    assert.notEqual(before.status, 200);
  });
});
