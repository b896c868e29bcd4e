import { documentAddress } from '../../core/documentAddress.ts';
import type { Commands } from '../../manifest.ts';
import { pickTenant } from './pickTenant.ts';
import type { Services } from '../services.ts';

/** The documents a tenant publishes, by the names they go by. */
const FILES = { discovery: 'openid-configuration.json', keys: 'jwks.json' } as const;

/** Opens one of a tenant's published documents, read-only. */
export function tenantDocument(
  deps: Pick<Services, 'tenants' | 'prompt' | 'translate' | 'workbench'>,
  kind: keyof typeof FILES,
): Commands['identity.tenant.openDiscovery'] {
  return async (target) => {
    const tenant = await pickTenant(deps, target?.tenant);
    if (tenant !== undefined)
      await deps.workbench.openDocument(documentAddress(kind, [tenant.name, FILES[kind]], tenant.id));
  };
}
