import assert from 'node:assert/strict';
import { encodeTextBase64url } from '../../../../src/core/jwt/base64url.ts';
import { decodeToken } from '../../../../src/core/jwt/decode.ts';
import { describeToken, timesOf } from '../../../../src/core/jwt/describe.ts';
import { findingRules } from '../../../../src/core/jwt/examine.ts';
import { redactToken } from '../../../../src/core/jwt/redactToken.ts';
import {
  accessV1App,
  accessV2,
  idToken,
  jws,
  NOW,
  RFC7515_A1,
  RFC7515_A4,
  RFC7516_A2,
  RFC7519_UNSECURED,
  RFC7797_DETACHED,
  RS256,
  TENANT,
} from './tokens.ts';

const describeIt = (token: string, now = NOW) => describeToken(decodeToken(token), now * 1000);
const findings = (token: string, now = NOW) => describeIt(token, now).findings.map(({ id }) => id);
const without = (claims: object, ...names: readonly string[]) =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));

describe('telling tokens apart', () => {
  const kinds: readonly (readonly [kind: string, token: string])[] = [
    ['accessToken', jws(RS256, accessV2)],
    ['appToken', jws(RS256, accessV1App)],
    ['appToken', jws(RS256, { ...without(accessV1App, 'idtyp'), appid: 'x' })],
    ['accessToken', jws(RS256, { ...accessV2, sub: accessV2.oid, roles: ['A.B'] })],
    ['accessToken', jws(RS256, { ...accessV1App, idtyp: 'user' })],
    [
      'accessToken',
      jws(
        { alg: 'RS256', typ: 'at+jwt' },
        { iss: 'https://as.example', sub: '1', aud: 'https://api.example', exp: NOW },
      ),
    ],
    ['accessToken', jws({ alg: 'RS256', typ: 'application/at+jwt' }, { sub: '1' })],
    ['appToken', jws(RS256, { aud: 'api://x', roles: ['A.B'] })],
    ['idToken', jws(RS256, idToken)],
    ['idToken', jws(RS256, { iss: 'https://as.example', typ: 'ID', aud: 'x', scope: 'openid' })],
    ['refreshToken', jws({ alg: 'HS512' }, { typ: 'Refresh', aud: 'x', scope: 'openid' }, 'S'.repeat(86))],
    [
      'clientAssertion',
      jws(
        { alg: 'PS256', 'x5t#S256': 'x' },
        {
          iss: 'client',
          sub: 'client',
          aud: `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
          jti: '1',
          exp: NOW + 60,
        },
      ),
    ],
    [
      'dpopProof',
      jws(
        { alg: 'ES256', typ: 'dpop+jwt', jwk: {} },
        { jti: '1', htm: 'POST', htu: 'https://as.example/token', iat: NOW },
      ),
    ],
    ['logoutToken', jws({ alg: 'RS256', typ: 'logout+jwt' }, { iss: 'x', aud: 'y', sid: 'z', events: {} })],
    [
      'logoutToken',
      jws(
        { alg: 'RS256' },
        {
          iss: 'x',
          aud: 'y',
          sid: 'z',
          events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
        },
      ),
    ],
    ['securityEvent', jws({ alg: 'RS256', typ: 'secevent+jwt' }, { events: {} })],
    [
      'requestObject',
      jws({ alg: 'RS256', typ: 'oauth-authz-req+jwt' }, { response_type: 'code', client_id: 'x' }),
    ],
    ['introspection', jws({ alg: 'RS256', typ: 'token-introspection+jwt' }, { token_introspection: {} })],
    [
      'workload',
      jws(
        { alg: 'RS256' },
        {
          iss: 'https://token.actions.githubusercontent.com',
          sub: 'repo:a/b:ref:x',
          aud: 'api://AzureADTokenExchange',
          job_workflow_ref: 'x',
        },
      ),
    ],
    [
      'sdJwt',
      `${jws({ alg: 'ES256', typ: 'dc+sd-jwt' }, { _sd: [], vct: 'x' }, 'S'.repeat(86))}~${encodeTextBase64url('["s","a","b"]')}~`,
    ],
    ['nested', jws({ alg: 'RS256', cty: 'JWT' }, jws(RS256, accessV2))],
    ['encrypted', RFC7516_A2],
    ['jwt', RFC7515_A1],
    ['jws', RFC7515_A4],
  ];
  for (const [kind, token] of kinds)
    it(`${kind}: ${decodeToken(token).payload.text.slice(0, 60)}`, () =>
      assert.equal(describeIt(token).kind.id, kind));
});

describe('describing a token', () => {
  it('says who issued it to whom for whom, with names for what is known', () => {
    const summary = describeIt(jws(RS256, accessV2));
    assert.equal(summary.issuer?.name, 'Microsoft Entra ID, v2');
    assert.deepEqual(summary.audience, [{ value: accessV2.aud }]);
    assert.deepEqual(summary.client, { value: accessV2.azp, name: 'Azure CLI' });
    assert.deepEqual(summary.subject, { value: accessV2.oid, name: 'zoe@contoso.example' });
    assert.deepEqual(summary.scopes, ['Orders.Read', 'Orders.Write']);
    assert.deepEqual(summary.validity, { state: 'valid', until: (NOW + 3600) * 1000 });
    assert.deepEqual(summary.findings, []);
  });

  it('names v1 issuers and resources given as URLs', () => {
    const summary = describeIt(jws(RS256, accessV1App));
    assert.equal(summary.issuer?.name, 'Microsoft Entra ID, v1');
    assert.deepEqual(summary.audience, [{ value: 'https://graph.microsoft.com', name: 'Microsoft Graph' }]);
    assert.deepEqual(summary.roles, ['User.Read.All', 'Mail.Send']);
  });

  it('is exact to the second about validity (RFC 7519 §4.1.4, §4.1.5)', () => {
    const token = jws(RS256, accessV2);
    const state = (now: number) => describeIt(token, now).validity?.state;
    assert.deepEqual([accessV2.nbf - 1, accessV2.nbf, accessV2.exp - 1, accessV2.exp].map(state), [
      'early',
      'valid',
      'valid',
      'expired',
    ]);
    assert.equal(describeIt(jws(RS256, without(accessV2, 'exp'))).validity?.state, 'unlimited');
    const proof = { jti: '1', htm: 'POST', htu: 'https://as.example/token', iat: NOW };
    assert.equal(describeIt(jws({ alg: 'ES256', typ: 'dpop+jwt' }, proof)).validity, undefined);
    assert.equal(
      describeIt(jws({ alg: 'ES256', typ: 'dpop+jwt' }, { ...proof, exp: NOW + 9 })).validity?.state,
      'valid',
    );
  });

  it('lists times in order', () => {
    const times = timesOf(
      decodeToken(jws(RS256, { exp: 30, iat: 20, auth_time: 10, nbf: 'x' })).payload.claims,
    );
    assert.deepEqual(times, [
      { claim: 'auth_time', at: 10_000 },
      { claim: 'iat', at: 20_000 },
      { claim: 'exp', at: 30_000 },
    ]);
  });
});

describe('findings', () => {
  const cases: Readonly<Record<string, string>> = {
    missingPart: jws(RS256, accessV2).split('.').slice(0, 2).join('.'),
    surplusPart: `${jws(RS256, accessV2)}.x`,
    cutShort: jws(RS256, accessV2, 'A'.repeat(341)),
    invalidCharacter: jws(RS256, accessV2, 'A'.repeat(340) + '%%'),
    notUtf8: `${encodeTextBase64url('{"alg":"RS256","typ":"JWT"}')}._w.x`,
    notJson: jws(RS256, '{"a":'),
    tooMany: jws({ alg: 'RS256' }, `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
    padding: `${jws(RS256, accessV2)}==`,
    alphabet: jws(RS256, accessV2, '+/'.repeat(171)),
    trailingBits: jws(RS256, accessV2, 'A'.repeat(341) + 'B'),
    repeatedName: jws(RS256, '{"sub":"a","sub":"b"}'),
    inexactInteger: jws(RS256, '{"n":12345678901234567890}'),
    hiddenCharacter: jws(RS256, { name: 'a\u202eb' }),
    algNone: RFC7519_UNSECURED,
    algMissing: jws({ typ: 'JWT' }, accessV2),
    algWeak: jws({ alg: 'RS1' }, accessV2),
    algSymmetric: RFC7515_A1,
    signatureMissing: jws(RS256, accessV2, ''),
    signatureSurplus: jws({ alg: 'none' }, accessV2, 'AAAA'),
    signatureLength: jws({ alg: 'HS256' }, accessV2, 'AAAA'),
    keyInHeader: jws({ ...RS256, jwk: {} }, accessV2),
    critical: RFC7797_DETACHED,
    b64NotCritical: jws({ alg: 'HS256', b64: false }, accessV2),
    graphNonce: jws({ ...RS256, nonce: 'x' }, accessV2),
    detached: RFC7797_DETACHED,
    unprotected: JSON.stringify({ payload: 'e30', header: { alg: 'HS256' }, signature: 'AAAA' }),
    several: JSON.stringify({
      payload: 'e30',
      signatures: ['HS256', 'RS256'].map((alg) => ({ header: { alg }, signature: 'AAAA' })),
    }),
    forged: jws({ ...RS256, kid: 'forged-1' }, accessV2),
    expired: jws(RS256, { ...accessV2, exp: NOW }),
    notYetValid: jws(RS256, { ...accessV2, nbf: NOW + 1 }),
    issuedLater: jws(RS256, { ...accessV2, iat: NOW + 3000 }),
    noExpiry: jws(RS256, without(accessV2, 'exp')),
    timeNotNumber: jws(RS256, { ...accessV2, exp: `${NOW}` }),
    timeInMilliseconds: jws(RS256, { ...accessV2, exp: NOW * 1000 }),
    timesReversed: jws(RS256, { ...accessV2, exp: NOW + 5, nbf: NOW + 10 }),
    longLife: jws(RS256, { ...accessV2, exp: NOW + 90 * 86_400 }),
    noAudience: jws(RS256, without(accessV2, 'aud')),
    groupOverage: jws(RS256, { ...accessV2, _claim_names: { groups: 'src1' }, _claim_sources: {} }),
    tenantMismatch: jws(RS256, { ...accessV2, tid: '00000000-0000-0000-0000-000000000001' }),
    versionMismatch: jws(RS256, { ...accessV2, ver: '1.0' }),
    versionOne: jws(RS256, accessV1App),
    appWithoutRoles: jws(RS256, without(accessV1App, 'roles')),
    mailUnverified: jws(RS256, { ...accessV2, email: 'a@b.example', email_verified: false }),
  };

  it('has a case for every rule', () =>
    assert.deepEqual(Object.keys(cases).toSorted(), findingRules.map(({ id }) => id).toSorted()));
  for (const [id, token] of Object.entries(cases))
    it(id, () => assert.ok(findings(token).includes(id), findings(token).join()));

  it('has nothing to say about ordinary tokens', () => {
    assert.deepEqual(findings(jws(RS256, accessV2)), []);
    assert.deepEqual(findings(jws(RS256, idToken)), []);
    assert.deepEqual(findings(jws(RS256, accessV1App)), ['versionOne']);
  });

  it('names what a token holds in a sentence of bounded length', () => {
    const names = Array.from({ length: 5000 }, (_, at) => `"${'n'.repeat(50)}${at % 2500}":1`).join(',');
    const [repeated] = describeIt(jws(RS256, `{${names}}`)).findings;
    assert.equal(repeated?.id, 'repeatedName');
    assert.match(String(repeated.data['names']), /^n{50}0, n{50}1, .{0,150}…$/);
  });

  it('comes worst first, and fills every placeholder of its texts', () => {
    const rank = ['error', 'warning', 'info'];
    for (const token of Object.values(cases)) {
      const found = describeIt(token).findings;
      assert.deepEqual(
        found.map(({ severity }) => severity),
        found.map(({ severity }) => severity).toSorted((a, b) => rank.indexOf(a) - rank.indexOf(b)),
      );
      for (const { what, why, data } of found) {
        for (const [, name = ''] of `${what} ${why}`.matchAll(/\{(\w+)\}/g))
          assert.ok(name in data, `${what}: ${name}`);
      }
    }
  });
});

describe('a redacted token', () => {
  it('keeps header and claims, and cannot be used', () => {
    const token = jws(RS256, accessV2);
    const redacted = redactToken(decodeToken(token));
    assert.equal(redacted.split('.').slice(0, 2).join('.'), token.split('.').slice(0, 2).join('.'));
    assert.ok(!redacted.includes(token.split('.')[2] ?? ''));
    assert.equal(redactToken(decodeToken(RFC7516_A2)).split('.').length, 5);
    assert.ok(!redactToken(decodeToken(RFC7516_A2)).includes('KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY'));
  });
});
