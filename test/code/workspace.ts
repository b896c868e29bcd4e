import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { access, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Entry } from '../../src/core/code/entry.ts';
import { plainCode } from '../../src/core/code/fill.ts';
import { sampleValues } from './values.ts';

const root = path.join(import.meta.dirname, '..', '..');
const cache = path.join(root, '.cache', 'code');

/** What a program printed, and how it ended; 127 when it is not there. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

const execute = promisify(execFile);

/** Runs a program to its end. */
export async function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly timeout?: number } = {},
): Promise<Ended> {
  try {
    const { stdout, stderr } = await execute(command, [...args], {
      maxBuffer: 256 * 1024 * 1024,
      ...options,
      env: { ...process.env, ...options.env },
    });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { code, stdout, stderr }: { code?: unknown; stdout?: unknown; stderr?: unknown } =
      Object.fromEntries(Object.entries(error));
    const output = [stdout, stderr].filter((each) => typeof each === 'string').join('') || error.message;
    return { code: typeof code === 'number' ? code : code === 'ENOENT' ? 127 : 1, output };
  }
}

/** The folder of a language under .cache, with what is committed for it copied in. */
export async function folderOf(language: string, ...files: readonly string[]): Promise<string> {
  const folder = path.join(cache, language);
  await mkdir(folder, { recursive: true });
  for (const file of files)
    await copyFile(path.join(import.meta.dirname, language, file), path.join(folder, file));
  return folder;
}

/** Does the work unless it was done for the same content of the file already. Throws what the work throws. */
export async function whenChanged(folder: string, file: string, work: () => Promise<void>): Promise<void> {
  const hash = createHash('sha256')
    .update(await readFile(path.join(folder, file)))
    .digest('hex');
  const stamp = path.join(folder, '.installed');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) return;
  await work();
  await writeFile(stamp, hash);
}

/** npm's packages of test/code/typescript; the folder they are in. */
export async function npmPackages(): Promise<string> {
  const folder = await folderOf('typescript', 'package.json', 'package-lock.json');
  await whenChanged(folder, 'package-lock.json', async () => {
    // Not `npm ci`, which refuses a lock file without the builds for other platforms that the registry lacks.
    const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];
    const { code, output } = await run('npm', install, { cwd: folder });
    if (code !== 0) throw new Error(`npm install: ${output}`);
  });
  return folder;
}

/** A Python with test/code/python/requirements.txt, undefined where there is no python3 with venv. */
export async function pythonEnvironment(): Promise<string | undefined> {
  const folder = await folderOf('python', 'requirements.txt');
  const python = path.join(folder, 'venv', 'bin', 'python');
  if ((await run('python3', ['-c', 'import venv, ensurepip'])).code !== 0) return undefined;
  await whenChanged(folder, 'requirements.txt', async () => {
    await rm(path.join(folder, 'venv'), { recursive: true, force: true });
    const made = await run('python3', ['-m', 'venv', 'venv'], { cwd: folder });
    if (made.code !== 0) throw new Error(`python3 -m venv: ${made.output}`);
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--requirement',
      'requirements.txt',
    ];
    const { code, output } = await run(python, pip, { cwd: folder });
    if (code !== 0) throw new Error(`pip install: ${output}`);
  });
  await access(python);
  return python;
}

/** The whole file of an entry, filled the way a user would. */
export function programOf(entry: Entry, values: Partial<typeof sampleValues> = {}): string {
  return plainCode(entry, { ...sampleValues, ...values }).program;
}

/** Writes one file for each entry; resolves to the entry by the file's path. */
export async function writeEntries(
  entries: readonly Entry[],
  place: (entry: Entry) => string,
  content: (entry: Entry) => string,
): Promise<ReadonlyMap<string, Entry>> {
  const files = new Map(entries.map((entry) => [place(entry), entry]));
  for (const [file, entry] of files) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content(entry));
  }
  return files;
}

/** An empty folder of that name. */
export async function emptied(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}
