import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { decodeToken } from '../../../../src/core/jwt/decode.ts';
import {
  checkExpectations,
  expectationRules,
  expectationsFrom,
  readExpectations,
  type Expectations,
} from '../../../../src/core/jwt/expect/expectations.ts';
import { validationCodes } from '../../../../src/core/jwt/expect/validationCode.ts';
import { validationBench } from '../../../support/validationBench.ts';
import { accessV1App, accessV2, jws, NOW, RS256, TENANT } from './tokens.ts';

const failed = (claims: object, expectations: Partial<Expectations>, header: object = RS256, now = NOW) =>
  checkExpectations(decodeToken(jws(header, claims)), { clockSkew: 60, ...expectations }, now * 1000)
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ id }) => id);

describe('expectations of a token', () => {
  it('are met by the token they were taken from', () => {
    for (const claims of [accessV2, accessV1App])
      assert.deepEqual(failed(claims, expectationsFrom(decodeToken(jws(RS256, claims)))), []);
  });

  it('fail one by one', () => {
    const cases: Readonly<Record<string, readonly string[]>> = {
      algorithm: failed(accessV2, {}, { alg: 'HS256' }),
      issuer: failed(accessV2, { issuer: `${accessV2.iss}/` }),
      audience: failed(accessV2, { audience: 'api://other' }),
      expiry: failed({ ...accessV2, exp: NOW - 60 }, {}),
      notBefore: failed({ ...accessV2, nbf: NOW + 61 }, {}),
      age: failed(accessV2, { maxAge: 500 }),
      tenant: failed(accessV2, { tenant: 'other' }),
      client: failed(accessV2, { client: 'other' }),
      scopes: failed(accessV2, { scopes: ['Orders.Read', 'Orders.Delete'] }),
      roles: failed(accessV2, { roles: ['Orders.Admin'] }),
      nonce: failed(accessV2, { nonce: 'x' }),
    };
    assert.deepEqual(Object.keys(cases).toSorted(), expectationRules.map(({ id }) => id).toSorted());
    for (const [id, found] of Object.entries(cases)) assert.deepEqual(found, [id]);
  });

  it('allow for clock skew, and read v1 names', () => {
    assert.deepEqual(failed({ ...accessV2, exp: NOW - 59, nbf: NOW + 60 }, {}), []);
    assert.deepEqual(failed(accessV1App, { client: accessV1App.appid, roles: ['x', 'Mail.Send'] }), []);
    assert.deepEqual(failed({ ...accessV2, aud: ['a', 'b'] }, { audience: 'b' }), []);
    assert.deepEqual(failed({ ...accessV2, exp: String(NOW + 9) }, {}), ['expiry']);
  });

  it('are read from settings without trusting them', () => {
    assert.deepEqual(
      readExpectations({ issuer: ' x ', audience: 1, scopes: ['a', 2], clockSkew: -1, maxAge: 5 }),
      { issuer: 'x', scopes: ['a'], maxAge: 5, clockSkew: 60 },
    );
    assert.equal(readExpectations('x'), undefined);
  });
});

describe('code that validates tokens', () => {
  const everything: Expectations = {
    issuer: accessV2.iss,
    audience: accessV2.aud,
    tenant: TENANT,
    client: 'c',
    scopes: ['a', 'b'],
    roles: ['r', 's'],
    nonce: 'n',
    maxAge: 60,
    clockSkew: 30,
  };

  it('is written for each language, with and without expectations, and no value leaves its quotes', () => {
    const hostile = '"); evil(); ("\n\u2028\u202e\u2066\\';
    for (const { id, write } of validationCodes) {
      assert.ok(write({ clockSkew: 0 }).includes('<tenant-id>'), id);
      assert.ok(write(everything).includes(accessV2.aud), id);
      const code = write({ ...everything, tenant: hostile, scopes: [hostile], roles: [hostile] });
      assert.doesNotMatch(code, /[^\\]"\); evil|[\u2028\u202e\u2066]/, id);
    }
  });

  it('is Python', () => {
    const [python] = validationCodes.filter(({ id }) => id === 'python');
    for (const expectations of [everything, { clockSkew: 0 }]) {
      execFileSync('python3', ['-c', 'import ast,sys; ast.parse(sys.stdin.read())'], {
        input: python?.write(expectations) ?? '',
      });
    }
  });

  it('asks for all that is expected, in each language', () => {
    const values = [everything.issuer, everything.audience, TENANT, 'c', 'a', 'b', 'r', 's', 'n'];
    for (const { id, write } of validationCodes) {
      const code = write(everything);
      for (const value of values) assert.ok(code.includes(JSON.stringify(value)), `${id} ${value ?? ''}`);
      // Age: 60 s and the skew of 30, together or apart, in seconds or milliseconds.
      assert.match(code, /\b(?:60|90|90000L)\b/, id);
      assert.match(code, /\b30\b/, id);
      for (const name of ['tid', 'azp', 'appid', 'scp', 'scope'])
        assert.ok(code.includes(name), `${id} ${name}`);
      const bare = write({ clockSkew: 0 });
      for (const name of ['tid', 'nonce', 'scope', 'role'])
        assert.doesNotMatch(
          bare,
          new RegExp(`(?:wrong|missing) ${name}|Require(?:Claim|Role)`),
          `${id} ${name}`,
        );
    }
  });

  it('runs in Node and refuses what the rules refuse', async () => {
    const bench = await validationBench();
    const folder = await mkdtemp(path.join(tmpdir(), 'identity-validate-'));
    try {
      const [node] = validationCodes.filter(({ id }) => id === 'node');
      const code = node?.write(bench.expectations) ?? '';
      const file = path.join(folder, 'validate.mjs');
      await writeFile(file, code.replace(`'jose'`, JSON.stringify(import.meta.resolve('jose'))));
      const loaded: unknown = await import(pathToFileURL(file).href);
      assert.ok(isValidator(loaded));
      for (const { name, token, isGood } of bench.cases) {
        const accepted: boolean = await Promise.resolve(loaded.validate(token)).then(
          () => true,
          () => false,
        );
        assert.equal(accepted, isGood, name);
        // The rules in the inspector say the same, but for the signature, which is for Verify.
        if (/signature|key|unsigned|altered/.test(name)) continue;
        const failed = checkExpectations(decodeToken(token), bench.expectations, Date.now()).filter(
          ({ outcome }) => outcome === 'failed',
        );
        assert.equal(failed.length === 0, isGood, `${name}: ${failed.map(({ id }) => id).join()}`);
      }
    } finally {
      bench.stop();
      await rm(folder, { recursive: true });
    }
  });
});

function isValidator(value: unknown): value is { validate(token: string): Promise<unknown> } {
  return (
    typeof value === 'object' && value !== null && 'validate' in value && typeof value.validate === 'function'
  );
}
