/** Finding every token of a large document, against ripgrep counting the same tokens in the same text. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { linesOf } from '../src/core/jwt/lines.ts';
import { findTokens } from '../src/core/jwt/scan.ts';
import { accessV2, jws, RS256 } from '../test/unit/core/jwt/tokens.ts';

const token = jws(RS256, accessV2);
const entry = `{"name":"authorization","value":"Bearer ${token}"},{"body":"${'lorem ipsum '.repeat(700)}"},`;
const documents: Readonly<Record<string, string>> = {
  har: entry.repeat(Math.ceil(5_000_000 / entry.length)),
  log: Array.from({ length: 100_000 }, (_, n) =>
    n % 100 === 0 ? `${n} token=${token}` : `${n} GET /orders 200`,
  ).join('\n'),
};

const scratch = mkdtempSync(path.join(tmpdir(), 'identity-scan-'));
try {
  for (const [name, text] of Object.entries(documents)) {
    const file = path.join(scratch, name);
    writeFileSync(file, text);
    const rounds: Record<'ours' | 'ripgrep' | 'process', number[]> = { ours: [], ripgrep: [], process: [] };
    for (let round = 0; round < 31; round++) {
      let start = performance.now();
      const found = [...findTokens(linesOf(text))].length;
      rounds.ours.push(performance.now() - start);
      start = performance.now();
      const { stdout, error } = spawnSync(
        'rg',
        ['--count-matches', '--no-filename', '--stats', String.raw`\bey[\w-]{6,}\.[\w-]+\.[\w-]*`, file],
        { encoding: 'utf8' },
      );
      rounds.process.push(performance.now() - start);
      if (error !== undefined) throw error;
      rounds.ripgrep.push(Number(/([\d.]+) seconds spent searching/.exec(stdout)?.[1]) * 1000);
      if (Number.parseInt(stdout) !== found)
        throw new Error(`${found} tokens here, ${Number.parseInt(stdout)} by ripgrep`);
    }
    // The quickest of each: another process can only make it slower, and its processor time is not told.
    const [ours, peer, whole] = [rounds.ours, rounds.ripgrep, rounds.process].map((each) =>
      Math.min(...each),
    );
    if (ours === undefined || peer === undefined || whole === undefined)
      throw new Error('Nothing was measured');
    console.log(
      `jwtScan.${name} ratio=${(ours / peer).toFixed(2)} (${ours.toFixed(1)} ms for ${text.length} characters, lines split; ripgrep ${peer.toFixed(1)} ms searching, ${whole.toFixed(0)} ms in all)`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
