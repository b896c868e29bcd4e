import type { JsonObject } from '../../json.ts';
import { applicationPath, type ListedApplication } from '../application.ts';
import { objects, readProperties, type RequestedPermission } from '../applicationProperties.ts';
import { WRITE_APPLICATIONS, type Change } from '../change.ts';
import { readConsent, type ConsentedPermission } from '../consent.ts';
import type { GraphWrite } from '../graph.ts';
import type { Part, PartKind } from './part.ts';

const states: Readonly<
  Record<ConsentedPermission['state'], { readonly text: string; readonly state?: NonNullable<Part['state']> }>
> = {
  granted: { text: 'granted', state: 'good' },
  missing: { text: 'admin consent missing', state: 'warning' },
  user: { text: 'each user consents' },
  unknown: { text: 'consent not readable without Directory.Read.All' },
};

/** API permissions the registration asks for, with whether they are granted. */
export const permissions: PartKind<'permission'> = {
  id: 'permission',
  title: 'API permissions',
  icon: 'unlock',
  count: ({ resource }) => readProperties(resource).requested.length,
  async load({ graph, application, translate, signal }) {
    const requested = readProperties(application.resource).requested;
    const consent = await readConsent(graph, application.clientId, requested, signal);
    return consent.map((permission) => {
      const { text, state } = states[permission.state];
      const type = permission.type === 'Role' ? translate('application') : translate('delegated');
      return {
        key: permissionKey(permission),
        label: permission.value,
        description: [permission.resource, type, translate(text)].join(' · '),
        detail: permission.title,
        value: permission.value,
        ...(state === undefined ? {} : { state }),
      };
    });
  },
  remove: ({ application }, { key }) =>
    changePermissions(application, (all) => all.filter((each) => permissionKey(each) !== key)),
};

/** What tells a permission from the others of a registration. */
export const permissionKey = ({ resourceAppId, id, type }: RequestedPermission) =>
  `${resourceAppId} ${type} ${id}`;

/** Replaces what the registration asks for. It takes nothing back that was granted. */
export function changePermissions(
  { clientId, resource }: ListedApplication,
  change: (before: readonly RequestedPermission[]) => readonly RequestedPermission[],
): Change {
  const write = (requiredResourceAccess: readonly JsonObject[]): GraphWrite => ({
    method: 'PATCH',
    path: applicationPath(clientId),
    body: { requiredResourceAccess },
  });
  return {
    writes: [write(requiredResourceAccess(change(readProperties(resource).requested)))],
    undo: [write(objects(resource, 'requiredResourceAccess'))],
    permission: WRITE_APPLICATIONS,
  };
}

/** Permissions grouped by API, as `requiredResourceAccess` has them. */
export function requiredResourceAccess(requested: readonly RequestedPermission[]): readonly JsonObject[] {
  const appIds = [...new Set(requested.map(({ resourceAppId }) => resourceAppId))];
  return appIds.map((resourceAppId) => ({
    resourceAppId,
    resourceAccess: requested
      .filter((each) => each.resourceAppId === resourceAppId)
      .map(({ id, type }) => ({ id, type })),
  }));
}
