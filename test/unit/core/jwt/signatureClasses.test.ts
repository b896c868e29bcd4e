import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { encodeTextBase64url } from '../../../../src/core/jwt/base64url.ts';
import type { VerdictId } from '../../../../src/core/jwt/verdict.ts';
import { verifyWithMaterial } from '../../../../src/core/jwt/verify.ts';
import { platformKeys } from '../../../../src/platform/node/platformKeys.ts';

/** How Node signs what an algorithm of RFC 7518, 8037, 8812 and 9864 asks; `pss` is the salt's length in bytes. */
interface Signer {
  readonly key: () => { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly hash: string | null;
  readonly pss?: number;
}

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = (namedCurve: string) => () => generateKeyPairSync('ec', { namedCurve });
const SIGNERS: Readonly<Record<string, Signer>> = {
  RS256: { key: rsa, hash: 'sha256' },
  RS384: { key: rsa, hash: 'sha384' },
  RS512: { key: rsa, hash: 'sha512' },
  PS256: { key: rsa, hash: 'sha256', pss: 32 },
  PS384: { key: rsa, hash: 'sha384', pss: 48 },
  PS512: { key: rsa, hash: 'sha512', pss: 64 },
  ES256: { key: ec('P-256'), hash: 'sha256' },
  ES384: { key: ec('P-384'), hash: 'sha384' },
  ES512: { key: ec('P-521'), hash: 'sha512' },
  ES256K: { key: ec('secp256k1'), hash: 'sha256' },
  EdDSA: { key: () => generateKeyPairSync('ed25519'), hash: null },
  Ed25519: { key: () => generateKeyPairSync('ed25519'), hash: null },
  Ed448: { key: () => generateKeyPairSync('ed448'), hash: null },
};
const RSA_PSS_PADDING = 6;

function signed(header: string, payload: string, { hash, pss }: Signer, key: KeyObject): string {
  const input = `${encodeTextBase64url(header)}.${encodeTextBase64url(payload)}`;
  const options = {
    key,
    dsaEncoding: 'ieee-p1363' as const,
    ...(pss === undefined ? {} : { padding: RSA_PSS_PADDING, saltLength: pss }),
  };
  return `${input}.${sign(hash, Buffer.from(input), options).toString('base64url')}`;
}

/** A secret and a token that it signs with HS256. */
const SECRET = 'a secret of at least thirty-two bytes';
const hmac = (header: string, payload = '{"sub":"x"}', secret: string = SECRET) => {
  const input = `${encodeTextBase64url(header)}.${encodeTextBase64url(payload)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
};
const flip = (base64url: string, at: number) =>
  base64url.slice(0, at) + (base64url[at] === 'A' ? 'B' : 'A') + base64url.slice(at + 1);

const verdictOf = async (token: string, material: string): Promise<VerdictId> =>
  (await verifyWithMaterial(token, material, platformKeys)).id;

/** Ways to write a part that other readers take for the same bytes (RFC 7515 §2 allows one). */
const SPELLINGS: Readonly<Record<string, (part: string) => string>> = {
  'one padding character': (part) => `${part}=`,
  'two padding characters': (part) => `${part}==`,
  'padding in front': (part) => `=${part}`,
  'padding in the middle': (part) => `${part.slice(0, 4)}=${part.slice(4)}`,
  'a blank at the end': (part) => `${part} `,
  'a blank in front': (part) => ` ${part}`,
  'a blank in the middle': (part) => `${part.slice(0, 4)} ${part.slice(4)}`,
  'a line feed': (part) => `${part.slice(0, 4)}\n${part.slice(4)}`,
  'a carriage return': (part) => `${part.slice(0, 4)}\r\n${part.slice(4)}`,
  'a tab': (part) => `${part.slice(0, 4)}\t${part.slice(4)}`,
  'a form feed': (part) => `${part.slice(0, 4)}\f${part.slice(4)}`,
  'a zero': (part) => `${part}\0`,
  'an encoded blank': (part) => `${part}%20`,
  'encoded padding': (part) => `${part}%3D`,
  'a character that is not ASCII': (part) => `${part}é`,
  'a full-width letter': (part) => `${part.slice(0, 4)}\uff21${part.slice(4)}`,
  'a zero-width blank': (part) => `${part.slice(0, 4)}\u200b${part.slice(4)}`,
  'a byte order mark': (part) => `\ufeff${part}`,
  'one character more': (part) => `${part}A`,
  'one character less': (part) => part.slice(0, -1),
  'the other alphabet': (part) => part.replaceAll('-', '+').replaceAll('_', '/'),
};

describe('signatures of every algorithm', () => {
  for (const [alg, signer] of Object.entries(SIGNERS))
    it(`${alg} holds for what was signed and for nothing else`, async () => {
      const { publicKey, privateKey } = signer.key();
      const token = signed(`{"alg":"${alg}"}`, '{"sub":"x"}', signer, privateKey);
      const [header = '', payload = '', signature = ''] = token.split('.');
      const jwk = JSON.stringify(publicKey.export({ format: 'jwk' }));
      const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
      const privatePem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
      for (const key of [jwk, pem, privatePem, `{"keys":[${jwk}]}`])
        assert.equal(await verdictOf(token, key), 'givenKey', key.slice(0, 40));

      const another = JSON.stringify(signer.key().publicKey.export({ format: 'jwk' }));
      assert.equal(await verdictOf(token, another), 'wrongSignature');
      for (const at of [0, 1, signature.length >> 1, signature.length - 3])
        assert.equal(await verdictOf(`${header}.${payload}.${flip(signature, at)}`, jwk), 'wrongSignature');
      const other = encodeTextBase64url('{"sub":"y"}');
      assert.equal(await verdictOf(`${header}.${other}.${signature}`, jwk), 'wrongSignature');
      const zeros = 'A'.repeat(signature.length);
      assert.equal(await verdictOf(`${header}.${payload}.${zeros}`, jwk), 'wrongSignature');
      assert.equal(await verdictOf(`${header}.${payload}.`, jwk), 'noSignature');
    });

  it('ECDSA in DER, as other protocols have it, does not', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const input = `${encodeTextBase64url('{"alg":"ES256"}')}.${encodeTextBase64url('{}')}`;
    const der = sign('sha256', Buffer.from(input), privateKey).toString('base64url');
    const jwk = JSON.stringify(publicKey.export({ format: 'jwk' }));
    assert.equal(await verdictOf(`${input}.${der}`, jwk), 'wrongSignature');
  });
});

describe('a key for another algorithm', () => {
  it('is never used: RSA, EC, OKP and oct keys with every algorithm that is not theirs', async () => {
    const keys = {
      RSA: rsa().publicKey,
      'P-256': ec('P-256')().publicKey,
      'P-384': ec('P-384')().publicKey,
      'P-521': ec('P-521')().publicKey,
      secp256k1: ec('secp256k1')().publicKey,
      Ed25519: generateKeyPairSync('ed25519').publicKey,
      Ed448: generateKeyPairSync('ed448').publicKey,
    };
    const fits: Readonly<Record<string, readonly string[]>> = {
      RSA: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
      'P-256': ['ES256'],
      'P-384': ['ES384'],
      'P-521': ['ES512'],
      secp256k1: ['ES256K'],
      Ed25519: ['EdDSA', 'Ed25519'],
      Ed448: ['EdDSA', 'Ed448'],
    };
    for (const alg of [...Object.keys(SIGNERS), 'HS256', 'HS384', 'HS512', 'ES521', 'toString'])
      for (const [kind, key] of Object.entries(keys)) {
        const token = `${encodeTextBase64url(`{"alg":"${alg}"}`)}.e30.${'A'.repeat(86)}`;
        for (const material of [
          JSON.stringify(key.export({ format: 'jwk' })),
          key.export({ format: 'pem', type: 'spki' }).toString(),
        ]) {
          const id = await verdictOf(token, material);
          if (fits[kind]?.includes(alg) === true) assert.equal(id, 'wrongSignature', `${alg} ${kind}`);
          else assert.ok(['unfitKey', 'unsupported', 'unreadableKey'].includes(id), `${alg} ${kind} ${id}`);
        }
      }
  });

  it('is refused by its own use, key_ops and alg', async () => {
    const { publicKey, privateKey } = rsa();
    const token = signed('{"alg":"RS256"}', '{}', { key: rsa, hash: 'sha256' }, privateKey);
    const jwk = publicKey.export({ format: 'jwk' });
    const cases: readonly (readonly [members: object, id: VerdictId])[] = [
      [{ use: 'sig', alg: 'RS256', key_ops: ['verify'] }, 'givenKey'],
      [{ use: 'enc' }, 'unfitKey'],
      [{ key_ops: ['encrypt'] }, 'unfitKey'],
      [{ key_ops: [] }, 'unfitKey'],
      [{ alg: 'PS256' }, 'unfitKey'],
      [{ alg: 'RSA-OAEP' }, 'unfitKey'],
      [{ kty: 'EC' }, 'unfitKey'],
      [{ kty: 'rsa' }, 'unfitKey'],
      [{ e: 'AQ' }, 'unfitKey'],
      [{ e: 'AA' }, 'unfitKey'],
      [{ e: 'BA' }, 'unfitKey'],
    ];
    for (const [members, id] of cases)
      assert.equal(
        await verdictOf(token, JSON.stringify({ ...jwk, ...members })),
        id,
        JSON.stringify(members),
      );
  });

  it('is refused when it is too weak: 1024 bits, and moduli of the faulty library (ROCA)', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const token = signed('{"alg":"RS256"}', '{}', { key: rsa, hash: 'sha256' }, privateKey);
    assert.equal(await verdictOf(token, JSON.stringify(publicKey.export({ format: 'jwk' }))), 'unfitKey');
    // Modulo every small prime a power of 65537, as 65537 to the 130th is.
    const n = Buffer.from((65537n ** 130n).toString(16).padStart(522, '0'), 'hex').toString('base64url');
    const { id, data } = await verifyWithMaterial(token, JSON.stringify({ kty: 'RSA', n, e: 'AQAB' }));
    assert.equal(id, 'unfitKey');
    assert.match(data['reason'] ?? '', /ROCA/);
  });

  it('a set is looked through by kid, then by what fits', async () => {
    const [one, two] = [rsa(), rsa()];
    const jwk = (key: KeyObject, kid?: string) => ({ ...key.export({ format: 'jwk' }), ...(kid && { kid }) });
    const token = (kid: string) =>
      signed(`{"alg":"RS256","kid":"${kid}"}`, '{}', { key: rsa, hash: 'sha256' }, one.privateKey);
    const set = (...keys: readonly object[]) => JSON.stringify({ keys });
    assert.equal(
      await verdictOf(token('a'), set(jwk(two.publicKey, 'b'), jwk(one.publicKey, 'a'))),
      'givenKey',
    );
    // The key of that name is another: that it would verify with a neighbour does not count.
    assert.equal(
      await verdictOf(token('b'), set(jwk(two.publicKey, 'b'), jwk(one.publicKey, 'a'))),
      'wrongSignature',
    );
    // Two keys of one name: each is tried.
    assert.equal(
      await verdictOf(token('a'), set(jwk(two.publicKey, 'a'), jwk(one.publicKey, 'a'))),
      'givenKey',
    );
    assert.equal(await verdictOf(token('a'), set()), 'unreadableKey');
  });
});

describe('shared secrets', () => {
  it('that are short are said to be (RFC 7518 §3.2)', async () => {
    assert.equal(await verdictOf(hmac('{"alg":"HS256"}', '{}', 'secret'), 'secret'), 'shortSecret');
    assert.equal(await verdictOf(hmac('{"alg":"HS256"}'), SECRET), 'givenKey');
    assert.equal(await verdictOf(hmac('{"alg":"HS256"}'), `${SECRET}!`), 'wrongSignature');
  });

  it('are told as text, base64, base64url, hex and JWK', async () => {
    const token = hmac('{"alg":"HS256"}');
    const bytes = Buffer.from(SECRET);
    for (const secret of [
      SECRET,
      bytes.toString('base64'),
      bytes.toString('base64url'),
      bytes.toString('hex'),
      JSON.stringify({ kty: 'oct', k: bytes.toString('base64url') }),
    ])
      assert.equal(await verdictOf(token, secret), 'givenKey', secret);
  });

  it('never stand in for a public key, however it is written', async () => {
    const { publicKey } = rsa();
    for (const secret of [
      publicKey.export({ format: 'pem', type: 'spki' }).toString(),
      JSON.stringify(publicKey.export({ format: 'jwk' })),
    ])
      assert.notEqual(
        (await verifyWithMaterial(hmac('{"alg":"HS256"}', '{}', secret), secret)).state,
        'valid',
      );
  });
});

describe('a token that is not well-formed is refused, whatever its signature', () => {
  const token = hmac('{"typ":"JWT","alg":"HS256"}');
  const parts = token.split('.');

  for (const [name, spell] of Object.entries(SPELLINGS))
    it(name, async () => {
      for (let at = 0; at < 3; at++) {
        const spelled = parts.map((part, index) => (index === at ? spell(part) : part)).join('.');
        if (spelled === token) continue;
        const { state, id } = await verifyWithMaterial(spelled, SECRET);
        assert.notEqual(state, 'valid', `part ${at}`);
        assert.ok(['malformed', 'unreadableKey', 'wrongSignature', 'unfitKey'].includes(id), `${at}: ${id}`);
      }
    });

  it('every other last character of the signature that carries the same bits', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = token.at(-1) ?? '';
    for (const character of alphabet.replace(last, '')) {
      const id = await verdictOf(token.slice(0, -1) + character, SECRET);
      const stray = alphabet.indexOf(character) % 4 !== 0;
      assert.equal(id, stray ? 'malformed' : 'wrongSignature', character);
    }
  });

  it('parts that are missing, empty or too many', async () => {
    const [header = '', payload = '', signature = ''] = parts;
    for (const text of [
      '',
      '.',
      '..',
      '...',
      header,
      `${header}.${payload}`,
      `${header}.${payload}.`,
      `.${payload}.${signature}`,
      `${header}..${signature}`,
      `${token}.`,
      `${token}.${signature}`,
      `.${token}`,
      `${token}..`,
    ])
      assert.notEqual((await verifyWithMaterial(text, SECRET)).state, 'valid', text);
  });

  it('headers that are no object, repeat a name, or name no algorithm', async () => {
    for (const header of [
      '',
      'null',
      '[]',
      '"HS256"',
      '{',
      '{"alg":"HS256"',
      '{"alg":"HS256"}x',
      '{"alg":"none","alg":"HS256"}',
      '{"alg":"HS256","kid":"a","kid":"b"}',
      '{}',
      '{"alg":null}',
      '{"alg":256}',
      '{"alg":["HS256"]}',
      '{"alg":"hs256"}',
      '{"alg":"HS256 "}',
      '{"alg":"HMAC"}',
      '{"alg":"HS256","crit":["exp"],"exp":1}',
      '{"alg":"HS256","crit":[]}',
      '{"alg":"HS256","crit":"b64"}',
      '{"alg":"HS256","b64":false}',
    ])
      assert.notEqual((await verifyWithMaterial(hmac(header), SECRET)).state, 'valid', header);
  });

  it('alg none in every spelling, with and without a signature', async () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE'])
      for (const signature of ['', parts[2] ?? '', 'AAAA'])
        assert.equal(
          await verdictOf(`${encodeTextBase64url(`{"alg":"${alg}"}`)}.e30.${signature}`, SECRET),
          'unsecured',
        );
  });
});

describe('JSON serializations', () => {
  const [header = '', payload = '', signature = ''] = hmac('{"alg":"HS256"}').split('.');
  const json = (members: object) => JSON.stringify({ protected: header, payload, signature, ...members });

  it('hold when they say the same as the compact form', async () => {
    assert.equal(await verdictOf(json({}), SECRET), 'givenKey');
    assert.equal(await verdictOf(` ${json({ header: { kid: 'x' } })}\n`, SECRET), 'givenKey');
  });

  it('do not when a part is of the wrong kind, or a header parameter stands in both headers (RFC 7515 §7.2.1)', async () => {
    for (const members of [
      { payload: 1 },
      { payload: `${payload}=` },
      { protected: `${header}=` },
      { protected: 1 },
      { signature: `${signature} ` },
      { signature: null },
      { signature: [signature] },
      { header: { alg: 'HS256' } },
      { header: { crit: ['b64'], b64: false } },
      { signatures: [] },
      { signatures: [null, 1, 'x'] },
    ])
      assert.notEqual(
        (await verifyWithMaterial(json(members), SECRET)).state,
        'valid',
        JSON.stringify(members),
      );
  });
});
