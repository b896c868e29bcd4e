import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { encodeTextBase64url } from '../../../../src/core/jwt/base64url.ts';
import { verifyWithMaterial } from '../../../../src/core/jwt/verify.ts';
import { platformKeys } from '../../../../src/platform/node/platformKeys.ts';

const verdictOf = async (token: string, material: object) =>
  (await verifyWithMaterial(token, JSON.stringify(material), platformKeys)).id;

/** A token of the bytes a signer makes of its first two parts. */
function made(header: object, signature: (input: string) => Buffer): string {
  const input = `${encodeTextBase64url(JSON.stringify(header))}.${encodeTextBase64url('{"sub":"x"}')}`;
  return `${input}.${signature(input).toString('base64url')}`;
}
const hmac = (bits: number, secret: Uint8Array, header: object = {}) =>
  made({ alg: `HS${bits}`, ...header }, (input) => createHmac(`sha${bits}`, secret).update(input).digest());
const es256 = (key: KeyObject, header: object = {}) =>
  made({ alg: 'ES256', ...header }, (input) =>
    sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }),
  );
const oct = (secret: Uint8Array, members: object = {}) => ({
  kty: 'oct',
  k: Buffer.from(secret).toString('base64url'),
  ...members,
});
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = publicKey.export({ format: 'jwk' });

describe('keys of elliptic curves', () => {
  const token = es256(privateKey);

  it('that are not what they say are not used', async () => {
    assert.equal(await verdictOf(token, jwk), 'givenKey');
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' });
    for (const members of [
      { y: encodeTextBase64url('not a point of this curve, surely') },
      { x: jwk.y, y: jwk.x },
      { x: 'A'.repeat(43), y: 'A'.repeat(43) },
      { x: undefined },
      { y: undefined },
      { x: '' },
      { x: 1 },
      { crv: 'P-384' },
      { crv: 'P-521' },
      { crv: 'secp256k1' },
      { crv: 'p-256' },
      { crv: 'brainpoolP256r1' },
      { crv: undefined },
      { kty: 'RSA' },
      { kty: 'OKP' },
      { kty: 'oct' },
      { kty: undefined },
      { alg: 'ES384' },
      { alg: 'ES521' },
      { alg: 'ECDH-ES' },
      { ...p384 },
      { ...p384, crv: 'P-256' },
    ])
      assert.equal(await verdictOf(token, { ...jwk, ...members }), 'unfitKey', JSON.stringify(members));
  });

  it('are not taken from the token (RFC 8725 §3.10)', async () => {
    const attacker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const own = attacker.publicKey.export({ format: 'jwk' });
    for (const header of [
      { jwk: own },
      { jwk: { ...own, kid: 'a' }, kid: 'a' },
      { jku: 'https://attacker.example/keys' },
      { x5u: 'https://attacker.example/certificate' },
    ])
      assert.equal(
        await verdictOf(es256(attacker.privateKey, header), { ...jwk, kid: 'a' }),
        'wrongSignature',
      );
  });
});

describe('secrets as JWK', () => {
  for (const bits of [256, 384, 512])
    it(`HS${bits}: none is refused, a short one is told, a long one does`, async () => {
      const key = (bytes: number) => randomBytes(bytes);
      for (const [secret, id] of [
        [key(bits / 8), 'givenKey'],
        [key(bits), 'givenKey'],
        [key(bits / 8 - 1), 'shortSecret'],
        [key(1), 'shortSecret'],
      ] as const)
        assert.equal(await verdictOf(hmac(bits, secret), oct(secret, { alg: `HS${bits}` })), id);
      assert.notEqual(
        (await verifyWithMaterial(hmac(bits, new Uint8Array()), JSON.stringify(oct(new Uint8Array())))).state,
        'valid',
      );
    });

  it('that are for encryption are refused', async () => {
    const secret = randomBytes(32);
    for (const alg of ['A256GCM', 'A256KW', 'A256GCMKW', 'dir', 'A128CBC-HS256', 'HS512'])
      assert.equal(await verdictOf(hmac(256, secret), oct(secret, { alg })), 'unfitKey', alg);
    assert.equal(await verdictOf(hmac(256, secret), oct(secret, { use: 'enc' })), 'unfitKey');
  });

  it('that are no base64url, or missing, are refused', async () => {
    const token = hmac(256, randomBytes(32));
    for (const k of [undefined, '', 1, null, '?'])
      assert.equal(await verdictOf(token, { kty: 'oct', k }), 'unfitKey', String(k));
  });
});

describe('sets of keys', () => {
  const secret = randomBytes(32);
  const keys = [oct(secret, { kid: 'secret' }), { ...jwk, kid: 'pair' }];

  it('that mix secrets and public keys never let one stand in for the other', async () => {
    assert.equal(await verdictOf(hmac(256, secret, { kid: 'secret' }), { keys }), 'givenKey');
    assert.equal(await verdictOf(es256(privateKey, { kid: 'pair' }), { keys }), 'givenKey');
    assert.equal(await verdictOf(hmac(256, secret, { kid: 'pair' }), { keys }), 'unfitKey');
    assert.equal(await verdictOf(es256(privateKey, { kid: 'secret' }), { keys }), 'unfitKey');
    const point = Buffer.concat([jwk.x, jwk.y].map((part) => Buffer.from(part ?? '', 'base64url')));
    const confused = hmac(256, point, { kid: 'pair' });
    assert.equal(await verdictOf(confused, { keys }), 'unfitKey');
    assert.equal(await verdictOf(confused, { keys: [keys[1]] }), 'unfitKey');
  });

  it('pass over members that are no keys', async () => {
    const token = es256(privateKey, { kid: 'pair' });
    assert.equal(await verdictOf(token, { keys: [null, 1, 'x', {}, [], ...keys] }), 'givenKey');
    for (const odd of [[], {}, null, 'x'])
      assert.equal(await verdictOf(token, { keys: odd }), 'unreadableKey');
  });
});

describe('an empty payload', () => {
  it('is signed like any other, and told from one that travels separately by its signature', async () => {
    const secret = randomBytes(32);
    const empty = (key: Uint8Array) => {
      const input = `${encodeTextBase64url('{"alg":"HS256"}')}.`;
      return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
    };
    assert.equal(await verdictOf(empty(secret), oct(secret)), 'givenKey');
    assert.equal(await verdictOf(empty(randomBytes(32)), oct(secret)), 'detached');
  });
});
