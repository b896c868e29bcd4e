import { cloudOfAuthority } from '../../core/entra/clouds.ts';
import type { Part } from '../../core/entra/parts/part.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Commands } from '../../manifest.ts';
import { askPart } from './applicationPart.ts';
import { askApplication } from './changeApplication.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'tenants' | 'prompt' | 'translate' | 'graph' | 'workbench' | 'memory'>;

const APPLICATION = '#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/';

/** The page of an owner by what it is. */
const OWNERS: Readonly<Record<NonNullable<Part['type']>, (owner: Part) => string>> = {
  user: ({ key }) => `#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${key}`,
  servicePrincipal: ({ key, value }) =>
    `#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/${key}/appId/${value}`,
};

/** Opens an application in the Microsoft Entra admin center of its cloud. */
export function applicationOpenPortal(deps: Deps): Commands['identity.application.openPortal'] {
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked !== undefined)
      await open(deps, asked.tenant, 'entraPortal', `${APPLICATION}${asked.application.clientId}`);
  };
}

/** Opens an application in the Azure portal of its cloud. */
export function applicationOpenAzurePortal(deps: Deps): Commands['identity.application.openAzurePortal'] {
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked !== undefined)
      await open(deps, asked.tenant, 'portal', `${APPLICATION}${asked.application.clientId}`);
  };
}

/** Opens an owner of an application in the Microsoft Entra admin center. */
export function applicationOpenOwner(
  deps: Deps & Pick<Services, 'clock'>,
): Commands['identity.application.openOwner'] {
  return async (target) => {
    const asked = await askPart(deps, target, ['owner']);
    if (asked === undefined) return;
    const { tenant, part } = asked;
    await open(deps, tenant, 'entraPortal', OWNERS[part.type ?? 'user'](part));
  };
}

async function open(
  { prompt, translate, workbench }: Deps,
  { id, kind, authority }: Tenant,
  portal: 'portal' | 'entraPortal',
  page: string,
): Promise<void> {
  if (kind === 'sandbox') {
    await prompt.tell(translate('The sandbox has no portal: this view is all there is.'));
    return;
  }
  await workbench.openExternal(`${cloudOfAuthority(authority)[portal]}/${encodeURIComponent(id)}/${page}`);
}
