import type { Commands } from '../manifest.ts';
import { pickApplication } from './pickApplication.ts';
import { pickTenant } from './pickTenant.ts';
import type { Services } from './services.ts';

/** Copies an application's client id. */
export function applicationCopyClientId(
  deps: Pick<Services, 'tenants' | 'prompt' | 'translate' | 'workbench' | 'graph'>,
): Commands['identity.application.copyClientId'] {
  return async (target) => {
    const tenant = await pickTenant(deps, target?.tenant, ({ graph }) => graph !== undefined);
    if (tenant === undefined) return;
    const clientId = target?.clientId ?? (await pickApplication(deps, tenant));
    if (clientId !== undefined) await deps.workbench.clipboard.write(clientId);
  };
}
