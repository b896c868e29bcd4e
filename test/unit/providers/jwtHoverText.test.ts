import assert from 'node:assert/strict';
import { untranslated } from '../../../src/core/explain.ts';
import { encodeTextBase64url } from '../../../src/core/jwt/base64url.ts';
import { timeText } from '../../../src/core/jwt/timeText.ts';
import { jwtHoverText } from '../../../src/providers/jwtHoverText.ts';
import {
  accessV2,
  jws,
  NOW,
  RFC7515_A4,
  RFC7516_A2,
  RFC7519_UNSECURED,
  RFC7797_DETACHED,
  RS256,
} from '../core/jwt/tokens.ts';

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

  it('offers what can be done with the token', () => {
    const actions = (['signature', 'payload', undefined] as const).map((needs) => ({
      label: needs ?? 'any',
      address: 'command:x',
      ...(needs === undefined ? {} : { needs }),
    }));
    const offered = (token: string) =>
      [...jwtHoverText(token, NOW * 1000, actions, voice).matchAll(/\[(\w+)\]\(command:x\)/g)].map(
        ([, label]) => label,
      );
    assert.deepEqual(offered(jws(RS256, accessV2)), ['signature', 'payload', 'any']);
    assert.deepEqual(offered(RFC7519_UNSECURED), ['payload', 'any']);
    assert.deepEqual(offered(RFC7797_DETACHED), ['signature', 'any']);
    assert.deepEqual(offered(RFC7516_A2), ['any']);
  });

  it('tells what is wrong before what it is about, and what is good to know after it', () => {
    const text = hover(jws({ ...RS256, nonce: 'x' }, { ...accessV2, hasgroups: true }));
    const order = ['too many', '| Issuer |', 'own APIs'].map((piece) => text.indexOf(piece));
    assert.ok(!order.includes(-1), text);
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
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

  const disclosure = encodeTextBase64url(JSON.stringify(['salt', 'name', 'x'.repeat(900)]));
  const huge: Readonly<Record<string, string>> = {
    'many values': jws(RS256, {
      ...accessV2,
      roles: Array.from({ length: 50_000 }, (_, n) => `Role.${n}`),
    }),
    'many claims': jws(RS256, Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`n${n}`, n]))),
    'many claims, each twice': jws(RS256, `{${'"name":1234567890123456789,'.repeat(20_000)}"exp":1}`),
    'a long claim': jws(RS256, `{"a":"${String.raw`\"\u202e`.repeat(20_000)}","exp":1}`),
    'a bomb of brackets': jws(RS256, `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    'blanks alone': jws(RS256, `{${' '.repeat(200_000)}"exp":1}`),
    'a long algorithm': jws({ ...RS256, alg: `HS${'x'.repeat(40_000)}` }, accessV2),
    'many disclosures': `${jws(RS256, accessV2)}~${`${disclosure}~`.repeat(500)}`,
    'a long header': `${encodeTextBase64url(JSON.stringify({ alg: 'dir', enc: 'A256GCM', x: 'x'.repeat(40_000) }))}....`,
  };
  for (const [name, token] of Object.entries(huge))
    it(`is bounded for ${name}, and says that it is cut`, () => {
      const text = hover(token);
      assert.ok(text.length < 20_000, `${text.length} characters`);
      assert.match(text, /…/);
    });
});
