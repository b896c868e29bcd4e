import { IdentityError } from '../errors.ts';
import { child, isObject, list, parseJson, text, type JsonObject } from '../json.ts';
import type { Fetch } from '../ports.ts';
import { claimsChallenge } from './claimsChallenge.ts';
import type { AccessToken, GraphPage, TokenNeed } from './graph.ts';
import { pauseBefore, sleep } from './graphRetry.ts';

/** What a request to Azure Resource Manager needs besides its path. */
export interface ArmOptions {
  /** Azure role the request needs, named in the error when it is refused. */
  readonly permission: string;
  readonly signal?: AbortSignal;
}

/** Reads Azure Resource Manager (https://learn.microsoft.com/rest/api/resources), with a token of its own. */
export interface Arm {
  /** One page of a collection, by path with `api-version` or by a `next` link. Throws the `arm.*` errors. */
  list(pathOrNext: string, options: ArmOptions): Promise<GraphPage>;
}

/** The scope of Azure Resource Manager for a person; applications ask for `.default`. */
export const ARM_SCOPE = 'user_impersonation';

/** A client for the Azure Resource Manager at `base`. Throttled requests wait as `Retry-After` says. */
export function arm(fetch: Fetch, base: string, accessToken: AccessToken): Arm {
  const root = base.replace(/\/$/, '');

  async function send(url: string, path: string, options: ArmOptions): Promise<JsonObject> {
    let need: TokenNeed = { permission: ARM_SCOPE };
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(url, {
        headers: {
          authorization: `Bearer ${await accessToken(options.signal, need)}`,
          accept: 'application/json',
        },
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
      const claims = response.status === 401 ? claimsChallenge(response.headers) : undefined;
      if (claims !== undefined && need.claims === undefined) {
        await response.body?.cancel();
        need = { ...need, claims };
        continue;
      }
      const pause = pauseBefore(
        response.status,
        response.headers.get('retry-after'),
        attempt,
        false,
        Math.random,
      );
      if (pause === undefined) return read(response, path, options.permission);
      await response.body?.cancel();
      await sleep(pause, options.signal);
    }
  }

  return {
    async list(pathOrNext, options) {
      const isPath = pathOrNext.startsWith('/');
      if (!isPath && !pathOrNext.startsWith(`${root}/`))
        throw new IdentityError('arm.badAnswer', {
          path: root,
          reason: 'Its next link leads to another server.',
        });
      const url = isPath ? root + pathOrNext : pathOrNext;
      const path = new URL(url).pathname;
      const body = await send(url, path, options);
      if (!Array.isArray(body['value']))
        throw new IdentityError('arm.badAnswer', { path, reason: 'The member "value" is missing.' });
      const next = text(body, 'nextLink');
      return {
        values: list(body, 'value').filter(isObject),
        ...(next === undefined || next === '' ? {} : { next }),
      };
    },
  };
}

async function read(response: Response, path: string, permission: string): Promise<JsonObject> {
  const body = parseJson(await response.text());
  if (response.ok) {
    if (isObject(body)) return body;
    throw new IdentityError('arm.badAnswer', { path, reason: 'The answer is not a JSON object.' });
  }
  const error = isObject(body) ? child(body, 'error') : {};
  const reason =
    [text(error, 'code'), text(error, 'message')].filter(Boolean).join(': ') || response.statusText;
  if (response.status === 401) throw new IdentityError('arm.unauthorized', { reason });
  if (response.status === 403) throw new IdentityError('arm.forbidden', { path, permission, reason });
  throw new IdentityError('arm.failed', { status: response.status, path, reason });
}
