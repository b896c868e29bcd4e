import { mobilePlatforms, type MobilePlatform } from '../../core/entra/mobilePlatforms.ts';
import {
  changeRedirectUris,
  platforms,
  redirectUriOf,
  redirectUris,
  removeAllRedirectUris,
} from '../../core/entra/parts/redirectUris.ts';
import { redirectUriProblem } from '../../core/entra/redirectUriRules.ts';
import type { ListedApplication, Platform } from '../../core/entra/application.ts';
import type { Commands } from '../../manifest.ts';
import type { Choice } from '../../core/prompt.ts';
import type { AskedPart } from './applicationPart.ts';
import { askApplication, makeChange, type ChangeDeps } from './changeApplication.ts';

/** Registers a redirect URI on a platform, held against Entra's rules while it is typed. */
export function applicationAddRedirectUri(deps: ChangeDeps): Commands['identity.application.addRedirectUri'] {
  const { translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, graph } = asked;
    const chosen = target?.platform ?? (await askPlatform(deps, application));
    if (chosen === undefined) return;
    const platform = typeof chosen === 'string' ? chosen : 'publicClient';
    const uri =
      target?.redirectUri ??
      (typeof chosen === 'string'
        ? await askUri(deps, application, chosen)
        : await askMobileUri(deps, chosen));
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
export async function changeRedirectUri(
  deps: ChangeDeps,
  { application, graph, part }: AskedPart,
): Promise<void> {
  const { translate } = deps;
  const { platform, uri: before } = redirectUriOf(part.key);
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
}

/** Takes away every redirect URI of a registration. */
export function applicationRemoveRedirectUris(
  deps: ChangeDeps,
): Commands['identity.application.removeRedirectUris'] {
  const { translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, graph } = asked;
    const { name } = application;
    const count = redirectUris.count?.(application) ?? 0;
    if (count === 0) {
      await deps.prompt.tell(translate('{name} has no redirect URI.', { name }));
      return;
    }
    await makeChange(deps, graph, removeAllRedirectUris(application), {
      question: translate('Remove all {count} redirect URIs of {name}?', { count, name }),
      verb: translate('Remove'),
      done: translate('{name} has no redirect URI any more.', { name }),
    });
  };
}

function askPlatform(
  { prompt, translate }: ChangeDeps,
  { redirectUris: all }: ListedApplication,
): Promise<Platform | MobilePlatform | undefined> {
  const fixed = platforms.map(({ id, name, icon }): Choice<Platform | MobilePlatform> => ({
    label: translate(name),
    description: translate('{count} registered', { count: all[id].length }),
    icon,
    value: id,
  }));
  const mobile = mobilePlatforms.map((each): Choice<Platform | MobilePlatform> => ({
    label: translate(each.name),
    description: translate('{count} registered', { count: all.publicClient.filter(each.isOwn).length }),
    icon: each.icon,
    value: each,
  }));
  return prompt.pick(
    [...fixed, ...mobile],
    translate('Platform'),
    translate('It decides how tokens may be redeemed'),
  );
}

async function askMobileUri(
  { prompt, translate }: ChangeDeps,
  { fields, make }: MobilePlatform,
): Promise<string | undefined> {
  const answers = new Map<string, string>();
  for (const { id, title, placeholder, pattern, problem } of fields) {
    const typed = await prompt.input({
      title: translate(title),
      prompt: translate('The redirect URI is made of it'),
      placeholder,
      check: (text) => (pattern.test(text.trim()) ? undefined : translate(problem)),
    });
    if (typed === undefined) return undefined;
    answers.set(id, typed.trim());
  }
  return make((id) => answers.get(id) ?? '');
}

async function askUri(
  { prompt, translate }: ChangeDeps,
  { name, redirectUris: all, signInAudience }: ListedApplication,
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
      return uri !== before && all[platform].includes(uri)
        ? translate('It is registered already.')
        : undefined;
    },
  });
  return typed?.trim();
}
