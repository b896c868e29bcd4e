import type { Application, ServicePrincipal } from '../directory/model.ts';
import type { SandboxTenant } from '../directory/sandboxTenant.ts';
import type { Directory } from '../directory/directory.ts';
import { aadsts } from './aadsts.ts';

/** An application as a client in one tenant. */
export interface Client {
  readonly tenant: SandboxTenant;
  readonly application: Application;
  readonly principal: ServicePrincipal;
}

const MULTI_TENANT = new Set(['common', 'organizations', 'consumers']);

/**
 * The tenant that a path segment names; undefined for `common`, `organizations` and `consumers`, where the
 * account decides. Throws AADSTS 90002.
 */
export function tenantOfSegment(directory: Directory, segment: string): SandboxTenant | undefined {
  if (MULTI_TENANT.has(segment.toLowerCase())) return undefined;
  const tenant = directory.tenant(segment);
  if (tenant) return tenant;
  throw aadsts(90002, { tenant: segment, tenants: directory.tenants.map((each) => each.domain).join(', ') });
}

/**
 * The registration a request names, checked against the audience of the path: a tenant must have a service
 * principal for it, `common` and `organizations` take multi-tenant applications only. Throws AADSTS 700016,
 * 50194, 9002332.
 */
export function registration(directory: Directory, segment: string, clientId: string): Application {
  const tenant = tenantOfSegment(directory, segment);
  const application = directory.application(clientId);
  if (!application) throw aadsts(700016, { clientId, tenant: tenant?.domain ?? segment });
  if (tenant) return clientIn(tenant, application).application;
  if (segment.toLowerCase() === 'consumers') throw aadsts(9002332, { clientId });
  if (application.signInAudience === 'AzureADMyOrg') throw aadsts(50194, { clientId, tenant: segment });
  return application;
}

/** The application in a tenant. Throws AADSTS 700016 when it has no presence there and 7000112 when disabled. */
export function clientIn(tenant: SandboxTenant, application: Application): Client {
  const principal = tenant.servicePrincipal(application.appId);
  if (!principal) throw aadsts(700016, { clientId: application.appId, tenant: tenant.domain });
  if (!principal.accountEnabled) throw aadsts(7000112, { clientId: application.appId });
  return { tenant, application, principal };
}
