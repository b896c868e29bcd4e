import assert from 'node:assert/strict';
import { compareTokens } from '../../../../src/core/jwt/compare.ts';
import { decodeToken } from '../../../../src/core/jwt/decode.ts';
import { accessV2, jws, RS256 } from './tokens.ts';

const claims = (before: object | string, after: object | string) =>
  compareTokens(decodeToken(jws(RS256, before)), decodeToken(jws(RS256, after))).claims.map((difference) =>
    [
      difference.change,
      difference.name,
      ...(difference.change === 'renamed' ? [difference.newName, difference.isSame] : []),
    ].join(' '),
  );

describe('comparing two tokens', () => {
  it('tells added, removed, changed and same claims', () => {
    assert.deepEqual(claims({ a: 1, b: 2, c: 3 }, { b: 2, c: 4, d: 5 }), [
      'removed a',
      'same b',
      'changed c',
      'added d',
    ]);
    assert.ok(claims(accessV2, accessV2).every((line) => line.startsWith('same')));
  });

  it('brings v1 and v2 names of one fact together', () => {
    assert.deepEqual(
      claims(
        { appid: 'x', appidacr: '1', unique_name: 'a' },
        { azp: 'x', azpacr: '2', preferred_username: 'a' },
      ),
      [
        'renamed appid azp true',
        'renamed appidacr azpacr false',
        'renamed unique_name preferred_username true',
      ],
    );
  });

  it('takes lists of strings as sets, and numbers as written', () => {
    assert.deepEqual(claims({ roles: ['a', 'b'] }, { roles: ['b', 'a'] }), ['same roles']);
    assert.deepEqual(claims('{"n":12345678901234567890}', '{"n":12345678901234567891}'), ['changed n']);
  });
});
