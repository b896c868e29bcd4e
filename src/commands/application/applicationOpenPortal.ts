import { clouds, cloudOfHost } from '../../core/entra/clouds.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication } from './changeApplication.ts';
import type { Services } from '../services.ts';

/** Opens an application in the Microsoft Entra admin center of its cloud. */
export function applicationOpenPortal(
  deps: Pick<Services, 'tenants' | 'prompt' | 'translate' | 'graph' | 'workbench'>,
): Commands['identity.application.openPortal'] {
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { tenant, application } = asked;
    if (tenant.kind === 'sandbox') {
      await deps.prompt.tell(deps.translate('The sandbox has no portal: this view is all there is.'));
      return;
    }
    const cloud = cloudOfHost(new URL(tenant.authority).host) ?? clouds.find(({ id }) => id === 'public');
    if (cloud === undefined) return;
    await deps.workbench.openExternal(
      `${cloud.entraPortal}/${tenant.id}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/${application.clientId}`,
    );
  };
}
