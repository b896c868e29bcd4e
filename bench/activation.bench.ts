import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extensionTestsExit, launchBrowser } from '../scripts/browser.mjs';
import { root } from '../scripts/processes.mjs';
import { installExtensions, startVsCode } from '../scripts/vscodeServer.mjs';
import { isObject } from '../src/core/json.ts';
import { median } from './median.ts';

/**
 * How much longer this extension takes to activate than an empty one in the same VS Code. The best peer takes 1.4 times
 * as long. `ready` is until the features, which load right after activation, have answered.
 */
const AIM = 1.2;
const REPEATS = 11;
const scratch = mkdtempSync(path.join(tmpdir(), 'identity-activation-'));
const results = path.join(scratch, 'results.jsonl');

/** An extension that activates only when asked to. */
function writeExtension(name: string, manifest: object, main: string): string {
  const folder = path.join(scratch, name);
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
  if (main !== '') writeFileSync(path.join(folder, 'extension.cjs'), main);
  return folder;
}

/** Nothing at all, in the same module format, not even an import of VS Code: the strictest control. */
function emptyExtension(name: string): string {
  const engines = { vscode: '^1.110.0' };
  const manifest = {
    name,
    publisher: 'bench',
    version: '1.0.0',
    engines,
    main: './extension.cjs',
  };
  return writeExtension(name, manifest, 'exports.activate = () => {};');
}

/** This extension as packaged, but for its activation event. */
function builtExtension(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const folder = writeExtension('identity', isObject(manifest) ? manifest : {}, '');
  for (const part of ['dist', 'media', 'package.nls.json', 'l10n'])
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  return folder;
}

const folder = path.join(scratch, 'workspace');
mkdirSync(folder);
const dataDir = path.join(scratch, 'data');
await installExtensions(dataDir, [builtExtension(), emptyExtension('control')]);
const extension = emptyExtension('warmup');
// Inside an extension, for only there is `vscode` to be imported.
const tests = path.join(extension, 'measure.ts');
cpSync(path.join(root, 'bench/activation/measure.ts'), tests);
const env = { BENCH_RESULTS: results };
const server = await startVsCode({ dataDir, env, testDriver: true });
const browser = await launchBrowser();
try {
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const context = await browser.newContext();
    const code = await extensionTestsExit(
      await context.newPage(),
      server.testPage(folder, { extension, tests }),
    );
    if (code !== 0) throw new Error(`The extension host ended with ${code}\n${server.log()}`);
    await context.close();
  }
  const lines = readFileSync(results, 'utf8').trim().split('\n');
  const runs: unknown[] = lines.map((line): unknown => JSON.parse(line));
  const of = (id: string) => median(runs.map((run) => Number(isObject(run) ? run[id] : Number.NaN)));
  const identity = of('identity-workbench.identity-workbench');
  const control = of('bench.control');
  console.log(
    `activation ratio=${(identity / control).toFixed(2)} identity=${identity.toFixed(1)}ms control=${control.toFixed(1)}ms aim=${AIM} ready=${of('ready').toFixed(1)}ms n=${REPEATS}`,
  );
} finally {
  await browser.close();
  await server.stop();
  rmSync(scratch, { recursive: true, force: true });
}
