import { child, strings, text } from '../../json.ts';
import { wellKnownApplications } from '../../jwt/valueNames.ts';
import { applicationPath, type ListedApplication } from '../application.ts';
import { objects, readProperties } from '../applicationProperties.ts';
import { WRITE_APPLICATIONS, type Change } from '../change.ts';
import { servicePrincipalPath } from '../consent.ts';
import type { GraphWrite } from '../graph.ts';
import type { PartKind } from './part.ts';

/** A client whose users are not asked for consent to these scopes. */
export interface AuthorizedClient {
  readonly appId: string;
  /** Ids of exposed scopes. */
  readonly scopeIds: readonly string[];
}

/** Clients that are pre-authorized for scopes of the application's API. */
export const authorizedClients: PartKind<'authorizedClient'> = {
  id: 'authorizedClient',
  title: 'Pre-authorized clients',
  icon: 'verified-filled',
  count: (application) => authorizedClientsOf(application).length,
  async load({ graph, application, translate, signal }) {
    const clients = authorizedClientsOf(application);
    const { scopes } = readProperties(application.resource);
    const unknown = clients.filter(({ appId }) => wellKnownApplications[appId] === undefined);
    // A client of another tenant may have no service principal here; then its id is all there is to show.
    const found = await graph.batch(
      unknown.map(({ appId }) => ({
        path: `${servicePrincipalPath(appId)}?$select=displayName`,
        permission: 'Application.Read.All',
      })),
      signal,
    );
    const names = new Map(
      unknown.map(({ appId }, index) => {
        const result = found[index];
        return [
          appId,
          result !== undefined && 'body' in result ? text(result.body, 'displayName') : undefined,
        ];
      }),
    );
    return clients.map(({ appId, scopeIds }) => {
      const values = scopeIds.map((id) => scopes.find((each) => each.id === id)?.value);
      const gone = values.includes(undefined);
      return {
        key: appId,
        label: wellKnownApplications[appId] ?? names.get(appId) ?? appId,
        description: values.map((value) => value ?? translate('deleted scope')).join(', '),
        detail: appId,
        value: appId,
        ...(gone ? { state: 'warning' as const } : {}),
      };
    });
  },
  remove: ({ application }, { key }) =>
    changeAuthorizedClients(application, (all) => all.filter(({ appId }) => appId !== key)),
};

export function authorizedClientsOf({ resource }: ListedApplication): readonly AuthorizedClient[] {
  return objects(child(resource, 'api'), 'preAuthorizedApplications').map((each) => ({
    appId: text(each, 'appId') ?? '',
    scopeIds: strings(each, 'delegatedPermissionIds'),
  }));
}

/** Replaces the pre-authorized clients by what `change` makes of them. */
export function changeAuthorizedClients(
  application: ListedApplication,
  change: (before: readonly AuthorizedClient[]) => readonly AuthorizedClient[],
): Change {
  const before = authorizedClientsOf(application);
  const write = (all: readonly AuthorizedClient[]): GraphWrite => ({
    method: 'PATCH',
    path: applicationPath(application.clientId),
    body: {
      api: {
        preAuthorizedApplications: all.map(({ appId, scopeIds }) => ({
          appId,
          delegatedPermissionIds: scopeIds,
        })),
      },
    },
  });
  return { writes: [write(change(before))], undo: [write(before)], permission: WRITE_APPLICATIONS };
}

/** Authorizes a client for exactly these scopes, for none not at all. */
export function authorizeClient(
  application: ListedApplication,
  appId: string,
  scopeIds: readonly string[],
): Change {
  return changeAuthorizedClients(application, (all) => [
    ...all.filter((each) => each.appId !== appId),
    ...(scopeIds.length === 0 ? [] : [{ appId, scopeIds }]),
  ]);
}
