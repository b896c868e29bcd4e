import type { Application } from '../entra/application.ts';
import { decodeToken, listClaim, stringClaim, wordsClaim } from '../jwt/decode.ts';
import type { Tenant } from '../oauth/model.ts';
import type { PolicyTemplate, PolicyValues } from './templates/template.ts';

/** What a token tells about who should be let in: everything a policy can ask of the next one like it. */
export function valuesFromToken(compact: string): PolicyValues {
  const { claims } = decodeToken(compact).payload;
  const issuer = stringClaim(claims, 'iss');
  const [tenantId, client] = [
    stringClaim(claims, 'tid'),
    stringClaim(claims, 'azp') ?? stringClaim(claims, 'appid'),
  ];
  const [audiences, scopes, roles] = [
    listClaim(claims, 'aud'),
    wordsClaim(claims, 'scp'),
    listClaim(claims, 'roles'),
  ];
  const tenantName = /^https:\/\/([\w-]+)\.(?:ciamlogin|b2clogin)\.com\//.exec(issuer ?? '')?.[1];
  const userFlow = stringClaim(claims, 'tfp') ?? stringClaim(claims, 'acr');
  return {
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(issuer === undefined
      ? {}
      : { issuer, openidConfig: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration` }),
    ...(client === undefined ? {} : { clientIds: [client] }),
    ...(audiences.length === 0 ? {} : { audiences }),
    ...(scopes.length === 0 ? {} : { scopes }),
    ...(roles.length === 0 ? {} : { roles }),
    ...(tenantName === undefined ? {} : { tenantName }),
    ...(userFlow?.startsWith('B2C_') === true ? { userFlow } : {}),
  };
}

/** What an app registration tells of the API it stands for: its audience in v1.0 and v2.0 tokens, its permissions. */
export function valuesFromApplication(
  tenant: Tenant,
  { clientId, exposedScopes, appRoles }: Application,
): PolicyValues {
  const uris = exposedScopes.map((scope) => scope.slice(0, scope.lastIndexOf('/')));
  const names = exposedScopes.map((scope) => scope.slice(scope.lastIndexOf('/') + 1));
  return {
    tenantId: tenant.id,
    openidConfig: `${tenant.authority}/.well-known/openid-configuration`,
    audiences: [...new Set([clientId, ...uris])],
    // A caller has either a scope or a role: asking for both would refuse everyone.
    ...(names.length > 0 ? { scopes: names } : appRoles.length > 0 ? { roles: appRoles } : {}),
  };
}

/** The template that fits a token best, by its issuer. */
export function templateFor(compact: string): PolicyTemplate['id'] {
  const issuer = stringClaim(decodeToken(compact).payload.claims, 'iss') ?? '';
  if (/^https:\/\/(?:login\.microsoftonline\.|sts\.windows\.net)/.test(issuer)) return 'validateAzureAdToken';
  if (issuer.includes('.ciamlogin.')) return 'validateJwtExternalId';
  return issuer.includes('.b2clogin.') ? 'validateJwtB2c' : 'validateJwtGeneric';
}
