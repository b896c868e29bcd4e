import { IdentityError } from '../../errors.ts';
import { encodeBase64url } from '../../jwt/base64url.ts';
import { decodeToken, stringClaim } from '../../jwt/decode.ts';
import { authorityOf } from '../../oauth/authority.ts';
import type { Tenant, TokenSet } from '../../oauth/model.ts';
import type { Random } from '../../ports.ts';
import { addressOf } from './accessTokens.ts';
import { isAudience } from './sources.ts';

/**
 * A pasted access token as a token set of the token store. Throws `signIn.badToken` for what Graph and Azure of the
 * tenant would not take: no JWT, another audience, another tenant, expired.
 */
export function pastedTokenSet(pasted: string, tenant: Tenant, now: number, random: Random): TokenSet {
  const token = pasted.trim().replace(/^Bearer\s+/i, '');
  const { claims } = decodeToken(token).payload;
  const bad = (reason: string) => new IdentityError('signIn.badToken', { tenant: tenant.name, reason });
  const expires = Number(claims.get('exp'));
  if (claims.size === 0 || !Number.isFinite(expires)) throw bad('It is no JWT with claims.');
  if (expires * 1000 <= now) throw bad(`It expired ${new Date(expires * 1000).toISOString()}.`);
  const tid = stringClaim(claims, 'tid');
  if (tid !== undefined && tid !== tenant.id) throw bad(`It is of the tenant ${tid}.`);
  const apis = (['graph', 'arm'] as const).map((api) => addressOf(tenant, api));
  if (!apis.some((resource) => isAudience(token, { tenant, resource })))
    throw bad(`Its audience is ${stringClaim(claims, 'aud') ?? 'missing'}.`);
  const subject = ['upn', 'preferred_username', 'unique_name', 'app_displayname']
    .map((name) => stringClaim(claims, name))
    .find((value) => value !== undefined);
  return {
    id: encodeBase64url(random(12)),
    tenantId: tenant.id,
    authority: authorityOf(tenant),
    clientId: stringClaim(claims, 'appid') ?? stringClaim(claims, 'azp') ?? '',
    flow: 'pasted',
    scope: stringClaim(claims, 'scp') ?? '',
    obtainedAt: now,
    expiresAt: expires * 1000,
    tokenType: 'Bearer',
    accessToken: token,
    ...(subject === undefined ? {} : { subject }),
  };
}
