import type { Commands } from '../../manifest.ts';
import { pickTenant } from './pickTenant.ts';
import type { Services } from '../services.ts';

/** Removes a tenant from the settings after asking. Its tokens stay until they are forgotten. */
export function tenantRemove(
  deps: Pick<Services, 'tenants' | 'prompt' | 'translate'>,
): Commands['identity.tenant.remove'] {
  const { prompt, tenants, translate } = deps;
  return async (target) => {
    const tenant = await pickTenant(deps, target?.tenant, ({ kind }) => kind !== 'sandbox');
    if (tenant === undefined) return;
    const question = translate('Remove {tenant} from the settings?', { tenant: tenant.name });
    const detail = translate(
      'Nothing changes in the tenant itself. Cached tokens stay until you forget them.',
    );
    if (await prompt.confirm(question, detail, translate('Remove'))) await tenants.remove(tenant.id);
  };
}
