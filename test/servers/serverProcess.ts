import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A server of the tests that runs as a process of its own. */
export interface ServerProcess {
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void>;
}

/** Starts a program and waits until it listens at every address. Rejects with what it printed when it ends before. */
export async function startServer(
  command: string,
  args: readonly string[],
  addresses: readonly { readonly host: string; readonly port: number }[],
  limit = 30_000,
): Promise<ServerProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  let failure: Error | undefined;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => (output = `${output}${String(text)}`.slice(-4000)));
  child.once('error', (error) => (failure = error));
  child.once('exit', () => running.delete(child));
  const deadline = Date.now() + limit;
  for (const address of addresses)
    while (!(await listens(address))) {
      if (failure !== undefined || child.exitCode !== null || Date.now() > deadline) {
        child.kill('SIGKILL');
        throw new Error(`${command} does not run: ${failure?.message ?? output}`);
      }
      await wait(50);
    }
  return {
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), 3000);
      await gone;
      clearTimeout(force);
    },
  };
}

async function listens({ host, port }: { readonly host: string; readonly port: number }): Promise<boolean> {
  const socket = net.connect({ host, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** So many free ports of 127.0.0.1. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => net.createServer());
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      return address.port;
    }),
  );
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
