import type { ListedApplication, Platform } from '../application.ts';
import { applicationPath } from '../application.ts';
import { WRITE_APPLICATIONS, type Change } from '../change.ts';
import type { GraphWrite } from '../graph.ts';
import { mobilePlatforms } from '../mobilePlatforms.ts';
import { redirectUriProblem } from '../redirectUriRules.ts';
import type { Part, PartKind } from './part.ts';

/** Platforms as the portal names them, with the icon of each. */
export const platforms: readonly { readonly id: Platform; readonly name: string; readonly icon: string }[] = [
  { id: 'web', name: 'Web', icon: 'globe' },
  { id: 'spa', name: 'Single-page application', icon: 'browser' },
  { id: 'publicClient', name: 'Mobile and desktop', icon: 'device-desktop' },
];

/** Redirect URIs of every platform. */
export const redirectUris: PartKind<'redirectUri'> = {
  id: 'redirectUri',
  title: 'Redirect URIs',
  icon: 'link-external',
  count: ({ redirectUris: all }) => all.web.length + all.spa.length + all.publicClient.length,
  load: ({ application, translate }) =>
    Promise.resolve(
      platforms.flatMap(({ id, name }) =>
        application.redirectUris[id].map((uri): Part => {
          const problem = redirectUriProblem(uri, id, application.signInAudience);
          return {
            key: `${id} ${uri}`,
            label: uri,
            description: translate(mobilePlatforms.find(({ isOwn }) => isOwn(uri))?.name ?? name),
            value: uri,
            ...(problem === undefined ? {} : { state: 'warning', detail: translate(problem) }),
          };
        }),
      ),
    ),
  remove({ application }, { key }) {
    const { platform, uri } = redirectUriOf(key);
    return changeRedirectUris(application, platform, (all) => all.filter((each) => each !== uri));
  },
};

/** The platform and address in the key of a part. */
export function redirectUriOf(key: string): { readonly platform: Platform; readonly uri: string } {
  const platform = platforms.find(({ id }) => key.startsWith(`${id} `))?.id ?? 'web';
  return { platform, uri: key.slice(key.indexOf(' ') + 1) };
}

/** Replaces the redirect URIs of one platform by what `change` makes of them. */
export function changeRedirectUris(
  { clientId, redirectUris: all }: ListedApplication,
  platform: Platform,
  change: (before: readonly string[]) => readonly string[],
): Change {
  const write = (uris: readonly string[]): GraphWrite => ({
    method: 'PATCH',
    path: applicationPath(clientId),
    body: { [platform]: { redirectUris: uris } },
  });
  return {
    writes: [write(change(all[platform]))],
    undo: [write(all[platform])],
    permission: WRITE_APPLICATIONS,
  };
}

/** Takes away every redirect URI. */
export function removeAllRedirectUris({ clientId, redirectUris: all }: ListedApplication): Change {
  const write = (of: (platform: Platform) => readonly string[]): GraphWrite => ({
    method: 'PATCH',
    path: applicationPath(clientId),
    body: Object.fromEntries(platforms.map(({ id }) => [id, { redirectUris: of(id) }])),
  });
  return {
    writes: [write(() => [])],
    undo: [write((platform) => all[platform])],
    permission: WRITE_APPLICATIONS,
  };
}
