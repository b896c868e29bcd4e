/** Finding and explaining the token under the pointer in large and hostile text, against the limits of issue "JWT" (no VS Code needed). */
import { linesOf, type Lines } from '../src/core/jwt/lines.ts';
import { tokenAt } from '../src/core/jwt/scan.ts';
import { timeText } from '../src/core/jwt/timeText.ts';
import { jwtHoverText } from '../src/providers/jwtHoverText.ts';
import { accessV2, jws, NOW, RS256 } from '../test/unit/core/jwt/tokens.ts';
import { processorTime } from './cost.ts';
import { median } from './median.ts';

const token = jws(RS256, accessV2);
const entry = `{"name":"authorization","value":"Bearer ${token}"},{"body":"${'lorem ipsum '.repeat(700)}"},`;
const har = linesOf(entry.repeat(Math.ceil(5_000_000 / entry.length)));
const voice = { translate: (template: string) => template, times: timeText('en') };
const hover = (lines: Lines, line: number, character: number) =>
  jwtHoverText(tokenAt(lines, { line, character })?.text ?? '', NOW * 1000, [], voice);

/** Median milliseconds of processor time of one call, of as many at a time. */
const cost = (run: () => unknown, times = 1): number =>
  median(Array.from({ length: 15 }, () => processorTime(run, times) / 1000));

const middle = Math.floor(har.at(0).length / 2);
const inToken = har.at(0).indexOf(token, middle) + 600;
const found = cost(() => tokenAt(har, { line: 0, character: inToken }), 100);
const shown = cost(() => hover(har, 0, inToken), 100);
console.log(
  `jwtFind ratio=${(found / 0.1).toFixed(2)} of 0.1 ms (${(found * 1000).toFixed(0)} µs on a ${har.at(0).length} character line)`,
);
console.log(
  `jwtHoverHost ratio=${(shown / 1).toFixed(2)} of 1 ms (${(shown * 1000).toFixed(0)} µs: found, decoded, explained and written)`,
);

const [header = ''] = token.split('.');
/** Names 0, 1, 2 … with a number each, and each of them twice. */
const members = (count: number) =>
  Array.from({ length: count * 2 }, (_, at) => `"claim${at % count}":${10 ** 17 + at}`).join(',');
const hostile: Readonly<Record<string, string>> = {
  'dot-free base64url, 5 MB': 'A'.repeat(5_000_000),
  'header starts, 5 MB': 'eyJ'.repeat(1_600_000),
  'header starts and dots, 5 MB': 'eyJhbGciOiJub25lIn0.'.repeat(250_000),
  'dots, 256 KB': `${token}.${'.'.repeat(262_144)}`,
  'short parts, 256 KB': `${token}.${'abc.'.repeat(65_000)}`,
  'tildes, 1 MB': `${token}${'~'.repeat(1_000_000)}`,
  'disclosures, 2 MB': `${token}~${'WyJhIiwiYiIsImMiXQ~'.repeat(105_000)}`,
  'padding, 1 MB': `${token}${'='.repeat(1_000_000)}`,
  'invalid UTF-8, 1 MB': `${header}.${'_w'.repeat(500_000)}.${'S'.repeat(342)}`,
  'invalid UTF-8 in JSON, 1 MB': `${header}.${Buffer.from(`{"a":"${'\u00ff'.repeat(500_000)}"}`, 'latin1').toString('base64url')}.${'S'.repeat(342)}`,
  'bidi and NUL, 1 MB': jws(RS256, { ...accessV2, name: '\u202e\0\u2066'.repeat(60_000) }),
  'wide text, 1 MB': jws(RS256, { ...accessV2, name: '漢字'.repeat(125_000) }),
  'deep JSON, 1 MB': jws(RS256, '[{"a":'.repeat(125_000)),
  'deep JSON, closed, 1 MB': jws(RS256, `{"a":${'['.repeat(375_000)}${']'.repeat(375_000)}}`),
  'repeated names and large numbers, 1 MB': jws(RS256, `{${members(14_000)}}`),
  'one name repeated, 1 MB': jws(RS256, `{${'"iss":"a",'.repeat(75_000)}"iss":"b"}`),
  'escapes, 1 MB': jws(RS256, `{"a":"${String.raw`\u202e\\\"`.repeat(70_000)}"}`),
  'many scopes, 1 MB': jws(RS256, {
    ...accessV2,
    scp: 'a '.repeat(380_000),
    roles: Array(100_000).fill('User.Read.All'),
  }),
  'numbers, 1 MB': jws(RS256, `{"a":[${'1,'.repeat(375_000)}1]}`),
  'one claim of 1 MB': jws(RS256, { ...accessV2, blob: 'x'.repeat(785_000) }),
  'claim names, 1 MB': jws(
    RS256,
    Object.fromEntries(Array.from({ length: 45_000 }, (_, at) => [`n${at}`, at])),
  ),
  'a header of 64 KB': `${Buffer.from(`{"alg":"RS256","x5c":["${'M'.repeat(48_000)}"]}`).toString('base64url')}.e30.${'S'.repeat(342)}`,
  'lines of header starts': 'eyJ\n'.repeat(250_000),
  'a token wrapped to 64 characters, 1 MB': (
    jws(RS256, { ...accessV2, blob: 'x'.repeat(785_000) }).match(/.{1,64}/g) ?? []
  ).join('\n'),
  'cookies, 5 MB': `Cookie: ${Array.from({ length: 4000 }, (_, at) => `session${at}=${token}`).join('; ')}`,
};
const measured = Object.entries(hostile).map(([kind, text]) => {
  const lines = linesOf(text);
  const line = Math.floor(lines.count / 2);
  const length = lines.at(line).length;
  const places = [0, Math.floor(length / 2), Math.max(0, length - 3)];
  return { kind, taken: Math.max(...places.map((character) => cost(() => hover(lines, line, character)))) };
});
measured.sort((a, b) => b.taken - a.taken);
for (const { kind, taken } of measured.slice(0, 5))
  console.log(
    `jwtHostile ratio=${(taken / 50).toFixed(2)} of 50 ms (found, explained and written: ${kind}, ${taken.toFixed(1)} ms)`,
  );
