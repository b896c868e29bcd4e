import assert from 'node:assert/strict';
import fc from 'fast-check';
import { claimNote } from '../../../../src/core/jwt/claimNote.ts';
import { decodeToken } from '../../../../src/core/jwt/decode.ts';
import { describeToken } from '../../../../src/core/jwt/describe.ts';
import { linesOf, type Lines } from '../../../../src/core/jwt/lines.ts';
import { findTokens, tokenAt } from '../../../../src/core/jwt/scan.ts';
import { timeText } from '../../../../src/core/jwt/timeText.ts';
import { jwtHoverText } from '../../../../src/providers/jwtHoverText.ts';
import {
  accessV1App,
  accessV2,
  idToken,
  jws,
  NOW,
  RFC7515_A1,
  RFC7515_A4,
  RFC7516_A2,
  RFC7519_UNSECURED,
  RFC7797_DETACHED,
  RS256,
} from './tokens.ts';

/** How many mutated tokens one run looks at. A million: MUTATIONS=1000000. */
const RUNS = Number(process.env['MUTATIONS'] ?? 60_000);
const TOKENS = [
  ...[accessV2, accessV1App, idToken].map((claims) => jws(RS256, claims)),
  jws({ alg: 'RS256', cty: 'JWT' }, jws({ alg: 'HS256' }, { sub: 'inner' }, 'S'.repeat(43))),
  RFC7515_A1,
  RFC7515_A4,
  RFC7516_A2,
  RFC7519_UNSECURED,
  RFC7797_DETACHED,
];
const NEIGHBOUR = jws(RS256, { sub: 'the neighbour', jti: 'never-of-another' });
/** What only the neighbour holds. */
const OF_NEIGHBOUR = NEIGHBOUR.split('.')[1] ?? '';
const voice = { translate: (template: string) => template, times: timeText('en') };

/** One change to a text at a place given as a fraction of its length. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(12),
  put: fc.oneof(
    fc.constantFrom(
      '',
      '.',
      '..',
      '~',
      '=',
      '\n',
      '\\\n  ',
      '"',
      '%2E',
      'eyJ',
      'ey',
      '-',
      '_',
      '+',
      ' ',
      '\0',
      '\u202e',
      'é',
      '😀',
      '\ud800',
    ),
    fc.base64String({ maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 6 }),
  ),
});
const mutated = fc
  .tuple(fc.constantFrom(...TOKENS), fc.array(change, { minLength: 1, maxLength: 5 }))
  .map(([token, changes]) =>
    changes.reduce((text, { at, length, put }) => {
      const place = Math.floor(at * text.length);
      return text.slice(0, place) + put + text.slice(place + length);
    }, token),
  );

/** Lines that count the characters they hand out. */
function counting(text: string): { readonly lines: Lines; readonly read: () => number } {
  const inner = linesOf(text);
  let read = 0;
  const at = (index: number) => {
    read += inner.at(index).length + 1;
    return inner.at(index);
  };
  return { lines: { count: inner.count, at }, read: () => read };
}

describe('mutated tokens', function () {
  this.timeout(0);

  it('are decoded, explained and written without a throw, faithful to their bytes', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const token = decodeToken(text);
        assert.equal(token.compact, text);
        const { kind } = describeToken(token, NOW * 1000);
        assert.ok(kind.id);
        for (const [name, value] of token.payload.claims)
          claimNote(name, JSON.stringify(value), NOW, voice.times);
      }),
      { numRuns: Math.ceil(RUNS * 0.6) },
    );
  });

  it('are found with what they are read from, in a bounded number of reads, and never for a neighbour', () => {
    fc.assert(
      fc.property(mutated, fc.double({ min: 0, max: 0.999, noNaN: true }), (text, at) => {
        const { lines, read } = counting(`"${text}"\n${NEIGHBOUR}\n`);
        const line = Math.floor(at * Math.max(1, lines.count - 2));
        const character = Math.floor(at * lines.at(line).length);
        const before = read();
        const found = tokenAt(lines, { line, character });
        assert.ok(
          read() - before <= (text.length + NEIGHBOUR.length) * 60,
          `${read() - before} characters read`,
        );
        // What is found stands there: its characters, in order, with nothing of another token.
        if (found === undefined) return;
        assert.ok(!found.text.includes(OF_NEIGHBOUR), 'content of the neighbour');
        const { start, end } = found.span;
        assert.ok(start.line <= line && end.line >= line);
      }),
      { numRuns: Math.ceil(RUNS * 0.3) },
    );
  });

  it('leave the token on the next line whole, and become hovers', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const whole = linesOf(`{"a":"${text.replaceAll(/[\r\n]/g, '')}"}\n${NEIGHBOUR}`);
        assert.equal(tokenAt(whole, { line: 1, character: 300 })?.text, NEIGHBOUR);
        for (const found of findTokens(whole)) jwtHoverText(found.text, NOW * 1000, [], voice);
      }),
      { numRuns: Math.ceil(RUNS * 0.1) },
    );
  });
});
