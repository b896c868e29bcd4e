import type { Commands } from '../../manifest.ts';
import { pickTenant } from './pickTenant.ts';
import type { Services } from '../services.ts';

/** Signs in to a tenant with VS Code's Microsoft account, then shows its applications. */
export function tenantSignIn(
  deps: Pick<Services, 'tenants' | 'prompt' | 'translate' | 'signIn' | 'refreshView'>,
): Commands['identity.tenant.signIn'] {
  return async (target) => {
    const tenant = await pickTenant(
      deps,
      target?.tenant,
      ({ kind, graph }) => kind !== 'sandbox' && graph !== undefined,
    );
    if (tenant === undefined) return;
    await deps.signIn(tenant);
    deps.refreshView('identity.applications');
  };
}
