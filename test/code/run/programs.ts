import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Entry } from '../../../src/core/code/entry.ts';
import { walkDevicePage } from './devicePage.ts';
import { folderOf, programOf, run } from '../workspace.ts';
import type { Stage } from './stage.ts';

/** How an entry's compiled or written program is started. */
export interface Start {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Finds how to start the program of an entry; what has to be linked first is linked. */
export type Starter = (entry: Entry) => Promise<Start>;

const LIMIT_MS = 45_000;

/** How each language starts a program that its prover has written. */
export async function starters(stage: Stage): Promise<Readonly<Record<string, Starter>>> {
  const folders = {
    python: await folderOf('python'),
    typescript: await folderOf('typescript'),
    go: await folderOf('go'),
    java: await folderOf('java'),
  };
  const store = path.join(stage.folder, 'trust.p12');
  const java = javaProperties(stage, store);
  let hasClasspath: Promise<string> | undefined;
  return {
    python: ({ purpose, credential }) =>
      Promise.resolve({
        command: path.join(folders.python, 'venv', 'bin', 'python'),
        args: [path.join(folders.python, 'src', `${purpose.id}_${credential.id}.py`)],
        cwd: stage.folder,
      }),
    typescript: ({ purpose, credential }) =>
      Promise.resolve({
        command: process.execPath,
        args: ['--no-warnings', path.join(folders.typescript, 'src', purpose.id, `${credential.id}.ts`)],
        cwd: stage.folder,
      }),
    go: async ({ purpose, credential }) => {
      const name = `${purpose.id.toLowerCase()}/${credential.id.toLowerCase()}`;
      const program = path.join(folders.go, 'bin', name.replace('/', '_'));
      const env = { GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' };
      const built = await run('go', ['build', '-o', program, `./samples/${name}`], { cwd: folders.go, env });
      if (built.code !== 0) throw new Error(built.output);
      return { command: program, args: [], cwd: stage.folder };
    },
    java: async ({ purpose, credential }) => {
      hasClasspath ??= classpath(folders.java, stage, store);
      const main = `samples.${purpose.id.toLowerCase()}.with${credential.id.toLowerCase()}.Connect`;
      return {
        command: 'java',
        args: ['-XX:TieredStopAtLevel=1', ...java, '-cp', await hasClasspath, main],
        cwd: stage.folder,
      };
    },
    shell: (entry) =>
      Promise.resolve({
        command: 'bash',
        args: ['-euo', 'pipefail', '-c', programOf(entry, stage.values(entry))],
        cwd: stage.folder,
      }),
  };
}

function javaProperties({ cloud: { proxy } }: Stage, store: string): readonly string[] {
  return [
    `-Djavax.net.ssl.trustStore=${store}`,
    '-Djavax.net.ssl.trustStorePassword=changeit',
    `-Dhttps.proxyHost=${proxy.host}`,
    `-Dhttps.proxyPort=${proxy.port}`,
    '-Dhttp.nonProxyHosts=localhost|127.*',
  ];
}

/** Makes the trust store and resolves the class path. */
async function classpath(folder: string, { cloud, folder: scratch }: Stage, store: string): Promise<string> {
  const { readFile, writeFile } = await import('node:fs/promises');
  const certificates =
    (await readFile(cloud.bundle, 'utf8')).match(/-----BEGIN[^]+?-----END CERTIFICATE-----/g) ?? [];
  for (const [index, text] of certificates.entries()) {
    const file = path.join(scratch, `trust-${index}.pem`);
    await writeFile(file, text);
    const { code, output } = await run('keytool', [
      ...['-importcert', '-noprompt', '-alias', `a${index}`, '-file', file],
      ...['-keystore', store, '-storetype', 'PKCS12', '-storepass', 'changeit'],
    ]);
    if (code !== 0) throw new Error(output);
  }
  const { code, output } = await run(
    'mvn',
    ['-q', '-B', 'dependency:build-classpath', '-Dmdep.outputFile=classpath'],
    { cwd: folder },
  );
  if (code !== 0) throw new Error(output);
  const libraries = (await readFile(path.join(folder, 'classpath'), 'utf8')).trim();
  return `${path.join(folder, 'target', 'classes')}:${libraries}`;
}

/** Runs a program; a device code that it prints is entered on the sandbox's page. */
export function runProgram(
  { command, args, cwd }: Start,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let isWalked = false;
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    const hear = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const { uri, code } =
        /(?<uri>https?:\/\/\S+devicelogin)[^]*?the code (?<code>[A-Z0-9]{6,})/.exec(output)?.groups ?? {};
      if (isWalked || uri === undefined || code === undefined) return;
      isWalked = true;
      walkDevicePage(uri, code.replace(/\.$/, '')).catch((error: unknown) => (output += String(error)));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', (error) => (output += error.message));
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output });
    });
  });
}
