/** Runs test/integration inside the extension host of a real VS Code, opened in a browser on a copy of demo/. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { extensionTestsExit, launchBrowser } from './browser.mjs';
import { EDITED, secretsIn, secretsUnder, textUnder } from './leaks.mjs';
import { root } from './processes.mjs';
import { startVsCode } from './vscodeServer.mjs';

const { values } = parseArgs({
  options: { grep: { type: 'string' }, log: { type: 'boolean', default: false } },
});

const scratch = await mkdtemp(path.join(tmpdir(), 'identity-integration-'));
const report = path.join(scratch, 'report.txt');
const folder = path.join(scratch, 'workspace');
await cp(path.join(root, 'demo'), folder, { recursive: true });
const env = { TEST_REPORT: report, ...(values.grep === undefined ? {} : { TEST_GREP: values.grep }) };
const server = await startVsCode({ dataDir: path.join(scratch, 'data'), env, testDriver: true });
const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  if (values.log) page.on('console', (message) => console.log(message.text()));
  const tests = path.join(root, 'test/integration/index.ts');
  const code = await extensionTestsExit(page, server.testPage(folder, { extension: root, tests }));
  const text = await readFile(report, 'utf8').catch(() => undefined);
  console.log(text ?? `The extension host ran no tests (exit ${code}).\n${server.log()}`);
  process.exitCode = code === 0 && text !== undefined ? 0 : 1;
  const state = JSON.stringify(await page.context().storageState({ indexedDB: true }));
  await browser.close();
  await server.stop();
  await search(`${state}\n${server.log()}`);
} finally {
  await browser.close();
  await server.stop();
  await rm(scratch, { recursive: true, force: true });
}

/**
 * Fails the run when a secret stands where none may be: on disk, in the browser's storage, in what was printed.
 * @param {string} kept
 */
async function search(kept) {
  const options = { allowed: await textUnder(path.join(root, 'demo')) };
  // Tests write tokens into editors and into a log of their own.
  const skip = new RegExp(`${EDITED.source}|Token Test\\.log$`);
  const data = await secretsUnder(path.join(scratch, 'data'), { ...options, skip });
  const leaks = [...secretsIn(kept, options), ...data];
  if (leaks.length === 0) return;
  console.log(`Secrets were left behind:\n${leaks.join('\n')}`);
  process.exitCode = 1;
}
