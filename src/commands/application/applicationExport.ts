import { applicationExports } from '../../core/entra/applicationExports.ts';
import { clientConfigurations } from '../../core/entra/clientConfigurations.ts';
import { redirectChoices } from '../../core/entra/redirectChoice.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication } from './changeApplication.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'tenants' | 'prompt' | 'translate' | 'graph' | 'memory' | 'workbench'>;

/** Opens a registration as Azure CLI script, Bicep, Terraform or Graph JSON. */
export function applicationExport(deps: Deps): Commands['identity.application.export'] {
  const { prompt, translate, workbench } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { name, resource } = asked.application;
    const choices = applicationExports.map((each) => ({
      label: each.title,
      detail: translate(each.detail),
      value: each,
    }));
    const form = await prompt.pick(choices, translate('Export {name}', { name }));
    if (form !== undefined) await workbench.openText(form.make(resource), form.language);
  };
}

/** Copies the configuration of a library for an application. */
export function applicationCopyConfiguration(deps: Deps): Commands['identity.application.copyConfiguration'] {
  const { prompt, translate, workbench } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, tenant } = asked;
    const choices = clientConfigurations.map((each) => ({
      label: each.title,
      detail: translate(each.detail),
      value: each,
    }));
    const configuration = await prompt.pick(
      choices,
      translate('Configuration for {name}', { name: application.name }),
    );
    if (configuration === undefined) return;
    const redirectUri = redirectChoices(application)[0]?.redirectUri ?? '';
    const authority = tenant.authority.replace(/\/v2\.0$/, '');
    await workbench.clipboard.write(
      configuration.make({ application, tenantId: tenant.id, authority, redirectUri }),
    );
    void prompt.tell(translate('Configuration copied. The secret is read from the environment.'));
  };
}
