/**
 * Runs test/e2e, each spec in a process and a VS Code of its own. A spec that fails is walked through again from the
 * start, three times at most, for its steps build on one another; what its last walk says counts. Leaves the totals where
 * TEST_TOTALS says.
 */
import { globSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root, run, toolsEnv } from './processes.mjs';

const WALKS = 4;
const { values } = parseArgs({ options: { grep: { type: 'string' } } });
const file = process.env['TEST_TOTALS'] ?? path.join(root, '.cache/e2e-totals.json');

await rm(path.join(root, '.cache/screenshots/failed'), { recursive: true, force: true });
const sum = { passed: 0, failed: 0 };
for (const spec of globSync('test/e2e/**/*.e2e.ts', { cwd: root }).sort()) {
  const { passed, failed } = await walk(spec);
  sum.passed += passed;
  sum.failed += failed;
}
await writeFile(file, JSON.stringify(sum));
process.exitCode = sum.failed === 0 ? 0 : 1;

/**
 * Walks through one spec until it passes, or its walks are used up.
 * @param {string} spec
 * @returns {Promise<{ passed: number, failed: number }>}
 */
async function walk(spec) {
  for (let attempt = 1; ; attempt++) {
    const totals = await runSpec(spec);
    if (totals.failed === 0 || attempt === WALKS) return totals;
    console.log(`${spec}: ${totals.failed} failed, walk ${attempt} of ${WALKS}; again from the start`);
  }
}

/** @param {string} spec */
async function runSpec(spec) {
  await rm(file, { force: true });
  const code = await run(
    'mocha',
    [
      ...['--no-config', '--reporter', 'test/support/stageReporter.mjs', '--forbid-only', '--forbid-pending'],
      ...['--timeout', '120000', '--bail', '--require', './test/e2e/pictureFailures.ts'],
      ...(values.grep === undefined ? [] : ['--grep', values.grep]),
      spec,
    ],
    { env: { ...toolsEnv, TEST_TOTALS: file } },
  );
  /** @type {{ passed: number, failed: number }} */
  const totals = await readFile(file, 'utf8').then(JSON.parse, () => ({ passed: 0, failed: 0 }));
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}
