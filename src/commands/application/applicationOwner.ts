import { text } from '../../core/json.ts';
import { WRITE_APPLICATIONS } from '../../core/entra/change.ts';
import { addOwner } from '../../core/entra/parts/owners.ts';
import { applicationPath } from '../../core/entra/application.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication, makeChange, type ChangeDeps } from './changeApplication.ts';

/** Makes a user an owner of a registration: found by name, then picked. */
export function applicationAddOwner(deps: ChangeDeps): Commands['identity.application.addOwner'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, graph } = asked;
    const { clientId, name } = application;
    const typed = await prompt.input({
      title: translate('New Owner of {name}', { name }),
      prompt: translate('The beginning of the name of a user'),
      check: (words) => (words.trim() === '' ? translate('Type a part of the name.') : undefined),
    });
    if (typed === undefined) return;
    const search = encodeURIComponent(`"displayName:${typed.trim().replace(/["\\]/g, ' ')}"`);
    const users = graph
      .list(`/users?$search=${search}&$select=id,displayName,userPrincipalName&$top=50`, {
        permission: 'User.ReadBasic.All',
        eventual: true,
      })
      .then(({ values }) =>
        values.map((json) => ({
          label: text(json, 'displayName') ?? '',
          description: text(json, 'userPrincipalName') ?? '',
          icon: 'account',
          value: { id: text(json, 'id') ?? '', owner: text(json, 'displayName') ?? '' },
        })),
      );
    const user = await prompt.pick(users, translate('User'), translate('Who shall own {name}?', { name }));
    if (user === undefined) return;
    const { id, owner } = user;
    const change = {
      writes: [addOwner(clientId, id)],
      undo: [{ method: 'DELETE', path: `${applicationPath(clientId)}/owners/${id}/$ref` }],
      permission: WRITE_APPLICATIONS,
    } as const;
    await makeChange(deps, graph, change, {
      question: translate('Make {owner} an owner of {name}?', { owner, name }),
      verb: translate('Add'),
      done: translate('{owner} owns {name} now.', { owner, name }),
    });
  };
}
