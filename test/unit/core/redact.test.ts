import assert from 'node:assert/strict';
import { redact } from '../../../src/core/redact.ts';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzZWNyZXQifQ.c2lnbmF0dXJl';

describe('log redaction', () => {
  const lines: readonly (readonly [line: string, secret: string])[] = [
    [`token ${TOKEN} end`, TOKEN],
    [`https://app.test/cb#access_token=${TOKEN}&state=1`, TOKEN],
    ['Authorization: Bearer abc.def-ghi_jkl', 'abc.def-ghi_jkl'],
    ['authorization: basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
    ['client_secret=s3cr3t&grant_type=x', 's3cr3t'],
    ['{"client_secret": "s3cr3t", "a": 1}', 's3cr3t'],
    ['{"password":"hunter2"}', 'hunter2'],
    ['GET /callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0', 'SplxlOBeZQQYbYS6WxSbIA'],
    ['refresh_token=1.AXoAabc', '1.AXoAabc'],
    [`rt 1.A${'x'.repeat(60)}.abc`, 'x'.repeat(60)],
  ];
  for (const [line, secret] of lines) {
    it(`masks the secret of: ${line.slice(0, 40)}`, () => {
      assert.ok(!redact(line).includes(secret), redact(line));
    });
  }

  it('leaves ordinary text alone', () => {
    for (const line of [
      'AADSTS50011: error code 50011',
      'status code: 404',
      'grant_type=client_credentials',
      'eye of the beholder',
    ])
      assert.equal(redact(line), line);
  });
});
