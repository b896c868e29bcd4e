/**
 * What a bare machine lacks, had from the npm registry and apt. Runs on Node 20; everything after it runs on the
 * newer Node that the dev dependency `node` brings.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { capture, root } from './processes.mjs';

/**
 * Programs of the operating system: the Debian package, a command that succeeds when it is there, and who needs it.
 * @type {{ name: string, proof: [string, ...string[]] }[]}
 */
export const SYSTEM_PACKAGES = [
  { name: 'chromium', proof: ['chromium', '--version'] },
  // The peer of bench/jwtScan.
  { name: 'ripgrep', proof: ['rg', '--version'] },
  { name: 'fonts-dejavu-core', proof: ['sh', '-c', 'test -d /usr/share/fonts/truetype/dejavu'] },
  // Debian's Python, not another that comes first on PATH.
  { name: 'python3-venv', proof: ['/usr/bin/python3', '-c', 'import ensurepip'] },
  { name: 'python3-msal', proof: ['/usr/bin/python3', '-c', 'import msal'] },
  { name: 'postgresql', proof: ['sh', '-c', 'ls /usr/lib/postgresql/*/bin/postgres'] },
  { name: 'jq', proof: ['jq', '--version'] },
  { name: 'openssl', proof: ['openssl', 'version'] },
  { name: 'unixodbc', proof: ['sh', '-c', 'ls /usr/lib/*/libodbc.so.2'] },
  { name: 'slapd', proof: ['test', '-x', '/usr/sbin/slapd'] },
  { name: 'ldap-utils', proof: ['ldapsearch', '-VV'] },
  { name: 'libsasl2-modules', proof: ['sh', '-c', 'ls /usr/lib/*/sasl2/libplain.so'] },
  { name: 'samba', proof: ['samba', '--version'] },
  { name: 'samba-ad-provision', proof: ['test', '-d', '/usr/share/samba/setup'] },
  { name: 'samba-dsdb-modules', proof: ['sh', '-c', 'ls /usr/lib/*/samba/ldb/samba_dsdb.so'] },
  { name: 'samba-vfs-modules', proof: ['sh', '-c', 'ls /usr/lib/*/samba/vfs/xattr_tdb.so'] },
];

/** Where the VS Code server lies once installed. */
export const vscodeDir = path.join(root, 'test/host/node_modules/code-server/lib/vscode');

export class MissingError extends Error {}

/** Installs the packages of package-lock.json unless they are there already. */
export async function installPackages() {
  await whenChanged('package-lock.json', 'node_modules/.installed', async (fresh) => {
    await step('npm packages', 'npm', [fresh ? 'ci' : 'install', ...(fresh ? [] : ['--no-save'])], root);
  });
}

/**
 * Installs VS Code's server, from the npm package `code-server`. No install scripts run: they would compile native
 * modules, and the server can do without all but two, for which test/host/native holds stand-ins.
 */
export async function installVsCode() {
  const host = path.join(root, 'test/host');
  await whenChanged('test/host/package-lock.json', 'test/host/node_modules/.installed', async () => {
    await step('VS Code server', 'npm', ['ci', '--ignore-scripts'], host);
    // Not `npm ci`: the lock file that VS Code ships does not cover all it asks for.
    const install = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
    await step('VS Code server: its modules', 'npm', install, vscodeDir);
    await step('VS Code server: its extensions', 'npm', install, path.join(vscodeDir, 'extensions'));
  });
  for (const name of ['spdlog', 'native-watchdog'])
    await copyFile(
      path.join(host, `native/${name}.cjs`),
      path.join(vscodeDir, `node_modules/@vscode/${name}/index.js`),
    );
}

/** The Python environment of the clients that come from PyPI, once installed. */
const pythonDir = path.join(root, '.cache/python');

/** Installs the packages of test/clients/requirements.txt; needs the system package python3-venv. */
export async function installPython() {
  const requirements = 'test/clients/requirements.txt';
  await mkdir(path.join(root, '.cache'), { recursive: true });
  await whenChanged(requirements, '.cache/python.installed', async () => {
    await step('Python environment', '/usr/bin/python3', ['-m', 'venv', '--clear', pythonDir], root);
    const pip = ['install', '--quiet', '--disable-pip-version-check', '--no-compile', '-r', requirements];
    await step('Python packages: Azure CLI, azure-identity', path.join(pythonDir, 'bin/pip'), pip, root);
  });
}

/**
 * Installs the system packages that are missing; without root or sudo it throws a MissingError naming them.
 * @param {string[]} names of SYSTEM_PACKAGES
 */
export async function installSystemPackages(names) {
  const missing = await missingPackages(names);
  if (missing.length === 0) return;
  const prefix = await aptPrefix();
  const install = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (prefix === undefined)
    throw new MissingError(
      `These system packages are missing and only root can install them: ${missing.join(', ')}.\nRun as root, then try again:\n  ${install}`,
    );
  const env = 'DEBIAN_FRONTEND=noninteractive';
  await step('apt lists', 'sh', ['-c', `${prefix} apt-get update -qq`], root);
  const packages = `${prefix} env ${env} apt-get install -y -qq --no-install-recommends ${missing.join(' ')}`;
  await step(`apt packages: ${missing.join(' ')}`, 'sh', ['-c', packages], root);
}

/** @param {string[]} names */
async function missingPackages(names) {
  const wanted = SYSTEM_PACKAGES.filter(({ name }) => names.includes(name));
  const found = await Promise.all(wanted.map(({ proof: [command, ...args] }) => capture(command, args)));
  return wanted.filter((_, index) => found[index]?.code !== 0).map(({ name }) => name);
}

/** What to write before apt-get: nothing for root, sudo where it asks for no password, undefined for neither. */
async function aptPrefix() {
  if ((await capture('apt-get', ['--version'])).code !== 0) return undefined;
  if (process.getuid?.() === 0) return '';
  return (await capture('sudo', ['-n', 'true'])).code === 0 ? 'sudo -n' : undefined;
}

/**
 * Does the work when the content of `input` is not the one noted in `stamp`; `fresh` says there was no note.
 * @param {string} input
 * @param {string} stamp
 * @param {(fresh: boolean) => Promise<void>} work
 */
async function whenChanged(input, stamp, work) {
  const hash = createHash('sha256')
    .update(await readFile(path.join(root, input)))
    .digest('hex');
  const noted = await readFile(path.join(root, stamp), 'utf8').catch(() => undefined);
  if (noted === hash) return;
  await work(noted === undefined);
  await writeFile(path.join(root, stamp), hash);
}

/**
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
async function step(title, command, args, cwd) {
  const started = Date.now();
  process.stdout.write(`install  ${title} … `);
  const { code, output } = await capture(command, args, { cwd });
  console.log(code === 0 ? `${Math.round((Date.now() - started) / 1000)} s` : `failed (${code})`);
  if (code !== 0) throw new MissingError(`${title}: ${command} ${args.join(' ')} failed.\n${output}`);
}
