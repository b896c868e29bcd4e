import { encodeTextBase64url } from '../../src/core/jwt/base64url.ts';
import { accessV1App, accessV2, idToken, jws, RS256, TENANT } from '../unit/core/jwt/tokens.ts';

const now = Math.floor(Date.now() / 1000);
/** A token of ten minutes ago, good for fifty more. */
export const times = { iat: now - 600, nbf: now - 600, exp: now + 3000 };
const ES256_SIGNATURE = `${'S'.repeat(85)}Q`;
const CLIENT = '6e74172b-be56-4843-9ff4-e66a39bb12e3';
const disclosure = encodeTextBase64url('["salt","given_name","Zoë"]');

/** A token of a kind, and how hover and inspector call it. */
export interface KindOfToken {
  readonly name: string;
  readonly token: string;
}

/** The kinds of tokens that people look at, each seen in hover and inspector. A new one is one entry. */
export const kindsOfTokens = {
  access: { name: 'Access token', token: jws(RS256, { ...accessV2, ...times }) },
  accessV1: {
    name: 'Access token',
    token: jws(
      { ...RS256, x5t: RS256.kid },
      {
        aud: 'api://b14a7505-96e9-4927-91e8-0601d0fc9caa',
        iss: `https://sts.windows.net/${TENANT}/`,
        ...times,
        acr: '1',
        aio: 'AVQAq/8ZAAAAkJ0MJ',
        amr: ['pwd', 'mfa'],
        appid: CLIENT,
        appidacr: '0',
        family_name: 'Müller',
        given_name: 'Zoë',
        ipaddr: '203.0.113.7',
        name: 'Zoë Müller',
        oid: accessV2.oid,
        rh: accessV2.rh,
        scp: 'Orders.Read',
        sub: accessV2.sub,
        tid: TENANT,
        unique_name: 'zoe@contoso.example',
        upn: 'zoe@contoso.example',
        uti: accessV2.uti,
        ver: '1.0',
        wids: ['62e90394-69f5-4237-9190-012177145e10', 'b79fbf4d-3ef9-4689-8143-76b194e85509'],
      },
    ),
  },
  appOnly: {
    name: 'App-only access token',
    token: jws(RS256, {
      aud: accessV2.aud,
      iss: accessV2.iss,
      ...times,
      aio: 'k2RgYBBeAAA=',
      azp: CLIENT,
      azpacr: '2',
      idtyp: 'app',
      oid: accessV1App.oid,
      rh: accessV2.rh,
      roles: ['Orders.Read.All', 'Orders.ReadWrite.All'],
      sub: accessV1App.oid,
      tid: TENANT,
      uti: accessV2.uti,
      ver: '2.0',
      xms_idrel: '7 26',
    }),
  },
  graph: {
    name: 'App-only access token',
    token: jws(
      { ...RS256, nonce: 'n0nce' },
      { ...accessV1App, ...times, wids: ['b79fbf4d-3ef9-4689-8143-76b194e85509'] },
    ),
  },
  id: { name: 'ID token', token: jws(RS256, { ...idToken, ...times, auth_time: now - 3600 }) },
  expired: {
    name: 'Access token',
    token: jws(RS256, {
      ...accessV2,
      iat: now - 90_000,
      nbf: now - 90_000,
      exp: now - 86_400,
      _claim_names: { groups: 'src1' },
      _claim_sources: {
        src1: { endpoint: `https://graph.windows.net/${TENANT}/users/c0ffee00/getMemberObjects` },
      },
    }),
  },
  clientAssertion: {
    name: 'Client assertion',
    token: jws(
      { typ: 'JWT', alg: 'PS256', 'x5t#S256': 'kj7Yj2pCRZGFHvUtxNfL0RBBBWzGvzKMxdUS6BP2NkE' },
      {
        aud: `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
        iss: CLIENT,
        sub: CLIENT,
        jti: '22b3bb26-e046-42df-9c96-65dbd72c1c81',
        nbf: now - 5,
        iat: now - 5,
        exp: now + 595,
      },
    ),
  },
  logout: {
    name: 'Logout token',
    token: jws(
      { ...RS256, typ: 'logout+jwt' },
      {
        iss: 'https://idp.contoso.com',
        sub: 'zoe',
        aud: CLIENT,
        iat: now - 5,
        exp: now + 115,
        jti: 'bWJq',
        sid: '08a5019c-17e1-4977-8f42-65a12843ea02',
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      },
    ),
  },
  dpop: {
    name: 'DPoP proof',
    token: jws(
      {
        typ: 'dpop+jwt',
        alg: 'ES256',
        jwk: { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) },
      },
      { jti: 'b9b9c1d2', htm: 'POST', htu: 'https://login.contoso.com/token', iat: now - 5 },
      ES256_SIGNATURE,
    ),
  },
  credential: {
    name: 'SD-JWT',
    token: `${jws(
      { alg: 'ES256', typ: 'dc+sd-jwt' },
      {
        iss: 'https://issuer.contoso.com',
        vct: 'https://credentials.contoso.com/employee',
        _sd: ['X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0'],
        _sd_alg: 'sha-256',
        exp: times.exp,
      },
      ES256_SIGNATURE,
    )}~${disclosure}~`,
  },
  encrypted: {
    name: 'Encrypted token',
    token: `${encodeTextBase64url('{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"key-1"}')}.a2V5LWVuY3J5cHRlZC1mb3ItdGhlLXJlY2lwaWVudA.aXYtaXYtaXYtaXY.Y2lwaGVydGV4dC1vZi10aGUtY2xhaW1z.dGFnLXRhZy10YWctdGFn`,
  },
  unsecured: {
    name: 'JWT',
    token: jws({ alg: 'none', typ: 'JWT' }, { iss: 'https://idp.contoso.com', sub: 'ada', admin: true }, ''),
  },
} as const satisfies Readonly<Record<string, KindOfToken>>;
