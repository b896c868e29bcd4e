/** Reading and explaining a 1.2 KB token, against base64url and JSON.parse of its header and payload alone, and against jwt-decode. */
import { jwtDecode } from 'jwt-decode';
import { decodeToken } from '../src/core/jwt/decode.ts';
import { describeToken } from '../src/core/jwt/describe.ts';
import { timeText } from '../src/core/jwt/timeText.ts';
import { jwtHoverText } from '../src/providers/jwtHoverText.ts';
import { accessV2, jws, NOW, RS256 } from '../test/unit/core/jwt/tokens.ts';
import { medianCosts } from './cost.ts';

const token = jws(RS256, { ...accessV2, filler: 'x'.repeat(60) });
const [header = '', payload = ''] = token.split('.');
const voice = { translate: (template: string) => template, times: timeText('en') };
const cost = medianCosts(
  {
    bare: {
      times: 4000,
      run: () => {
        JSON.parse(Buffer.from(header, 'base64url').toString());
        JSON.parse(Buffer.from(payload, 'base64url').toString());
      },
    },
    decode: { times: 4000, run: () => decodeToken(token) },
    explain: { times: 4000, run: () => describeToken(decodeToken(token), NOW * 1000) },
    hover: { times: 400, run: () => jwtHoverText(token, NOW * 1000, [], voice) },
    peer: {
      times: 400,
      run: () => {
        jwtDecode(token);
        jwtDecode(token, { header: true });
      },
    },
  },
  31,
);
const floor = cost('bare');
const told = (name: string, taken: number, what: string) =>
  console.log(`${name} ratio=${(taken / floor).toFixed(2)} (${taken.toFixed(1)} µs: ${what})`);
console.log(`base64url and JSON.parse of ${token.length} characters: ${floor.toFixed(1)} µs`);
told('jwtDecode', cost('decode'), 'strict UTF-8, nothing lost, every flaw named');
told('jwtExplain', cost('explain'), 'decoded, described, every rule applied; aim 2');
told(
  'jwtHoverText',
  cost('hover'),
  'explained, and all of the hover written: every claim with its note, times as dates',
);
console.log(
  `jwtDecodeAgainstPeer ratio=${(cost('decode') / cost('peer')).toFixed(3)} (jwt-decode ${cost('peer').toFixed(1)} µs)`,
);
