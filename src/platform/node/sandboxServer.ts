import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { getRequestListener } from '@hono/node-server';
import { IdentityError } from '../../core/errors.ts';
import { isObject } from '../../core/json.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';

const LOOPBACK = '127.0.0.1';

/** A listener on 127.0.0.1. */
export interface Listener {
  readonly port: number;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
}

/**
 * Serves the sandbox's pages over plain HTTP on 127.0.0.1: browsers hold loopback to be secure, so no certificate
 * warning comes between. `port` 0 takes a free one. Throws `sandbox.portTaken`.
 */
export async function listenForPages(handler: Sandbox['fetch'], port = 0): Promise<Listener> {
  return await listen(createHttpServer(listener(handler)), port);
}

/** Serves the sandbox over HTTPS on 127.0.0.1. `port` 0 takes a free one. Throws `sandbox.portTaken`. */
export async function listenForClients(
  handler: Sandbox['fetch'],
  tls: { readonly certificate: string; readonly privateKey: string },
  port = 0,
): Promise<Listener> {
  const options = { cert: tls.certificate, key: tls.privateKey };
  return await listen(createHttpsServer(options, listener(handler)), port);
}

function listener(handler: Sandbox['fetch']): RequestListener {
  // Replacing Node's Request and Response globals would reach into every other user of the process.
  const answer = getRequestListener(handler, { overrideGlobalObjects: false });
  return (request, response) => void answer(request, response);
}

async function listen(server: Server, port: number): Promise<Listener> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.once('error', reject);
  server.listen(port, LOOPBACK, () => resolve(undefined));
  try {
    await promise;
  } catch (error) {
    if (isObject(error) && error['code'] === 'EADDRINUSE')
      throw new IdentityError('sandbox.portTaken', { port });
    throw error;
  }
  const address = server.address();
  const actual = isObject(address) && typeof address['port'] === 'number' ? address['port'] : port;
  return { port: actual, close: async () => await close(server) };
}

async function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.close(() => resolve(undefined));
  server.closeAllConnections();
  await promise;
}
