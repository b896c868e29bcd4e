import { isReadable } from '../../core/oauth/tokenStore.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { pickTenant } from './pickTenant.ts';

/** Forgets the tokens of a tenant that signing in obtained. VS Code's own account stays signed in. */
export function tenantSignOut(
  deps: Pick<Services, 'tenants' | 'prompt' | 'translate' | 'tokens' | 'forgetSignIn' | 'refreshView'>,
): Commands['identity.tenant.signOut'] {
  const { tokens, forgetSignIn, refreshView, prompt, translate } = deps;
  return async (target) => {
    const tenant = await pickTenant(deps, target?.tenant, ({ graph }) => graph !== undefined);
    if (tenant === undefined) return;
    const own = (await tokens.list())
      .filter(isReadable)
      .filter(
        ({ tenantId, clientId, flow }) =>
          tenantId === tenant.id && (flow === 'pasted' || clientId === tenant.signIn?.clientId),
      );
    for (const { id } of own) await tokens.forget(id);
    forgetSignIn(tenant.id);
    refreshView('identity.tenants');
    void prompt.tell(translate('Signed out of {tenant}.', { tenant: tenant.name }));
  };
}
