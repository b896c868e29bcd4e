import { readFile } from 'node:fs/promises';
import * as net from 'node:net';
import * as tls from 'node:tls';
import type { CertificateTrust } from '../../../core/ldap/certificateTrust.ts';
import { UntrustedCertificate } from '../../../core/ldap/certificateTrust.ts';
import {
  addressLabel,
  parseAddress,
  type Directory,
  type DirectoryAddress,
} from '../../../core/ldap/directory.ts';
import { IdentityError } from '../../../core/errors.ts';
import type { LdapTransport, TransportListener } from '../../../core/ldap/wire/transport.ts';
import { chainOf } from './shownCertificates.ts';

const CONNECT_LIMIT_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;

/**
 * Connects to the directory's address, with TLS for `ldaps:`. The certificate is judged before anything is sent:
 * by the authorities, or by its fingerprint when `trust` has it. Throws `directories.badAddress`,
 * `ldap.unreachable`, `ldap.connectTimeout`, `ldap.tlsFailed`, `ldap.certificateUntrusted`, `ldap.fileUnreadable`.
 */
export async function connectLdap(
  directory: Directory,
  trust: Pick<CertificateTrust, 'has'>,
  signal?: AbortSignal,
): Promise<LdapTransport> {
  const address = parseAddress(directory.url);
  const options = directory.startTls || address.scheme === 'ldaps' ? await tlsOptions(directory) : {};
  const socket = await opened(address, signal);
  const transport = new SocketTransport(address, socket, options, trust);
  if (address.scheme === 'ldaps') await transport.protect();
  return transport;
}

/** The TLS options of a directory. Certificates are judged by `secured`, so that the chain can be shown. */
async function tlsOptions({
  ca,
  certificate,
  privateKey,
  serverName,
}: Directory): Promise<tls.ConnectionOptions> {
  const [authorities, cert, key] = await Promise.all(
    [ca, certificate, privateKey ?? certificate].map(readPem),
  );
  return {
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
    ca: authorities ?? systemAuthorities(),
    ...(cert === undefined ? {} : { cert }),
    ...(cert === undefined || key === undefined ? {} : { key }),
    ...(serverName === undefined ? {} : { servername: serverName }),
  };
}

function systemAuthorities(): string[] {
  return [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
}

async function readPem(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new IdentityError('ldap.fileUnreadable', { file, reason: messageOf(error) }, { cause: error });
  }
}

async function opened(address: DirectoryAddress, signal: AbortSignal | undefined): Promise<net.Socket> {
  signal?.throwIfAborted();
  const server = addressLabel(address);
  const socket =
    address.scheme === 'ldapi'
      ? net.connect({ path: address.path })
      : net.connect({ host: address.host, port: address.port });
  const { promise, resolve, reject } = Promise.withResolvers<net.Socket>();
  const timer = setTimeout(
    () => reject(new IdentityError('ldap.connectTimeout', { server, seconds: CONNECT_LIMIT_MS / 1000 })),
    CONNECT_LIMIT_MS,
  );
  const aborted = () => reject(signal?.reason);
  signal?.addEventListener('abort', aborted);
  socket.once('connect', () => resolve(socket));
  socket.once('error', (error) =>
    reject(new IdentityError('ldap.unreachable', { server, reason: reasonOf(error) }, { cause: error })),
  );
  try {
    return await promise;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', aborted);
    socket.removeAllListeners('error');
    // An error between here and the transport's own listener must not end the process.
    socket.on('error', () => {});
  }
}

class SocketTransport implements LdapTransport {
  readonly name: string;
  readonly #address: DirectoryAddress;
  readonly #tls: tls.ConnectionOptions;
  readonly #trust: Pick<CertificateTrust, 'has'>;
  #socket: net.Socket;
  #listener: TransportListener = { data() {}, closed() {} };
  #error: unknown;
  #isClosed = false;

  constructor(
    address: DirectoryAddress,
    socket: net.Socket,
    options: tls.ConnectionOptions,
    trust: Pick<CertificateTrust, 'has'>,
  ) {
    this.name = addressLabel(address);
    this.#address = address;
    this.#tls = options;
    this.#trust = trust;
    this.#socket = socket;
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.setNoDelay(true);
    this.#attach(socket);
  }

  get isPrivate(): boolean {
    return this.#address.scheme === 'ldapi' || this.#socket instanceof tls.TLSSocket;
  }

  send(bytes: Uint8Array): void {
    if (!this.#isClosed) this.#socket.write(bytes);
  }

  listen(listener: TransportListener): void {
    this.#listener = listener;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  async protect(): Promise<void> {
    const plain = this.#socket;
    plain.off('data', this.#data);
    plain.off('close', this.#closed);
    try {
      this.#socket = await secured(this.#address, plain, this.#tls, this.#trust);
    } catch (error) {
      this.#isClosed = true;
      plain.destroy();
      throw error;
    }
    this.#attach(this.#socket);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    // What was sent, such as the unbind, still goes out; a server that does not close loses the connection.
    this.#socket.end();
    this.#socket.resume();
    setTimeout(() => this.#socket.destroy(), 1000).unref();
  }

  #attach(socket: net.Socket): void {
    socket.on('data', this.#data);
    socket.on('error', (error) => (this.#error = error));
    socket.on('close', this.#closed);
  }

  readonly #data = (piece: Buffer): void => this.#listener.data(piece);

  readonly #closed = (): void => {
    this.#isClosed = true;
    this.#listener.closed(this.#error === undefined ? undefined : reasonOf(this.#error));
  };
}

/** TLS over the socket, its certificate trusted. Throws `ldap.tlsFailed` and `ldap.certificateUntrusted`. */
async function secured(
  address: DirectoryAddress,
  socket: net.Socket,
  options: tls.ConnectionOptions,
  trust: Pick<CertificateTrust, 'has'>,
): Promise<tls.TLSSocket> {
  const server = addressLabel(address);
  const host = address.scheme === 'ldapi' ? 'localhost' : address.host;
  // A name goes into the handshake; an address may not (RFC 6066 §3), but is what the certificate is held against.
  const named = net.isIP(host) === 0 ? { servername: host } : {};
  const secure = tls.connect({ host, ...named, ...options, socket });
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const failed = (reason: string) => reject(new IdentityError('ldap.tlsFailed', { server, reason }));
  const timer = setTimeout(() => failed('The handshake took too long.'), CONNECT_LIMIT_MS);
  secure.once('secureConnect', () => resolve(undefined));
  secure.on('error', (error) => failed(reasonOf(error)));
  secure.once('close', () => failed('The server closed the connection during the handshake.'));
  try {
    await promise;
  } catch (error) {
    secure.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  if (secure.authorized) return secure;
  const chain = chainOf(secure);
  if (trust.has(server, chain[0]?.fingerprint ?? '')) return secure;
  const reason = whyUntrusted(secure.authorizationError);
  secure.destroy();
  throw new UntrustedCertificate(server, reason, chain);
}

const REASONS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'It has expired.',
  CERT_NOT_YET_VALID: 'It is not valid yet.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'It is for another name than the one you connect to.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'It is signed by itself.',
  SELF_SIGNED_CERT_IN_CHAIN: 'It comes from an authority that is not known here.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'It comes from an authority that is not known here.',
  UNABLE_TO_GET_ISSUER_CERT: 'It comes from an authority that is not known here.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'It comes from an authority that is not known here.',
  CERT_REVOKED: 'It was revoked.',
};

/** Node types it as an Error, and gives a code. */
function whyUntrusted(error: unknown): string {
  const code = typeof error === 'string' ? error : codeOf(error);
  return REASONS[code] ?? `${code || 'It cannot be verified'}.`;
}

const NETWORK_REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there.',
  ENOTFOUND: 'There is no computer of this name.',
  EAI_AGAIN: 'The name could not be looked up.',
  EHOSTUNREACH: 'There is no way to this computer.',
  ENETUNREACH: 'There is no way to this network.',
  ETIMEDOUT: 'It does not answer.',
  ECONNRESET: 'The other side broke the connection off.',
  EPIPE: 'The other side broke the connection off.',
  ENOENT: 'There is no such socket.',
  EACCES: 'You may not use it.',
};

/** The reason in words, of an error of Node's network. */
function reasonOf(error: unknown): string {
  const code = codeOf(error);
  const words = NETWORK_REASONS[code];
  return words === undefined ? messageOf(error) : `${words} (${code})`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
