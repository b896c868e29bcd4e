import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import * as net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { IdentityError } from '../../../core/errors.ts';
import { LOCAL_SLAPD, newDirectory } from '../../../core/ldap/directory.ts';
import type { LocalServer, RunningServer } from '../../../core/ldap/slapd/localServer.ts';
import { findSlapd, thisMachine, type SlapdMachine } from './findSlapd.ts';
import { failure, prepareSlapd, type PreparedSlapd } from './prepareSlapd.ts';

const LOOPBACK = '127.0.0.1';
const START_LIMIT_MS = 20_000;
const LOOK_EVERY_MS = 50;
const KEPT_OUTPUT = 4000;

export interface LocalSlapdOptions {
  /** The bundled program, dist/slapdKeeper.js. */
  readonly keeper: string;
  readonly passwordOf: (userPrincipalName: string) => string | undefined;
  readonly machine?: SlapdMachine;
  readonly freePort?: () => Promise<number>;
}

/** What the window knows of a server of its own, besides how it is connected to. */
export interface LocalSlapd extends LocalServer {
  /** Whether a certificate is the one the running server was given. */
  readonly trust: { has(server: string, fingerprint: string): boolean };
  /** Ends it without waiting. */
  dispose(): void;
}

/** OpenLDAP's server of this machine, in a folder that goes with it. */
export function localSlapd(options: LocalSlapdOptions): LocalSlapd {
  let starting: Promise<StartedSlapd> | undefined;
  let started: StartedSlapd | undefined;
  const start = async (signal: AbortSignal): Promise<StartedSlapd> => {
    const server = await startSlapd(options, signal);
    started = server;
    void server.ended.then(() => {
      if (started === server) started = undefined;
    });
    return server;
  };
  return {
    get running() {
      return started;
    },
    trust: { has: (_server, fingerprint) => fingerprint === started?.fingerprint },
    async start(signal) {
      if (started !== undefined) return started;
      starting ??= start(signal).finally(() => (starting = undefined));
      return starting;
    },
    async stop() {
      started?.end();
      await started?.ended;
    },
    dispose: () => started?.end(),
  };
}

interface StartedSlapd extends RunningServer {
  readonly fingerprint: string;
  end(): void;
}

async function startSlapd(options: LocalSlapdOptions, signal: AbortSignal): Promise<StartedSlapd> {
  const { machine = thisMachine, freePort = anyFreePort, keeper, passwordOf } = options;
  const found = await findSlapd(machine);
  const folder = await mkdtemp(path.join(tmpdir(), 'identity-slapd-'));
  try {
    const prepared = await prepareSlapd(found, folder, passwordOf, signal);
    const port = await freePort();
    // Whoever listens there already is not slapd, and would be taken for it.
    if (await listens(port)) throw new IdentityError('slapd.portTaken', { port });
    const kept = keep(keeper, folder, prepared, port);
    await untilItListens(kept, port, signal);
    return running(kept, prepared, port);
  } catch (error) {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
}

interface KeptProcess {
  /** What both processes said last. */
  readonly said: () => string;
  /** Resolves when slapd and its keeper have ended. */
  readonly gone: Promise<unknown>;
  readonly hasEnded: () => boolean;
  end(): void;
}

/** Starts slapd under its keeper, which ends it with this process. */
function keep(keeper: string, folder: string, { program, args }: PreparedSlapd, port: number): KeptProcess {
  const child = spawn(
    process.execPath,
    [keeper, folder, program, ...args, '-h', `ldap://${LOOPBACK}:${port}`],
    {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      windowsHide: true,
      // A group of its own: what kills the extension host with all it started leaves the keeper to tidy up.
      detached: process.platform !== 'win32',
    },
  );
  let output = '';
  child.stderr.on('data', (piece) => (output = `${output}${String(piece)}`.slice(-KEPT_OUTPUT)));
  child.stdin.on('error', () => {});
  let hasEnded = false;
  const gone = once(child, 'close')
    .catch((error: unknown) => (output += String(error)))
    .finally(() => (hasEnded = true));
  return { said: () => output, gone, hasEnded: () => hasEnded, end: () => child.stdin.end() };
}

/** Throws `slapd.failed` when it ends before or takes too long, and ends it when the signal does. */
async function untilItListens(kept: KeptProcess, port: number, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  try {
    while (!(await listens(port)) || kept.hasEnded()) {
      signal.throwIfAborted();
      if (kept.hasEnded()) throw await failure(kept.said());
      if (Date.now() > deadline) throw await failure(`It does not listen. ${kept.said()}`);
      await Promise.race([wait(LOOK_EVERY_MS), kept.gone]);
    }
  } catch (error) {
    kept.end();
    await kept.gone;
    throw error;
  }
}

function running(kept: KeptProcess, prepared: PreparedSlapd, port: number): StartedSlapd {
  const { admin, password, authorityFile, certificate } = prepared;
  let isWanted = true;
  return {
    directory: newDirectory({
      id: LOCAL_SLAPD,
      name: 'Local slapd',
      kind: 'local',
      url: `ldap://${LOOPBACK}:${port}`,
      startTls: true,
      bind: 'simple',
      user: admin,
    }),
    password,
    authorityFile,
    fingerprint: new X509Certificate(certificate).fingerprint256,
    ended: kept.gone.then(() =>
      isWanted ? new IdentityError('slapd.ended', { reason: kept.said().trim() }) : undefined,
    ),
    end() {
      isWanted = false;
      kept.end();
    },
  };
}

async function anyFreePort(): Promise<number> {
  const server = net.createServer();
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return address === null || typeof address === 'string' ? 0 : address.port;
}

async function listens(port: number): Promise<boolean> {
  const socket = net.connect({ host: LOOPBACK, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
