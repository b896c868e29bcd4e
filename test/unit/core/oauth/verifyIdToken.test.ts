import assert from 'node:assert/strict';
import {
  base64url,
  exportJWK,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWTPayload,
} from 'jose';
import { IdentityError } from '../../../../src/core/errors.ts';
import { verifyIdToken, type IdTokenExpectation } from '../../../../src/core/oauth/verifyIdToken.ts';
import type { Fetch } from '../../../../src/core/ports.ts';

const ISSUER = 'https://as.test/11111111-2222-4333-8444-555555555555/v2.0';
const NOW = 1_800_000_000;

describe('id_token verification (OpenID Connect Core 1.0 §3.1.3.7)', () => {
  let key: CryptoKey;
  let stranger: CryptoKey;
  let fetch: Fetch;

  before(async () => {
    const pair = await generateKeyPair('RS256');
    stranger = (await generateKeyPair('RS256')).privateKey;
    key = pair.privateKey;
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', use: 'sig' };
    fetch = () => Promise.resolve(Response.json({ keys: [jwk] }));
  });

  const sign = (claims: JWTPayload = {}, by: CryptoKey = key, kid = 'k1') =>
    new SignJWT({ iss: ISSUER, aud: 'app', sub: 's', iat: NOW, exp: NOW + 3600, nonce: 'n', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid })
      .sign(by);
  const without = (name: 'exp' | 'nonce') => {
    const claims: JWTPayload = { iss: ISSUER, aud: 'app', iat: NOW, exp: NOW + 60, nonce: 'n' };
    Reflect.deleteProperty(claims, name);
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(key);
  };
  const verify = (token: string, more: Partial<IdTokenExpectation> = {}) =>
    verifyIdToken(
      token,
      {
        metadata: { issuer: ISSUER, jwks_uri: 'https://as.test/keys' },
        clientId: 'app',
        nonce: 'n',
        ...more,
      },
      { fetch, clock: { now: () => NOW * 1000 }, signal: new AbortController().signal },
    );
  const hash = async (value: string) =>
    base64url.encode(
      new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(value))).slice(0, 16),
    );

  it('accepts a good token and says what was checked', async () => {
    const claims = { at_hash: await hash('at'), c_hash: await hash('code'), auth_time: NOW - 10 };
    const { checks } = await verify(await sign(claims), { accessToken: 'at', code: 'code', maxAge: 60 });
    assert.deepEqual(
      checks.map(({ check }) => check),
      ['signature', 'iss', 'aud', 'exp', 'nonce', 'auth_time', 'at_hash', 'c_hash'],
    );
  });

  it('knows the {tenantid} template of Entra’s common authority', async () => {
    const metadata = { issuer: 'https://as.test/{tenantid}/v2.0', jwks_uri: 'https://as.test/keys' };
    await verify(await sign({ tid: '11111111-2222-4333-8444-555555555555' }), { metadata });
    await assert.rejects(verify(await sign({ tid: 'another' }), { metadata }), refusing('iss'));
  });

  it('verifies HS256 with the client secret only', async () => {
    const secret = 'a secret of at least thirty-two bytes';
    const token = await new SignJWT({ iss: ISSUER, aud: 'app', iat: NOW, exp: NOW + 60, nonce: 'n' })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(secret));
    await verify(token, { secret: () => Promise.resolve(secret) });
    await assert.rejects(verify(token), refusing('signature'));
  });

  const forged: readonly [
    what: string,
    check: string,
    token: () => Promise<string>,
    more?: Partial<IdTokenExpectation>,
  ][] = [
    ['signed by somebody else', 'signature', () => sign({}, stranger)],
    ['with a key nobody publishes', 'signature', () => sign({}, key, 'k9')],
    [
      'changed afterwards',
      'signature',
      async () => {
        const [header = '', , signature = ''] = (await sign()).split('.');
        return [
          header,
          base64url.encode(JSON.stringify({ iss: ISSUER, aud: 'app', sub: 'x' })),
          signature,
        ].join('.');
      },
    ],
    ['unsigned', 'signature', () => Promise.resolve(new UnsecuredJWT({ iss: ISSUER, aud: 'app' }).encode())],
    ['of another issuer', 'iss', () => sign({ iss: 'https://evil.test' })],
    ['for another client', 'aud', () => sign({ aud: 'other' })],
    ['for several clients without azp', 'azp', () => sign({ aud: ['app', 'other'] })],
    ['issued to another party', 'azp', () => sign({ azp: 'other' })],
    ['that has expired', 'exp', () => sign({ exp: NOW - 120 })],
    ['without expiry', 'exp', () => without('exp')],
    ['from the future', 'iat', () => sign({ iat: NOW + 600 })],
    ['not valid yet', 'nbf', () => sign({ nbf: NOW + 600 })],
    ['of another request', 'nonce', () => sign({ nonce: 'other' })],
    ['without nonce', 'nonce', () => without('nonce')],
    ['of an old sign-in', 'auth_time', () => sign({ auth_time: NOW - 7200 }), { maxAge: 60 }],
    ['without auth_time', 'auth_time', () => sign(), { maxAge: 60 }],
    [
      'with another access token',
      'at_hash',
      async () => sign({ at_hash: await hash('x') }),
      { accessToken: 'at' },
    ],
    ['with another code', 'c_hash', async () => sign({ c_hash: await hash('x') }), { code: 'c' }],
    ['from the front channel without c_hash', 'c_hash', () => sign(), { code: 'c', frontChannel: true }],
    ['that is no token', 'format', () => Promise.resolve('not.a.token')],
  ];
  for (const [what, check, token, more] of forged)
    it(`rejects a token ${what}`, async () => {
      await assert.rejects(verify(await token(), more), refusing(check));
    });

  it('says when the keys cannot be read', async () => {
    fetch = () => Promise.resolve(new Response('<html>', { status: 502 }));
    await assert.rejects(verify(await sign()), (error) => IdentityError.is(error, 'server.failed'));
  });
});

function refusing(check: string): (error: unknown) => boolean {
  return (error) => IdentityError.is(error, 'idToken.invalid') && error.data.check === check;
}
