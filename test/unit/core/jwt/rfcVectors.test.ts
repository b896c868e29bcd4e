import assert from 'node:assert/strict';
import { decryptToken } from '../../../../src/core/jwt/decrypt.ts';
import { decodeToken } from '../../../../src/core/jwt/decode.ts';
import { verifyWithMaterial } from '../../../../src/core/jwt/verify.ts';

/** RFC 8037 appendix A.1 and A.4: an Ed25519 key, and a JWS it signed. */
const RFC8037_KEY = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
const RFC8037_A4 =
  'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg';

/** RFC 7516 appendix A.3: AES Key Wrap. */
const RFC7516_A3_KEY = { kty: 'oct', k: 'GawgguFyGrWKav7AX4VKUg' };
const RFC7516_A3 =
  'eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ';

describe('published examples', () => {
  it('RFC 8037 A.4: a JWS with Ed25519 verifies, and with one character changed does not', async () => {
    const key = JSON.stringify(RFC8037_KEY);
    assert.equal(decodeToken(RFC8037_A4).payload.text, 'Example of Ed25519 signing');
    assert.equal((await verifyWithMaterial(RFC8037_A4, key)).id, 'givenKey');
    assert.equal((await verifyWithMaterial(RFC8037_A4.replace('.hg', '.hh'), key)).id, 'wrongSignature');
  });

  it('RFC 7516 A.3: a JWE with AES Key Wrap decrypts, and with one character changed does not', async () => {
    const key = JSON.stringify(RFC7516_A3_KEY);
    assert.equal(await decryptToken(RFC7516_A3, key), 'Live long and prosper.');
    await assert.rejects(decryptToken(RFC7516_A3.replace('.U0', '.U1'), key), { code: 'jwt.notDecrypted' });
  });
});
