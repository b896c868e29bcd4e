import assert from 'node:assert/strict';
import { encodeTextBase64url } from '../../../../src/core/jwt/base64url.ts';
import { linesOf, type Lines } from '../../../../src/core/jwt/lines.ts';
import { findTokens, tokenAt, tokenSteps } from '../../../../src/core/jwt/scan.ts';
import { placementsOf } from './placements.ts';
import {
  accessV1App,
  accessV2,
  idToken,
  jws,
  RFC7515_A1,
  RFC7515_A3,
  RFC7516_A2,
  RFC7519_UNSECURED,
  RFC7797_DETACHED,
  RS256,
} from './tokens.ts';

const TOKEN = jws(RS256, accessV2);
const OTHER = jws(RS256, idToken);
/** How many places of the text the token is found at, looking at every one or fewer, and every other token found. */
function seen(
  text: string,
  token: string,
  step = 1,
): { readonly places: number; readonly others: readonly string[] } {
  const lines = linesOf(text);
  const others = new Set<string>();
  let places = 0;
  for (let line = 0; line < lines.count; line++) {
    for (let character = 0; character <= lines.at(line).length; character += step) {
      const found = tokenAt(lines, { line, character })?.text;
      if (found === token) places++;
      else if (found !== undefined) others.add(found);
    }
  }
  return { places, others: [...others] };
}

describe('finding a token (tokenAt)', () => {
  for (const [name, text] of Object.entries(placementsOf(TOKEN))) {
    it(`finds it from every character: ${name}`, () => {
      const { places, others } = seen(text, TOKEN);
      assert.deepEqual(others, []);
      assert.ok(places >= TOKEN.length, `${places} of ${TOKEN.length} places`);
      assert.deepEqual(
        [...findTokens(linesOf(text))].map((found) => found.text),
        [TOKEN],
      );
    });
  }

  it('tells two tokens on one line apart', () => {
    for (const between of [' ', ',', '&id_token=', '","id_token":"', ' | ']) {
      const text = `${TOKEN}${between}${OTHER}`;
      const { places, others } = seen(text, TOKEN);
      assert.ok(places >= TOKEN.length && others.length === 1 && others[0] === OTHER, between);
      assert.deepEqual(
        [...findTokens(linesOf(text))].map((found) => found.text),
        [TOKEN, OTHER],
      );
    }
  });

  it('tells tokens on following lines apart, signed or with the signature removed', () => {
    const bare = (token: string) => token.split('.').slice(0, 2).join('.');
    for (const [first, second] of [
      [TOKEN, OTHER],
      [`${bare(TOKEN)}.`, `${bare(OTHER)}.`],
      [RFC7515_A1, RFC7515_A3],
      [RFC7519_UNSECURED, TOKEN],
    ] as const) {
      const found = [...findTokens(linesOf(`${first}\n${second}\n${first}`))].map(({ text }) => text);
      assert.deepEqual(found, [first, second, first]);
      assert.equal(tokenAt(linesOf(`${first}\n${second}`), { line: 1, character: 5 })?.text, second);
    }
  });

  it('leaves alone what stands on the line after a whole token', () => {
    for (const after of ['EOF', 'done', 'https', 'abc.def', '-----', 'OTHER=value', 'Host: x', '}']) {
      const { others } = seen(`${TOKEN}\n${after}`, TOKEN);
      assert.deepEqual(others, []);
      assert.equal(tokenAt(linesOf(`${TOKEN}\n${after}`), { line: 1, character: 1 }), undefined, after);
    }
  });

  it('leaves alone what stands on the line after a token with a made-up signature', () => {
    const fake = jws({ alg: 'HS256' }, { sub: '1' }, 'signature');
    assert.equal(tokenAt(linesOf(`${fake}\nEOF`), { line: 0, character: 3 })?.text, fake);
  });

  describe('of every form, wherever it stands', () => {
    const padded = TOKEN.split('.')
      .map((part) => part + '='.repeat((4 - (part.length % 4)) % 4))
      .join('.');
    const disclosed = `${TOKEN}~${encodeTextBase64url('["salt","given_name","Zoë"]')}~${encodeTextBase64url('["salt","nationalities",["DE","NL"]]')}~`;
    const detachedHeader = encodeTextBase64url('{"alg":"HS256","kid":"detached-key-1"}');
    const forms: Readonly<Record<string, string>> = {
      JWE: RFC7516_A2,
      unsecured: jws({ alg: 'none' }, accessV2, ''),
      detached: `${detachedHeader}..${'S'.repeat(43)}`,
      'detached of RFC 7797': RFC7797_DETACHED,
      'not JSON': jws({ alg: 'HS256' }, 'just text, no claims', 'S'.repeat(43)),
      padded,
      nested: jws({ alg: 'RS256', cty: 'JWT' }, TOKEN),
      'SD-JWT': disclosed,
      'SD-JWT with key binding': `${disclosed}${jws({ alg: 'ES256', typ: 'kb+jwt' }, { sd_hash: 'x' }, 'S'.repeat(86))}`,
    };
    for (const [form, token] of Object.entries(forms))
      for (const [name, text] of Object.entries(placementsOf(token)))
        it(`${form} ${name}`, () => {
          const { places, others } = seen(text, token, 23);
          assert.deepEqual(others, []);
          assert.ok((places + 1) * 23 > token.length * 0.95, `${places} of ${token.length} places`);
          assert.deepEqual(
            [...findTokens(linesOf(text))].map((found) => found.text),
            [token],
          );
        });
  });

  it('finds two-part tokens, and the RFC 7519 unsecured one', () => {
    for (const token of [TOKEN.split('.').slice(0, 2).join('.'), RFC7519_UNSECURED, RFC7515_A1]) {
      const { places, others } = seen(`"${token}"`, token);
      assert.deepEqual(others, []);
      assert.ok(places >= token.length);
    }
  });

  it('takes in nothing after a whole SD-JWT', () => {
    const whole = `${TOKEN}~${encodeTextBase64url('["salt","a","b"]')}~`;
    for (const token of [whole, `${TOKEN}~`])
      for (const after of ['EOF', '~', '~/.ssh', 'abc.def', 'OTHER=value', 'Wynn', '-----'])
        assert.equal(tokenAt(linesOf(`${token}\n${after}`), { line: 0, character: 5 })?.text, token, after);
  });

  it('shows a key-binding JWT alone where the rest is missing', () => {
    const binding = jws({ alg: 'ES256', typ: 'kb+jwt' }, { sd_hash: 'x' }, 'S'.repeat(86));
    assert.equal(tokenAt(linesOf(`… ~${binding}`), { line: 0, character: 20 })?.text, binding);
    assert.equal(tokenAt(linesOf(`cut~\n${binding}`), { line: 1, character: 20 })?.text, binding);
  });

  it('finds a token whose header cannot be read, so that the hover can say why', () => {
    const broken = `eyJ!${TOKEN}`.replace('eyJ!', 'eyJ0eXAiOiJK_');
    assert.equal(tokenAt(linesOf(broken), { line: 0, character: 2 })?.text, broken);
  });

  it('finds nothing in what is no token', () => {
    for (const text of [
      'const x = a.b.c;',
      'eyJhbGciOi...',
      'eyJ',
      'https://login.microsoftonline.com/common/v2.0',
      'node.js is.a.runtime',
      '00000003-0000-0000-c000-000000000000',
      'sha512-eyJabcdefghijklmnop/abcdef==',
      '',
      encodeTextBase64url('{"sub":"no header"}'),
    ]) {
      assert.deepEqual([...findTokens(linesOf(text))], [], text);
      assert.deepEqual(seen(text, 'x'), { places: 0, others: [] }, text);
    }
  });

  it('finds a token of one megabyte', () => {
    const big = jws(RS256, { ...accessV1App, blob: 'x'.repeat(785_000) });
    assert.equal(tokenAt(linesOf(`{"token":"${big}"}`), { line: 0, character: 500_000 })?.text, big);
  });
});

/** Lines that count the characters they hand out. */
function counting(text: string): { readonly lines: Lines; readonly read: () => number } {
  const inner = linesOf(text);
  let read = 0;
  return {
    lines: {
      count: inner.count,
      at(index) {
        const line = inner.at(index);
        read += line.length + 1;
        return line;
      },
    },
    read: () => read,
  };
}

describe('scanning hostile text is linear', () => {
  const header = encodeTextBase64url('{"alg":"none"}');
  const hostile: Readonly<Record<string, (size: number) => string>> = {
    'header starts on every line': (size) => 'eyJ\n'.repeat(size / 4),
    'one word on every line': (size) => 'abc\n'.repeat(size / 4),
    'open tokens on every second line': (size) => `${header}.\nabc\n`.repeat(size / (header.length + 6)),
    'whole tokens on every line': (size) => `${RFC7515_A1}\n`.repeat(size / (RFC7515_A1.length + 1)),
  };
  for (const [name, make] of Object.entries(hostile)) {
    it(`reads each character a bounded number of times: ${name}`, () => {
      const text = make(400_000);
      const { lines, read } = counting(text);
      const found = [...findTokens(lines)];
      assert.ok(
        read() <= text.length * 6,
        `${name}: ${(read() / text.length).toFixed(1)} reads per character, ${found.length} found`,
      );
      const once = counting(text);
      tokenAt(once.lines, { line: Math.floor(once.lines.count / 2), character: 1 });
      assert.ok(once.read() <= text.length * 3);
    });
  }

  it('can pause between lines, and between the tokens of one', () => {
    assert.equal([...tokenSteps(linesOf(`${TOKEN}\n`.repeat(50)))].length, 50 + 51);
    assert.equal([...tokenSteps(linesOf(`${TOKEN} `.repeat(50)))].length, 50 + 1);
  });
});
