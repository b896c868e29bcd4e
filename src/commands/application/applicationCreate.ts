import { text, type JsonObject } from '../../core/json.ts';
import { applicationPath } from '../../core/entra/application.ts';
import { WRITE_APPLICATIONS, type Change } from '../../core/entra/change.ts';
import type { Graph } from '../../core/entra/graph.ts';
import { applicationTemplates } from '../../core/entra/applicationTemplates.ts';
import { redirectUriProblem } from '../../core/entra/redirectUriRules.ts';
import { rememberRecent } from '../../core/entra/recentApplications.ts';
import { servicePrincipalPath } from '../../core/entra/consent.ts';
import type { Commands } from '../../manifest.ts';
import { makeChange, pickGraphTenant, sendChange, type ChangeDeps } from './changeApplication.ts';

/** Creates an app registration of the kind that is built, with its service principal. */
export function applicationCreate(deps: ChangeDeps): Commands['identity.application.create'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const tenant = await pickGraphTenant(deps, target?.tenant);
    if (tenant === undefined) return undefined;
    const template = await prompt.pick(
      applicationTemplates.map((each) => ({
        label: translate(each.title),
        detail: translate(each.detail),
        icon: each.icon,
        value: each,
      })),
      translate('Create App Registration'),
      translate('What do you build?'),
    );
    if (template === undefined) return undefined;
    const name = await prompt.input({
      title: translate('Name'),
      prompt: translate('Shown to users when they consent; it can be changed later'),
      check: (typed) =>
        typed.trim() === '' || typed.length > 120 ? translate('A name has 1 to 120 characters.') : undefined,
    });
    if (name === undefined) return undefined;
    const { platform } = template;
    const redirectUri =
      platform === undefined
        ? ''
        : await prompt.input({
            title: translate('Redirect URI'),
            prompt: translate('Where answers go; leave it empty to add one later'),
            value: template.redirectUri,
            check: (typed) => {
              const problem = typed === '' ? undefined : redirectUriProblem(typed.trim(), platform);
              return problem === undefined ? undefined : translate(problem);
            },
          });
    if (redirectUri === undefined) return undefined;
    const body = { displayName: name.trim(), ...template.body(redirectUri.trim()) };
    const graph = deps.graph(tenant);
    const change = {
      writes: [{ method: 'POST', path: '/applications', body }],
      undo: ([made]) => [{ method: 'DELETE', path: applicationPath(text(made ?? {}, 'appId') ?? '') }],
      permission: WRITE_APPLICATIONS,
    } as const satisfies Change;
    const question = translate('Create the app registration {name} in {tenant}?', {
      name,
      tenant: tenant.name,
    });
    const asked = {
      question,
      verb: translate('Create'),
      done: translate('{name} created.', { name }),
    };
    const clientId = (answers: readonly JsonObject[] = []) => text(answers[0] ?? {}, 'appId');
    const made = clientId(
      await makeChange(deps, graph, change, asked, (answers) =>
        createPrincipal(deps, graph, clientId(answers) ?? ''),
      ),
    );
    if (made === undefined) return undefined;
    // A search may not find it for a while; among the recent ones it is at hand.
    await rememberRecent(deps.memory, { tenant: tenant.id, clientId: made, name: name.trim() });
    return { tenant: tenant.id, clientId: made };
  };
}

/** Makes the service principal of an application that was created a moment ago. */
export async function createPrincipal(deps: ChangeDeps, graph: Graph, clientId: string): Promise<void> {
  const principal = { method: 'POST', path: '/servicePrincipals', body: { appId: clientId } } as const;
  await sendChange(
    deps,
    graph,
    { writes: [principal], permission: WRITE_APPLICATIONS, fresh: true },
    deps.translate('Creating the service principal {path}', { path: servicePrincipalPath(clientId) }),
  );
}
