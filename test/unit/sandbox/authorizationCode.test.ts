import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify } from 'jose';
import {
  ADA,
  ALAN,
  authorizeUrl,
  browserOf,
  ORIGIN,
  signIn,
  startSandbox,
  type TestSandbox,
} from './testSandbox.ts';

const VERIFIER = 'a-verifier-of-the-right-length-0123456789-abcdefgh';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const PKCE = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
const REDIRECT = 'http://localhost:51234';

describe('sandbox: authorization code with PKCE (RFC 6749 §4.1, RFC 7636)', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => (sandbox = await startSandbox()));

  const codeFor = async (name: string, more: Record<string, string> = {}): Promise<string> => {
    const url = authorizeUrl(sandbox, sandbox.application(name).clientId, { ...PKCE, ...more });
    const browser = await browserOf(sandbox).open(url);
    await signIn(sandbox, browser, ALAN);
    if (!browser.left) await browser.send('consent', { decision: 'accept' });
    const code = browser.left?.searchParams.get('code');
    assert.ok(code, browser.text());
    return code;
  };
  const redeem = async (name: string, code: string, more: Record<string, string> = {}, headers = {}) =>
    await sandbox.post(
      `/${sandbox.contoso}/oauth2/v2.0/token`,
      {
        grant_type: 'authorization_code',
        client_id: sandbox.application(name).clientId,
        code,
        redirect_uri: REDIRECT,
        code_verifier: VERIFIER,
        ...more,
      },
      headers,
    );

  it('signs in a public client and returns access, ID and refresh token', async () => {
    const scope = 'openid profile offline_access User.Read';
    const code = await codeFor('Contoso Desktop', { scope, nonce: 'n-1', state: 's' });
    const { body, status } = await redeem('Contoso Desktop', code, { client_info: '1' });
    assert.equal(status, 200, JSON.stringify(body));
    const id = decodeJwt(String(body['id_token']));
    assert.equal(id['nonce'], 'n-1');
    assert.equal(id.iss, `${ORIGIN}/${sandbox.contoso}/v2.0`);
    assert.equal(id['preferred_username'], ALAN);
    const access = decodeJwt(String(body['access_token']));
    assert.equal(access.aud, 'https://graph.microsoft.com');
    assert.match(String(access['scp']), /User\.Read/);
    assert.notEqual(access.sub, id.sub, 'sub is pairwise');
    assert.equal(typeof body['refresh_token'], 'string');
    const info: unknown = JSON.parse(Buffer.from(String(body['client_info']), 'base64url').toString());
    assert.deepEqual(info, { uid: id['oid'], utid: sandbox.contoso });
  });

  it('signs tokens that verify against the published keys', async () => {
    const { body } = await redeem('Contoso Desktop', await codeFor('Contoso Desktop'));
    const keys = createRemoteJWKSet(new URL(`${ORIGIN}/${sandbox.contoso}/discovery/v2.0/keys`), {
      [customFetch]: async (url, init) => await sandbox.sandbox.fetch(new Request(url, init)),
    });
    const issuer = `${ORIGIN}/${sandbox.contoso}/v2.0`;
    const audience = sandbox.application('Contoso Desktop').clientId;
    await jwtVerify(String(body['id_token']), keys, { issuer, audience });
  });

  it('refuses a second redemption: AADSTS54005', async () => {
    const code = await codeFor('Contoso Desktop');
    await redeem('Contoso Desktop', code);
    assert.deepEqual((await redeem('Contoso Desktop', code)).body['error_codes'], [54005]);
  });

  it('refuses an expired code: AADSTS70008', async () => {
    const code = await codeFor('Contoso Desktop');
    sandbox.clock.time += 6 * 60_000;
    assert.deepEqual((await redeem('Contoso Desktop', code)).body['error_codes'], [70008]);
  });

  const wrong: readonly (readonly [string, number, Record<string, string>, string?])[] = [
    ['a wrong verifier', 501481, { code_verifier: `${VERIFIER}x` }],
    ['no verifier', 900144, { code_verifier: '' }],
    ['another redirect_uri', 500112, { redirect_uri: 'http://localhost:51235' }],
    ['a secret from a public client', 700025, { client_secret: 'x' }],
    ['a made-up code', 70000, { code: 'x' }],
  ];
  for (const [what, code, more] of wrong) {
    it(`refuses ${what}: AADSTS${code}`, async () => {
      const answer = await redeem('Contoso Desktop', await codeFor('Contoso Desktop'), more);
      assert.deepEqual(answer.body['error_codes'], [code]);
      assert.match(
        String(answer.body['error_description']),
        new RegExp(`^AADSTS${code}: .*Trace ID: .*Timestamp: `),
      );
    });
  }

  it('wants a secret from a web application: AADSTS7000218, then 7000215, then tokens', async () => {
    const code = await codeFor('Contoso Web');
    assert.deepEqual((await redeem('Contoso Web', code)).body['error_codes'], [7000218]);
    assert.deepEqual(
      (await redeem('Contoso Web', code, { client_secret: 'no' })).body['error_codes'],
      [7000215],
    );
    const { clientId, clientSecret = '' } = sandbox.application('Contoso Web');
    const basic = Buffer.from(`${clientId}:${encodeURIComponent(clientSecret)}`).toString('base64');
    const { body } = await redeem('Contoso Web', code, {}, { authorization: `Basic ${basic}` });
    assert.equal(decodeJwt(String(body['access_token']))['appidacr'], '1');
  });

  it('redeems single-page codes with an Origin only: AADSTS9002327, 9002326, CORS', async () => {
    const code = await codeFor('Contoso Single Page');
    assert.deepEqual((await redeem('Contoso Single Page', code)).body['error_codes'], [9002327]);
    const foreign = await redeem('Contoso Single Page', code, {}, { origin: 'https://evil.test' });
    assert.deepEqual(foreign.body['error_codes'], [9002326]);
    assert.equal(foreign.headers.get('access-control-allow-origin'), null);
    const own = await redeem('Contoso Single Page', code, {}, { origin: 'http://localhost:51234' });
    assert.equal(own.status, 200, JSON.stringify(own.body));
    assert.equal(own.headers.get('access-control-allow-origin'), 'http://localhost:51234');
  });

  it('refuses an Origin from any other platform: AADSTS9002326', async () => {
    const answer = await redeem(
      'Contoso Desktop',
      await codeFor('Contoso Desktop'),
      {},
      { origin: REDIRECT },
    );
    assert.deepEqual(answer.body['error_codes'], [9002326]);
  });

  it('issues version 2.0 tokens for an API that asks for them, with its app roles', async () => {
    const scope = `openid ${sandbox.application('Contoso Desktop').scopes.find((each) => each.endsWith('/Tasks.Read')) ?? ''}`;
    const { body } = await redeem('Contoso Desktop', await codeFor('Contoso Desktop', { scope }));
    const claims = decodeJwt(String(body['access_token']));
    assert.equal(claims['ver'], '2.0');
    assert.equal(claims.aud, sandbox.application('Contoso Tasks API').clientId);
    assert.equal(claims['azpacr'], '0');
    assert.ok(Array.isArray(claims['groups']));
    assert.match(String(body['scope']), /api:\/\/[^ ]+\/Tasks\.Read( |$)/);
  });

  it('carries requested authentication contexts and capabilities', async () => {
    const claims = JSON.stringify({
      access_token: { acrs: { essential: true, value: 'c1' }, xms_cc: { values: ['cp1'] } },
    });
    const { body } = await redeem('Contoso Desktop', await codeFor('Contoso Desktop', { claims }));
    const token = decodeJwt(String(body['access_token']));
    assert.deepEqual([token['acrs'], token['xms_cc']], [['c1'], ['cp1']]);
  });

  it('answers a refused consent with access_denied: AADSTS65004', async () => {
    const url = authorizeUrl(sandbox, sandbox.application('Contoso Single Page').clientId, {
      ...PKCE,
      state: 'here',
    });
    const browser = await browserOf(sandbox).open(url);
    await signIn(sandbox, browser, ADA);
    assert.match(browser.text(), /Permissions requested.*Read your profile/);
    await browser.send('consent', { decision: 'cancel' });
    const answer = browser.left?.searchParams ?? new URLSearchParams();
    assert.equal(answer.get('error'), 'access_denied');
    assert.equal(answer.get('state'), 'here');
    assert.match(answer.get('error_description') ?? '', /^AADSTS65004/);
  });
});
