/**
 * `npm start`: installs what is missing, builds, starts the sandbox tenant and opens VS Code with the extension on a
 * copy of demo/. The copy, the settings and the signed-in state live in .cache/start and outlast the run; delete the
 * folder to start afresh. The extension has a sandbox of its own in its process; the one started here is for every
 * other program. Runs on Node 20.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installPackages, installVsCode, MissingError } from './install.mjs';
import { capture, root, run, start, stop } from './processes.mjs';
import { installExtensions, startVsCode } from './vscodeServer.mjs';

const home = path.join(root, '.cache/start');
const folder = path.join(home, 'demo');

try {
  await installPackages();
  await prepareFolder();
  const code = await run('node', ['esbuild.mjs']);
  if (code !== 0) throw new MissingError('The build failed.');
  const sandbox = await startSandbox();
  await ((await hasDesktop()) ? openDesktop() : openServer()).finally(() => stop(sandbox));
} catch (error) {
  if (!(error instanceof MissingError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** Copies the demo workspace once, so that what is tried there leaves the checkout clean. */
async function prepareFolder() {
  if (existsSync(folder)) return;
  await mkdir(home, { recursive: true });
  await cp(path.join(root, 'demo'), folder, { recursive: true });
}

/** Serves the sandbox until this ends; what programs need to know of it, secrets included, goes to a file. */
async function startSandbox() {
  const child = start('node', ['scripts/sandbox.mjs', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const description = await new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (text) => {
      output += String(text);
      if (output.endsWith('\n')) resolve(output);
    });
    child.once('exit', () => reject(new MissingError('The sandbox tenant did not start.')));
  });
  const file = path.join(home, 'sandbox.json');
  await writeFile(file, description, { mode: 0o600 });
  const { origin } = JSON.parse(description);
  console.log(`Sandbox tenant at ${origin}, its applications and users in ${path.relative(root, file)}`);
  return child;
}

/** Is there a `code` to start and a screen to show it on? */
async function hasDesktop() {
  const screen = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  return Boolean(screen) && (await capture('code', ['--version'])).code === 0;
}

async function openDesktop() {
  console.log('Opening VS Code; close its window or press Ctrl+C to end.');
  const profile = ['--user-data-dir', path.join(home, 'desktop')];
  await run('code', ['--wait', ...profile, `--extensionDevelopmentPath=${root}`, folder]);
}

async function openServer() {
  await installVsCode();
  const dataDir = path.join(home, 'server');
  await installExtensions(dataDir, [root]);
  const server = await startVsCode({ dataDir });
  console.log(`Open ${server.folderPage(folder)}`);
  await server.ended;
}
