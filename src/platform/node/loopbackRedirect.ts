import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { IdentityError } from '../../core/errors.ts';
import {
  isLoopback,
  type RedirectSession,
  type RedirectStrategy,
  type RedirectWish,
} from '../../core/oauth/redirect.ts';
import { loopbackPage, relayPage, type LoopbackPage } from './loopbackPage.ts';

const LONGEST_BODY = 1_000_000;

/** Our own one-shot listener on 127.0.0.1 and ::1 (RFC 8252 §7.3): query, form_post, and fragment by a small page. */
export function loopbackRedirect(timeoutSeconds: number): RedirectStrategy {
  return {
    id: 'loopback',
    title: 'Come back to a listener on this computer',
    capabilities: { hosts: ['local'], responseModes: ['query', 'fragment', 'form_post'], serves: isLoopback },
    start: (wish) => listen(wish, timeoutSeconds),
  };
}

/** Listens until one response has come. Throws `redirect.badUri` and `redirect.portTaken`. */
async function listen(wish: RedirectWish, timeoutSeconds: number): Promise<RedirectSession> {
  const registered = readRedirectUri(wish.redirectUri);
  wish.signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<URLSearchParams>();
  // A rejection before anybody awaits the response must not end the process.
  promise.catch(() => undefined);
  const handler = (request: IncomingMessage, response: ServerResponse): void => {
    void answer(request, response, registered.pathname, wish).then((parameters) => {
      if (parameters !== undefined) resolve(parameters);
    }, reject);
  };
  const servers = await openServers(registered, handler);
  const abort = () =>
    reject(
      wish.signal.reason instanceof Error ? wish.signal.reason : new DOMException('Aborted', 'AbortError'),
    );
  wish.signal.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(
    () => reject(new IdentityError('redirect.timedOut', { seconds: timeoutSeconds })),
    timeoutSeconds * 1000,
  );
  const redirectUri = new URL(registered);
  redirectUri.port = String(portOf(servers[0]));
  return {
    redirectUri: spelled(redirectUri, wish.redirectUri),
    response: () => promise,
    async dispose() {
      clearTimeout(timer);
      wish.signal.removeEventListener('abort', abort);
      await Promise.all(servers.map(close));
    },
  };
}

function readRedirectUri(text: string): URL {
  const bad = (reason: string) =>
    new IdentityError('redirect.badUri', { redirectUri: text.slice(0, 200), reason });
  if (!URL.canParse(text)) throw bad('It is not a URL.');
  const url = new URL(text);
  if (!isLoopback(url)) throw bad('Only http: addresses of this computer can be listened at.');
  if (url.hash !== '') throw bad('A redirect URI has no fragment (RFC 6749 §3.1.2).');
  return url;
}

/** A redirect URI without a path is sent without the slash that URL adds: servers compare letter by letter. */
function spelled(url: URL, registered: string): string {
  return url.pathname === '/' && url.search === '' && !registered.endsWith('/') ? url.origin : url.href;
}

/** Both loopback addresses, as far as this computer has them: a browser may take localhost for either. */
async function openServers(
  { port, hostname }: URL,
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<readonly Server[]> {
  const { createServer } = await import('node:http');
  const first = await open(createServer(handler), hostname === '[::1]' ? '::1' : '127.0.0.1', Number(port));
  if (hostname !== 'localhost') return [first];
  try {
    return [first, await open(createServer(handler), '::1', portOf(first))];
  } catch (error) {
    if (!IdentityError.is(error, 'redirect.portTaken')) return [first];
    await close(first);
    if (port === '') return openServers(new URL(`http://${hostname}`), handler);
    throw error;
  }
}

function open(server: Server, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(isTaken ? new IdentityError('redirect.portTaken', { port }, { cause: error }) : error);
    });
    server.listen({ host, port, exclusive: true }, () => resolve(server));
  });
}

function portOf(server: Server | undefined): number {
  const address = server?.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
}

/** Answers the browser; resolves to the parameters when this was the response that is waited for. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  wish: RedirectWish,
): Promise<URLSearchParams | undefined> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname !== path) return reply(response, 404, loopbackPage('unknown'));
  const isPost = request.method === 'POST';
  if (!isPost && request.method !== 'GET') return reply(response, 405, loopbackPage('unknown'));
  const parameters = isPost ? new URLSearchParams(await readBody(request)) : url.searchParams;
  if (!isResponse(parameters)) {
    // A fragment never reaches the server; the page sends it on as a form.
    if (!isPost && wish.responseMode === 'fragment') return reply(response, 200, relayPage());
    return reply(response, 400, loopbackPage('incomplete'));
  }
  if (parameters.get('state') !== wish.state) await reply(response, 400, loopbackPage('foreign'));
  else await reply(response, 200, loopbackPage(parameters.has('error') ? 'refused' : 'done'));
  return parameters;
}

function isResponse(parameters: URLSearchParams): boolean {
  return ['code', 'error', 'id_token', 'access_token', 'response', 'admin_consent', 'state'].some((name) =>
    parameters.has(name),
  );
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  const incoming: AsyncIterable<Buffer> = request;
  for await (const bytes of incoming) {
    length += bytes.length;
    if (length > LONGEST_BODY) throw new IdentityError('redirect.incomplete', { member: 'code' });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, status: number, page: LoopbackPage): Promise<undefined> {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': page.policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  return new Promise((resolve) => response.end(page.html, () => resolve(undefined)));
}
