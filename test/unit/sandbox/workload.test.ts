import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { isObject, list, parseJson, text, type JsonObject } from '../../../src/core/json.ts';
import { ORIGIN, PAGES, startSandbox, type TestSandbox } from './testSandbox.ts';

const GRAPH = 'https://graph.microsoft.com';
const EXCHANGE = 'api://AzureADTokenExchange';
const SUBJECT = 'repo:contoso/sync:ref:refs/heads/main';

describe('sandbox: workload identity federation', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => (sandbox = await startSandbox()));

  const workflowToken = async (parameters: Readonly<Record<string, string>> = {}) => {
    const { actionsTokenUrl, actionsRequestToken } = sandbox.sandbox.describe().workload;
    const query = new URLSearchParams({ audience: EXCHANGE, ...parameters }).toString();
    const { body } = await sandbox.get(`${actionsTokenUrl.slice(ORIGIN.length)}?${query}`, {
      authorization: `Bearer ${actionsRequestToken}`,
    });
    return text(body, 'value') ?? '';
  };
  const exchange = async (assertion: string, application = 'Contoso Sync Service') =>
    await sandbox.post(`/${sandbox.contoso}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: sandbox.application(application).clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      scope: `${GRAPH}/.default`,
    });
  const code = (body: JsonObject) => list(body, 'error_codes')[0];

  it("takes a workflow's token instead of a secret, and says so in appidacr", async () => {
    const { status, body } = await exchange(await workflowToken());
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(decodeJwt(text(body, 'access_token') ?? '')['appidacr'], '2');
  });

  it('publishes the issuer: discovery and keys', async () => {
    const { body } = await sandbox.get('/actions/.well-known/openid-configuration');
    assert.equal(body['issuer'], `${ORIGIN}/actions`);
    const keys = await sandbox.get('/actions/.well-known/jwks');
    assert.ok(Array.isArray(keys.body['keys']));
  });

  it('mints only for the holder of the request token', async () => {
    assert.equal((await sandbox.get(`/actions/token?audience=${EXCHANGE}`)).status, 401);
  });

  it("takes a token of the sandbox's other tenant", async () => {
    const { tenantId, clientId, clientSecret = '' } = sandbox.application('Fabrikam Importer');
    const { body } = await sandbox.post(`/${tenantId}/oauth2/v2.0/token`, {
      ...{ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
      scope: `${EXCHANGE}/.default`,
    });
    assert.equal((await exchange(text(body, 'access_token') ?? '')).status, 200);
  });

  it('refuses what differs: AADSTS 700211, 700212, 700213, 7002138, 700024, 700027, 70021', async () => {
    const good = await workflowToken();
    const payload = Buffer.from(
      JSON.stringify({ iss: 'https://elsewhere.test', sub: SUBJECT, aud: EXCHANGE }),
    );
    const foreign = `${good.split('.')[0] ?? ''}.${payload.toString('base64url')}.AAAA`;
    const real = Buffer.from(
      JSON.stringify({ iss: 'https://token.actions.githubusercontent.com', sub: SUBJECT, aud: EXCHANGE }),
    );
    const cases: readonly (readonly [number, string, string?])[] = [
      [700211, foreign],
      [700212, await workflowToken({ audience: EXCHANGE.toLowerCase() })],
      [700213, await workflowToken({ sub: 'repo:contoso/sync:ref:refs/heads/dev' })],
      [7002138, await workflowToken({ sub: SUBJECT.replace('contoso', 'Contoso') })],
      [700027, good.replace(/\.[^.]+$/, `.${'A'.repeat(342)}`)],
      [700027, `${good.split('.')[0] ?? ''}.${real.toString('base64url')}.AAAA`],
      [70021, good, 'Contoso Nightly Job'],
    ];
    for (const [expected, assertion, application] of cases) {
      const { status, body } = await exchange(assertion, application);
      assert.deepEqual([status, code(body)], [401, expected], JSON.stringify(body));
    }
    sandbox.clock.time += 3600_000;
    assert.equal(code((await exchange(good)).body), 700024);
  });

  describe('managed identity', () => {
    const host = async (path: string, headers: Readonly<Record<string, string>>) => {
      const response = await sandbox.sandbox.fetch(new Request(PAGES + path, { headers }));
      const body = parseJson(await response.text());
      return { status: response.status, body: isObject(body) ? body : {} };
    };
    const imds = (query: string, headers: Readonly<Record<string, string>> = { metadata: 'true' }) =>
      host(`/metadata/identity/oauth2/token?api-version=2018-02-01&${query}`, headers);

    it('Instance Metadata Service: system-assigned, and user-assigned by each of its names', async () => {
      const { body } = await imds(`resource=${GRAPH}`);
      assert.equal(typeof body['expires_on'], 'string');
      const claims = decodeJwt(text(body, 'access_token') ?? '');
      assert.deepEqual([claims.aud, claims['roles'], claims['idtyp']], [GRAPH, ['User.Read.All'], 'app']);
      const [, shared] = sandbox.sandbox.describe().managedIdentities;
      for (const [name, value] of [
        ['client_id', shared!.clientId],
        ['object_id', shared!.objectId],
        ['msi_res_id', shared!.resourceId],
      ]) {
        const answer = await imds(`resource=${GRAPH}&${name}=${encodeURIComponent(value!)}`);
        assert.equal(answer.body['client_id'], shared!.clientId, name);
      }
    });

    it('refuses without the Metadata header, behind a proxy, for unknown identities and resources', async () => {
      assert.match(
        String((await imds(`resource=${GRAPH}`, {})).body['error_description']),
        /metadata header/,
      );
      assert.equal(
        (await imds(`resource=${GRAPH}`, { metadata: 'true', 'x-forwarded-for': '1.2.3.4' })).status,
        400,
      );
      assert.match(
        String((await imds(`resource=${GRAPH}&client_id=x`)).body['error_description']),
        /not found/,
      );
      assert.equal((await imds('resource=https://nothing.test')).body['error'], 'invalid_resource');
      assert.equal((await imds('')).status, 400);
    });

    it('App Service: X-IDENTITY-HEADER proves the host', async () => {
      const { identityPath, identityHeader } = sandbox.sandbox.describe().workload;
      const path = `${identityPath}?api-version=2019-08-01&resource=${GRAPH}/`;
      const { body } = await host(path, { 'x-identity-header': identityHeader });
      assert.equal(decodeJwt(text(body, 'access_token') ?? '').aud, `${GRAPH}/`);
      assert.equal((await host(path, { 'x-identity-header': 'guess' })).status, 401);
    });

    it('its token signs in as an application that trusts the identity: no secret anywhere', async () => {
      const [, shared] = sandbox.sandbox.describe().managedIdentities;
      const { body } = await imds(`resource=${EXCHANGE}&client_id=${shared!.clientId}`);
      assert.equal((await exchange(text(body, 'access_token') ?? '')).status, 200);
    });
  });
});
