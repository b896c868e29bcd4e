import { changeRedirectUris, platforms, redirectUriOf } from '../../core/entra/parts/redirectUris.ts';
import { redirectUriProblem } from '../../core/entra/redirectUriRules.ts';
import type { ListedApplication, Platform } from '../../core/entra/application.ts';
import type { Commands } from '../../manifest.ts';
import { askPart } from './applicationPart.ts';
import { askApplication, makeChange, type ChangeDeps } from './changeApplication.ts';
import type { Services } from '../services.ts';

/** Registers a redirect URI on a platform, held against Entra's rules while it is typed. */
export function applicationAddRedirectUri(deps: ChangeDeps): Commands['identity.application.addRedirectUri'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, graph } = asked;
    const platform =
      target?.platform ??
      (await prompt.pick(
        platforms.map(({ id, name, icon }) => ({
          label: translate(name),
          description: translate('{count} registered', { count: application.redirectUris[id].length }),
          icon,
          value: id,
        })),
        translate('Platform'),
        translate('It decides how tokens may be redeemed'),
      ));
    if (platform === undefined) return;
    const uri = target?.redirectUri ?? (await askUri(deps, application, platform));
    if (uri === undefined) return;
    const texts = { uri, name: application.name };
    await makeChange(
      deps,
      graph,
      changeRedirectUris(application, platform, (all) => [...all, uri]),
      {
        question: translate('Add the redirect URI {uri} to {name}?', texts),
        verb: translate('Add'),
        done: translate('{uri} added to {name}.', texts),
      },
    );
  };
}

/** Changes a redirect URI where it stands. */
export function applicationEditRedirectUri(
  deps: ChangeDeps & Pick<Services, 'clock'>,
): Commands['identity.application.editRedirectUri'] {
  const { translate } = deps;
  return async (target) => {
    const asked = await askPart(deps, target, ['redirectUri']);
    if (asked === undefined) return;
    const { application, graph } = asked;
    const { platform, uri: before } = redirectUriOf(asked.part.key);
    const uri = await askUri(deps, application, platform, before);
    if (uri === undefined || uri === before) return;
    const change = changeRedirectUris(application, platform, (all) =>
      all.map((each) => (each === before ? uri : each)),
    );
    await makeChange(deps, graph, change, {
      question: translate('Change {before} to {uri}?', { before, uri }),
      verb: translate('Change'),
      done: translate('{before} is now {uri}.', { before, uri }),
    });
  };
}

async function askUri(
  { prompt, translate }: ChangeDeps,
  { name, redirectUris, signInAudience }: ListedApplication,
  platform: Platform,
  before?: string,
): Promise<string | undefined> {
  const typed = await prompt.input({
    title: translate('Redirect URI of {name}', { name }),
    prompt: translate('Exactly as the request will have it; upper and lower case differ in the path'),
    placeholder: 'https://app.example.com/auth/callback',
    ...(before === undefined ? {} : { value: before }),
    check(text) {
      const uri = text.trim();
      const problem = redirectUriProblem(uri, platform, signInAudience);
      if (problem !== undefined) return translate(problem);
      return uri !== before && redirectUris[platform].includes(uri)
        ? translate('It is registered already.')
        : undefined;
    },
  });
  return typed?.trim();
}
