import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { TLSSocket, type PeerCertificate } from 'node:tls';
import { createRemoteJWKSet, customFetch, jwtVerify, type JWTPayload } from 'jose';
import { certificateAuthority, type CertificateAuthority } from '../../servers/certificateAuthority.ts';
import type { ServedSandbox } from '../../clients/servedSandbox.ts';
import { answerFor, audienceOf, hosts } from './services.ts';

/** One request that reached a service of the cloud. */
export interface Seen {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Claims of the bearer token; its signature held, its audience is the service's. */
  readonly claims?: JWTPayload;
  /** Common name of the client certificate, if one was shown. */
  readonly client?: string;
}

/**
 * The cloud as code sees it: a proxy that answers for the services' real host names over TLS. Sign-in goes to the sandbox
 * tenant; every other service checks the token (signature, audience) and answers in the recorded shape.
 */
export interface Cloud {
  readonly authority: CertificateAuthority;
  /** PEM of every authority a program has to trust. */
  readonly bundle: string;
  readonly proxy: { readonly host: string; readonly port: number };
  /** What was seen since the last call. */
  take(): readonly Seen[];
  /** The claims of a token that holds for the audience. Throws what jose throws. */
  verify(token: string, audience: string): Promise<JWTPayload>;
  stop(): Promise<void>;
}

const SIGN_IN = 'login.microsoftonline.com';

export async function startCloud(sandbox: ServedSandbox, folder: string): Promise<Cloud> {
  const authority = await certificateAuthority(folder);
  const files = await authority.issue('cloud', {
    subject: 'CN=cloud of the tests',
    names: [SIGN_IN, ...hosts],
  });
  const bundle = path.join(folder, 'bundle.pem');
  await writeFile(bundle, `${await readFile(authority.file, 'utf8')}\n${sandbox.ca}\n`);
  const keys = createRemoteJWKSet(new URL(`${sandbox.authority}/discovery/v2.0/keys`), {
    [customFetch]: (url, init) => sandbox.fetch(url, init),
  });
  const verify: Cloud['verify'] = async (token, audience) => {
    const { payload } = await jwtVerify(token, keys);
    const audiences = [payload.aud ?? []].flat().map((each) => each.replace(/\/$/, ''));
    if (!audiences.includes(audience)) throw new Error(`aud is ${audiences.join(' ')}, not ${audience}`);
    return payload;
  };
  let seen: Seen[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const { method = 'GET', url = '/', headers } = request;
    if (host === SIGN_IN) {
      await signIn(sandbox, { method, url, headers }, body, response);
      return;
    }
    const [, token] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
    const audience = audienceOf(host);
    const isJwt = token?.split('.').length === 3;
    const claims = isJwt && audience !== undefined ? await verify(token, audience) : undefined;
    seen.push({
      ...{ host, method, path: url, headers, body: body.toString('utf8') },
      ...(claims === undefined ? {} : { claims }),
      ...clientOf(request),
    });
    const {
      status,
      type = 'application/json',
      text = '',
      more = {},
    } = answerFor(sandbox.tenantId, {
      ...{ host, method, path: url, authorized: headers.authorization !== undefined },
    });
    response.writeHead(status, { ...(text === '' ? {} : { 'content-type': type }), ...more }).end(text);
  };
  const secure = createSecureServer(
    {
      cert: await readFile(files.certificate),
      key: await readFile(files.key),
      requestCert: true,
      rejectUnauthorized: false,
    },
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        response.writeHead(401, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: { code: 'InvalidToken', message: String(error) } }));
      });
    },
  );
  const proxy = createServer((_request, response) => response.writeHead(405).end());
  const tunnels = new Set<Duplex>();
  proxy.on('connect', (_request, socket) => {
    tunnels.add(socket);
    socket.once('close', () => tunnels.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    secure.emit('connection', socket);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    authority,
    bundle,
    proxy: { host: '127.0.0.1', port: portOf(proxy.address()) },
    take() {
      const taken = seen;
      seen = [];
      return taken;
    },
    verify,
    stop() {
      secure.closeAllConnections();
      for (const socket of tunnels) socket.destroy();
      proxy.close();
      return Promise.resolve();
    },
  };
}

function clientOf({ socket }: IncomingMessage): { readonly client?: string } {
  // Without a certificate it is an empty object, whatever its type says.
  const peer: Partial<PeerCertificate> = socket instanceof TLSSocket ? socket.getPeerCertificate() : {};
  const name = peer.subject?.CN;
  return typeof name === 'string' ? { client: name } : {};
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new TypeError('not listening on a port');
}

/** Passes a request on to the sandbox tenant. Instance discovery, which no tenant answers, is answered here. */
async function signIn(
  sandbox: ServedSandbox,
  { method, url, headers }: { method: string; url: string; headers: IncomingMessage['headers'] },
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  if (url.startsWith('/common/discovery/instance')) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        tenant_discovery_endpoint: `https://${SIGN_IN}/${sandbox.tenantId}/v2.0/.well-known/openid-configuration`,
        metadata: [{ preferred_network: SIGN_IN, preferred_cache: SIGN_IN, aliases: [SIGN_IN] }],
      }),
    );
    return;
  }
  const answer = await sandbox.fetch(`${sandbox.origin}${url}`, {
    method,
    headers: { 'content-type': headers['content-type'] ?? 'application/json' },
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  const text = await answer.text();
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'application/json',
  });
  // The issuer is what libraries compare with the authority; the endpoints stay the sandbox's own.
  response.end(text.replace(/"issuer":"https:\/\/[^/]+/, `"issuer":"https://${SIGN_IN}`));
}
