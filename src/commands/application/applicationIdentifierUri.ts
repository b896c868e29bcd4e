import { changeIdentifierUris, identifierUriProblem } from '../../core/entra/parts/identifierUris.ts';
import { readProperties } from '../../core/entra/applicationProperties.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication, makeChange, type ChangeDeps } from './changeApplication.ts';

/** Adds an application ID URI; `api://<client id>` is proposed, since it is always allowed. */
export function applicationAddIdentifierUri(
  deps: ChangeDeps,
): Commands['identity.application.addIdentifierUri'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, graph } = asked;
    const { clientId, name, resource } = application;
    const { identifierUris } = readProperties(resource);
    const proposed = `api://${clientId}`;
    const typed = await prompt.input({
      title: translate('Application ID URI of {name}', { name }),
      prompt: translate('The first part of its scopes; api:// with the client ID, or a verified domain'),
      value: identifierUris.includes(proposed) ? `${proposed}/` : proposed,
      check(text) {
        const problem = identifierUriProblem(text.trim(), clientId);
        if (problem !== undefined) return translate(problem);
        return identifierUris.includes(text.trim()) ? translate('It is registered already.') : undefined;
      },
    });
    const uri = typed?.trim();
    if (uri === undefined) return;
    await makeChange(
      deps,
      graph,
      changeIdentifierUris(application, (all) => [...all, uri]),
      {
        question: translate('Add the application ID URI {uri} to {name}?', { uri, name }),
        verb: translate('Add'),
        done: translate('{uri} added to {name}.', { uri, name }),
      },
    );
  };
}
