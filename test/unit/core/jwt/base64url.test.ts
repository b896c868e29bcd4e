import assert from 'node:assert/strict';
import { decodeBase64url, decodeUtf8, encodeBase64url } from '../../../../src/core/jwt/base64url.ts';

describe('base64url (RFC 7515 §2, RFC 4648 §5)', () => {
  it('decodes and encodes the example of RFC 7515 appendix C', () => {
    const bytes = new Uint8Array([3, 236, 255, 224, 193]);
    assert.equal(encodeBase64url(bytes), 'A-z_4ME');
    assert.deepEqual(decodeBase64url('A-z_4ME'), { bytes, flaws: [] });
  });

  it('agrees with Node on random bytes of every length', () => {
    for (let length = 0; length < 200; length++) {
      const bytes = crypto.getRandomValues(new Uint8Array(length));
      const text = Buffer.from(bytes).toString('base64url');
      assert.equal(encodeBase64url(bytes), text);
      assert.deepEqual(decodeBase64url(text), { bytes, flaws: [] });
    }
  });

  it('names each way in which text is not as it should be, and decodes what it can', () => {
    assert.deepEqual(decodeBase64url('TQ=='), { bytes: new Uint8Array([77]), flaws: ['padding'] });
    assert.deepEqual(decodeBase64url('A+z/4ME').flaws, ['alphabet']);
    assert.deepEqual(decodeBase64url('TWFuT'), { bytes: new Uint8Array([77, 97, 110]), flaws: ['cutShort'] });
    assert.deepEqual(decodeBase64url('TR').flaws, ['trailingBits']);
    assert.deepEqual(decodeBase64url('TWFu TWFu'), {
      bytes: new Uint8Array([77, 97, 110]),
      flaws: ['invalidCharacter'],
    });
    assert.deepEqual(decodeBase64url('TWFué').flaws, ['invalidCharacter']);
  });

  it('takes only strict UTF-8', () => {
    assert.equal(decodeUtf8(new Uint8Array([0xc3, 0xa9])), 'é');
    assert.equal(decodeUtf8(new Uint8Array([0xc3])), undefined);
    assert.equal(decodeUtf8(new Uint8Array([0xc0, 0x80])), undefined);
    assert.equal(decodeUtf8(new Uint8Array([0xed, 0xa0, 0x80])), undefined);
  });
});
