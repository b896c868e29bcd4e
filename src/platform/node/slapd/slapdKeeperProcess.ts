/**
 * The process that slapd runs under: `<folder> <program> <arguments…>`. It ends slapd and removes the folder as soon as
 * its standard input ends, which happens too when the extension host dies without a word.
 */

import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

const STOP_LIMIT_MS = 3000;

const [folder = '', program = '', ...args] = process.argv.slice(2);
const slapd = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'], windowsHide: true });

function stop(): void {
  slapd.kill();
  setTimeout(() => slapd.kill('SIGKILL'), STOP_LIMIT_MS).unref();
}

function finish(code: number, reason: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.stderr.write(reason);
  process.exitCode = code;
  process.stdin.destroy();
}

slapd.once('error', ({ message }) => finish(1, message));
slapd.once('exit', (code, signal) =>
  finish(code ?? 1, signal === null ? `exit code ${code ?? 0}` : `ended by ${signal}`),
);
process.stdin.resume();
process.stdin.once('end', stop);
process.stdin.once('error', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
