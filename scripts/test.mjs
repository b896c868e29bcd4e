/**
 * `npm test`: installs what is missing, runs every stage, ends with `N passed, N failed`. Starts on Node 20.
 * `node scripts/test.mjs [stage …] [--grep text]` runs those stages only.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  installPackages,
  installPython,
  installSystemPackages,
  installVsCode,
  MissingError,
} from './install.mjs';
import { capture, run, toolsEnv } from './processes.mjs';

/**
 * The stages in their order. A stage either runs `checks`, commands that each count as one test, or `tests`, one
 * command that ends with test/support/stageReporter.mjs and takes --grep. `system` names SYSTEM_PACKAGES it needs,
 * `vscode` says that it needs the VS Code server, `python`
 * the packages from PyPI.
 * @typedef {object} Stage
 * @property {string} name
 * @property {string[][]} [checks]
 * @property {string[]} [tests]
 * @property {string[]} [system]
 * @property {boolean} [vscode]
 * @property {boolean} [python]
 */

const mocha = [
  'mocha',
  '--no-config',
  '--reporter',
  'test/support/stageReporter.mjs',
  '--forbid-only',
  '--forbid-pending',
];
/** OpenLDAP and Samba, which directories are tested against. */
const directoryServers = [
  'slapd',
  'ldap-utils',
  'libsasl2-modules',
  'samba',
  'samba-ad-provision',
  'samba-dsdb-modules',
  'samba-vfs-modules',
];
const browser = { system: ['chromium', 'fonts-dejavu-core'], vscode: true };

/** @type {Stage[]} */
const STAGES = [
  {
    name: 'lint',
    checks: [
      ['eslint', '.'],
      ['prettier', '--check', '--log-level', 'warn', '.'],
    ],
  },
  {
    name: 'types',
    checks: [
      ['tsc', '-p', '.'],
      ['tsc', '-p', 'src/webviews'],
      ['tsc', '-p', 'test'],
    ],
  },
  { name: 'build', checks: [['node', 'esbuild.mjs']] },
  { name: 'unit', tests: [...mocha, '--timeout', '10000', 'test/unit/**/*.test.ts'] },
  { name: 'manifest', tests: [...mocha, '--timeout', '20000', 'test/manifest/**/*.test.ts'] },
  {
    name: 'clients',
    tests: [...mocha, '--timeout', '60000', 'test/clients/**/*.test.ts'],
    system: ['python3-msal', 'python3-venv'],
    python: true,
  },
  {
    name: 'directories',
    tests: [
      ...[...mocha, '--timeout', '60000', '--require', './test/directories/servers.ts'],
      'test/directories/**/*.test.ts',
    ],
    system: directoryServers,
  },
  { name: 'integration', tests: ['node', 'scripts/integration.mjs'], ...browser },
  {
    name: 'e2e',
    tests: ['node', 'scripts/e2e.mjs'],
    vscode: true,
    system: [...browser.system, ...directoryServers],
  },
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string', short: 'g' } },
});
const unknown = positionals.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(
    `No such stage: ${unknown.join(', ')}. The stages are ${STAGES.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
const chosen = STAGES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

try {
  await installPackages();
  await installSystemPackages([...new Set(chosen.flatMap(({ system = [] }) => system))]);
  if (chosen.some(({ vscode }) => vscode)) await installVsCode();
  if (chosen.some(({ python }) => python)) await installPython();
} catch (error) {
  if (!(error instanceof MissingError)) throw error;
  console.error(error.message);
  process.exit(1);
}

let passed = 0;
let failed = 0;
for (const stage of chosen) {
  const started = Date.now();
  const totals = stage.checks === undefined ? await runTests(stage) : await runChecks(stage.checks);
  passed += totals.passed;
  failed += totals.failed;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${stage.name.padEnd(12)} ${totals.passed} passed, ${totals.failed} failed (${seconds} s)`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** @param {string[][]} checks */
async function runChecks(checks) {
  let failures = 0;
  for (const [command = '', ...args] of checks) {
    const { code, output } = await capture(command, args);
    if (code === 0) continue;
    failures += 1;
    console.log(`${command} ${args.join(' ')}\n${output}`);
  }
  return { passed: checks.length - failures, failed: failures };
}

/**
 * Runs the command and reads the totals its reporter left. One that left none, or failed without a failing test,
 * counts as one failure.
 * @param {Stage} stage
 */
async function runTests({ tests: [command = '', ...args] = [] }) {
  const scratch = await mkdtemp(path.join(tmpdir(), 'identity-test-'));
  const file = path.join(scratch, 'totals.json');
  const grep = values.grep === undefined ? [] : ['--grep', values.grep];
  const code = await run(command, [...args, ...grep], { env: { ...toolsEnv, TEST_TOTALS: file } });
  /** @type {{ passed: number, failed: number }} */
  const totals = await readFile(file, 'utf8').then(JSON.parse, () => ({ passed: 0, failed: 0 }));
  await rm(scratch, { recursive: true, force: true });
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}
