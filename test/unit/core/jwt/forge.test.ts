import assert from 'node:assert/strict';
import { CompactEncrypt, exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { decodeToken } from '../../../../src/core/jwt/decode.ts';
import { decryptToken } from '../../../../src/core/jwt/decrypt.ts';
import { describeToken } from '../../../../src/core/jwt/describe.ts';
import {
  forgeAlgorithms,
  forgeKey,
  forgeToken,
  forgeVariants,
  type ForgeVariant,
} from '../../../../src/core/jwt/forge.ts';
import { verifyWithMaterial } from '../../../../src/core/jwt/verify.ts';
import { accessV2, jws, NOW, RFC7516_A2, RS256 } from './tokens.ts';

const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const [GOOD] = forgeVariants;

describe('making test tokens', () => {
  for (const alg of forgeAlgorithms) {
    it(`${alg}: signed so that its own key verifies it, and marked as forged`, async () => {
      assert.ok(GOOD);
      const key = await forgeKey(alg, random);
      const { token, jwks, secret } = await forgeToken(
        JSON.stringify(accessV2),
        key,
        GOOD,
        NOW * 1000,
        random,
      );
      const summary = describeToken(decodeToken(token), NOW * 1000);
      assert.ok(summary.findings.some(({ id }) => id === 'forged'));
      const { id } = await verifyWithMaterial(
        token,
        jwks === undefined ? (secret ?? '') : JSON.stringify(jwks),
      );
      assert.equal(id, alg === 'none' ? 'unsecured' : 'givenKey');
      assert.doesNotMatch(JSON.stringify(jwks ?? {}), /"d"/);
    });
  }

  it('makes each variant wrong in its own way', async () => {
    const key = await forgeKey('ES256', random);
    const outcome = async (variant: ForgeVariant) => {
      const { token, jwks } = await forgeToken(JSON.stringify(accessV2), key, variant, NOW * 1000, random);
      const { claims } = decodeToken(token).payload;
      const { id } = await verifyWithMaterial(token, JSON.stringify(jwks));
      const state = describeToken(decodeToken(token), NOW * 1000).validity?.state ?? '';
      return [id, state, claims.get('aud') === accessV2.aud, claims.get('iss') === accessV2.iss].join(' ');
    };
    const outcomes = Object.fromEntries(
      await Promise.all(forgeVariants.map(async (variant) => [variant.id, await outcome(variant)] as const)),
    );
    assert.deepEqual(outcomes, {
      good: 'givenKey valid true true',
      expired: 'givenKey expired true true',
      early: 'givenKey early true true',
      audience: 'givenKey valid false true',
      issuer: 'givenKey valid true false',
      wrongKey: 'wrongSignature valid true true',
      altered: 'wrongSignature unlimited false false',
      unsigned: 'noSignature valid true true',
    });
  });

  it('keeps claims as written, and refuses what is no object', async () => {
    assert.ok(GOOD);
    const key = await forgeKey('none', random);
    const { token } = await forgeToken('{"n":12345678901234567890}', key, GOOD, NOW, random);
    assert.equal(decodeToken(token).payload.text, '{"n":12345678901234567890}');
    await assert.rejects(forgeToken('[1]', key, GOOD, NOW, random), { code: 'jwt.claimsNotJson' });
  });
});

describe('decrypting (RFC 7516)', () => {
  it('with PEM and JWK private keys, and shared secrets', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RSA-OAEP-256', { extractable: true });
    const content = new TextEncoder().encode(jws(RS256, accessV2));
    const token = await new CompactEncrypt(content)
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT' })
      .encrypt(publicKey);
    assert.equal(await decryptToken(token, await exportPKCS8(privateKey)), jws(RS256, accessV2));
    assert.equal(
      await decryptToken(token, JSON.stringify(await exportJWK(privateKey))),
      jws(RS256, accessV2),
    );
    const secret = 'sixteen byte key';
    const direct = await new CompactEncrypt(content)
      .setProtectedHeader({ alg: 'dir', enc: 'A128GCM' })
      .encrypt(new TextEncoder().encode(secret));
    assert.equal(await decryptToken(direct, secret), jws(RS256, accessV2));
    assert.equal(await decryptToken(direct, Buffer.from(secret).toString('base64')), jws(RS256, accessV2));
  });

  it('says why it failed', async () => {
    const { privateKey } = await generateKeyPair('RSA-OAEP-256', { extractable: true });
    await assert.rejects(decryptToken(RFC7516_A2, await exportPKCS8(privateKey)), {
      code: 'jwt.notDecrypted',
    });
    await assert.rejects(decryptToken(RFC7516_A2, 'nonsense'), { code: 'jwt.notDecrypted' });
    await assert.rejects(decryptToken(jws(RS256, accessV2), 'x'), { code: 'jwt.notEncrypted' });
  });
});
