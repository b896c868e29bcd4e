import type { JWK } from 'jose';
import { authorityCandidates } from '../oauth/authorityInput.ts';
import { isSecureAddress } from '../oauth/secureAddress.ts';
import { isObject, list, parseJson, text } from '../json.ts';
import type { Clock, Fetch } from '../ports.ts';
import { IdentityError } from '../errors.ts';
import { stringClaim, type Claims } from './decode.ts';
import { B2C, knownIssuer } from './issuers.ts';

/** Who a discovery document belongs to. */
export interface PublishedIssuer {
  readonly issuer: string;
  /** The issuer of its access tokens where that is another (AD FS). */
  readonly accessTokenIssuer?: string;
}

/** The keys an issuer publishes, and where. */
export interface PublishedKeys extends PublishedIssuer {
  /** Address of the discovery document. */
  readonly url: string;
  readonly keys: readonly JWK[];
}

/** Reads keys through discovery; `fresh` leaves the cache aside, for keys rotated since. */
export type IssuerKeys = (claims: Claims, signal: AbortSignal, fresh?: boolean) => Promise<PublishedKeys>;

/** Keys are kept this long, in milliseconds; issuers announce new ones well before they sign with them. */
const KEPT = 10 * 60_000;

/**
 * Keys of any issuer by OpenID Connect Discovery 1.0 §4 or RFC 8414 §3, kept in memory for ten minutes. Throws
 * `discovery.*` and `jwt.keysUnreadable`.
 */
export function issuerKeys(fetch: Fetch, clock: Clock): IssuerKeys {
  const kept = new Map<string, { readonly at: number; readonly keys: PublishedKeys }>();
  return async (claims, signal, fresh = false) => {
    const address = issuerAddress(claims);
    const before = kept.get(address);
    if (!fresh && before !== undefined && clock.now() - before.at < KEPT) return before.keys;
    const keys = await readKeys(fetch, address, signal);
    kept.set(address, { at: clock.now(), keys });
    return keys;
  };
}

/**
 * Where the issuer of a token describes itself: its `iss`, except that B2C leaves the user flow out of it, at domains
 * of its customers too, that AD FS names its trust in access tokens, and that Google may leave the scheme out.
 */
export function issuerAddress(claims: Claims): string {
  const issuer = stringClaim(claims, 'iss') ?? '';
  if (issuer === 'accounts.google.com') return `https://${issuer}`;
  const adfs = /^https?:\/\/([^/]+)\/adfs\/services\/trust$/.exec(issuer)?.[1];
  if (adfs !== undefined) return `https://${adfs}/adfs`;
  const flow = userFlowOf(claims);
  const [, origin, tenant] = WITHOUT_USER_FLOW.exec(issuer) ?? [];
  if (origin === undefined || tenant === undefined || flow === undefined) return issuer;
  return `${origin}${tenant}/${encodeURIComponent(flow)}/v2.0`;
}

/** Whether an address is one of Azure AD B2C that lacks the user flow, for each of which it has keys of its own. */
export function lacksUserFlow(address: string): boolean {
  return knownIssuer(address)?.name === B2C && WITHOUT_USER_FLOW.test(address);
}

const WITHOUT_USER_FLOW = /^(https:\/\/[^/]+\/)(?:tfp\/)?([^/]+)\/v2\.0\/?$/;

/** The user flow or custom policy of B2C: in `tfp`, or where that is not set, in `acr`. */
function userFlowOf(claims: Claims): string | undefined {
  const acr = stringClaim(claims, 'acr');
  return stringClaim(claims, 'tfp') ?? (acr !== undefined && /^b2c_1/i.test(acr) ? acr : undefined);
}

/**
 * Whether keys of `published` may vouch for tokens of `issuer`: the same issuer, or v1 and v2 of one tenant of Entra ID,
 * also by the template that Entra publishes for all tenants.
 */
export function vouchesFor({ issuer, accessTokenIssuer }: PublishedIssuer, claimed: string): boolean {
  const same = (a: string, b: string) => a.replace(/\/$/, '') === b.replace(/\/$/, '');
  if (same(issuer, claimed) || (accessTokenIssuer !== undefined && same(accessTokenIssuer, claimed)))
    return true;
  if (claimed === 'accounts.google.com') return issuer === 'https://accounts.google.com';
  const [ours, theirs] = [knownIssuer(issuer), knownIssuer(claimed)];
  if (ours?.version === undefined || theirs?.version === undefined) return false;
  return ours.tenant === theirs.tenant || ours.tenant === '{tenantid}';
}

/**
 * Addresses of the discovery document of an issuer, most likely first: of Entra's v1 issuers at another host. Throws
 * `discovery.badInput` and `discovery.insecure`.
 */
export function discoveryAddresses(issuer: string): readonly string[] {
  return authorityCandidates(issuer).flatMap(({ documents }) => documents);
}

async function readKeys(fetch: Fetch, address: string, signal: AbortSignal): Promise<PublishedKeys> {
  for (const url of discoveryAddresses(address)) {
    const document = await getJson(fetch, url, signal);
    const issuer = isObject(document) ? text(document, 'issuer') : undefined;
    const jwksUri = isObject(document) ? text(document, 'jwks_uri') : undefined;
    if (!isObject(document) || issuer === undefined || jwksUri === undefined) continue;
    if (!isSecureAddress(jwksUri)) continue;
    const jwks = await getJson(fetch, jwksUri, signal);
    const accessTokenIssuer = text(document, 'access_token_issuer');
    return {
      issuer,
      url,
      keys: isObject(jwks) ? list(jwks, 'keys').filter(isObject) : [],
      ...(accessTokenIssuer === undefined ? {} : { accessTokenIssuer }),
    };
  }
  throw new IdentityError('jwt.keysUnreadable', { issuer: address });
}

async function getJson(fetch: Fetch, url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'manual',
    signal,
  }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new IdentityError('discovery.unreachable', { url, reason: reasonOf(cause) }, { cause });
  });
  return response.ok ? parseJson(await response.text()) : undefined;
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
