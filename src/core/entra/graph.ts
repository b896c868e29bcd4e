import { IdentityError } from '../errors.ts';
import { isObject, list, parseJson, text, type JsonObject } from '../json.ts';
import type { Fetch } from '../ports.ts';
import { claimsChallenge } from './claimsChallenge.ts';
import { BATCH_SIZE, batchAnswers, batchBody, type GraphRead, type GraphResult } from './graphBatch.ts';
import { graphError, type GraphAnswer } from './graphError.ts';
import { ATTEMPTS, isPaced, pacer, pauseBefore, sleep, type Sleep } from './graphRetry.ts';

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

/** One page of a Graph collection; `next` is the whole `@odata.nextLink`, `delta` the whole `@odata.deltaLink`. */
export interface GraphPage {
  readonly values: readonly JsonObject[];
  readonly next?: string;
  readonly delta?: string;
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
  /** One page of a collection, by path, by a `next` or by a `delta` link. Throws the `graph.*` errors. */
  list(pathOrLink: string, options: GraphOptions): Promise<GraphPage>;
  /**
   * Many reads in as few requests as Graph allows, twenty each; what came of each, in order. A read that fails costs
   * only itself. Throws the `graph.*` errors when a batch as a whole is refused.
   */
  batch(reads: readonly GraphRead[], signal?: AbortSignal): Promise<readonly GraphResult[]>;
  /** Makes a change; what Graph answers, empty for 204. Throws the `graph.*` errors; then nothing was changed. */
  write(change: GraphWrite, options: GraphOptions): Promise<JsonObject>;
}

/** What a client takes from outside besides `fetch`; the platform's when absent. */
export interface GraphTiming {
  readonly sleep: Sleep;
  /** From 0 to 1. */
  readonly random: () => number;
}

const SETTLING = 2000;
const SETTLING_ATTEMPTS = 3;
const BATCH = '/$batch';

/**
 * A Graph client for one tenant. `base` is the cloud's Graph address without version; `accessToken` is asked
 * before each request, and once more when Graph answers with a claims challenge. Throttled requests wait as `Retry-After` says, or longer each time; those to Conditional Access
 * and Identity Protection go one after the other, a second apart.
 */
export function graph(
  fetch: Fetch,
  base: string,
  accessToken: AccessToken,
  timing: GraphTiming = { sleep, random: Math.random },
): Graph {
  const address = base.replace(/\/$/, '');
  const rootOf = ({ version = 'v1.0' }: Pick<GraphOptions, 'version'>) => `${address}/${version}`;
  const pace = pacer(timing.sleep);

  async function send(
    url: string,
    path: string,
    options: GraphOptions,
    { method, body }: { readonly method?: string; readonly body?: JsonObject } = {},
  ): Promise<JsonObject> {
    const { signal, permission, fresh = false } = options;
    // A batch holds reads only.
    const isChange = method !== undefined && path !== BATCH;
    let need: TokenNeed = { permission };
    for (let attempt = 1; ; attempt++) {
      if (isPaced(url)) await pace(signal);
      const headers = new Headers({
        authorization: `Bearer ${await accessToken(signal, need)}`,
        accept: 'application/json',
      });
      if (options.eventual === true) headers.set('ConsistencyLevel', 'eventual');
      if (body !== undefined) headers.set('content-type', 'application/json');
      const response = await fetch(url, {
        headers,
        ...(method === undefined ? {} : { method }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      });
      const { status } = response;
      const claims = status === 401 ? claimsChallenge(response.headers) : undefined;
      if (claims !== undefined && need.claims === undefined) {
        await response.body?.cancel();
        need = { ...need, claims };
        continue;
      }
      const isSettling = fresh && attempt < SETTLING_ATTEMPTS && (status === 404 || status === 400);
      const pause = isSettling
        ? attempt * SETTLING
        : pauseBefore(status, response.headers.get('retry-after'), attempt, isChange, timing.random);
      if (pause === undefined) return read(response, path, permission);
      await response.body?.cancel();
      await timing.sleep(pause, signal);
    }
  }

  /** The answers of at most twenty reads; those that were throttled are asked again, together. */
  async function sendBatch(
    reads: readonly GraphRead[],
    signal: AbortSignal | undefined,
    attempt = 1,
  ): Promise<readonly GraphAnswer[]> {
    const options = { permission: reads[0]?.permission ?? '', ...(signal === undefined ? {} : { signal }) };
    const answer = await send(`${rootOf({})}${BATCH}`, BATCH, options, {
      method: 'POST',
      body: batchBody(reads),
    });
    const answers = batchAnswers(answer, reads.length);
    const pauses = answers.map(({ status, retryAfter }) =>
      pauseBefore(status, retryAfter, attempt, false, timing.random),
    );
    const again = reads.filter((_, index) => pauses[index] !== undefined);
    if (again.length === 0 || attempt >= ATTEMPTS) return answers;
    await timing.sleep(Math.max(...pauses.filter((pause) => pause !== undefined)), signal);
    const repeated = [...(await sendBatch(again, signal, attempt + 1))];
    return answers.map((each, index) => (pauses[index] === undefined ? each : (repeated.shift() ?? each)));
  }

  return {
    get: (path, options) => send(`${rootOf(options)}${path}`, path, options),
    write: (change, options) => send(`${rootOf(options)}${change.path}`, change.path, options, change),
    async batch(reads, signal) {
      const results: GraphResult[] = [];
      for (let start = 0; start < reads.length; start += BATCH_SIZE) {
        const some = reads.slice(start, start + BATCH_SIZE);
        const answers = await sendBatch(some, signal);
        results.push(...some.map((each, index) => resultOf(each, answers[index])));
      }
      return results;
    },
    async list(pathOrLink, options) {
      const root = rootOf(options);
      const url = pathOrLink.startsWith('/') ? `${root}${pathOrLink}` : ownLink(pathOrLink, root);
      const path = new URL(url).pathname;
      return pageOf(await send(url, path, options), path);
    },
  };
}

/** A page in the body of an answer. Throws `graph.badAnswer`. */
export function pageOf(body: JsonObject, path: string): GraphPage {
  if (!Array.isArray(body['value']))
    throw new IdentityError('graph.badAnswer', { path, reason: 'The member "value" is missing.' });
  const [next, delta] = [text(body, '@odata.nextLink'), text(body, '@odata.deltaLink')];
  const count = body['@odata.count'];
  return {
    values: list(body, 'value').filter(isObject),
    ...(next === undefined ? {} : { next }),
    ...(delta === undefined ? {} : { delta }),
    ...(typeof count === 'number' ? { count } : {}),
  };
}

/** Every page of a collection, one after the other, as long as the caller goes on. Throws the `graph.*` errors. */
export async function* pagesOf(graph: Graph, path: string, options: GraphOptions): AsyncGenerator<GraphPage> {
  for (let next: string | undefined = path; next !== undefined;) {
    const page: GraphPage = await graph.list(next, options);
    yield page;
    next = page.next;
  }
}

/** A link carries our token, so it must lead to where the token belongs. */
function ownLink(link: string, root: string): string {
  if (!link.startsWith(`${root}/`))
    throw new IdentityError('graph.badAnswer', {
      path: root,
      reason: 'Its next link leads to another server.',
    });
  return link;
}

function resultOf({ path, permission }: GraphRead, answer: GraphAnswer | undefined): GraphResult {
  if (answer === undefined || !isSuccess(answer.status))
    return {
      error: graphError(answer ?? { status: 0, retryAfter: null, body: undefined }, path, permission),
    };
  return isObject(answer.body)
    ? { body: answer.body }
    : { error: new IdentityError('graph.badAnswer', { path, reason: NO_OBJECT }) };
}

async function read(response: Response, path: string, permission: string): Promise<JsonObject> {
  const source = await response.text();
  const body = parseJson(source);
  const { status } = response;
  if (!isSuccess(status))
    throw graphError({ status, retryAfter: response.headers.get('retry-after'), body }, path, permission);
  if (isObject(body)) return body;
  if (status === 204 || (status === 202 && source === '')) return {};
  throw new IdentityError('graph.badAnswer', { path, reason: NO_OBJECT });
}

const NO_OBJECT = 'The answer is not a JSON object.';
const isSuccess = (status: number) => status >= 200 && status < 300;
