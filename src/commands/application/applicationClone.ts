import { applicationPath } from '../../core/entra/application.ts';
import { cloneBody, cloneFollowUp } from '../../core/entra/cloneApplication.ts';
import { WRITE_APPLICATIONS } from '../../core/entra/change.ts';
import { rememberRecent } from '../../core/entra/recentApplications.ts';
import { text, type JsonObject } from '../../core/json.ts';
import type { Commands } from '../../manifest.ts';
import { createPrincipal } from './applicationCreate.ts';
import { askApplication, makeChange, sendChange, type ChangeDeps } from './changeApplication.ts';

/** Makes a registration with the settings of another: all but its secrets, certificates, federated credentials, owners and grants. */
export function applicationClone(deps: ChangeDeps): Commands['identity.application.clone'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return undefined;
    const { application, graph, tenant } = asked;
    const { name: original, resource } = application;
    const typed = await prompt.input({
      title: translate('Clone {name}', { name: original }),
      prompt: translate('Name of the new registration'),
      value: translate('{name} (copy)', { name: original }),
      check: (words) =>
        words.trim() === '' || words.length > 120 ? translate('A name has 1 to 120 characters.') : undefined,
    });
    const name = typed?.trim();
    if (name === undefined) return undefined;
    const write = { method: 'POST', path: '/applications', body: cloneBody(resource, name) } as const;
    const made = idOf(
      await makeChange(
        deps,
        graph,
        {
          writes: [write],
          undo: ([made]) => [{ method: 'DELETE', path: applicationPath(text(made ?? {}, 'appId') ?? '') }],
          permission: WRITE_APPLICATIONS,
        },
        {
          question: translate('Create {name} with the settings of {original}?', { name, original }),
          verb: translate('Create'),
          done: translate('{name} created. It has no secret, certificate, owner or consent of {original}.', {
            name,
            original,
          }),
        },
        async (answers) => {
          const clientId = idOf(answers) ?? '';
          const followUp = cloneFollowUp(resource, clientId);
          if (followUp !== undefined)
            await sendChange(
              deps,
              graph,
              { writes: [followUp], permission: WRITE_APPLICATIONS, fresh: true },
              translate('Copying the application ID URI and pre-authorized clients'),
            );
          await createPrincipal(deps, graph, clientId);
        },
      ),
    );
    if (made === undefined) return undefined;
    await rememberRecent(deps.memory, { tenant: tenant.id, clientId: made, name });
    return { tenant: tenant.id, clientId: made };
  };
}

const idOf = (answers: readonly JsonObject[] | undefined) => text(answers?.[0] ?? {}, 'appId');
