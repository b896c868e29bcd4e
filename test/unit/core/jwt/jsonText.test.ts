import assert from 'node:assert/strict';
import {
  annotateJson,
  indentJson,
  inexactIntegers,
  jsonMembers,
  repeatedNames,
} from '../../../../src/core/jwt/jsonText.ts';

describe('JSON as written', () => {
  const text =
    '{"a":12345678901234567890, "b":{"x":1,"x":[true,null]},"a":"\\u00e9\\"]{","":-1.50e+3 , "c":[]}';

  it('keeps the spelling of every value, in order, repeated names included', () => {
    assert.deepEqual(
      jsonMembers(text).map(({ name, source, repeated }) => [name, source, repeated]),
      [
        ['a', '12345678901234567890', false],
        ['b', '{"x":1,"x":[true,null]}', false],
        ['a', '"\\u00e9\\"]{"', true],
        ['', '-1.50e+3', false],
        ['c', '[]', false],
      ],
    );
    assert.deepEqual(jsonMembers('{}'), []);
    assert.deepEqual(jsonMembers('[1]'), []);
    assert.deepEqual(jsonMembers('"x"'), []);
  });

  it('finds repeated names at any depth', () => {
    assert.deepEqual(repeatedNames(text), ['x', 'a']);
    assert.deepEqual(repeatedNames('[{"a":1},{"a":2}]'), []);
    assert.deepEqual(repeatedNames('{"a":[{"b":1,"\\u0062":2}]}'), ['b']);
  });

  it('finds integers that a double changes', () => {
    assert.deepEqual(inexactIntegers('[9007199254740993,9007199254740992,1,-12345678901234567890]'), [
      '9007199254740993',
      '-12345678901234567890',
    ]);
    assert.deepEqual(inexactIntegers(`[${'9'.repeat(100_000)}]`).length, 1);
  });

  it('indents without changing a value, like JSON.stringify where that is faithful', () => {
    for (const value of [
      {},
      [],
      { a: [], b: {} },
      { a: [1, { b: 'x,y:{}' }], c: null },
      [[1, 2], 'é"\\'],
      'text',
      1,
    ]) {
      assert.equal(indentJson(JSON.stringify(value)), JSON.stringify(value, null, 2));
    }
    assert.match(indentJson(text), /12345678901234567890/);
  });

  it('stays linear on a bomb of brackets', () => {
    const bomb = '['.repeat(100_000) + ']'.repeat(100_000);
    assert.ok(indentJson(bomb).length < bomb.length * 50);
    assert.deepEqual(repeatedNames(bomb), []);
  });

  it('puts notes behind members', () => {
    assert.equal(
      annotateJson('{"exp":1,"x":{"y":2}}', (name) => (name === 'exp' ? '1970' : undefined)),
      '{\n  "exp": 1, // 1970\n  "x": {\n    "y": 2\n  }\n}',
    );
  });
});
