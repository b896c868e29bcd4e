import { WRITE_APPLICATIONS } from '../../core/entra/change.ts';
import { addOwner } from '../../core/entra/parts/owners.ts';
import { applicationPath } from '../../core/entra/application.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication, makeChange, type ChangeDeps } from './changeApplication.ts';
import { pickPrincipal } from './pickPrincipal.ts';

/** Makes a user or service principal an owner of a registration: found by name while it is typed. */
export function applicationAddOwner(deps: ChangeDeps): Commands['identity.application.addOwner'] {
  const { translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, graph } = asked;
    const { clientId, name } = application;
    const title = translate('New Owner of {name}', { name });
    const owner = await pickPrincipal(deps, graph, ['user', 'servicePrincipal'], title);
    if (owner === undefined) return;
    const change = {
      writes: [addOwner(clientId, owner.id)],
      undo: [{ method: 'DELETE', path: `${applicationPath(clientId)}/owners/${owner.id}/$ref` }],
      permission: WRITE_APPLICATIONS,
    } as const;
    const texts = { owner: owner.name, name };
    await makeChange(deps, graph, change, {
      question: translate('Make {owner} an owner of {name}?', texts),
      verb: translate('Add'),
      done: translate('{owner} owns {name} now.', texts),
    });
  };
}
