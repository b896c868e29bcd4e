import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { vscodeDir } from './install.mjs';
import { root, start, stop, toolsEnv } from './processes.mjs';

/** A quiet VS Code: nothing that talks to the network, nothing that covers what a test looks at. */
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
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
 * @param {boolean} [options.testDriver] let the page run an extension's tests. VS Code then shows no notifications,
 *   so leave it off where a person or a spec looks on.
 */
export async function startVsCode({ dataDir, settings = {}, env = {}, testDriver = false }) {
  await mkdir(path.join(dataDir, 'data/User'), { recursive: true });
  const settingsFile = path.join(dataDir, 'data/User/settings.json');
  await writeFile(settingsFile, JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  const child = start(
    'node',
    [...serverArguments(dataDir), ...(testDriver ? ['--enable-smoke-test-driver'] : [])],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...toolsEnv,
        VSCODE_HOST_KEY_FILE: path.join(dataDir, 'mint.key'),
        EXTENSIONS_GALLERY: '{}',
        ...env,
      },
    },
  );
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (log += String(text)));
  const origin = `http://127.0.0.1:${await listeningPort(child, () => log)}`;
  return {
    origin,
    /** What the server and its extension hosts printed so far. */
    log: () => log,
    /**
     * The page that opens a folder.
     * @param {string} folder absolute path
     */
    folderPage: (folder) => `${origin}/?${new URLSearchParams({ folder })}`,
    /**
     * The page that opens a folder and runs the tests of an extension under development; needs `testDriver`.
     * @param {string} folder absolute path
     * @param {{ extension: string, tests: string }} what absolute paths
     */
    testPage: (folder, what) =>
      `${origin}/?${new URLSearchParams({ folder, payload: testPayload(new URL(origin).host, what) })}`,
    /** Settles when the server has ended, whoever ended it. */
    ended: new Promise((resolve) => child.once('exit', resolve)),
    stop: () => stop(child),
  };
}

/**
 * Makes folders installed extensions of the servers that use the data directory, as links: what is built next is what
 * runs after a reload.
 * @param {string} dataDir
 * @param {string[]} folders absolute paths, each holding a package.json
 */
export async function installExtensions(dataDir, folders) {
  const extensions = path.join(dataDir, 'extensions');
  await rm(extensions, { recursive: true, force: true });
  await mkdir(extensions, { recursive: true });
  for (const folder of folders) {
    const { publisher, name, version } = JSON.parse(
      await readFile(path.join(folder, 'package.json'), 'utf8'),
    );
    await symlink(folder, path.join(extensions, `${publisher}.${name}-${version}`));
  }
}

/** @param {string} dataDir */
function serverArguments(dataDir) {
  return [
    ...['--import', path.join(root, 'test/host/preload.mjs'), path.join(vscodeDir, 'out/server-main.js')],
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
    ...['--server-data-dir', dataDir, '--disable-workspace-trust', '--disable-telemetry'],
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
 * @param {string} authority
 * @param {{ extension: string, tests: string }} what
 */
function testPayload(authority, { extension, tests }) {
  /** @param {string} file */
  const remote = (file) => `vscode-remote://${authority}${file}`;
  return JSON.stringify([
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(tests)],
  ]);
}
