import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { IdentityError } from '../../core/errors.ts';
import { isObject, parseJson, text } from '../../core/json.ts';
import { createSandboxKeys, parseSandboxKeys, type SandboxKeys } from '../../sandbox/keys.ts';
import { createServerCertificate, isCurrent, type ServerCertificate } from './sandboxCertificates.ts';

/** What `npm run sandbox` keeps in a folder that only its owner can read. */
export interface SandboxFiles {
  readonly keys: SandboxKeys;
  readonly server: ServerCertificate;
  /** PEM file of the authority to trust. */
  readonly authorityFile: string;
  /** PEM file with certificate and private key of the certificate daemons. */
  readonly certificateFile: string;
}

/** The folder for the sandbox's keys: the user's data folder, as the operating system has it. */
export function sandboxFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: string,
): string {
  const home = homedir();
  const named = {
    win32: environment['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'),
    darwin: path.join(home, 'Library', 'Application Support'),
  };
  const data = platform === 'win32' || platform === 'darwin' ? named[platform] : environment['XDG_DATA_HOME'];
  return path.join(data ?? path.join(home, '.local', 'share'), 'identity-workbench', 'sandbox');
}

/**
 * Reads the folder's keys and certificates, making what is missing or about to expire. Throws
 * `sandbox.keysUnreadable` when a file is there but broken, so that nothing is overwritten.
 */
export async function openSandboxFiles(folder: string, now: number): Promise<SandboxFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const keys = await readOrMake(path.join(folder, 'keys.json'), parseSandboxKeys, createSandboxKeys);
  const server = await readOrMake(path.join(folder, 'server.json'), parseServer, () =>
    createServerCertificate(now),
  );
  const current = isCurrent(server, now) ? server : await createServerCertificate(now);
  if (current !== server) await writeSecret(path.join(folder, 'server.json'), JSON.stringify(current));
  const authorityFile = path.join(folder, 'ca.pem');
  const certificateFile = path.join(folder, 'daemon.pem');
  await writeSecret(authorityFile, `${current.authority}\n`);
  await writeSecret(certificateFile, `${keys.application.certificate}\n${keys.application.privateKey}\n`);
  return { keys, server: current, authorityFile, certificateFile };
}

async function readOrMake<Value>(
  file: string,
  parse: (json: string) => Value | undefined,
  make: () => Promise<Value>,
): Promise<Value> {
  const source = await readIfThere(file);
  if (source === undefined) {
    const made = await make();
    await writeSecret(file, JSON.stringify(made));
    return made;
  }
  const value = parse(source);
  if (value === undefined) throw new IdentityError('sandbox.keysUnreadable', { file });
  return value;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isObject(error) && error['code'] === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes beside and renames, so that a kill leaves the old file whole. */
async function writeSecret(file: string, content: string): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`;
  await writeFile(beside, content, { mode: 0o600 });
  await rename(beside, file);
}

function parseServer(json: string): ServerCertificate | undefined {
  const value = parseJson(json);
  if (!isObject(value)) return undefined;
  const [authority, certificate] = [text(value, 'authority'), text(value, 'certificate')];
  const [privateKey, expires] = [text(value, 'privateKey'), value['expires']];
  if (!authority || !certificate || !privateKey || typeof expires !== 'number') return undefined;
  return { authority, certificate, privateKey, expires };
}
