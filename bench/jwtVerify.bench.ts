/** Verifying an RS256 token with a key that is given, over node:crypto's verify of the same signature. */
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { verifyWithMaterial } from '../src/core/jwt/verify.ts';
import { accessV2, jws, RS256 } from '../test/unit/core/jwt/tokens.ts';
import { median } from './median.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const input = jws(RS256, accessV2).split('.').slice(0, 2).join('.');
const signature = sign('sha256', Buffer.from(input), privateKey);
const token = `${input}.${signature.toString('base64url')}`;
const jwk = JSON.stringify(publicKey.export({ format: 'jwk' }));
const key = createPublicKey(publicKey.export({ format: 'pem', type: 'spki' }));

/** Microseconds for one call. */
async function cost(run: () => unknown, times = 300): Promise<number> {
  const start = performance.now();
  for (let round = 0; round < times; round++) await run();
  return ((performance.now() - start) * 1000) / times;
}

const rounds: Record<'bare' | 'ours', number[]> = { bare: [], ours: [] };
for (let round = 0; round < 15; round++) {
  rounds.bare.push(await cost(() => verify('sha256', Buffer.from(input), key, signature)));
  rounds.ours.push(await cost(() => verifyWithMaterial(token, jwk)));
}
const [bare, ours] = [median(rounds.bare), median(rounds.ours)];
console.log(
  `jwtVerify ratio=${(ours / bare).toFixed(1)} (${ours.toFixed(0)} µs, the key read and told apart each time; node:crypto ${bare.toFixed(0)} µs with a key at hand)`,
);
