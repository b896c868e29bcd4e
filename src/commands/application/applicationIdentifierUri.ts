import { changeIdentifierUris, identifierUriProblem } from '../../core/entra/parts/identifierUris.ts';
import type { ListedApplication } from '../../core/entra/application.ts';
import { readProperties } from '../../core/entra/applicationProperties.ts';
import type { Commands } from '../../manifest.ts';
import type { AskedPart } from './applicationPart.ts';
import { askApplication, makeChange, type ChangeDeps } from './changeApplication.ts';

/** Adds an application ID URI; `api://<client id>` is proposed, since it is always allowed. */
export function applicationAddIdentifierUri(
  deps: ChangeDeps,
): Commands['identity.application.addIdentifierUri'] {
  const { translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, graph } = asked;
    const { clientId, name, resource } = application;
    const proposed = `api://${clientId}`;
    const has = readProperties(resource).identifierUris.includes(proposed);
    const uri = await askUri(deps, application, has ? `${proposed}/` : proposed);
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

/** Changes an application ID URI where it stands; the scopes are called otherwise from then on. */
export async function changeIdentifierUri(
  deps: ChangeDeps,
  { application, graph, part }: AskedPart,
): Promise<void> {
  const { translate } = deps;
  const before = part.key;
  const uri = await askUri(deps, application, before);
  if (uri === undefined || uri === before) return;
  await makeChange(
    deps,
    graph,
    changeIdentifierUris(application, (all) => all.map((each) => (each === before ? uri : each))),
    {
      question: translate('Change {before} to {uri}? Clients have to ask for the new name.', { before, uri }),
      verb: translate('Change'),
      done: translate('{before} is now {uri}.', { before, uri }),
    },
  );
}

async function askUri(
  { prompt, translate }: ChangeDeps,
  { clientId, name, resource }: ListedApplication,
  value: string,
): Promise<string | undefined> {
  const { identifierUris } = readProperties(resource);
  const typed = await prompt.input({
    title: translate('Application ID URI of {name}', { name }),
    prompt: translate('The first part of its scopes; api:// with the client ID, or a verified domain'),
    value,
    check(text) {
      const uri = text.trim();
      const problem = identifierUriProblem(uri, clientId);
      if (problem !== undefined) return translate(problem);
      return uri !== value && identifierUris.includes(uri)
        ? translate('It is registered already.')
        : undefined;
    },
  });
  return typed?.trim();
}
