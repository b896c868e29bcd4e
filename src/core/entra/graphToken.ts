import { IdentityError } from '../errors.ts';
import { decodeToken, stringClaim, wordsClaim } from '../jwt/decode.ts';
import { isObject, parseJson, text } from '../json.ts';
import { isReadable, type TokenStore } from '../oauth/tokenStore.ts';
import type { Clock, Fetch } from '../ports.ts';

/** Microsoft Graph's application id, the `aud` of some of its tokens instead of its address. */
const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
/** A token this close to its end is not worth a request. */
const SPARE = 60_000;

/** A source of access tokens for one tenant's Graph; undefined when it has none. */
export type GraphTokenSource = (signal?: AbortSignal) => Promise<string | undefined>;

/** The access token of a cached token set that Graph would take for this tenant: still valid, with most permissions. */
export function cachedGraphToken(
  tokens: TokenStore,
  clock: Clock,
  tenantId: string,
  graph: string,
): GraphTokenSource {
  return async () => {
    const rows = (await tokens.list()).filter(isReadable);
    const valid = rows.filter(
      (row) => row.tenantId === tenantId && (row.expiresAt ?? 0) > clock.now() + SPARE,
    );
    const sets = await Promise.all(valid.map(({ id }) => tokens.get(id)));
    return sets
      .flatMap(({ accessToken }) => (accessToken === undefined ? [] : [accessToken]))
      .filter((token) => isForGraph(token, graph))
      .sort((a, b) => permissionCount(b) - permissionCount(a))[0];
  };
}

/** A Graph token for an application itself (client credentials), asked again shortly before it expires. */
export function appOnlyGraphToken(
  { fetch, clock }: { readonly fetch: Fetch; readonly clock: Clock },
  tokenEndpoint: string,
  client: { readonly clientId: string; readonly clientSecret: string },
): GraphTokenSource {
  let current: { readonly token: string; readonly until: number } | undefined;
  return async (signal) => {
    if (current !== undefined && current.until > clock.now() + SPARE) return current.token;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.clientSecret,
      scope: 'https://graph.microsoft.com/.default',
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

function isForGraph(token: string, graph: string): boolean {
  const audience = stringClaim(decodeToken(token).payload.claims, 'aud')?.replace(/\/$/, '');
  return audience === GRAPH_APP_ID || audience === graph.replace(/\/$/, '');
}

function permissionCount(token: string): number {
  const { claims } = decodeToken(token).payload;
  return wordsClaim(claims, 'scp').length + wordsClaim(claims, 'roles').length;
}
