import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import * as net from 'node:net';
import * as tls from 'node:tls';
import type { CertificateFiles } from '../servers/certificateAuthority.ts';

/** A listener on loopback that a test stands between client and server. */
export interface Relay {
  readonly port: number;
  /** Everything a client sent, as it went over the wire. */
  readonly sent: () => Buffer;
  readonly connections: () => number;
  /** Breaks every connection off, or the one of this number. */
  cut(connection?: number): void;
  close(): void;
}

export interface RelayOptions {
  /** What to do with bytes of the server before they go on; undefined breaks the connection off. */
  readonly answer?: (bytes: Buffer, connection: number) => Buffer | undefined;
  /** What to do with bytes of the client before they go on. */
  readonly ask?: (bytes: Buffer, connection: number) => Buffer | undefined;
}

/** Passes connections to `host` on to a server's port on 127.0.0.1, and records what clients send. */
export async function relay(
  host: string,
  port: number,
  { answer = same, ask = same }: RelayOptions = {},
): Promise<Relay> {
  const sent: Buffer[] = [];
  const sockets = new Map<net.Socket, number>();
  let connections = 0;
  const server = net.createServer((client) => {
    const connection = ++connections;
    const upstream = net.connect({ host: '127.0.0.1', port });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.set(socket, connection);
      socket.unref();
      socket.on('error', () => {});
      socket.on('close', () => other.destroy());
    }
    client.on('data', (bytes) => {
      sent.push(bytes);
      const passed = ask(bytes, connection);
      if (passed === undefined) client.destroy();
      else upstream.write(passed);
    });
    upstream.on('data', (bytes) => {
      const passed = answer(bytes, connection);
      if (passed === undefined) client.destroy();
      else client.write(passed);
    });
  });
  server.listen(0, host);
  // A test that fails before it closes must not keep the run from ending.
  server.unref();
  await once(server, 'listening');
  const cut = (connection?: number) => {
    for (const [socket, number] of sockets)
      if (connection === undefined || number === connection) socket.destroy();
  };
  return {
    port: portOf(server),
    sent: () => Buffer.concat(sent),
    connections: () => connections,
    cut,
    close() {
      server.close();
      cut();
    },
  };
}

/** A server that speaks TLS with this certificate, and nothing beyond. */
export async function tlsServer({ certificate, key }: CertificateFiles) {
  const options = { cert: await readFile(certificate), key: await readFile(key) };
  const server = tls.createServer(options, (socket) => socket.on('error', () => {}));
  server.listen(0, '127.0.0.1');
  server.unref();
  await once(server, 'listening');
  return { port: portOf(server), close: () => server.close() };
}

/** A server that does with each connection what the test says. */
export async function rawServer(serve: (socket: net.Socket) => void) {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.unref();
    socket.on('error', () => {});
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  server.unref();
  await once(server, 'listening');
  return {
    port: portOf(server),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function portOf(server: net.Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function same(bytes: Buffer): Buffer {
  return bytes;
}
