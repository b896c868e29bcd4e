import { once } from 'node:events';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { decodeRequest } from '../../../core/ldap/wire/decode.ts';
import { encodeAnswer } from '../../../core/ldap/wire/encode.ts';
import { MessageSplitter } from '../../../core/ldap/wire/framing.ts';
import { IdentityError } from '../../../core/errors.ts';
import { isObject } from '../../../core/json.ts';
import { Conversation } from '../../../sandbox/ldap/conversation.ts';
import type { SandboxDirectory } from '../../../sandbox/ldap/sandboxDirectory.ts';

const LOOPBACK = '127.0.0.1';

/** The sandbox directory where clients reach it. */
export interface ServedDirectory {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the sandbox directory on 127.0.0.1, with StartTLS by this certificate. Throws `sandbox.portTaken`. */
export async function serveDirectory(
  directory: SandboxDirectory,
  certificate: { readonly certificate: string; readonly privateKey: string },
  port = 0,
): Promise<ServedDirectory> {
  const context = tls.createSecureContext({ cert: certificate.certificate, key: certificate.privateKey });
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    converse(directory, socket, context);
  });
  server.listen(port, LOOPBACK);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (isObject(error) && error['code'] === 'EADDRINUSE')
      throw new IdentityError('sandbox.portTaken', { port });
    throw error;
  }
  const address = server.address();
  return {
    port: address === null || typeof address === 'string' ? port : address.port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers one client until it leaves. What is no LDAP ends the connection. */
function converse(directory: SandboxDirectory, plain: net.Socket, secureContext: tls.SecureContext): void {
  let socket = plain;
  const conversation = new Conversation(directory, () => socket === plain);
  let splitter = new MessageSplitter();
  const received = (piece: Buffer): void => {
    try {
      // What is kept of a message must not keep the piece of the stream it came in.
      for (const bytes of splitter.push(piece)) {
        const { answers, then } = conversation.handle(decodeRequest(new Uint8Array(bytes)));
        for (const answer of answers) socket.write(encodeAnswer(answer));
        if (then === 'close') socket.end();
        if (then === 'startTls') {
          protect();
          return;
        }
      }
    } catch {
      socket.destroy();
    }
  };
  const protect = (): void => {
    plain.off('data', received);
    splitter = new MessageSplitter();
    socket = new tls.TLSSocket(plain, { isServer: true, secureContext });
    socket.on('error', () => plain.destroy());
    socket.on('data', received);
  };
  plain.setNoDelay(true);
  plain.on('error', () => {});
  plain.on('data', received);
}
