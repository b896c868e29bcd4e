import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { validationCodes } from '../../../src/core/jwt/expect/validationCode.ts';
import { validationBench } from '../../support/validationBench.ts';
import { folderOf, pythonEnvironment, run } from '../workspace.ts';

/** How the code that validates tokens runs: reads tokens by line, says `true` or `false` of each. */
interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Makes a program of the code; undefined where the language is not here. Throws when it does not compile. */
type Builder = (code: string) => Promise<Program | undefined>;

const GO = { GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' };

const builders: Readonly<Partial<Record<string, Builder>>> = {
  async python(code) {
    const python = await pythonEnvironment();
    if (python === undefined) return undefined;
    const cwd = await folderOf('validation/python', 'main.py');
    await writeFile(path.join(cwd, 'validator.py'), code);
    return { command: python, args: ['main.py'], cwd };
  },
  async go(code) {
    if ((await run('go', ['version'])).code === 127) return undefined;
    const cwd = await folderOf('validation/go', 'go.mod', 'go.sum', 'main.go');
    await writeFile(path.join(cwd, 'validator.go'), code.replace('package api', 'package main'));
    await succeeds('go', ['vet', '.'], cwd, GO);
    await succeeds('go', ['build', '-o', 'validator', '.'], cwd, GO);
    return { command: './validator', args: [], cwd };
  },
  async java(code) {
    if ((await run('mvn', ['--version'])).code !== 0) return undefined;
    const cwd = await folderOf('validation/java', 'pom.xml');
    const source = path.join(cwd, 'src/main/java');
    await mkdir(source, { recursive: true });
    await copyFile(path.join(import.meta.dirname, 'java/Main.java'), path.join(source, 'Main.java'));
    await writeFile(path.join(source, 'TokenValidator.java'), code);
    await succeeds('mvn', ['-q', '-B', 'compile', 'dependency:copy-dependencies'], cwd);
    return { command: 'java', args: ['-cp', 'target/classes:target/dependency/*', 'Main'], cwd };
  },
};

/**
 * Compiles the code that the inspector writes for validating tokens, and runs it over tokens that are right or wrong in
 * one way each. Resolves to what went wrong, by language; Node's is run by the unit tests, C# is not run.
 */
export async function proveValidation(
  tell: (line: string) => void,
): Promise<{ readonly passed: number; readonly failures: readonly string[] }> {
  const failures: string[] = [];
  let passed = 0;
  const bench = await validationBench();
  try {
    for (const { id, write } of validationCodes) {
      const build = builders[id];
      if (build === undefined) continue;
      const bare = await build(write({ clockSkew: 0 }));
      const program = bare === undefined ? undefined : await build(write(bench.expectations));
      if (program === undefined) {
        tell(`not here: ${id}, to validate tokens`);
        continue;
      }
      const answers = await answersOf(
        program,
        bench.cases.map(({ token }) => token),
      );
      for (const [index, { name, isGood }] of bench.cases.entries()) {
        if (answers[index] === String(isGood)) passed += 1;
        else failures.push(`${id}: ${name}: ${isGood ? 'refused' : 'accepted'}`);
      }
      tell(`${id.padEnd(12)} validates ${bench.cases.length} tokens`);
    }
  } finally {
    bench.stop();
  }
  return { passed, failures };
}

async function answersOf(
  { command, args, cwd, env }: Program,
  tokens: readonly string[],
): Promise<readonly string[]> {
  const child = spawn(command, [...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  child.stdin.end(tokens.map((token) => `${token}\n`).join(''));
  const said = await textOf(child.stdout);
  await exited;
  if (child.exitCode !== 0) throw new Error(`${command} ended with ${child.exitCode ?? 'a signal'}`);
  return said.trim().split('\n');
}

async function succeeds(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const { code, output } = await run(command, args, { cwd, env });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${output}`);
}
