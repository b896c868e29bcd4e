import { applicationPath, type ListedApplication } from '../application.ts';
import { readProperties } from '../applicationProperties.ts';
import { WRITE_APPLICATIONS, type Change } from '../change.ts';
import type { GraphWrite } from '../graph.ts';
import type { PartKind } from './part.ts';

/** Application ID URIs: the first part of the application's scopes. */
export const identifierUris: PartKind<'identifierUri'> = {
  id: 'identifierUri',
  title: 'Application ID URIs',
  icon: 'symbol-namespace',
  count: ({ resource }) => readProperties(resource).identifierUris.length,
  load: ({ application }) =>
    Promise.resolve(
      readProperties(application.resource).identifierUris.map((uri) => ({
        key: uri,
        label: uri,
        value: uri,
      })),
    ),
  remove: ({ application }, { key }) =>
    changeIdentifierUris(application, (all) => all.filter((each) => each !== key)),
};

/** Replaces the identifier URIs by what `change` makes of them. */
export function changeIdentifierUris(
  { clientId, resource }: ListedApplication,
  change: (before: readonly string[]) => readonly string[],
): Change {
  const before = readProperties(resource).identifierUris;
  const write = (uris: readonly string[]): GraphWrite => ({
    method: 'PATCH',
    path: applicationPath(clientId),
    body: { identifierUris: uris },
  });
  return { writes: [write(change(before))], undo: [write(before)], permission: WRITE_APPLICATIONS };
}

/** What Entra would not accept as an identifier URI (Microsoft: identifier URI restrictions). */
export function identifierUriProblem(uri: string, clientId: string): string | undefined {
  if (!URL.canParse(uri)) return 'This is no absolute URI.';
  if (uri.length > 255) return 'An application ID URI has at most 255 characters.';
  if (uri.endsWith('/')) return 'An application ID URI does not end in a slash.';
  if (!/^(api|https|ms-appx):$/.test(new URL(uri).protocol)) return 'It begins with api:// or https://.';
  if (uri.startsWith('api://') && !uri.includes(clientId) && !new URL(uri).host.includes('.'))
    return 'After api:// comes the client ID, or a verified domain of the tenant.';
  return undefined;
}
