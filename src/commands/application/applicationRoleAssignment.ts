import { readProperties } from '../../core/entra/applicationProperties.ts';
import { servicePrincipalPath } from '../../core/entra/consent.ts';
import { assignRole, DEFAULT_ACCESS } from '../../core/entra/parts/roleAssignments.ts';
import { text } from '../../core/json.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication, hasPrincipal, makeChange, type ChangeDeps } from './changeApplication.ts';
import { pickPrincipal, type PrincipalKind } from './pickPrincipal.ts';

/** Gives an app role, or access without one, to a user, group or application. */
export function applicationAssignRole(deps: ChangeDeps): Commands['identity.application.assignRole'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined || !(await hasPrincipal(deps, asked))) return;
    const { application, graph } = asked;
    const { clientId, name, resource } = application;
    const roles = readProperties(resource).roles.filter(({ isEnabled }) => isEnabled);
    const people: Choice<{ readonly id: string; readonly members: readonly string[] }> = {
      label: translate('Default access'),
      detail: translate('Users and groups may sign in, without a role'),
      icon: 'account',
      value: { id: DEFAULT_ACCESS, members: ['User'] },
    };
    const role = await prompt.pick(
      [
        ...roles.map(({ id, value, title, members }) => ({
          label: value === '' ? title : value,
          description: members.join(', '),
          detail: title,
          icon: 'person',
          value: { id, members },
        })),
        people,
      ],
      translate('Role on {name}', { name }),
    );
    if (role === undefined) return;
    const kinds: readonly PrincipalKind[] = [
      ...(role.members.includes('User') ? (['user', 'group'] as const) : []),
      ...(role.members.includes('Application') ? (['servicePrincipal'] as const) : []),
    ];
    const holder = await pickPrincipal(deps, graph, kinds, translate('Who Shall Hold the Role'));
    if (holder === undefined) return;
    const principal = await graph.get(`${servicePrincipalPath(clientId)}?$select=id`, {
      permission: 'Application.Read.All',
    });
    const value = roles.find(({ id }) => id === role.id)?.value ?? translate('default access');
    const texts = { holder: holder.name, value, name };
    await makeChange(deps, graph, assignRole(text(principal, 'id') ?? '', holder.id, role.id), {
      question: translate('Give {holder} the role {value} on {name}?', texts),
      verb: translate('Assign'),
      done: translate('{holder} holds {value} on {name}.', texts),
    });
  };
}
