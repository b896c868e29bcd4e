import assert from 'node:assert/strict';
import { jwtDecode } from 'jwt-decode';
import { encodeTextBase64url } from '../../../../src/core/jwt/base64url.ts';
import { decodeToken, stringClaim } from '../../../../src/core/jwt/decode.ts';
import {
  accessV2,
  jws,
  RFC7515_A1,
  RFC7515_A3,
  RFC7515_A4,
  RFC7516_A2,
  RFC7519_UNSECURED,
  RFC7520_RS256,
  RFC7797_DETACHED,
  RS256,
} from './tokens.ts';

const JOE = '{"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}';

describe('decoding published tokens', () => {
  for (const [name, token, alg] of [
    ['RFC 7515 A.1', RFC7515_A1, 'HS256'],
    ['RFC 7515 A.3', RFC7515_A3, 'ES256'],
    ['RFC 7519 §6.1', RFC7519_UNSECURED, 'none'],
  ] as const) {
    it(name, () => {
      const decoded = decodeToken(token);
      assert.equal(decoded.payload.text, JOE);
      assert.equal(decoded.payload.kind, 'claims');
      assert.equal(decoded.payload.claims.get('exp'), 1300819380);
      assert.equal(stringClaim(decoded.header, 'alg'), alg);
      assert.deepEqual(decoded.flaws, []);
    });
  }

  it('RFC 7515 A.4 and RFC 7520 §4.1: a payload of text', () => {
    assert.deepEqual(decodeToken(RFC7515_A4).payload, { kind: 'text', text: 'Payload', claims: new Map() });
    assert.match(
      decodeToken(RFC7520_RS256).payload.text,
      /^It\u2019s a dangerous business, Frodo, going out your door\./,
    );
    assert.deepEqual(decodeToken(RFC7520_RS256).flaws, []);
  });

  it('RFC 7516 A.2: the header of an encrypted token', () => {
    const decoded = decodeToken(RFC7516_A2);
    assert.equal(decoded.serialization, 'jwe');
    assert.equal(decoded.payload.kind, 'encrypted');
    assert.equal(decoded.headerText, '{"alg":"RSA1_5","enc":"A128CBC-HS256"}');
    assert.deepEqual(
      decoded.segments.map(({ role }) => role),
      ['header', 'encryptedKey', 'iv', 'ciphertext', 'tag'],
    );
  });

  it('RFC 7797 §4.2: detached; and a payload that is not encoded', () => {
    assert.equal(decodeToken(RFC7797_DETACHED).payload.kind, 'detached');
    const header = encodeTextBase64url('{"alg":"HS256","b64":false,"crit":["b64"]}');
    assert.equal(decodeToken(`${header}.$~02.x`.replace('~', '-')).payload.text, '$-02');
  });
});

describe('decoding loses nothing', () => {
  it('keeps UTF-8, and the exact text of large integers and repeated names', () => {
    const { payload } = decodeToken(
      jws(RS256, '{"n":12345678901234567890,"sub":"a","sub":"b","name":"Zoë 😀"}'),
    );
    assert.equal(payload.text, '{"n":12345678901234567890,"sub":"a","sub":"b","name":"Zoë 😀"}');
    assert.equal(payload.claims.get('name'), 'Zoë 😀');
  });

  it('treats names such as __proto__ as names', () => {
    const { claims } = decodeToken(jws(RS256, '{"__proto__":{"exp":1},"constructor":1}')).payload;
    assert.deepEqual([...claims.keys()], ['__proto__', 'constructor']);
    assert.equal(claims.get('exp'), undefined);
    assert.equal(claims.get('toString'), undefined);
  });

  it('reads the inner token of a nested one, and SD-JWT disclosures', () => {
    const inner = jws(RS256, accessV2);
    assert.deepEqual(decodeToken(jws({ alg: 'RS256', cty: 'JWT' }, inner)).payload.text, inner);
    assert.equal(decodeToken(jws({ alg: 'RS256', cty: 'JWT' }, inner)).payload.kind, 'nested');
    const { disclosures, keyBinding } = decodeToken(
      `${inner}~${encodeTextBase64url('["s","given_name","Zoë"]')}~${encodeTextBase64url('["s","DE"]')}~a.b.c`,
    );
    assert.deepEqual(
      disclosures.map(({ name, value }) => [name, value]),
      [
        ['given_name', 'Zoë'],
        [undefined, 'DE'],
      ],
    );
    assert.equal(keyBinding, 'a.b.c');
  });
});

describe('decoding broken tokens says what is wrong and shows the rest', () => {
  const [header = '', payload = '', signature = ''] = jws(RS256, accessV2).split('.');
  const flawsOf = (token: string) => decodeToken(token).flaws.map(({ role, flaw }) => `${role} ${flaw}`);

  it('cut off at any character', () => {
    const token = jws(RS256, accessV2);
    for (let length = 0; length < token.length; length++) {
      const decoded = decodeToken(token.slice(0, length));
      if (length > header.length) assert.equal(stringClaim(decoded.header, 'alg'), 'RS256');
    }
    const cut = decodeToken(`${header}.${payload.slice(0, 400)}`);
    assert.match(cut.payload.text, /^\{"aud":"b14a7505/);
    assert.deepEqual(flawsOf(`${header}.${payload.slice(0, 400)}`), ['payload notJson', 'signature missing']);
  });

  it('padded, in the other alphabet, not UTF-8, not JSON, not an object, one part too many', () => {
    assert.deepEqual(flawsOf(`${header}.${payload}==.${signature}`), ['payload padding']);
    assert.deepEqual(flawsOf(`${header}.${payload}.${signature.replaceAll('-', '+')}`), [
      'signature alphabet',
    ]);
    assert.deepEqual(flawsOf(`${header}.${encodeTextBase64url('{"a":"')}_w.${signature}`), [
      'payload notUtf8',
    ]);
    assert.deepEqual(flawsOf(`${header}.${encodeTextBase64url('{"a":1')}.${signature}`), ['payload notJson']);
    assert.deepEqual(flawsOf(`${encodeTextBase64url('["alg"]')}.${payload}.${signature}`), [
      'header notObject',
    ]);
    assert.equal(decodeToken(`${header}.${payload}.${signature}.x`).segments.at(-1)?.role, 'surplus');
  });
});

describe('decoding against jwt-decode as an oracle', () => {
  it('gives the same claims for random tokens', () => {
    for (let round = 0; round < 300; round++) {
      const text = String.fromCodePoint(
        ...Array.from(crypto.getRandomValues(new Uint16Array(20)), (code) => (code % 0xd000) + 1),
      );
      const claims = { sub: text, n: round / 7, list: [text, { [text]: null }] };
      const token = jws({ alg: 'HS256', kid: text }, claims, 'x');
      assert.deepEqual(Object.fromEntries(decodeToken(token).payload.claims), jwtDecode(token));
      assert.deepEqual(Object.fromEntries(decodeToken(token).header), jwtDecode(token, { header: true }));
    }
  });

  it('never throws on mutated tokens', () => {
    const token = jws(RS256, accessV2);
    const alphabet = 'Ay0-_.=~%+/ \0é\u202e';
    const random = crypto.getRandomValues(new Uint16Array(9000));
    for (let round = 0; round < 3000; round++) {
      const at = (random[round * 3] ?? 0) % token.length;
      const with_ = alphabet[(random[round * 3 + 1] ?? 0) % alphabet.length] ?? '';
      decodeToken(token.slice(0, at) + with_ + token.slice(at + ((random[round * 3 + 2] ?? 0) % 3)));
    }
  });
});
