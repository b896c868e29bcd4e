import { IdentityError } from '../errors.ts';
import { isObject, parseJson, text } from '../json.ts';
import type { Clock, Fetch } from '../ports.ts';

/** A token this close to its end is not worth a request. */
const SPARE = 60_000;

/** A source of access tokens for one tenant's Graph; undefined when it has none. */
export type GraphTokenSource = (signal?: AbortSignal) => Promise<string | undefined>;

/** A token for an application itself (client credentials), for Graph unless another scope is given, asked again shortly before it expires. */
export function appOnlyGraphToken(
  { fetch, clock }: { readonly fetch: Fetch; readonly clock: Clock },
  tokenEndpoint: string,
  client: { readonly clientId: string; readonly clientSecret: string },
  scope = 'https://graph.microsoft.com/.default',
): GraphTokenSource {
  let current: { readonly token: string; readonly until: number } | undefined;
  return async (signal) => {
    if (current !== undefined && current.until > clock.now() + SPARE) return current.token;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.clientSecret,
      scope,
    });
    const response = await fetch(tokenEndpoint, {
      method: 'POST',
      body,
      ...(signal === undefined ? {} : { signal }),
    });
    const answer = parseJson(await response.text());
    const token = isObject(answer) ? text(answer, 'access_token') : undefined;
    if (!isObject(answer) || token === undefined)
      throw new IdentityError('graph.unauthorized', {
        reason: `${tokenEndpoint} answered ${response.status}.`,
      });
    current = { token, until: clock.now() + Number(answer['expires_in'] ?? 0) * 1000 };
    return token;
  };
}
