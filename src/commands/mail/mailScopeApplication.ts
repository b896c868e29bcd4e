import { exchangeScopeScript } from '../../core/mail/exchangeScope.ts';
import { isObject, text } from '../../core/json.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Commands } from '../../manifest.ts';
import { pickApplication } from '../application/pickApplication.ts';
import type { Services } from '../services.ts';
import { pickTenant } from '../tenant/pickTenant.ts';

type Deps = Pick<Services, 'tenants' | 'prompt' | 'translate' | 'graph' | 'workbench' | 'memory'>;

/** Opens the PowerShell that lets an application send from the mailboxes of one group only. Undefined when dismissed. */
export function mailScopeApplication(deps: Deps): Commands['identity.mail.scopeApplication'] {
  const { prompt, translate, workbench } = deps;
  return async (target = {}) => {
    const tenant = await pickTenant(deps, target.tenant);
    const application = tenant && (await pickApplication(deps, tenant, target.clientId));
    if (tenant === undefined || application === undefined) return undefined;
    const group =
      target.group ??
      (await prompt.input({
        title: translate('Mailboxes'),
        prompt: translate('Mail address of the mail-enabled security group whose members it may send as'),
        check: (typed) =>
          /^[^\s@]+@[^\s@]+$/.test(typed.trim()) ? undefined : translate('A mail address has an @.'),
      }));
    if (group === undefined) return undefined;
    const servicePrincipalId = await servicePrincipalOf(deps, tenant, application.clientId);
    const script = exchangeScopeScript({
      clientId: application.clientId,
      name: application.registration?.name ?? application.clientId,
      group: group.trim(),
      ...(servicePrincipalId === undefined ? {} : { servicePrincipalId }),
    });
    await workbench.openText(script, 'powershell');
    return script;
  };
}

/** Object id of the enterprise application; undefined where it cannot be read, which the script then says. */
async function servicePrincipalOf(
  { graph }: Deps,
  tenant: Tenant,
  clientId: string,
): Promise<string | undefined> {
  try {
    const found = await graph(tenant).get(
      `/servicePrincipals(appId='${encodeURIComponent(clientId)}')?$select=id`,
      {
        permission: 'Application.Read.All',
      },
    );
    return isObject(found) ? text(found, 'id') : undefined;
  } catch {
    return undefined;
  }
}
