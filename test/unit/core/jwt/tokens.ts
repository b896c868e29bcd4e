/** Tokens for tests: published ones typed in from the RFCs, and Entra-shaped ones with a made-up signature. */

import { encodeTextBase64url } from '../../../../src/core/jwt/base64url.ts';

/** RFC 7515 appendix A.1: HS256, header and payload with line breaks inside. */
export const RFC7515_A1 =
  'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

/** RFC 7515 appendix A.3: ES256. */
export const RFC7515_A3 =
  'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q';

/** RFC 7515 appendix A.4: ES512, a payload that is plain text. */
export const RFC7515_A4 =
  'eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn';

/** RFC 7515 appendix A.5 and RFC 7519 §6.1: unsecured. */
export const RFC7519_UNSECURED =
  'eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.';

/** RFC 7516 appendix A.2: JWE with RSA1_5 and A128CBC-HS256. */
export const RFC7516_A2 =
  'eyJhbGciOiJSU0ExXzUiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.UGhIOguC7IuEvf_NPVaXsGMoLOmwvc1GyqlIKOK1nN94nHPoltGRhWhw7Zx0-kFm1NJn8LE9XShH59_i8J0PH5ZZyNfGy2xGdULU7sHNF6Gp2vPLgNZ__deLKxGHZ7PcHALUzoOegEI-8E66jX2E4zyJKx-YxzZIItRzC5hlRirb6Y5Cl_p-ko3YvkkysZIFNPccxRU7qve1WYPxqbb2Yw8kZqa2rMWI5ng8OtvzlV7elprCbuPhcCdZ6XDP0_F8rkXds2vE4X-ncOIM8hAYHHi29NX0mcKiRaD0-D-ljQTP-cFPgwCp6X-nZZd9OHBv-B3oWh2TbqmScqXMR4gp_A.AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.9hH0vgRfYgPnAHOd8stkvw';

/** RFC 7797 §4.2: payload not encoded, and detached. */
export const RFC7797_DETACHED =
  'eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY';

/** RFC 7520 §4.1: RS256 over a sentence. */
export const RFC7520_RS256 =
  'eyJhbGciOiJSUzI1NiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9.SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4.MRjdkly7_-oTPTS3AXP41iQIGKa80A0ZmTuV5MEaHoxnW2e5CZ5NlKtainoFmKZopdHM1O2U4mwzJdQx996ivp83xuglII7PNDi84wnB-BDkoBwA78185hX-Es4JIwmDLJK3lfWRa-XtL0RnltuYv746iYTh_qHRD68BNt1uSNCrUCTJDt5aAE6x8wW1Kt9eRo4QPocSadnHXFxnt8Is9UzpERV0ePPQdLuW3IS_de3xyIrDaLGdjluPxUAhb6L2aXic1U12podGU0KLUQSE_oI-ZnmKJ3F4uOZDnd6QZWJushZ41Axf_fcIe8u9ipH84ogoree7vjbU5y18kDquDg';

/** Midday of 22 November 2026, in seconds. */
export const NOW = 1_795_348_800;
export const TENANT = '8eaef023-2b34-4da1-9baa-8bc8c9d6a490';

/** A compact JWS of these parts with a signature of the right length for RS256 (or a given one). */
export function jws(header: object, payload: object | string, signature = `${'Sig_-'.repeat(68)}Sg`): string {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return `${encodeTextBase64url(JSON.stringify(header))}.${encodeTextBase64url(text)}.${signature}`;
}

export const RS256 = { typ: 'JWT', alg: 'RS256', kid: '-KI3Q9nNR7bRofxmeZoXqbHZGew' };

/** Claims of an Entra v2 access token with a user, as Entra writes them. */
export const accessV2 = {
  aud: 'b14a7505-96e9-4927-91e8-0601d0fc9caa',
  iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  iat: NOW - 600,
  nbf: NOW - 600,
  exp: NOW + 3600,
  aio: 'AWQAm/8ZAAAAkJ0MJ',
  azp: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
  azpacr: '0',
  name: 'Zoë Müller',
  oid: 'c0ffee00-0000-4000-8000-000000000001',
  preferred_username: 'zoe@contoso.example',
  rh: '1.AUYAzC3',
  scp: 'Orders.Read Orders.Write',
  sub: 'HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ',
  tid: TENANT,
  uti: 'fqiBqXLPj0eQa82S',
  ver: '2.0',
};

/** Claims of an Entra v1 access token of an application, without a user. */
export const accessV1App = {
  aud: 'https://graph.microsoft.com',
  iss: `https://sts.windows.net/${TENANT}/`,
  iat: NOW - 600,
  nbf: NOW - 600,
  exp: NOW + 3600,
  appid: '6e74172b-be56-4843-9ff4-e66a39bb12e3',
  appidacr: '1',
  idtyp: 'app',
  oid: 'c0ffee00-0000-4000-8000-000000000002',
  roles: ['User.Read.All', 'Mail.Send'],
  sub: 'c0ffee00-0000-4000-8000-000000000002',
  tid: TENANT,
  ver: '1.0',
};

/** Claims of an Entra v2 ID token. */
export const idToken = {
  ver: '2.0',
  iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  aud: '6cb04018-a3f5-46a7-b995-940c78f5aef3',
  exp: NOW + 3600,
  iat: NOW,
  nbf: NOW,
  name: 'Zoë Müller',
  nonce: '12345',
  oid: 'c0ffee00-0000-4000-8000-000000000001',
  preferred_username: 'zoe@contoso.example',
  sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
  tid: TENANT,
};
