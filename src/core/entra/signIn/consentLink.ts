import { IdentityError } from '../../errors.ts';
import { isObject, list } from '../../json.ts';
import type { Tenant } from '../../oauth/model.ts';

/** Errors of Entra that mean that somebody has to consent (Microsoft: AADSTS error codes). */
const CONSENT = [65001, 65004, 65005, 90008, 90093, 90094, 90095, 900941, 650056, 650057];

/** Whether a flow failed because consent is missing. */
export function isConsentMissing(error: unknown): boolean {
  if (!IdentityError.is(error, 'server.refused') || !isObject(error.cause)) return false;
  return list(error.cause, 'numbers').some((number) => CONSENT.includes(Number(number)));
}

/**
 * Where an administrator consents for everybody (Microsoft: admin consent endpoint). `scopes` with the address of their
 * API; without any, all that the client is registered for.
 */
export function adminConsentLink(tenant: Tenant, clientId: string, scopes: readonly string[] = []): string {
  const link = new URL(`${tenant.authority.replace(/\/v2\.0$/, '')}/v2.0/adminconsent`);
  link.searchParams.set('client_id', clientId);
  link.searchParams.set(
    'scope',
    scopes.length === 0 ? 'https://graph.microsoft.com/.default' : scopes.join(' '),
  );
  link.searchParams.set('redirect_uri', 'http://localhost');
  return link.href;
}
