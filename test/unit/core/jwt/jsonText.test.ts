import assert from 'node:assert/strict';
import { encodeTextBase64url } from '../../../../src/core/jwt/base64url.ts';
import { characterRange } from '../../../../src/core/jwt/characterRange.ts';
import {
  annotateJson,
  indentJson,
  inexactIntegers,
  holdsTooMany,
  jsonMembers,
  repeatedNames,
} from '../../../../src/core/jwt/jsonText.ts';
import { accessV2 } from './tokens.ts';

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
    assert.deepEqual(repeatedNames('{"a" \t:\n"b","b":"a","c":["a","a"],"d":"\\\\","\\"":{"a":1},"\\"":2}'), [
      '"',
    ]);
  });

  it('finds integers that a double changes', () => {
    assert.deepEqual(inexactIntegers('[9007199254740993,9007199254740992,1,-12345678901234567890]'), [
      '9007199254740993',
      '-12345678901234567890',
    ]);
    assert.deepEqual(inexactIntegers(`[${'9'.repeat(100_000)}]`).length, 1);
    const exact =
      '["12345678901234567890","\\"12345678901234567890",1234567890123456789.5,12345678901234567890e1]';
    assert.deepEqual(inexactIntegers(exact), []);
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

  it('reads the beginning of a text as far as it goes', () => {
    const written = (length: number) => jsonMembers(text.slice(0, length)).map(({ source }) => source);
    assert.deepEqual(written(3), []);
    assert.deepEqual(written(5), []);
    assert.deepEqual(written(8), ['123']);
    assert.deepEqual(written(47), ['12345678901234567890', '{"x":1,"x":[true']);
    for (let length = 0; length <= text.length; length++) indentJson(text.slice(0, length));
    const escapes = String.raw`{"a":"${String.raw`"`.repeat(100_000)}`;
    assert.equal(indentJson(escapes), escapes.replace('{', '{\n  ').replace(':', ': '));
  });

  it('tells text with too many values from long text', () => {
    assert.ok(holdsTooMany('['.repeat(10_001)));
    assert.ok(holdsTooMany(`{${'"a":1,'.repeat(10_000)}"a":1}`));
    assert.ok(!holdsTooMany(`[${'1,'.repeat(9_999)}1]`));
    assert.ok(!holdsTooMany(`["${'['.repeat(50_000)}\\"${'{,'.repeat(50_000)}"]`));
  });

  it('puts notes behind members', () => {
    assert.equal(
      annotateJson('{"exp":1,"x":{"y":2}}', (name) => (name === 'exp' ? '1970' : undefined)),
      '{\n  "exp": 1, // 1970\n  "x": {\n    "y": 2\n  }\n}',
    );
  });
});

describe('the characters of a token that hold a piece of its text', () => {
  it('carry each member whole, and no more than a neighbour at each edge', () => {
    for (const json of [
      '{"sub":"ada","n":12345678901234567890,"roles":["a","b"]}',
      '{ "name" : "Zoë 山田 太郎 \u{1f600}" , "zoë" : "é" ,\n "x" : { "y" : [ 1 ] } }',
      JSON.stringify(accessV2),
    ]) {
      const encoded = encodeTextBase64url(json);
      const members = jsonMembers(json);
      assert.ok(members.length > 0);
      for (const { start, end, name } of members) {
        const [from, until] = characterRange(json, start, end);
        // What the marked characters and those that share their groups of four hold.
        const around = encoded.slice(from - (from % 4), until + ((4 - (until % 4)) % 4));
        const held = Buffer.from(around, 'base64url').toString();
        assert.ok(held.includes(json.slice(start, end)), name);
        assert.ok(until - from <= Math.ceil((Buffer.byteLength(json.slice(start, end)) * 4) / 3) + 2, name);
      }
    }
  });
});
