import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { IdentityError } from '../../../../src/core/errors.ts';
import { encodeTextBase64url } from '../../../../src/core/jwt/base64url.ts';
import { decodeEach, decodeToken } from '../../../../src/core/jwt/decode.ts';
import { decryptToken } from '../../../../src/core/jwt/decrypt.ts';
import { withPayload } from '../../../../src/core/jwt/detached.ts';
import { keysIn } from '../../../../src/core/jwt/keyMaterial.ts';
import { readPastedToken } from '../../../../src/core/jwt/pastedToken.ts';
import { jwkThumbprint } from '../../../../src/core/jwt/thumbprint.ts';
import { verifyWithMaterial } from '../../../../src/core/jwt/verify.ts';
import { child, isObject, list, parseJson, text, type JsonObject } from '../../../../src/core/json.ts';
import { describeToken } from '../../../../src/core/jwt/describe.ts';
import { rsaPrivate } from '../../../../src/platform/node/rsaPrivate.ts';
import { encrypted } from './encrypt.ts';

/** A file of published examples. */
function examples(name: string): readonly JsonObject[] {
  const read = parseJson(
    readFileSync(new URL(`../../../fixtures/jose/${name}.json`, import.meta.url), 'utf8'),
  );
  return Array.isArray(read) ? read.filter(isObject) : [];
}

/** Text as it stands, anything else as JSON. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The token with its last signature or ciphertext changed in one character, which keeps its form. */
function spoiled(token: string): string {
  const json = parseJson(token);
  const change = (part: string) => (part.startsWith('A') ? 'B' : 'A') + part.slice(1);
  if (!isObject(json)) {
    const parts = token.split('.');
    const at = parts.length === 5 ? 3 : 2;
    return parts.map((part, index) => (index === at ? change(part) : part)).join('.');
  }
  const inside = (object: JsonObject, name: string) => ({
    ...object,
    [name]: change(text(object, name) ?? ''),
  });
  if ('ciphertext' in json) return JSON.stringify(inside(json, 'ciphertext'));
  if ('signature' in json) return JSON.stringify(inside(json, 'signature'));
  const signatures = list(json, 'signatures')
    .filter(isObject)
    .map((each) => inside(each, 'signature'));
  return JSON.stringify({ ...json, signatures });
}

describe('published signatures', () => {
  const signatures = examples('signatures');

  it('are all there', () => assert.equal(signatures.length, 31));

  for (const example of signatures) {
    const name = text(example, 'name') ?? '';
    const token = textOf(example['token']);
    const payload = text(example, 'payload');
    const key = textOf(example['key']);
    it(`${name} verifies with its key and not when changed`, async () => {
      assert.deepEqual(readPastedToken(token), { token });
      const whole = payload === undefined ? token : withPayload(token, payload)[0];
      const { id, state } = await verifyWithMaterial(whole, key);
      if (name.startsWith('RFC 7515 A.5')) {
        assert.equal(id, 'unsecured');
        return;
      }
      assert.equal(state, 'valid', id);
      if (payload !== undefined) {
        assert.equal((await verifyWithMaterial(token, key)).id, 'detached');
        const other = withPayload(token, `${payload} `)[0];
        assert.equal((await verifyWithMaterial(other, key)).id, 'wrongSignature');
      }
      assert.equal((await verifyWithMaterial(spoiled(whole), key)).id, 'wrongSignature');
    });
  }

  it('RFC 7515 A.6 and RFC 7520 §4.8: each signature is found, and those that hold are counted', async () => {
    const three = signatures.find(({ name }) => String(name).includes('§4.8'));
    const token = textOf(three?.['token']);
    assert.deepEqual(
      decodeEach(token).map(({ header }) => header.get('alg')),
      ['RS256', 'ES512', 'HS256'],
    );
    assert.equal(decodeToken(token).payload.kind, 'text');
    const all = await verifyWithMaterial(token, textOf(three?.['key']));
    assert.deepEqual([all.id, all.data['held'], all.data['total']], ['someSignatures', '3', '3']);
    const [one] = list(child(three ?? {}, 'key'), 'keys');
    const some = await verifyWithMaterial(token, textOf(one));
    assert.deepEqual([some.id, some.data['held']], ['someSignatures', '1']);
  });

  it('RFC 7515 appendix E: an unknown critical parameter is refused', async () => {
    const token = `${encodeTextBase64url('{"alg":"HS256","crit":["http://example.com/UNDEFINED"],"http://example.com/UNDEFINED":true}')}.RkFJTA.${'A'.repeat(43)}`;
    assert.equal((await verifyWithMaterial(token, 'secret')).id, 'unsupported');
  });
});

describe('published encryptions', () => {
  const encryptions = examples('encryptions');

  it('are all there', () => assert.equal(encryptions.length, 43));

  for (const example of encryptions) {
    const name = text(example, 'name') ?? '';
    const token = textOf(example['token']);
    const key = textOf(example['key']);
    it(`${name} decrypts with its key and not when changed`, async () => {
      assert.equal(await decryptToken(token, key, rsaPrivate), text(example, 'plaintext'));
      await assert.rejects(decryptToken(spoiled(token), key, rsaPrivate), { code: 'jwt.notDecrypted' });
    });
    if ('nested' in example)
      it(`${name} holds a token that verifies`, async () => {
        const inner = await decryptToken(token, key, rsaPrivate);
        assert.deepEqual(readPastedToken(inner), { token: inner });
        assert.equal((await verifyWithMaterial(inner, textOf(example['nested']))).id, 'givenKey');
      });
  }

  it('RFC 7517 C: what was encrypted is a key, which can be read', async () => {
    const { token, key } = encryptions.find(({ name }) => name === 'RFC 7517 C') ?? {};
    assert.equal(decodeToken(textOf(token)).header.get('cty'), 'jwk+json');
    const content = parseJson(await decryptToken(textOf(token), textOf(key)));
    assert.ok(isObject(content));
    assert.match((await jwkThumbprint(content)) ?? '', /^[\w-]{43}$/);
  });
});

describe('published keys', () => {
  const file = parseJson(readFileSync(new URL('../../../fixtures/jose/keys.json', import.meta.url), 'utf8'));
  const keys = isObject(file) ? file : {};
  const namesFor = async (set: unknown, alg: string) =>
    (await keysIn(textOf(set), alg)).map(({ name }) => name);

  it('RFC 7517 A.1 and A.2: a set gives the key that fits the algorithm', async () => {
    for (const set of ['7517 A.1', '7517 A.2']) {
      assert.deepEqual(await namesFor(keys[set], 'RS256'), ['2011-04-29']);
      await assert.rejects(namesFor(keys[set], 'ES256'), /use is enc/);
    }
  });

  it('RFC 7517 A.3: of symmetric keys, not the one that is to wrap keys', async () => {
    assert.deepEqual(await namesFor(keys['7517 A.3'], 'HS256'), [
      'HMAC key used in JWS spec Appendix A.1 example',
    ]);
  });

  it('RFC 7517 B: a key with its certificate chain', async () => {
    assert.deepEqual(await namesFor(keys['7517 B'], 'RS256'), ['1b94c']);
  });

  /** An agreement of RFC 8037 A: Alice's ephemeral key, and the token she would send with its header. */
  const agreement = (name: string) => {
    const published = child(keys, name);
    const key = createPublicKey({ key: { ...child(published, 'recipient') }, format: 'jwk' });
    const ephemeral = createPrivateKey({ key: { ...child(published, 'ephemeral') }, format: 'jwk' });
    assert.equal(diffieHellman({ privateKey: ephemeral, publicKey: key }).toString('hex'), published['z']);
    const header = child(published, 'header');
    const [alg, enc] = [textOf(header['alg']), textOf(header['enc'])];
    const token = encrypted('{"sub":"x"}', { alg, enc, key, ephemeral, header });
    return { header, token, recipient: textOf(published['recipient']) };
  };

  it('RFC 8037 A.5: verification needs the public key only', async () => {
    const example = examples('signatures').find(({ name }) => name === 'RFC 8037 A.4') ?? {};
    const { kty, crv, x } = child(example, 'key');
    const { id } = await verifyWithMaterial(textOf(example['token']), JSON.stringify({ kty, crv, x }));
    assert.equal(id, 'givenKey');
  });

  it('RFC 8037 A.6: a header of key agreement with X25519 is read, and its token decrypted', async () => {
    const { header, token, recipient } = agreement('8037 A.6');
    assert.deepEqual(Object.fromEntries(decodeToken(token).header), header);
    assert.equal(describeToken(decodeToken(token), 0).kind.id, 'encrypted');
    assert.equal(await decryptToken(token, recipient), '{"sub":"x"}');
  });

  it('RFC 8037 A.7: the same with X448 is read; jose leaves the curve out, which is told', async () => {
    const { header, token, recipient } = agreement('8037 A.7');
    assert.deepEqual(Object.fromEntries(decodeToken(token).header), header);
    await assert.rejects(decryptToken(token, recipient), (error) => {
      assert.ok(IdentityError.is(error, 'jwt.notDecrypted'));
      assert.match(String(error.data['reason']), /crv|curve|supported/i);
      return true;
    });
  });

  it('RFC 7638 §3.1 and RFC 8037 A.3: thumbprints', async () => {
    const rsa = list(child(keys, '7517 A.1'), 'keys')
      .filter(isObject)
      .find(({ kty }) => kty === 'RSA');
    assert.equal(await jwkThumbprint(rsa ?? {}), 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
    const ed25519 = examples('signatures').find(({ name }) => name === 'RFC 8037 A.4');
    assert.equal(
      await jwkThumbprint(child(ed25519 ?? {}, 'key')),
      'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    );
    assert.equal(await jwkThumbprint({ kty: 'EC', crv: 'P-256' }), undefined);
    assert.equal(await jwkThumbprint({ kty: '__proto__' }), undefined);
  });
});
