import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { isObject, parseJson, type JsonObject } from '../../src/core/json.ts';
import type { ServedSandbox } from './servedSandbox.ts';

/** Debian's own Python, whatever comes first on PATH, and the environment with the packages from PyPI. */
export const DEBIAN_PYTHON = '/usr/bin/python3';
export const PYPI_BIN = path.join(import.meta.dirname, '../../.cache/python/bin');

/** Runs a Python script of this folder, which reads a JSON request and writes JSON lines; resolves to the last. */
export async function runPython(
  sandbox: ServedSandbox,
  { python, script, env = {} }: { python: string; script: string; env?: Readonly<Record<string, string>> },
  request: JsonObject,
  onLine: (line: JsonObject) => Promise<void> = async () => {},
): Promise<JsonObject> {
  const child = spawn(python, [path.join(import.meta.dirname, script)], {
    env: { PATH: process.env['PATH'] ?? '', REQUESTS_CA_BUNDLE: sandbox.caFile, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  child.stdin.end(JSON.stringify(request));
  let last: JsonObject = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const value = parseJson(line);
    if (!isObject(value)) continue;
    last = { ...value, previous: last };
    await onLine(value);
  }
  await exited;
  assert.equal(child.exitCode, 0, `${script} failed; did scripts/install.mjs install what it imports?`);
  return last;
}
