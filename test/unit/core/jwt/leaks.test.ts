import assert from 'node:assert/strict';
import { findLeaks } from '../../../../src/core/jwt/leaks.ts';
import { linesOf } from '../../../../src/core/jwt/lines.ts';
import { secretReference } from '../../../../src/core/jwt/secretReference.ts';
import { accessV2, jws, NOW, RFC7515_A1, RFC7516_A2, RS256 } from './tokens.ts';

const leaks = async (text: string) => findLeaks(linesOf(text), NOW * 1000);
/** Assembled here, so that no scanner takes this file for a leak. */
const SECRET = ['abc', '8', 'Q~', 'dEfGhIjKlMnOpQrStUvWxYz0123456789._'].join('').slice(0, 40);

describe('credentials left in files', () => {
  it('finds tokens that still work, and says of whom', async () => {
    const [leak] = await leaks(`const token = "${jws(RS256, accessV2)}";`);
    assert.equal(leak?.kind, 'token');
    assert.deepEqual(leak.data, { kind: 'Access token', issuer: accessV2.iss });
    assert.equal(leak.until, accessV2.exp * 1000);
    assert.deepEqual(leak.span.start, { line: 0, character: 15 });
  });

  it('finds tokens that never expire, client secrets and refresh tokens', async () => {
    const forever = { ...accessV2, exp: undefined };
    const refresh = `0.AXoAabcdefghijklmnopqrst.Ag${'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789'.repeat(8)}`;
    const found = await leaks(`a: ${jws(RS256, forever)}\nCLIENT_SECRET=${SECRET}\nrt=${refresh}\n`);
    assert.deepEqual(
      found.map(({ kind, span }) => [kind, span.start.line]),
      [
        ['token', 0],
        ['clientSecret', 1],
        ['refreshToken', 2],
      ],
    );
  });

  it('leaves examples alone: expired, of example domains, unsigned, forged, placeholders', async () => {
    for (const text of [
      jws(RS256, { ...accessV2, exp: NOW - 1 }),
      ...[
        'https://example.com',
        'https://login.example.org/x',
        'https://idp.example',
        'https://localhost:8443/t',
        'https://127.0.0.1:8443/t/v2.0',
        'http://issuer',
        'issuer',
        'https://auth.contoso.com',
      ].map((iss) => jws(RS256, { ...accessV2, iss })),
      jws({ alg: 'none' }, accessV2, ''),
      jws(RS256, accessV2, 'signature'),
      jws({ ...RS256, kid: 'forged-1' }, accessV2),
      RFC7515_A1,
      RFC7516_A2,
      'xxx8Q~xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      'https://example.com/a8Q~b',
    ]) {
      assert.deepEqual(await leaks(`value: "${text}"`), [], text.slice(0, 80));
    }
  });

  it('lets others run, and ends when it is cancelled', async () => {
    const text = `${jws(RS256, accessV2)}\n`.repeat(20);
    let pauses = 0;
    const pause = () => {
      pauses++;
      return Promise.resolve();
    };
    assert.equal((await findLeaks(linesOf(text), NOW * 1000, pause)).length, 20);
    assert.ok(pauses >= 20);
    const some = await findLeaks(linesOf(text), NOW * 1000, pause, () => true);
    assert.ok(some.length < 20);
  });

  it('offers a reference in the language of the file', () => {
    assert.deepEqual(secretReference('python', 'CLIENT_SECRET'), {
      text: 'os.environ["CLIENT_SECRET"]',
      replacesQuotes: true,
    });
    assert.deepEqual(secretReference('yaml', 'CLIENT_SECRET'), {
      text: '${CLIENT_SECRET}',
      replacesQuotes: false,
    });
    assert.deepEqual(secretReference('constructor', 'X'), { text: '${X}', replacesQuotes: false });
  });
});
