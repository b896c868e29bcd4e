import { decodeToken, listClaim, type Claims } from '../../core/jwt/decode.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import { isFor } from '../../core/oauth/authority.ts';
import { isReadable } from '../../core/oauth/tokenStore.ts';
import { runRequest, type FlowRunDeps } from '../flow/flowRun.ts';
import type { Services } from '../services.ts';

export type ObtainTokenDeps = FlowRunDeps & Pick<Services, 'clock'>;

/** What token is wanted. */
export interface TokenWish {
  readonly tenant: Tenant;
  readonly clientId?: string;
  /** Asked for when absent. */
  readonly flow?: string;
  readonly scopes: readonly string[];
  /** The resource of the scopes: `aud` of a cached token, with or without a slash, or one of its other names. */
  readonly resource: string;
  readonly otherNames?: readonly string[];
  /** Whether a cached token would do. */
  readonly accepts?: (token: { readonly claims: Claims }) => boolean;
}

/** An access token that is good for a while. Secret. */
export interface ObtainedToken {
  readonly tokenId: string;
  readonly accessToken: string;
  readonly clientId: string;
}

/** A token this close to its end is not worth using, in milliseconds. */
const SPARE = 60_000;

/** A cached token that would do, else one obtained by a flow, which asks for what is missing; undefined when dismissed. */
export async function obtainToken(
  deps: ObtainTokenDeps,
  wish: TokenWish,
): Promise<ObtainedToken | undefined> {
  const cached = await cachedToken(deps, wish);
  if (cached !== undefined) return cached;
  const { tenant, clientId, flow, scopes } = wish;
  const request = {
    tenant: tenant.id,
    scopes,
    ...(clientId === undefined ? {} : { clientId }),
    ...(flow === undefined ? {} : { flow }),
  };
  const summary = await runRequest(deps, request, 'person');
  if (summary?.tokenId === undefined) return undefined;
  const set = await deps.tokens.get(summary.tokenId);
  if (set.accessToken === undefined) return undefined;
  return { tokenId: set.id, accessToken: set.accessToken, clientId: set.clientId };
}

async function cachedToken(
  { tokens, clock }: ObtainTokenDeps,
  wish: TokenWish,
): Promise<ObtainedToken | undefined> {
  const { tenant, clientId, resource, otherNames = [], accepts = () => true } = wish;
  const plain = (name: string) => name.replace(/\/+$/, '').toLowerCase();
  const names = [resource, ...otherNames].map(plain);
  for (const row of (await tokens.list()).filter(isReadable)) {
    const isMeant = isFor(row, tenant) && (clientId === undefined || row.clientId === clientId);
    if (!isMeant || !row.parts.includes('access_token') || (row.expiresAt ?? 0) < clock.now() + SPARE)
      continue;
    const { accessToken } = await tokens.get(row.id);
    if (accessToken === undefined) continue;
    const { claims } = decodeToken(accessToken).payload;
    if (!listClaim(claims, 'aud').some((audience) => names.includes(plain(audience)))) continue;
    if (accepts({ claims })) return { tokenId: row.id, accessToken, clientId: row.clientId };
  }
  return undefined;
}
