import type { Commands } from '../../manifest.ts';
import { askCredential } from './askCredential.ts';
import { pickApplication } from '../application/pickApplication.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import type { Services } from '../services.ts';

/** Keeps a client secret, certificate or federated token of an application in the credential store. */
export function credentialAdd(
  deps: Pick<
    Services,
    | 'tenants'
    | 'prompt'
    | 'translate'
    | 'workbench'
    | 'graph'
    | 'credentials'
    | 'sandboxCredential'
    | 'certificates'
    | 'tokens'
    | 'memory'
  >,
): Commands['identity.credential.add'] {
  return async (target) => {
    const tenant = await pickTenant(deps, target?.tenant);
    const application =
      tenant === undefined ? undefined : await pickApplication(deps, tenant, target?.clientId);
    if (tenant === undefined || application === undefined) return;
    const value = await askCredential(deps);
    if (value === undefined) return;
    const name = application.registration?.name ?? application.clientId;
    await deps.credentials.add({ tenant, clientId: application.clientId, name, value });
    await deps.prompt.tell(deps.translate('The credential of {name} is kept in secret storage.', { name }));
  };
}
