import { spawn } from 'node:child_process';

/** Runs a program with `input` and resolves to what it printed. Rejects with both streams when it fails. */
export async function program(command: string, args: readonly string[], input = ''): Promise<string> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let [output, errors] = ['', ''];
  child.stdout.on('data', (text) => (output += String(text)));
  child.stderr.on('data', (text) => (errors += String(text)));
  child.once('error', reject);
  child.once('close', (code) => {
    if (code === 0) resolve(output);
    else reject(new Error(`${command} ${args.join(' ')} ended with ${String(code)}\n${errors}\n${output}`));
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return promise;
}
