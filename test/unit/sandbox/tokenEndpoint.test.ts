import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { decodeJwt, importPKCS8, SignJWT } from 'jose';
import { isObject, list } from '../../../src/core/json.ts';
import { createSandboxKeys, parseSandboxKeys } from '../../../src/sandbox/keys.ts';
import {
  ADA,
  ALAN,
  browserOf,
  ORIGIN,
  signIn,
  startSandbox,
  testKeys,
  type TestSandbox,
} from './testSandbox.ts';

const GRAPH_DEFAULT = 'https://graph.microsoft.com/.default';

describe('sandbox: token endpoint', () => {
  let sandbox: TestSandbox;
  let endpoint: string;
  beforeEach(async () => {
    sandbox = await startSandbox();
    endpoint = `/${sandbox.contoso}/oauth2/v2.0/token`;
  });

  const claimsOf = (body: Readonly<Record<string, unknown>>) => decodeJwt(String(body['access_token']));
  const userPassword = (name: string): string =>
    sandbox.sandbox.describe().users.find((each) => each.userPrincipalName === name)!.password;

  describe('client credentials with a secret (RFC 6749 §4.4)', () => {
    const post = async (more: Record<string, string> = {}, name = 'Contoso Nightly Job', path = endpoint) => {
      const { clientId, clientSecret = '' } = sandbox.application(name);
      const form = {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: GRAPH_DEFAULT,
      };
      return await sandbox.post(path, { ...form, ...more });
    };

    it('issues an app-only token with roles', async () => {
      const { body } = await post();
      const claims = claimsOf(body);
      assert.equal(claims['idtyp'], 'app');
      assert.deepEqual(claims['roles'], ['User.Read.All']);
      assert.equal(claims['xms_sandbox'], true);
      assert.equal(claims['scp'], undefined);
      assert.equal(body['refresh_token'], undefined);
    });

    it('issues version 1.0 tokens to an API that keeps them', async () => {
      const claims = claimsOf((await post({ scope: 'https://orders.contoso.sandbox.test/.default' })).body);
      assert.equal(claims['ver'], '1.0');
      assert.equal(claims.iss, `${ORIGIN}/${sandbox.contoso}/`);
      assert.equal(claims.aud, 'https://orders.contoso.sandbox.test');
    });

    it('works by tenant domain, and names the tenant by id in the issuer', async () => {
      const claims = claimsOf(
        (await post({}, 'Contoso Nightly Job', '/Contoso.Sandbox.test/oauth2/v2.0/token')).body,
      );
      assert.equal(claims.iss, `${ORIGIN}/${sandbox.contoso}/`);
    });

    const wrong: readonly (readonly [string, number, Record<string, string>, string?])[] = [
      ['a wrong secret', 7000215, { client_secret: 'no' }],
      ['no credential', 7000218, { client_secret: '' }],
      ['an unknown client', 700016, { client_id: '00000000-0000-0000-0000-000000000001' }],
      ['a scope that is not .default', 1002012, { scope: 'https://graph.microsoft.com/User.Read' }],
      ['two resources', 28000, { scope: `${GRAPH_DEFAULT} https://orders.contoso.sandbox.test/.default` }],
      ['an unknown resource', 500011, { scope: 'https://unknown.azure.net/.default' }],
      ['no scope', 900144, { scope: '' }],
      ['no grant type', 900144, { grant_type: '' }],
      ['an unknown grant type', 70003, { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange' }],
      ['the resource parameter of version 1.0', 901002, { resource: 'https://graph.microsoft.com' }],
    ];
    for (const [what, code, more] of wrong) {
      it(`refuses ${what}: AADSTS${code}`, async () => {
        const { body, status } = await post(more);
        assert.deepEqual(body['error_codes'], [code]);
        assert.ok(status === 400 || status === 401);
        for (const member of ['error', 'timestamp', 'trace_id', 'correlation_id', 'error_uri'])
          assert.ok(body[member], member);
      });
    }

    it('refuses a tenant that does not exist and /common: AADSTS90002, 50194, 50059', async () => {
      assert.deepEqual(
        (await post({}, undefined, '/nowhere/oauth2/v2.0/token')).body['error_codes'],
        [90002],
      );
      assert.deepEqual((await post({}, undefined, '/common/oauth2/v2.0/token')).body['error_codes'], [50194]);
      assert.deepEqual(
        (await post({}, 'Identity Workbench', '/common/oauth2/v2.0/token')).body['error_codes'],
        [50059],
      );
    });

    it('refuses a secret after it has expired: AADSTS7000222', async () => {
      sandbox.clock.time += 400 * 24 * 3600_000;
      assert.deepEqual((await post()).body['error_codes'], [7000222]);
    });

    it('refuses repeated parameters and GET', async () => {
      const twice = await sandbox.sandbox.fetch(
        new Request(ORIGIN + endpoint, {
          method: 'POST',
          body: new URLSearchParams('client_id=a&client_id=b'),
        }),
      );
      assert.match(await twice.text(), /AADSTS9002313/);
      assert.deepEqual((await sandbox.get(endpoint)).body['error_codes'], [900561]);
    });

    it('ties the answer to the client’s correlation id', async () => {
      const id = '0a1b2c3d-0000-4000-8000-000000000001';
      const answer = await sandbox.post(endpoint, {}, { 'client-request-id': id });
      assert.equal(answer.body['correlation_id'], id);
      assert.equal(answer.headers.get('client-request-id'), id);
    });
  });

  describe('client credentials with a certificate (RFC 7523 §2.2)', () => {
    const assertion = async (
      header: Record<string, string>,
      claims: Record<string, unknown> = {},
      alg = 'PS256',
    ) => {
      const { clientId, certificate } = sandbox.application('Contoso Sync Service');
      const now = Math.floor(sandbox.clock.time / 1000);
      const all = {
        iss: clientId,
        sub: clientId,
        aud: ORIGIN + endpoint,
        iat: now,
        nbf: now,
        exp: now + 300,
        jti: 'j',
        ...claims,
      };
      return await new SignJWT(all)
        .setProtectedHeader({ alg, ...header })
        .sign(await importPKCS8(certificate!.privateKey, alg));
    };
    const thumbprint = (algorithm: string): string => {
      const { raw } = new X509Certificate(
        sandbox.application('Contoso Sync Service').certificate!.certificate,
      );
      return createHash(algorithm).update(raw).digest('base64url');
    };
    const post = async (client_assertion: string) =>
      await sandbox.post(endpoint, {
        grant_type: 'client_credentials',
        client_id: sandbox.application('Contoso Sync Service').clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion,
        scope: GRAPH_DEFAULT,
      });

    it('accepts PS256 with x5t#S256, and RS256 with x5t, padded or not', async () => {
      const { body } = await post(await assertion({ 'x5t#S256': thumbprint('sha256') }));
      assert.equal(claimsOf(body)['appidacr'], '2', JSON.stringify(body));
      for (const x5t of [thumbprint('sha1'), `${thumbprint('sha1')}=`]) {
        assert.equal((await post(await assertion({ x5t }, {}, 'RS256'))).status, 200);
      }
    });

    it('says what is wrong with an assertion', async () => {
      const header = { 'x5t#S256': thumbprint('sha256') };
      const now = Math.floor(sandbox.clock.time / 1000);
      const cases: readonly (readonly [number, string])[] = [
        [700027, await assertion({ 'x5t#S256': 'AAAA' })],
        [700027, await assertion({})],
        [700027, (await assertion(header)).replace(/\.[^.]+$/, `.${'A'.repeat(342)}`)],
        [700023, await assertion(header, { aud: 'https://login.microsoftonline.com/x/oauth2/v2.0/token' })],
        [700024, await assertion(header, { exp: now - 3600 })],
        [700030, await assertion(header, { iss: 'other' })],
        [50027, 'not-a-jwt'],
      ];
      for (const [code, text] of cases) assert.deepEqual((await post(text)).body['error_codes'], [code]);
    });
  });

  describe('refresh token (RFC 6749 §6)', () => {
    const ropc = async (scope: string, name = 'Contoso Desktop') =>
      await sandbox.post(endpoint, {
        ...{ grant_type: 'password', client_id: sandbox.application(name).clientId, scope },
        ...{ username: ALAN, password: userPassword(ALAN) },
      });
    const refresh = async (token: unknown, more: Record<string, string> = {}) =>
      await sandbox.post(endpoint, {
        ...{ grant_type: 'refresh_token', client_id: sandbox.application('Contoso Desktop').clientId },
        ...{ refresh_token: String(token), ...more },
      });

    it('rotates, keeps the old one valid, and serves another resource', async () => {
      const first = (await ropc('openid offline_access User.Read')).body['refresh_token'];
      const second = (await refresh(first)).body['refresh_token'];
      assert.notEqual(first, second);
      assert.equal((await refresh(first)).status, 200);
      const other = await refresh(second, { scope: 'https://orders.contoso.sandbox.test/Orders.Read' });
      assert.equal(claimsOf(other.body)['scp'], 'Orders.Read');
      assert.ok(other.body['refresh_token'], 'still rotates');
    });

    it('survives a restart with the same keys', async () => {
      const token = (await ropc('offline_access User.Read')).body['refresh_token'];
      sandbox = await startSandbox();
      assert.equal((await refresh(token)).status, 200);
    });

    it('refuses a changed, foreign, idle or unconsented one', async () => {
      const token = String((await ropc('offline_access User.Read')).body['refresh_token']);
      assert.deepEqual((await refresh(`${token.slice(0, -2)}AA`)).body['error_codes'], [70000]);
      assert.deepEqual((await refresh('nonsense')).body['error_codes'], [70000]);
      const admin = sandbox.application('Contoso Admin Tool').clientId;
      assert.deepEqual((await refresh(token, { client_id: admin })).body['error_codes'], [70000]);
      const { body } = await refresh(token, { scope: 'Mail.Read' });
      assert.deepEqual([body['error_codes'], body['suberror']], [[65001], 'consent_required']);
      sandbox.clock.time += 91 * 24 * 3600_000;
      assert.deepEqual((await refresh(token)).body['error_codes'], [700082]);
    });
  });

  describe('device authorization grant (RFC 8628)', () => {
    const start = async (tenant = sandbox.contoso) =>
      (
        await sandbox.post(`/${tenant}/oauth2/v2.0/devicecode`, {
          client_id: sandbox.application('Contoso Desktop').clientId,
          scope: 'openid profile offline_access User.Read',
        })
      ).body;
    const poll = async (code: unknown, grant_type = 'urn:ietf:params:oauth:grant-type:device_code') =>
      await sandbox.post(endpoint, {
        grant_type,
        client_id: sandbox.application('Contoso Desktop').clientId,
        device_code: String(code),
      });

    it('waits, slows down, and returns tokens once the person has said yes', async () => {
      const { device_code, user_code, verification_uri, interval } = await start();
      assert.equal(interval, 5);
      assert.deepEqual((await poll(device_code)).body['error'], 'authorization_pending');
      assert.deepEqual((await poll(device_code)).body['error'], 'slow_down');
      const browser = await browserOf(sandbox).open(String(verification_uri));
      await browser.send('code', { user_code: String(user_code).toLowerCase() });
      await signIn(sandbox, browser, ALAN);
      assert.match(browser.text(), /Are you signing in to Contoso Desktop/);
      await browser.send('confirm', { decision: 'accept' });
      assert.match(browser.text(), /You are signed in/);
      const { body } = await poll(device_code, 'device_code');
      assert.ok(body['access_token'] && body['id_token'] && body['refresh_token'], JSON.stringify(body));
      assert.deepEqual((await poll(device_code)).body['error_codes'], [70018]);
    });

    it('reports a refusal and an expiry', async () => {
      const { device_code, user_code, verification_uri } = await start();
      const browser = await browserOf(sandbox).open(String(verification_uri));
      await browser.send('code', { user_code: String(user_code) });
      await signIn(sandbox, browser, ADA);
      await browser.send('confirm', { decision: 'cancel' });
      assert.match(browser.text(), /cancelled/);
      assert.equal((await poll(device_code)).body['error'], 'access_denied');
      const late = await start();
      sandbox.clock.time += 16 * 60_000;
      assert.equal((await poll(late['device_code'])).body['error'], 'expired_token');
      await browser.open(String(late['verification_uri']));
      await browser.send('code', { user_code: String(late['user_code']) });
      assert.match(browser.text(), /AADSTS70019/);
    });
  });

  describe('resource owner password credentials (RFC 6749 §4.3)', () => {
    it('reports unknown users, wrong passwords and disabled accounts', async () => {
      const post = async (username: string, password: string) =>
        (
          await sandbox.post(endpoint, {
            grant_type: 'password',
            client_id: sandbox.application('Contoso Desktop').clientId,
            scope: 'User.Read',
            username,
            password,
          })
        ).body['error_codes'];
      assert.deepEqual(await post('nobody@contoso.sandbox.test', 'x'), [50034]);
      assert.deepEqual(await post(ALAN, 'x'), [50126]);
    });
  });

  describe('on-behalf-of', () => {
    it('trades the caller’s token for Graph, and refuses one meant for somebody else', async () => {
      const api = sandbox.application('Contoso Tasks API');
      const tokenFor = async (scope: string) =>
        (
          await sandbox.post(endpoint, {
            grant_type: 'password',
            client_id: sandbox.application('Contoso Desktop').clientId,
            scope,
            username: ADA,
            password: userPassword(ADA),
          })
        ).body['access_token'];
      const trade = async (assertion: unknown) =>
        await sandbox.post(endpoint, {
          ...{
            grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
            requested_token_use: 'on_behalf_of',
          },
          ...{
            client_id: api.clientId,
            client_secret: api.clientSecret ?? '',
            scope: 'https://graph.microsoft.com/User.Read',
          },
          assertion: String(assertion),
        });
      const { body } = await trade(await tokenFor(`api://${api.clientId}/Tasks.Read`));
      const claims = claimsOf(body);
      assert.deepEqual([claims['appid'], claims['upn']], [api.clientId, ADA]);
      assert.equal(body['scope'], 'https://graph.microsoft.com/User.Read');
      assert.deepEqual((await trade(await tokenFor('User.Read'))).body['error_codes'], [500131]);
      assert.deepEqual((await trade('x.y.z')).body['error_codes'], [50013]);
    });
  });
});

describe('sandbox: discovery and keys', () => {
  it('describes tenants, common and version 1.0 (OpenID Connect Discovery 1.0 §3)', async () => {
    const sandbox = await startSandbox();
    const issuerAt = async (path: string) =>
      (await sandbox.get(`${path}/.well-known/openid-configuration`)).body['issuer'];
    assert.equal(await issuerAt('/contoso.sandbox.test/v2.0'), `${ORIGIN}/${sandbox.contoso}/v2.0`);
    assert.equal(await issuerAt(`/${sandbox.contoso}`), `${ORIGIN}/${sandbox.contoso}/`);
    assert.equal(await issuerAt('/common/v2.0'), `${ORIGIN}/{tenantid}/v2.0`);
    assert.equal(await issuerAt('/organizations/v2.0'), `${ORIGIN}/{tenantid}/v2.0`);
    assert.equal((await sandbox.get('/nowhere/v2.0/.well-known/openid-configuration')).status, 400);
    assert.ok(Array.isArray((await sandbox.get('/common/discovery/instance')).body['metadata']));
  });

  it('keeps keys as JSON, and refuses what is not keys', async () => {
    const keys = await testKeys();
    assert.deepEqual(parseSandboxKeys(JSON.stringify(keys)), keys);
    for (const broken of ['', '{', '[]', '{"version":1}', JSON.stringify({ ...keys, version: 2 })]) {
      assert.equal(parseSandboxKeys(broken), undefined);
    }
    assert.notEqual((await createSandboxKeys()).seed, keys.seed);
  });

  it('publishes no private key material', async () => {
    const sandbox = await startSandbox();
    const { body } = await sandbox.get('/common/discovery/v2.0/keys');
    const members = list(body, 'keys').map((key) => (isObject(key) ? Object.keys(key).sort() : key));
    assert.deepEqual(members, [['e', 'issuer', 'kid', 'kty', 'n', 'use', 'x5c', 'x5t']]);
  });
});
