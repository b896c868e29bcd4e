import assert from 'node:assert/strict';
import { constants, generateKeyPairSync, publicEncrypt, randomBytes, type KeyObject } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { IdentityError } from '../../../../src/core/errors.ts';
import { isObject, parseJson, type JsonObject } from '../../../../src/core/json.ts';
import { decryptToken } from '../../../../src/core/jwt/decrypt.ts';
import { rsaPrivate } from '../../../../src/platform/node/rsaPrivate.ts';
import { CONTENT_KEY_BYTES, encrypted, type Encryption } from './encrypt.ts';

const CLAIMS = '{"sub":"zoë"}';

/** A key to encrypt with, and what a person would give to decrypt. */
interface Pair {
  readonly key: KeyObject | Uint8Array;
  readonly material: string;
  readonly pem?: string;
}

const pair = ({ publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject }): Pair => ({
  key: publicKey,
  material: JSON.stringify(privateKey.export({ format: 'jwk' })),
  pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
});
const RSA = pair(generateKeyPairSync('rsa', { modulusLength: 2048 }));
const P256 = pair(generateKeyPairSync('ec', { namedCurve: 'P-256' }));
const P384 = pair(generateKeyPairSync('ec', { namedCurve: 'P-384' }));
const P521 = pair(generateKeyPairSync('ec', { namedCurve: 'P-521' }));
const X25519 = pair(generateKeyPairSync('x25519'));
const secret = (bytes: number): Pair => {
  const key = randomBytes(bytes);
  return { key, material: JSON.stringify({ kty: 'oct', k: key.toString('base64url') }) };
};
const password: Pair = { key: Buffer.from('a password of a person'), material: 'a password of a person' };

/** Every key management of RFC 7518 §4.1 with the keys it takes; `dir` takes one of the content's length. */
const MANAGEMENTS: Readonly<Record<string, readonly Pair[]>> = {
  RSA1_5: [RSA],
  'RSA-OAEP': [RSA],
  'RSA-OAEP-256': [RSA],
  A128KW: [secret(16)],
  A192KW: [secret(24)],
  A256KW: [secret(32)],
  A128GCMKW: [secret(16)],
  A192GCMKW: [secret(24)],
  A256GCMKW: [secret(32)],
  'ECDH-ES': [P256, P384, P521, X25519],
  'ECDH-ES+A128KW': [P256, P384, P521, X25519],
  'ECDH-ES+A192KW': [P256],
  'ECDH-ES+A256KW': [P256, X25519],
  'PBES2-HS256+A128KW': [password],
  'PBES2-HS384+A192KW': [password],
  'PBES2-HS512+A256KW': [password],
};

/** Why a token could not be decrypted, as a person reads it. */
async function reasonOf(token: string, material: string): Promise<string> {
  try {
    await decryptToken(token, material, rsaPrivate);
  } catch (error) {
    if (IdentityError.is(error, 'jwt.notDecrypted')) return String(error.data.reason);
    if (IdentityError.is(error, 'jwt.notEncrypted')) return 'not encrypted';
    throw error;
  }
  return assert.fail('was decrypted');
}
const decrypt = (token: string, { material }: Pair) => decryptToken(token, material, rsaPrivate);
const FAILED = 'decryption operation failed';

/** The JWK of a pair with members changed. */
const withMembers = ({ material }: Pair, members: object): string =>
  JSON.stringify({ ...jwkOf(material), ...members });

/** What may happen to a part on its way. */
const flipped = (part: string, at: number) => {
  const bytes = Buffer.from(part, 'base64url');
  bytes[at < 0 ? bytes.length + at : at]! ^= 1;
  return bytes.toString('base64url');
};
const CHANGES: Readonly<Record<string, (part: string) => string>> = {
  'changed at the beginning': (part) => flipped(part, 0),
  'changed at the end': (part) => flipped(part, -1),
  'a byte longer': (part) =>
    Buffer.concat([Buffer.from(part, 'base64url'), Buffer.of(0)]).toString('base64url'),
  ...Object.fromEntries(
    [1, 4, 8].map((bytes) => [
      `${bytes} bytes shorter`,
      (part: string) => Buffer.from(part, 'base64url').subarray(0, -bytes).toString('base64url'),
    ]),
  ),
  empty: () => '',
};

describe('encryption of every kind', () => {
  for (const [alg, pairs] of Object.entries(MANAGEMENTS))
    it(`${alg} is decrypted with each enc, by JWK and PEM, and by no other key`, async () => {
      for (const { key, material, pem } of pairs)
        for (const enc of Object.keys(CONTENT_KEY_BYTES)) {
          const token = encrypted(CLAIMS, { alg, enc, key });
          for (const given of [material, ...(pem === undefined ? [] : [pem])])
            assert.equal(
              await decryptToken(token, given, rsaPrivate),
              CLAIMS,
              `${enc} ${given.slice(0, 40)}`,
            );
        }
      const [first = RSA] = pairs;
      const token = encrypted('', { alg, enc: 'A256GCM', key: first.key });
      assert.equal(await decrypt(token, first), '', 'no content');
      for (const other of [P256, RSA, secret(16), secret(32)].filter((each) => !pairs.includes(each)))
        assert.notEqual(await reasonOf(token, other.material), '');
    });

  it('dir takes the key of the content, of its length only', async () => {
    for (const [enc, bytes] of Object.entries(CONTENT_KEY_BYTES)) {
      const { key, material } = secret(bytes);
      const token = encrypted(CLAIMS, { alg: 'dir', enc, key });
      assert.equal(await decryptToken(token, material), CLAIMS);
      await reasonOf(token, secret(bytes).material);
      await reasonOf(token, secret(bytes / 2).material);
    }
  });
});

describe('an encrypted token that was changed', () => {
  const PARTS = ['header', 'encrypted key', 'initialization vector', 'ciphertext', 'tag'];
  const tokens: readonly (readonly [how: Encryption, pair: Pair])[] = [
    ['A256KW', 'A256CBC-HS512', secret(32)] as const,
    ['A128GCMKW', 'A128GCM', secret(16)] as const,
    ['ECDH-ES+A128KW', 'A128CBC-HS256', P256] as const,
    ['RSA-OAEP', 'A192CBC-HS384', RSA] as const,
    ['RSA1_5', 'A128CBC-HS256', RSA] as const,
    ['RSA1_5', 'A256GCM', RSA] as const,
  ].map(([alg, enc, each]) => [{ alg, enc, key: each.key }, each]);

  for (const [how, { material }] of tokens) {
    const name = `${how.alg} ${how.enc}`;
    const parts = encrypted(CLAIMS, how).split('.');
    const replaced = (at: number, part: string | undefined) =>
      parts.flatMap((each, index) => (index !== at ? [each] : part === undefined ? [] : [part])).join('.');

    for (const [at, part] of PARTS.entries())
      it(`${name}: ${part} changed, longer, shorter, empty, missing`, async () => {
        for (const [change, of] of Object.entries(CHANGES))
          assert.ok(await reasonOf(replaced(at, of(parts[at] ?? '')), material), change);
        assert.ok(await reasonOf(replaced(at, undefined), material), 'missing');
      });

    it(`${name}: cut off, with a part too many, with another header`, async () => {
      for (const token of [
        '',
        '....',
        ...[1, 2, 3, 4].map((count) => parts.slice(0, count).join('.')),
        `${parts.join('.')}.`,
        `.${parts.join('.')}`,
        replaced(0, encodedHeader({ ...how, header: { typ: 'JWT' } })),
        replaced(0, encodedHeader({ ...how, enc: how.enc === 'A128GCM' ? 'A256GCM' : 'A128GCM' })),
        replaced(0, encodedHeader({ ...how, enc: 'none' })),
        replaced(0, encodedHeader({ ...how, enc: 'toString' })),
      ])
        assert.ok(await reasonOf(token, material), token);
      const critical = encrypted(CLAIMS, { ...how, header: { crit: ['x'], x: 1 } });
      assert.match(await reasonOf(critical, material), /critical|Extension Header Parameter/);
    });
  }

  it('with correct tag but padding that is none (PKCS #7)', async () => {
    for (const alg of ['RSA1_5', 'A256KW'])
      for (const last of [0, 17, 255]) {
        const each = alg === 'RSA1_5' ? RSA : secret(32);
        const padded = (text: Buffer) =>
          Buffer.concat([text, Buffer.alloc(15 - (text.length % 16), 1), Buffer.of(last)]);
        const token = encrypted(CLAIMS, { alg, enc: 'A128CBC-HS256', key: each.key, padded });
        assert.equal(await reasonOf(token, each.material), FAILED);
      }
  });

  it('with an ephemeral key that is not on the curve, or on another', async () => {
    for (const epk of [
      { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) },
      { kty: 'EC', crv: 'P-384', ...pointOf(P384) },
      { kty: 'EC', crv: 'P-256', ...pointOf(P384) },
      { kty: 'OKP', crv: 'X25519', x: 'A'.repeat(43) },
      {},
      null,
    ])
      assert.ok(
        await reasonOf(
          encrypted(CLAIMS, { alg: 'ECDH-ES+A128KW', enc: 'A128GCM', key: P256.key, header: { epk } }),
          P256.material,
        ),
        JSON.stringify(epk),
      );
  });
});

describe('a key that is for something else', () => {
  it('does not decrypt: its alg, use and key_ops are heeded', async () => {
    const cases: readonly (readonly [alg: string, pair: Pair, members: object, fits: boolean])[] = [
      ['A128KW', secret(16), { alg: 'A128KW', use: 'enc', key_ops: ['unwrapKey'] }, true],
      ['A128KW', secret(16), { alg: 'A128GCMKW' }, false],
      ['A128GCMKW', secret(16), { alg: 'A128KW' }, false],
      ['A256KW', secret(32), { alg: 'A256GCMKW' }, false],
      ['A256GCMKW', secret(32), { alg: 'A256KW' }, false],
      ['dir', secret(16), { alg: 'A128GCM', key_ops: ['decrypt'] }, true],
      ['dir', secret(16), { alg: 'dir' }, true],
      ['dir', secret(16), { alg: 'A128KW' }, false],
      ['RSA1_5', RSA, { alg: 'RSA1_5', key_ops: ['unwrapKey', 'decrypt'] }, true],
      ['RSA1_5', RSA, { alg: 'RSA-OAEP' }, false],
      ['RSA1_5', RSA, { alg: 'RSA-OAEP-256' }, false],
      ['RSA-OAEP', RSA, { alg: 'RSA-OAEP', key_ops: ['unwrapKey'] }, true],
      ['RSA-OAEP', RSA, { alg: 'RSA1_5' }, false],
      ['RSA-OAEP', RSA, { alg: 'RS256' }, false],
      ['RSA-OAEP', RSA, { use: 'sig' }, false],
      ['RSA-OAEP', RSA, { key_ops: ['sign', 'verify'] }, false],
      ['RSA-OAEP', RSA, { key_ops: [] }, false],
      ['ECDH-ES', P256, { use: 'enc', alg: 'ECDH-ES', key_ops: ['deriveBits'] }, true],
      ['ECDH-ES', P256, { alg: 'ECDH-ES+A128KW' }, false],
      ['ECDH-ES', P256, { alg: 'ES256' }, false],
      ['ECDH-ES', P256, { crv: 'P-384' }, false],
      ['ECDH-ES', P256, { kty: 'RSA' }, false],
    ];
    for (const [alg, each, members, fits] of cases) {
      const token = encrypted(CLAIMS, { alg, enc: 'A128GCM', key: each.key });
      const material = withMembers(each, members);
      if (fits)
        assert.equal(
          await decryptToken(token, material, rsaPrivate),
          CLAIMS,
          `${alg} ${JSON.stringify(members)}`,
        );
      else assert.ok(await reasonOf(token, material), `${alg} ${JSON.stringify(members)}`);
    }
    const wrong = encrypted(CLAIMS, { alg: 'RSA1_5', enc: 'A128GCM', key: RSA.key });
    assert.equal(
      await reasonOf(wrong, withMembers(RSA, { alg: 'RSA-OAEP' })),
      'It is for RSA-OAEP only (RFC 7517 §4.4).',
    );
  });

  it('of a set, the one with the kid is taken, else each that fits', async () => {
    const token = encrypted(CLAIMS, { alg: 'RSA-OAEP', enc: 'A128GCM', key: RSA.key, header: { kid: 'a' } });
    const set = (...keys: readonly string[]) => `{"keys":[${keys.join(',')}]}`;
    const other = pair(generateKeyPairSync('rsa', { modulusLength: 2048 }));
    const ours = withMembers(RSA, { kid: 'a' });
    assert.equal(await decryptToken(token, set(withMembers(other, { kid: 'b' }), ours)), CLAIMS);
    assert.equal(
      await reasonOf(token, set(withMembers(other, { kid: 'a' }), withMembers(RSA, { kid: 'b' }))),
      FAILED,
    );
    assert.equal(await decryptToken(token, set(withMembers(other, { kid: 'a' }), ours)), CLAIMS);
    // Keys of other kinds beside it do not disturb.
    assert.equal(await decryptToken(token, set(P256.material, secret(16).material, RSA.material)), CLAIMS);
    assert.equal(await reasonOf(token, set()), '');
  });
});

describe('RSA1_5', () => {
  /** A content key in a block of RSA, padded in some way. */
  const block = (...parts: readonly Uint8Array[]) => {
    const end = Buffer.concat(parts);
    return Buffer.concat([Buffer.alloc(256 - end.length), end]);
  };
  const filling = (bytes: number) => Buffer.alloc(bytes, 0xaa);
  const paddings: Readonly<Record<string, (contentKey: Buffer) => Buffer>> = {
    'of a signature': (key) =>
      block(Buffer.of(1), Buffer.alloc(256 - 3 - key.length, 0xff), Buffer.of(0), key),
    'not beginning with zero': (key) =>
      Buffer.concat([Buffer.of(1, 2), filling(256 - 3 - key.length), Buffer.of(0), key]),
    'without its end': (key) => block(Buffer.of(2), filling(256 - 2 - key.length), key),
    'with a zero inside': (key) =>
      block(Buffer.of(2), Buffer.of(0), filling(256 - 4 - key.length), Buffer.of(0), key),
    'around a key a byte longer': (key) =>
      block(Buffer.of(2), filling(256 - 4 - key.length), Buffer.of(0, 7), key),
    'around a key a byte shorter': (key) =>
      block(Buffer.of(2), filling(256 - 2 - key.length), Buffer.of(0), key.subarray(1)),
    'around no key': () => block(Buffer.of(2), filling(253), Buffer.of(0)),
    'around another key': (key) =>
      block(Buffer.of(2), filling(256 - 3 - key.length), Buffer.of(0), flip(key)),
  };
  const raw = (bytes: Buffer) =>
    publicEncrypt({ key: publicOf(RSA), padding: constants.RSA_NO_PADDING }, bytes);

  for (const [name, padded] of Object.entries(paddings))
    it(`padding ${name} is told like any other wrong key (RFC 7516 §11.5)`, async () => {
      for (const enc of ['A128GCM', 'A256CBC-HS512']) {
        const how = { alg: 'RSA1_5', enc, key: RSA.key };
        const token = encrypted(CLAIMS, { ...how, encryptedKey: (key) => raw(padded(key)) });
        assert.equal(await reasonOf(token, RSA.material), FAILED);
      }
    });

  it('an encrypted key that is none of RSA is told alike', async () => {
    for (const encryptedKey of [
      Buffer.alloc(0),
      Buffer.alloc(256),
      Buffer.alloc(256, 0xff),
      Buffer.alloc(300, 1),
    ]) {
      const how = { alg: 'RSA1_5', enc: 'A128GCM', key: RSA.key };
      assert.equal(
        await reasonOf(encrypted(CLAIMS, { ...how, encryptedKey: () => encryptedKey }), RSA.material),
        FAILED,
      );
    }
  });

  it('with our own padding is decrypted, which shows that these are refused for what they are', async () => {
    const good = (key: Buffer) => raw(block(Buffer.of(2), filling(256 - 3 - key.length), Buffer.of(0), key));
    const how = { alg: 'RSA1_5', enc: 'A128GCM', key: RSA.key, encryptedKey: good };
    assert.equal(await decrypt(encrypted(CLAIMS, how), RSA), CLAIMS);
  });

  it('needs an RSA key of 2048 bits, and a platform that has RSA', async () => {
    const token = encrypted(CLAIMS, { alg: 'RSA1_5', enc: 'A128GCM', key: RSA.key });
    const small = pair(generateKeyPairSync('rsa', { modulusLength: 1024 }));
    for (const { material } of [small, P256]) assert.match(await reasonOf(token, material), /2048 bits/);
    assert.match(await reasonOf(token, RSA.pem?.replace('A', 'B') ?? ''), /2048 bits/);
    await assert.rejects(decryptToken(token, RSA.material), { code: 'jwt.notDecrypted' });
  });
});

describe('packed content', () => {
  for (const alg of ['RSA1_5', 'RSA-OAEP']) {
    const how = { alg, enc: 'A128CBC-HS256', key: RSA.key, header: { zip: 'DEF' } };
    it(`of ${alg} is unpacked, up to a limit`, async () => {
      assert.equal(await decrypt(encrypted(deflateRawSync(CLAIMS), how), RSA), CLAIMS);
      const bomb = encrypted(deflateRawSync(Buffer.alloc(2 ** 20)), how);
      assert.match(await reasonOf(bomb, RSA.material), /larger|limit/);
      assert.ok(await reasonOf(encrypted('not packed', how), RSA.material));
      const unknown = encrypted(CLAIMS, { ...how, header: { zip: 'GZIP' } });
      assert.match(await reasonOf(unknown, RSA.material), /zip/);
    });
  }
});

function encodedHeader({ alg, enc, header }: Encryption): string {
  return Buffer.from(JSON.stringify({ alg, enc, ...header })).toString('base64url');
}

function pointOf({ material }: Pair): JsonObject {
  const { x, y } = jwkOf(material);
  return { x, y };
}

function jwkOf(material: string): JsonObject {
  const jwk = parseJson(material);
  return isObject(jwk) ? jwk : assert.fail();
}

function publicOf({ key }: Pair): KeyObject {
  return 'type' in key ? key : assert.fail();
}

function flip(key: Buffer): Buffer {
  return Buffer.concat([Buffer.of((key[0] ?? 0) ^ 1), key.subarray(1)]);
}
