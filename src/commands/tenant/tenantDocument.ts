import { documentAddress } from '../../core/documentAddress.ts';
import type { Commands } from '../../manifest.ts';
import { pickTenant } from './pickTenant.ts';
import type { Services } from '../services.ts';

/** Opens one of a tenant's published documents, read-only. */
export function tenantDocument(
  deps: Pick<Services, 'tenants' | 'prompt' | 'translate' | 'workbench'>,
  file: 'openid-configuration.json' | 'jwks.json',
): Commands['identity.tenant.openDiscovery'] {
  return async (target) => {
    const tenant = await pickTenant(deps, target?.tenant);
    if (tenant !== undefined)
      await deps.workbench.openDocument(documentAddress(tenant.name, file, tenant.id));
  };
}
