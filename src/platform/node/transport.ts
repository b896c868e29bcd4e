import { IdentityError } from '../../core/errors.ts';
import type { Fetch } from '../../core/ports.ts';
import type { ClientCertificate } from '../../core/oauth/model.ts';

/** A server that answers in process: requests to its origins never reach the network. */
export interface InProcessServer {
  readonly origins: readonly string[];
  readonly fetch: (request: Request) => Promise<Response> | Response;
}

export interface TransportOptions {
  readonly inProcess?: InProcessServer;
  /** PEM certificates trusted besides the system's. */
  readonly certificateAuthorities?: readonly string[];
  /** Shown to servers that ask (RFC 8705). */
  readonly clientCertificate?: () => Promise<ClientCertificate>;
  /** Until the whole response is there; 30 by default. */
  readonly timeoutSeconds?: number;
  /** The host's own fetch, which knows its proxy settings. */
  readonly network?: Fetch;
}

const TIMEOUT_SECONDS = 30;

/**
 * The product's way out to HTTP: in process for the sandbox, over the host's fetch otherwise, over a TLS
 * connection of its own where a private CA or a client certificate is asked for. Throws the `transport.*`
 * errors, and AbortError.
 */
export function transport(options: TransportOptions = {}): Fetch {
  const { inProcess, timeoutSeconds = TIMEOUT_SECONDS } = options;
  const network = options.network ?? networkFetch(options);
  return async (input, init = {}) => {
    const url = new URL(input);
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    const signal =
      init.signal === undefined || init.signal === null ? timeout : AbortSignal.any([init.signal, timeout]);
    const local = inProcess !== undefined && inProcess.origins.includes(url.origin);
    try {
      signal.throwIfAborted();
      const request = { ...init, signal };
      const answer = local ? inProcess.fetch(new Request(url, request)) : network(url, request);
      return await whole(await abortable(answer, signal), signal);
    } catch (error) {
      if (init.signal?.aborted === true) throw abortError(init.signal);
      if (timeout.aborted)
        throw new IdentityError(
          'transport.timedOut',
          { host: url.host, seconds: timeoutSeconds },
          { cause: error },
        );
      throw transportError(error, url.host);
    }
  };
}

function networkFetch({ certificateAuthorities = [], clientCertificate }: TransportOptions): Fetch {
  if (certificateAuthorities.length === 0 && clientCertificate === undefined)
    return (url, init) => fetch(url, init);
  return async (url, init) => {
    const { tlsFetch } = await import('./transportTls.ts');
    return tlsFetch(certificateAuthorities, await clientCertificate?.())(url, init);
  };
}

/** A handler in process need not watch the signal; the caller must not wait for it all the same. */
function abortable<Value>(work: Promise<Value> | Value, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(abortError(signal));
    signal.addEventListener('abort', stop, { once: true });
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}

function abortError({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new DOMException('Aborted', 'AbortError');
}

/** Statuses whose responses have no content (Fetch standard, "null body status"). */
const NO_CONTENT = [204, 205, 304];

/** The response once all of it is there, so that a connection that breaks in the middle is told like any other. */
async function whole(response: Response, signal: AbortSignal): Promise<Response> {
  const { status, statusText, headers } = response;
  const content = await abortable(response.arrayBuffer(), signal);
  return new Response(NO_CONTENT.includes(status) ? null : content, { status, statusText, headers });
}

type Failure = (host: string, reason: string, cause: unknown) => Error;

const dns: Failure = (host, _, cause) => new IdentityError('transport.dns', { host }, { cause });
const refused: Failure = (host, _, cause) => new IdentityError('transport.refused', { host }, { cause });
const reset: Failure = (host, _, cause) => new IdentityError('transport.reset', { host }, { cause });
const tls: Failure = (host, reason, cause) => new IdentityError('transport.tls', { host, reason }, { cause });
const timedOut: Failure = (host, _, cause) =>
  new IdentityError('transport.timedOut', { host, seconds: TIMEOUT_SECONDS }, { cause });

/** What the codes of Node's network errors mean. A new code is one entry. */
const FAILURES: Readonly<Record<string, Failure>> = {
  ENOTFOUND: dns,
  EAI_AGAIN: dns,
  EAI_NODATA: dns,
  ECONNREFUSED: refused,
  EHOSTUNREACH: refused,
  ENETUNREACH: refused,
  EACCES: refused,
  ECONNRESET: reset,
  EPIPE: reset,
  UND_ERR_SOCKET: reset,
  ETIMEDOUT: timedOut,
  UND_ERR_CONNECT_TIMEOUT: timedOut,
  UND_ERR_HEADERS_TIMEOUT: timedOut,
  UND_ERR_BODY_TIMEOUT: timedOut,
  CERT_HAS_EXPIRED: tls,
  CERT_NOT_YET_VALID: tls,
  DEPTH_ZERO_SELF_SIGNED_CERT: tls,
  SELF_SIGNED_CERT_IN_CHAIN: tls,
  UNABLE_TO_GET_ISSUER_CERT: tls,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: tls,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: tls,
  ERR_TLS_CERT_ALTNAME_INVALID: tls,
  ERR_SSL_WRONG_VERSION_NUMBER: tls,
  EPROTO: tls,
};

/** Names a network error by the code Node gives it, somewhere down its causes. */
export function transportError(error: unknown, host: string): unknown {
  if (IdentityError.is(error)) return error;
  const chain = [...causes(error)];
  for (const each of chain) {
    const failure = 'code' in each && typeof each.code === 'string' ? FAILURES[each.code] : undefined;
    if (failure !== undefined) return failure(host, each.message, error);
  }
  const deepest = chain.at(-1);
  return new IdentityError(
    'transport.failed',
    { host, reason: deepest?.message ?? String(error) },
    { cause: error },
  );
}

function* causes(error: unknown): Generator<Error> {
  for (let each = error, depth = 0; each instanceof Error && depth < 8; depth++) {
    yield each;
    // Node tries IPv4 and IPv6 and gathers what became of both.
    each = each.cause ?? (each instanceof AggregateError ? each.errors[0] : undefined);
  }
}
