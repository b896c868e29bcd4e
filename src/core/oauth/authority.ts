import { cloudOfHost, clouds } from '../entra/clouds.ts';
import { IdentityError } from '../errors.ts';
import type { Tenant } from './model.ts';

/** A secret that is kept for a tenant, and the authority it may be sent to; earlier versions did not note that. */
export interface TenantSecret {
  readonly tenantId: string;
  /** See `authorityOf`. */
  readonly authority?: string;
}

/** Has a person decide whether a secret whose authority was not noted may go to that of the tenant. */
export type AskAuthority = (tenant: Tenant) => Promise<boolean>;

/**
 * Whom secrets of a tenant are for: the origin and path of its authority without version; the origin alone at
 * Microsoft's own hosts, where the path is the tenant, which has several names.
 */
export function authorityOf({ authority }: Pick<Tenant, 'authority'>): string {
  const { origin, host, pathname } = new URL(authority);
  return cloudOfHost(host) === undefined ? origin + pathname.replace(/(?:\/v2\.0)?\/?$/, '') : origin;
}

/** Whether a secret is kept for this tenant at this authority, or may turn out to be. */
export function isFor({ tenantId, authority }: TenantSecret, tenant: Tenant): boolean {
  return tenantId === tenant.id && (authority === undefined || authority === authorityOf(tenant));
}

/**
 * The secret as it may be sent to the tenant's authority, which is noted with it from now on. What was kept without one
 * goes where the id of the tenant itself says, and anywhere else only when a person says so. Throws
 * `secrets.otherAuthority`.
 */
export async function boundTo<Secret extends TenantSecret>(
  secret: Secret,
  tenant: Tenant,
  ask: AskAuthority,
): Promise<Secret & { readonly authority: string }> {
  const wanted = authorityOf(tenant);
  const isKnown = secret.authority !== undefined || isNamedById(tenant);
  if (!isFor(secret, tenant) || !(isKnown || (await ask(tenant))))
    throw otherAuthority(tenant, secret.authority ?? secret.tenantId);
  return { ...secret, authority: wanted };
}

/** That nothing goes to the tenant's authority, for it is kept for another. */
export function otherAuthority(tenant: Tenant, kept: string): IdentityError<'secrets.otherAuthority'> {
  return new IdentityError('secrets.otherAuthority', {
    tenant: tenant.name,
    wanted: authorityOf(tenant),
    kept,
  });
}

/** Whether the id of a tenant says which authority it has: an issuer does, a tenant id does at Microsoft's hosts. */
export function isNamedById({ id, kind, authority }: Tenant): boolean {
  const plain = (address: string) => address.replace(/\/$/, '');
  if (kind === 'sandbox' || plain(id) === plain(authority)) return true;
  const { protocol, host } = new URL(authority);
  const isCustomerHost = clouds.some(
    ({ externalIdSuffix, b2cSuffix }) => host.endsWith(externalIdSuffix) || host.endsWith(b2cSuffix),
  );
  return (
    protocol === 'https:' &&
    (cloudOfHost(host) !== undefined ||
      (isCustomerHost && authority.toLowerCase().includes(id.toLowerCase())))
  );
}
