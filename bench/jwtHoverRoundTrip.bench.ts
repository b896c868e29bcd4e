/** A hover on a token in a real VS Code, over the same call when the provider returns nothing; aim 1.2. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extensionTestsExit, launchBrowser } from '../scripts/browser.mjs';
import { root } from '../scripts/processes.mjs';
import { startVsCode } from '../scripts/vscodeServer.mjs';
import { isObject, list, text } from '../src/core/json.ts';
import { median } from './median.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'identity-hover-'));
const results = path.join(scratch, 'results.jsonl');
const server = await startVsCode({
  dataDir: path.join(scratch, 'data'),
  env: { BENCH_RESULTS: results },
  testDriver: true,
});
const browser = await launchBrowser();
try {
  const tests = path.join(root, 'bench/jwtHover/measure.ts');
  const page = await browser.newPage();
  const code = await extensionTestsExit(page, server.testPage(scratch, { extension: root, tests }));
  if (code !== 0) throw new Error(`The extension host ended with ${code}\n${server.log()}`);
  for (const row of readFileSync(results, 'utf8').trim().split('\n')) {
    const measured: unknown = JSON.parse(row);
    if (!isObject(measured)) continue;
    const [on, off] = (['on', 'off'] as const).map((state) => median(list(measured, state).map(Number)));
    console.log(
      `jwtHoverRoundTrip.${text(measured, 'name') ?? ''} ratio=${((on ?? NaN) / (off ?? NaN)).toFixed(2)} hover=${on?.toFixed(1)}ms empty=${off?.toFixed(1)}ms aim=1.2`,
    );
  }
} finally {
  await browser.close();
  await server.stop();
  rmSync(scratch, { recursive: true, force: true });
}
