import type { Commands } from '../../manifest.ts';
import { pickApplication } from './pickApplication.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import type { Services } from '../services.ts';

/** Copies an application's client id. */
export function applicationCopyClientId(
  deps: Pick<Services, 'tenants' | 'prompt' | 'translate' | 'workbench' | 'graph' | 'memory'>,
): Commands['identity.application.copyClientId'] {
  return async (target) => {
    if (target?.clientId !== undefined) return deps.workbench.clipboard.write(target.clientId);
    const tenant = await pickTenant(deps, target?.tenant, ({ graph }) => graph !== undefined);
    const application = tenant === undefined ? undefined : await pickApplication(deps, tenant);
    if (application !== undefined) await deps.workbench.clipboard.write(application.clientId);
  };
}
