import { manifestAddress, manifestTarget } from '../../core/entra/applicationDocument.ts';
import { savedManifest } from '../../core/entra/applicationManifest.ts';
import { IdentityError } from '../../core/errors.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication, makeChange, type ChangeDeps } from './changeApplication.ts';
import type { Services } from '../services.ts';

/** Opens the manifest of an application as a document; saving it changes the registration. */
export function applicationEditManifest(
  deps: Pick<Services, 'tenants' | 'prompt' | 'translate' | 'graph' | 'workbench'>,
): Commands['identity.application.editManifest'] {
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { tenant, application } = asked;
    await deps.workbench.openDocument(manifestAddress(application.name, tenant.id, application.clientId));
  };
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
  const change = await savedManifest(graph, clientId, before, edited);
  if (change === undefined) return;
  const answers = await makeChange(deps, graph, change, {
    question: translate('Save this change of the manifest?'),
    verb: translate('Save'),
    done: translate('Manifest saved.'),
  });
  if (answers === undefined) throw new IdentityError('manifest.dismissed', {});
}
