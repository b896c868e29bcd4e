import { IdentityError } from '../../errors.ts';
import { decodeToken, stringClaim, wordsClaim } from '../../jwt/decode.ts';
import type { Tenant } from '../../oauth/model.ts';
import type { Clock } from '../../ports.ts';
import { ARM_SCOPE } from '../arm.ts';
import { resourceManagerOf } from '../clouds.ts';
import type { AccessToken } from '../graph.ts';
import { signInMethodOf, type SignInMethodId } from './methods.ts';

/** The APIs of a tenant that tokens are for. */
export type TenantApi = 'graph' | 'arm';

/** What a source of tokens is asked for. */
export interface TokenWish {
  readonly tenant: Tenant;
  /** Address of the API: `https://graph.microsoft.com`. */
  readonly resource: string;
  /** The delegated permissions that are needed; empty for whatever there is. */
  readonly permissions: readonly string[];
  /** A claims challenge to meet, as JSON. */
  readonly claims?: string;
  readonly signal?: AbortSignal;
}

/** Gets a token without asking a person; undefined when that is impossible. */
export type TokenSource = (wish: TokenWish) => Promise<string | undefined>;

/** Who is signed in to a tenant, as the tokens at hand say. */
export interface SignedIn {
  readonly name?: string;
  readonly permissions: readonly string[];
}

/** Access tokens of tenants by the way each is signed in to. */
export interface AccessTokens {
  /** Tokens for an API of a tenant. Throws `graph.signInNeeded`, `signIn.stepUp` and what the source throws. */
  source(tenant: Tenant, api: TenantApi): AccessToken;
  /** What is known without a request; undefined before the first token. */
  signedIn(tenantId: string): SignedIn | undefined;
  /** Forgets the tokens at hand, after another sign-in. */
  forget(tenantId: string): void;
}

/** A token this close to its end is not worth a request, in milliseconds. */
const SPARE = 60_000;
/** For tokens that do not say when they end. */
const OPAQUE_LIFETIME = 5 * 60_000;

interface Held {
  readonly token: string;
  readonly until: number;
  readonly permissions: readonly string[];
  readonly name?: string;
}

/**
 * Access tokens with the least that is needed: a permission is asked for silently when a request first needs it, and
 * where that does not work the token at hand is used, so that the API says what is missing. `sources` are the ways to
 * sign in, `others` finds a token that a person obtained by a flow.
 */
export function accessTokens(
  clock: Clock,
  sources: Readonly<Record<SignInMethodId, TokenSource>>,
): AccessTokens {
  const held = new Map<string, Held>();
  /** Permissions that could not be had silently. */
  const refused = new Set<string>();

  async function obtain(wish: TokenWish, key: string): Promise<string | undefined> {
    const method = signInMethodOf(wish.tenant);
    const token =
      (await sources[method.id](wish)) ??
      // Nobody chose: a token from a flow does as well.
      (wish.tenant.signIn === undefined && wish.claims === undefined ? await sources.token(wish) : undefined);
    if (token !== undefined) held.set(key, heldOf(token, clock.now()));
    return token;
  }

  return {
    source(tenant, api) {
      const resource = addressOf(tenant, api);
      const key = `${tenant.id} ${resource}`;
      const { isPerson } = signInMethodOf(tenant);
      return async (signal, { permission, claims }) => {
        const wish = {
          tenant,
          resource,
          permissions: api === 'arm' ? [ARM_SCOPE] : [permission],
          ...(signal === undefined ? {} : { signal }),
        };
        if (claims !== undefined) {
          const token = await obtain({ ...wish, claims }, key);
          if (token === undefined) throw new IdentityError('signIn.stepUp', { tenant: tenant.name, claims });
          return token;
        }
        const current = held.get(key);
        const isValid = current !== undefined && current.until > clock.now() + SPARE;
        const attempt = `${key} ${permission}`;
        const hasIt = current?.permissions.includes(permission) === true;
        if (isValid && (!isPerson || api === 'arm' || hasIt || refused.has(attempt))) return current.token;
        const token = await obtain(wish, key);
        if (token !== undefined) return token;
        refused.add(attempt);
        if (isValid) return current.token;
        const any = await obtain({ ...wish, permissions: [] }, key);
        if (any !== undefined) return any;
        throw new IdentityError('graph.signInNeeded', { tenant: tenant.name });
      };
    },
    signedIn(tenantId) {
      const found = [...held].find(([key]) => key.startsWith(`${tenantId} `))?.[1];
      if (found === undefined) return undefined;
      const { name, permissions } = found;
      return { permissions, ...(name === undefined ? {} : { name }) };
    },
    forget(tenantId) {
      for (const key of held.keys()) if (key.startsWith(`${tenantId} `)) held.delete(key);
      for (const key of refused) if (key.startsWith(`${tenantId} `)) refused.delete(key);
    },
  };
}

/** Where an API of a tenant is. Throws `tenants.noGraph`. */
export function addressOf({ name, graph }: Tenant, api: TenantApi): string {
  const address = graph === undefined ? undefined : api === 'graph' ? graph : resourceManagerOf(graph);
  if (address === undefined) throw new IdentityError('tenants.noGraph', { tenant: name });
  return address;
}

/** The identifier tokens for an API are asked for: the sandbox's tokens are for Microsoft's own names. */
export function resourceOf({ tenant, resource }: Pick<TokenWish, 'tenant' | 'resource'>): string {
  if (tenant.kind !== 'sandbox') return resource;
  return resource.endsWith('/arm') ? 'https://management.azure.com' : 'https://graph.microsoft.com';
}

/** The scopes of a wish as a request names them. */
export function scopesOf(wish: TokenWish): readonly string[] {
  return wish.permissions.length === 0
    ? [`${resourceOf(wish)}/.default`]
    : wish.permissions.map((permission) => `${resourceOf(wish)}/${permission}`);
}

function heldOf(token: string, now: number): Held {
  const { claims } = decodeToken(token).payload;
  const expires = Number(claims.get('exp'));
  const name = ['upn', 'preferred_username', 'unique_name', 'app_displayname', 'appid']
    .map((claim) => stringClaim(claims, claim))
    .find((value) => value !== undefined);
  return {
    token,
    until: Number.isFinite(expires) ? expires * 1000 : now + OPAQUE_LIFETIME,
    permissions: [...wordsClaim(claims, 'scp'), ...wordsClaim(claims, 'roles')],
    ...(name === undefined ? {} : { name }),
  };
}
