import { IdentityError } from '../errors.ts';
import { child, isObject, list, parseJson, text, type JsonObject } from '../json.ts';
import type { Fetch } from '../ports.ts';
import { claimsChallenge } from './claimsChallenge.ts';
import { graphAdvice } from './graphAdvice.ts';

/** What a Graph request needs besides its path. */
export interface GraphOptions {
  /** Least permission the request needs, named in the error when Graph refuses. */
  readonly permission: string;
  readonly signal?: AbortSignal;
  /** Ask for eventual consistency, which `$search` and `$count` need. */
  readonly eventual?: boolean;
  /** Beta is for what v1.0 does not have. */
  readonly version?: 'v1.0' | 'beta';
  /** It concerns what was created a moment ago, which Graph may not find yet: a few refusals are waited out. */
  readonly fresh?: boolean;
}

/** What an access token is needed for. */
export interface TokenNeed {
  /** Least permission of the request, to ask for where tokens are asked for by permission. */
  readonly permission: string;
  /** A claims challenge the token has to meet, as JSON (Microsoft: claims challenge). */
  readonly claims?: string;
}

/** Gives an access token for a request. Throws `graph.signInNeeded` and what signing in throws. */
export type AccessToken = (signal: AbortSignal | undefined, need: TokenNeed) => Promise<string>;

/** One page of a Graph collection; `next` is the whole `@odata.nextLink`. */
export interface GraphPage {
  readonly values: readonly JsonObject[];
  readonly next?: string;
  readonly count?: number;
}

/** One request that changes something, as data: it can be shown before it is sent, and exported. */
export interface GraphWrite {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** After the version: `/applications(appId='…')`. */
  readonly path: string;
  readonly body?: JsonObject;
}

/** Reads and changes Microsoft Graph v1.0 (https://learn.microsoft.com/graph/use-the-api). */
export interface Graph {
  /** One resource. Throws the `graph.*` errors. */
  get(path: string, options: GraphOptions): Promise<JsonObject>;
  /** One page of a collection, by path or by a `next` link. Throws the `graph.*` errors. */
  list(pathOrNext: string, options: GraphOptions): Promise<GraphPage>;
  /** Makes a change; what Graph answers, empty for 204. Throws the `graph.*` errors; then nothing was changed. */
  write(change: GraphWrite, options: GraphOptions): Promise<JsonObject>;
}

const LONGEST_PAUSE_SECONDS = 20;
const ATTEMPTS = 3;
const SETTLING_MILLISECONDS = 2000;

/**
 * A Graph client for one tenant. `base` is the cloud's Graph address without version; `accessToken` is asked
 * before each request, and once more when Graph answers with a claims challenge. Throttled requests (429, 503) wait as `Retry-After` says, three times at most.
 */
export function graph(fetch: Fetch, base: string, accessToken: AccessToken): Graph {
  const address = base.replace(/\/$/, '');
  const rootOf = ({ version = 'v1.0' }: GraphOptions) => `${address}/${version}`;

  async function send(
    url: string,
    path: string,
    options: GraphOptions,
    { method, body }: Partial<GraphWrite> = {},
  ): Promise<JsonObject> {
    let need: TokenNeed = { permission: options.permission };
    for (let attempt = 1; ; attempt++) {
      const headers = new Headers({
        authorization: `Bearer ${await accessToken(options.signal, need)}`,
        accept: 'application/json',
      });
      if (options.eventual === true) headers.set('ConsistencyLevel', 'eventual');
      if (body !== undefined) headers.set('content-type', 'application/json');
      const response = await fetch(url, {
        headers,
        ...(method === undefined ? {} : { method }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
      const claims = response.status === 401 ? claimsChallenge(response.headers) : undefined;
      if (claims !== undefined && need.claims === undefined) {
        await response.body?.cancel();
        need = { ...need, claims };
        continue;
      }
      // A write that met a 503 may have happened; sending it again is for the person to decide.
      const pause = method !== undefined && response.status === 503 ? undefined : retryAfter(response);
      const isSettling = options.fresh === true && (response.status === 404 || response.status === 400);
      if (isSettling && attempt < ATTEMPTS) {
        await response.body?.cancel();
        await sleep(attempt * SETTLING_MILLISECONDS, options.signal);
        continue;
      }
      if (pause === undefined || attempt === ATTEMPTS || pause > LONGEST_PAUSE_SECONDS)
        return read(response, path, options.permission);
      await response.body?.cancel();
      await sleep(pause * 1000, options.signal);
    }
  }

  return {
    get: (path, options) => send(`${rootOf(options)}${path}`, path, options),
    write: (change, options) => send(`${rootOf(options)}${change.path}`, change.path, options, change),
    async list(pathOrNext, options) {
      const root = rootOf(options);
      const url = pathOrNext.startsWith('/') ? `${root}${pathOrNext}` : ownLink(pathOrNext, root);
      const path = new URL(url).pathname;
      const body = await send(url, path, options);
      if (!Array.isArray(body['value']))
        throw new IdentityError('graph.badAnswer', { path, reason: 'The member "value" is missing.' });
      const next = text(body, '@odata.nextLink');
      const count = body['@odata.count'];
      return {
        values: list(body, 'value').filter(isObject),
        ...(next === undefined ? {} : { next }),
        ...(typeof count === 'number' ? { count } : {}),
      };
    },
  };
}

/** A next link carries our token, so it must lead to where the token belongs. */
function ownLink(link: string, root: string): string {
  if (!link.startsWith(`${root}/`))
    throw new IdentityError('graph.badAnswer', {
      path: root,
      reason: 'Its next link leads to another server.',
    });
  return link;
}

async function read(response: Response, path: string, permission: string): Promise<JsonObject> {
  const source = await response.text();
  const body = parseJson(source);
  if (response.ok) {
    if (response.status === 204 || (response.status === 202 && source === '')) return {};
    if (isObject(body)) return body;
    throw new IdentityError('graph.badAnswer', { path, reason: 'The answer is not a JSON object.' });
  }
  const error = isObject(body) ? child(body, 'error') : {};
  const reason =
    [text(error, 'code'), text(error, 'message')].filter(Boolean).join(': ') || response.statusText;
  switch (response.status) {
    case 400:
      throw new IdentityError('graph.refused', {
        path,
        reason,
        advice: graphAdvice(text(error, 'code'), reason),
      });
    case 409:
      throw new IdentityError('graph.conflict', { path, reason });
    case 412:
      throw new IdentityError('graph.changed', { path, reason });
    case 401:
      throw new IdentityError('graph.unauthorized', { reason });
    case 403:
      throw new IdentityError('graph.forbidden', { path, permission, reason });
    case 404:
      throw new IdentityError('graph.notFound', { path, reason });
    case 429:
      throw new IdentityError('graph.throttled', { path, seconds: retryAfter(response) ?? 0 });
    default:
      throw new IdentityError('graph.failed', { status: response.status, path, reason });
  }
}

/** Seconds to wait before trying again (RFC 9110 §10.2.3, delay form), undefined when the answer is final. */
function retryAfter(response: Response): number | undefined {
  if (response.status !== 429 && response.status !== 503) return undefined;
  const seconds = Number(response.headers.get('retry-after') ?? '2');
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : 2;
}

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new DOMException('Aborted', 'AbortError'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
