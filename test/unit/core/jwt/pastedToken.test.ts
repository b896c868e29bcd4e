import assert from 'node:assert/strict';
import { copyText } from '../../../../src/core/jwt/copyText.ts';
import { readPastedToken } from '../../../../src/core/jwt/pastedToken.ts';
import { accessV2, jws, RFC7516_A2, RS256 } from './tokens.ts';

describe('pasted text', () => {
  const token = jws(RS256, accessV2);

  it('may hold a token anywhere', () => {
    for (const text of [
      token,
      `  ${token}\n`,
      `Authorization: Bearer ${token}`,
      `{"access_token":"${token}"}`,
      `curl -H 'x: ${token}'`,
    ]) {
      assert.deepEqual(readPastedToken(text), { token });
    }
  });

  it('is told apart from what is no token', () => {
    for (const [text, told] of [
      ['<samlp:Response>', /SAML/],
      ['PHNhbWxwOlJlc3BvbnNlPg==', /SAML/],
      ['-----BEGIN CERTIFICATE-----\nMII', /PEM/],
      ['1.AXoAzC3wBU3L8kyq', /one word/],
      ['0.AXoAzC3wBU3L8kyqzC3wBU3L8kyq.AgABAAEAAAD', /refresh token/],
      ['ghp_0123456789abcdef', /GitHub/],
      ['{"payload":"eyJ","signatures":[]}', /JWS or JWE in JSON/],
      ['hello there', /no token/],
    ] as const) {
      assert.match(readPastedToken(text).refusal ?? '', told, text);
    }
  });

  it('copies claims and headers as written', () => {
    assert.equal(
      copyText(jws(RS256, '{"n":12345678901234567890}'), 'claims'),
      '{\n  "n": 12345678901234567890\n}',
    );
    assert.deepEqual(JSON.parse(copyText(token, 'header')), RS256);
    assert.equal(copyText(token, 'token'), token);
    assert.match(copyText(RFC7516_A2, 'header'), /A128CBC/);
  });
});
