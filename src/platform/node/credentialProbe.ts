import { fork, type ChildProcess } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { CredentialProbe, Machine, ProbeOutcome } from '../../core/entra/credentialChain/diagnose.ts';
import { isObject, text } from '../../core/json.ts';
import type { Environment } from '../../core/oauth/flow.ts';

export interface ProbeOptions {
  /** The bundled program, dist/credentialProbe.js. */
  readonly program: string;
  readonly environment: Environment;
  /** Milliseconds a credential may take. */
  readonly limit: number;
  readonly now: () => number;
}

/** This machine, as a diagnosis sees it. */
export function credentialMachine(options: ProbeOptions): Machine {
  const { environment, now } = options;
  return {
    environment,
    now,
    probe: processProbe(options),
    hasFile: async (name) => isThere(expand(name, environment)),
    hasProgram: async (name) => isOnPath(name, environment),
  };
}

/** Tries a credential in a process of its own, which ends with its time limit or when cancelled, with all it started. */
export function processProbe({ program, environment, limit }: ProbeOptions): CredentialProbe {
  return (credential, scope, isAlone, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const child = fork(program, [credential, scope, String(isAlone)], {
        execArgv: [],
        stdio: 'ignore',
        // A group of its own, so that az and pwsh end with it.
        detached: process.platform !== 'win32',
        env: { ...environment, ELECTRON_RUN_AS_NODE: '1' },
      });
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        endGroup(child);
        settle();
      };
      const end = (outcome: ProbeOutcome) => finish(() => resolve(outcome));
      const cancel = () => finish(() => reject(new DOMException('Cancelled', 'AbortError')));
      const timer = setTimeout(
        () => end({ state: 'hung', reason: `It did not answer within ${limit / 1000} s.` }),
        limit,
      );
      signal.addEventListener('abort', cancel);
      child.once('message', (message) => end(readOutcome(message)));
      child.once('error', ({ message }) => end({ state: 'failed', reason: message }));
      child.once('exit', (code) =>
        end({ state: 'failed', reason: `The probe ended with code ${code ?? 'none'}.` }),
      );
    });
}

function endGroup({ pid, exitCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

/** A message from the child, not trusted to have the shape it should. */
function readOutcome(message: unknown): ProbeOutcome {
  if (!isObject(message)) return { state: 'failed', reason: 'The probe sent no answer.' };
  const state = text(message, 'state');
  if (state === 'unavailable' || state === 'failed') return { state, reason: text(message, 'reason') ?? '' };
  if (state !== 'succeeded') return { state: 'failed', reason: 'The probe sent no answer.' };
  const { expiresAt } = message;
  const said = Object.fromEntries(
    (['tenant', 'identity', 'clientId', 'audience'] as const).flatMap((name) => {
      const value = text(message, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return { state, ...said, ...(typeof expiresAt === 'number' ? { expiresAt } : {}) };
}

/** `~` and `$NAME` at the beginning of a path. */
function expand(name: string, environment: Environment): string {
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  return path.normalize(
    name.replace(/^~/, home).replace(/^\$(\w+)/, (_, variable: string) => environment[variable] ?? ''),
  );
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function isOnPath(name: string, environment: Environment): Promise<boolean> {
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(path.delimiter).filter(Boolean);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const files = folders.flatMap((folder) => endings.map((ending) => path.join(folder, name + ending)));
  const found = await Promise.all(
    files.map(async (file) =>
      access(file, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
