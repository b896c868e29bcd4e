/** Finding the token under the pointer in large and hostile text, against the limits of issue "JWT" (no VS Code needed). */
import { linesOf } from '../src/core/jwt/lines.ts';
import { tokenAt } from '../src/core/jwt/scan.ts';
import { timeText } from '../src/core/jwt/timeText.ts';
import { jwtHoverText } from '../src/providers/jwtHoverText.ts';
import { accessV2, jws, NOW, RS256 } from '../test/unit/core/jwt/tokens.ts';
import { median } from './median.ts';

const token = jws(RS256, accessV2);
const entry = `{"name":"authorization","value":"Bearer ${token}"},{"body":"${'lorem ipsum '.repeat(700)}"},`;
const har = linesOf(entry.repeat(Math.ceil(5_000_000 / entry.length)));
const RS256_HEADER = token.split('.')[0] ?? '';
const voice = { translate: (template: string) => template, times: timeText('en') };

/** Median milliseconds of one call. */
const cost = (run: () => unknown): number =>
  median(
    Array.from({ length: 25 }, () => {
      const start = performance.now();
      run();
      return performance.now() - start;
    }),
  );

const middle = Math.floor(har.at(0).length / 2);
const inToken = har.at(0).indexOf(token, middle) + 600;
const found = cost(() => tokenAt(har, { line: 0, character: inToken }));
const shown = cost(() =>
  jwtHoverText(tokenAt(har, { line: 0, character: inToken })?.text ?? '', NOW * 1000, [], voice),
);
console.log(
  `jwtFind ratio=${(found / 0.1).toFixed(2)} of 0.1 ms (${(found * 1000).toFixed(0)} µs on a ${har.at(0).length} character line)`,
);
console.log(
  `jwtHoverHost ratio=${(shown / 1).toFixed(2)} of 1 ms (${(shown * 1000).toFixed(0)} µs: found, decoded, explained and written)`,
);

const hostile = {
  'dot-free base64url': linesOf('A'.repeat(5_000_000)),
  'header starts': linesOf('eyJ'.repeat(1_600_000)),
  dots: linesOf(`${token}.${'abc.'.repeat(65_000)}`),
  'invalid UTF-8': linesOf(`${RS256_HEADER}.${'_w'.repeat(500_000)}.${'S'.repeat(342)}`),
  'bidi and NUL': linesOf(jws(RS256, { ...accessV2, name: '\u202e\0\u2066'.repeat(60_000) })),
  'deep JSON': linesOf(jws(RS256, '[{"a":'.repeat(80_000))),
  'one token of 1 MB': linesOf(jws(RS256, { ...accessV2, blob: 'x'.repeat(785_000) })),
  'lines of header starts': linesOf('eyJ\n'.repeat(250_000)),
};
let worst = 0;
let name = '';
for (const [kind, lines] of Object.entries(hostile)) {
  const line = Math.floor(lines.count / 2);
  const place = { line, character: Math.floor(lines.at(line).length / 2) };
  const taken = cost(() => jwtHoverText(tokenAt(lines, place)?.text ?? '', NOW * 1000, [], voice));
  if (taken > worst) [worst, name] = [taken, kind];
}
console.log(
  `jwtHostile ratio=${(worst / 50).toFixed(2)} of 50 ms (found, explained and written; worst: ${name}, ${worst.toFixed(1)} ms)`,
);
