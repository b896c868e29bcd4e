import assert from 'node:assert/strict';
import { untranslated } from '../../../src/core/explain.ts';
import { timeText } from '../../../src/core/jwt/timeText.ts';
import { jwtHoverText } from '../../../src/providers/jwtHoverText.ts';
import { accessV2, jws, NOW, RFC7515_A4, RFC7516_A2, RFC7519_UNSECURED, RS256 } from '../core/jwt/tokens.ts';

const voice = { translate: untranslated, times: timeText('en') };
const hover = (token: string) =>
  jwtHoverText(token, NOW * 1000, [{ label: 'Inspect', address: 'command:identity.token.inspect?x' }], voice);
/** What is left without code spans, code blocks and escaped characters: the only text Markdown interprets. */
const interpreted = (markdown: string) =>
  markdown
    .replace(/^(`{3,}).*\n[\s\S]*?\n\1$/gm, '')
    .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
    .replace(/\\./g, '');

describe('the hover of a token', () => {
  it('says what it is, that it is not verified, and until when', () => {
    const text = hover(jws(RS256, accessV2));
    assert.match(text, /\*\*Access token\*\* · `RS256` · \*decoded, not verified\*/);
    assert.match(text, /✓ Expires in 60 minutes \(/);
    assert.match(text, /\| Client \| `Azure CLI` `04b07795/);
    assert.match(text, /"exp": \d+, \/\/ .*2026/);
    assert.match(text, /\[Inspect\]\(command:identity\.token\.inspect\?x\)/);
  });

  it('warns of unsigned tokens, and says that encrypted ones are', () => {
    assert.match(hover(RFC7519_UNSECURED), /✗ The token is not signed \\\(alg\\: none\\\)/);
    assert.match(hover(RFC7516_A2), /encrypted, not decrypted/);
    assert.match(hover(RFC7516_A2), /"enc": "A128CBC-HS256"/);
    assert.match(hover(RFC7515_A4), /```text\nPayload\n```/);
  });

  it('keeps large integers as written', () =>
    assert.match(hover(jws(RS256, '{"n":12345678901234567890}')), /"n": 12345678901234567890/));

  const probes = [
    '[Sign in](command:identity.token.inspect)',
    '![x](https://attacker.example/x.png)',
    '<img src=x onerror=alert(1)><style>*{background:red}</style><h1>x</h1>',
    '```\n[x](command:y)\n```',
    '`` ` ``` ````',
    '| a | b |',
    '$(zap) **bold**',
    '\u202egnp.exe\u0000\u200b',
    '</script>&lt;b&gt;',
  ];
  for (const probe of probes) {
    it(`shows hostile text as text: ${JSON.stringify(probe)}`, () => {
      const hostile = jws(
        { ...RS256, alg: probe },
        {
          ...accessV2,
          iss: probe,
          aud: [probe],
          name: probe,
          preferred_username: probe,
          azp: probe,
          scp: probe,
          roles: [probe],
          [probe]: probe,
        },
      );
      for (const token of [
        hostile,
        jws(RS256, probe),
        jws({ ...RS256, crit: [probe], [probe]: 1 }, '{"a":1,"a":2}'),
      ]) {
        const left = interpreted(hover(token));
        assert.doesNotMatch(
          left,
          /https:|!\[|<img|<style|<h1|command:identity\.token\.inspect\)|\$\(zap|\*\*bold|command:y/,
        );
        assert.doesNotMatch(hover(token), /[\u202e\u0000\u200b]/);
      }
    });
  }

  it('is bounded for huge tokens', () =>
    assert.ok(
      hover(jws(RS256, { ...accessV2, roles: Array.from({ length: 50_000 }, (_, n) => `Role.${n}`) }))
        .length < 20_000,
    ));
});
