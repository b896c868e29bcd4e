/** Decoding (and explaining) a 1.2 KB token, against base64url and JSON.parse alone, and against jwt-decode. */
import { jwtDecode } from 'jwt-decode';
import { decodeToken } from '../src/core/jwt/decode.ts';
import { describeToken } from '../src/core/jwt/describe.ts';
import { accessV2, jws, NOW, RS256 } from '../test/unit/core/jwt/tokens.ts';
import { median } from './median.ts';

const token = jws(RS256, { ...accessV2, filler: 'x'.repeat(Math.max(0, 60)) });
const [header = '', payload = ''] = token.split('.');
const bare = () => {
  JSON.parse(Buffer.from(header, 'base64url').toString());
  JSON.parse(Buffer.from(payload, 'base64url').toString());
};
const candidates = {
  bare,
  decode: () => void decodeToken(token),
  describe: () => void describeToken(decodeToken(token), NOW * 1000),
  jwtDecode: () => {
    jwtDecode(token);
    jwtDecode(token, { header: true });
  },
};

/** Microseconds for one call. */
function cost(run: () => void, times = 4000): number {
  const start = performance.now();
  for (let round = 0; round < times; round++) run();
  return ((performance.now() - start) * 1000) / times;
}

const rounds: Record<keyof typeof candidates, number[]> = {
  bare: [],
  decode: [],
  describe: [],
  jwtDecode: [],
};
for (let round = 0; round < 15; round++) {
  rounds.bare.push(cost(candidates.bare));
  rounds.decode.push(cost(candidates.decode));
  rounds.describe.push(cost(candidates.describe));
  rounds.jwtDecode.push(cost(candidates.jwtDecode, 400));
}
const [floor, decode, describe, peer] = [
  median(rounds.bare),
  median(rounds.decode),
  median(rounds.describe),
  median(rounds.jwtDecode),
];
console.log(
  `jwtDecode ratio=${(decode / floor).toFixed(2)} (${decode.toFixed(1)} µs for ${token.length} characters; base64url + JSON.parse ${floor.toFixed(1)} µs)`,
);
console.log(
  `jwtExplain ratio=${(describe / floor).toFixed(2)} (${describe.toFixed(1)} µs: decoded, described, every rule applied)`,
);
console.log(`jwtDecodeAgainstPeer ratio=${(decode / peer).toFixed(3)} (jwt-decode ${peer.toFixed(1)} µs)`);
