import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { vscodeDir } from './install.mjs';
import { start, stop, toolsEnv } from './processes.mjs';

/** A quiet VS Code: nothing that talks to the network, nothing that covers what a test looks at. */
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * Starts VS Code's own server on a free port of 127.0.0.1. Call `installVsCode()` first.
 * @param {object} options
 * @param {string} options.dataDir where it keeps settings, logs and installed extensions; made if missing
 * @param {Record<string, unknown>} [options.settings] user settings on top of the quiet ones
 * @param {Record<string, string>} [options.env] more environment for the server and its extension hosts
 */
export async function startVsCode({ dataDir, settings = {}, env = {} }) {
  await mkdir(path.join(dataDir, 'data/User'), { recursive: true });
  const settingsFile = path.join(dataDir, 'data/User/settings.json');
  await writeFile(settingsFile, JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  const child = start('node', serverArguments(dataDir), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...toolsEnv,
      VSCODE_HOST_KEY_FILE: path.join(dataDir, 'mint.key'),
      ...env,
    },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (log += String(text)));
  const port = await listeningPort(child, () => log);
  return {
    port,
    /** What the server and its extension hosts printed so far. */
    log: () => log,
    /**
     * The page that opens a folder with an extension under development, and optionally runs its tests.
     * @param {{ folder: string, extension?: string, tests?: string, more?: [string, string][] }} what absolute paths
     */
    address: (what) => pageAddress(port, what),
    /** Settles when the server has ended, whoever ended it. */
    ended: new Promise((resolve) => child.once('exit', resolve)),
    stop: () => stop(child),
  };
}

/** @param {string} dataDir */
function serverArguments(dataDir) {
  return [
    ...['--import', path.join(import.meta.dirname, '../test/host/preload.mjs')],
    path.join(vscodeDir, 'out/server-main.js'),
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
    ...['--server-data-dir', dataDir, '--disable-workspace-trust', '--disable-telemetry'],
    // Without it the page ignores extensionDevelopmentPath.
    '--enable-smoke-test-driver',
  ];
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {() => string} log
 * @returns {Promise<number>}
 */
function listeningPort(child, log) {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`The VS Code server ended before it listened.\n${log()}`));
    child.once('error', reject);
    child.once('exit', ended);
    child.stdout?.on('data', () => {
      const port = /agent listening on (\d+)/.exec(log())?.[1];
      if (port === undefined) return;
      child.off('exit', ended);
      resolve(Number(port));
    });
  });
}

/**
 * @param {number} port
 * @param {{ folder: string, extension?: string, tests?: string, more?: [string, string][] }} what
 */
function pageAddress(port, { folder, extension, tests, more = [] }) {
  /** @param {string} file */
  const remote = (file) => `vscode-remote://127.0.0.1:${port}${file}`;
  const payload = [
    ...(extension === undefined ? [] : [['extensionDevelopmentPath', remote(extension)]]),
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
    ...more,
  ];
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${port}/?${query}`;
}
