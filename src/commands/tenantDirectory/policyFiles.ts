import { importPolicy, policyFile } from '../../core/entra/conditionalAccess/policyFile.ts';
import { needs } from '../../core/entra/directory/needs.ts';
import { text } from '../../core/json.ts';
import type { Commands } from '../../manifest.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import type { Services } from '../services.ts';
import { changeDirectory, type DirectoryChangeDeps } from './directoryChange.ts';
import { pickPolicy } from './pickPolicy.ts';

type Deps = DirectoryChangeDeps & Pick<Services, 'workbench'>;

/** Opens a Conditional Access policy as JSON, to be saved and imported elsewhere. */
export function policyExport(deps: Deps): Commands['identity.conditionalAccess.export'] {
  return async (target) => {
    const picked = await pickPolicy(deps, target);
    if (picked !== undefined) await deps.workbench.openText(policyFile(picked.policy), 'json');
  };
}

/** Makes a policy or named location of a JSON file; a policy is report-only until somebody switches it on. */
export function policyImport(deps: Deps): Commands['identity.conditionalAccess.import'] {
  const { workbench, translate } = deps;
  return async (target) => {
    const tenant = await pickTenant(deps, target?.tenant, ({ graph }) => graph !== undefined);
    if (tenant === undefined) return;
    const kinds = { JSON: ['json'] };
    const source =
      target?.source ?? (await workbench.readFile(translate('Conditional Access policy'), kinds));
    if (source === undefined) return;
    const { name, ...write } = importPolicy(source);
    await changeDirectory(deps, tenant, write, needs.changeConditionalAccess, {
      question:
        write.body?.['state'] === undefined
          ? translate('Import {name} into {tenant}?', { name, tenant: tenant.name })
          : translate('Import {name} into {tenant} as report-only?', { name, tenant: tenant.name }),
      verb: translate('Import'),
      done: translate('{name} is imported.', { name }),
      undo: (answer) => ({
        method: 'DELETE',
        path: `${write.path}/${encodeURIComponent(text(answer, 'id') ?? '')}`,
      }),
    });
  };
}
