import { manifestAddress, manifestTarget } from '../../core/entra/applicationDocument.ts';
import { savedManifest } from '../../core/entra/applicationManifest.ts';
import { IdentityError } from '../../core/errors.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication, makeChange, type ChangeDeps } from './changeApplication.ts';
import type { Services } from '../services.ts';

/** Opens the manifest of an application as a document; saving it changes the registration. */
export function applicationEditManifest(
  deps: Pick<Services, 'tenants' | 'prompt' | 'translate' | 'graph' | 'memory' | 'workbench'>,
): Commands['identity.application.editManifest'] {
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { tenant, application } = asked;
    await deps.workbench.openDocument(manifestAddress(application.name, tenant.id, application.clientId));
  };
}

/** Shows the manifest of an application as the tenant has it beside the one that is edited. */
export function applicationCompareManifest(
  deps: Pick<Services, 'tenants' | 'prompt' | 'translate' | 'graph' | 'memory' | 'workbench'>,
): Commands['identity.application.compareManifest'] {
  const { translate, workbench } = deps;
  return async (target) => {
    const named = target !== undefined && 'uri' in target ? manifestTarget(addressedId(target.uri)) : target;
    const asked = await askApplication(deps, named);
    if (asked === undefined) return;
    const { tenant, application } = asked;
    const { name, clientId } = application;
    await workbench.compare(
      manifestAddress(name, tenant.id, clientId, 'tenant-manifest'),
      target !== undefined && 'uri' in target ? target.uri : manifestAddress(name, tenant.id, clientId),
      translate('{name}: in the tenant ↔ edited', { name }),
    );
  };
}

/** The id in the address of a document; an address without one names nothing. */
function addressedId(uri: string): string {
  return decodeURIComponent(uri.slice(uri.indexOf('?') + 1));
}

/**
 * Saves an edited manifest: shows what changes and sends only that. `before` is the text as it was read. Throws
 * `manifest.*` and `graph.*`; then nothing was changed and the editor keeps its text.
 */
export async function saveManifest(
  deps: ChangeDeps,
  id: string,
  before: string,
  edited: string,
): Promise<void> {
  const { tenants, translate } = deps;
  const { tenant, clientId } = manifestTarget(id);
  const graph = deps.graph(await tenants.find(tenant));
  const saved = await savedManifest(graph, clientId, before, edited);
  if (saved === undefined) return;
  const answers = await makeChange(deps, graph, saved.change, {
    question: translate('Save this change of the manifest?'),
    detail: saved.diff,
    verb: translate('Save'),
    done: translate('Manifest saved.'),
  });
  if (answers === undefined) throw new IdentityError('manifest.dismissed', {});
}
