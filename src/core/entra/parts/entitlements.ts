import { child } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { applicationPath, type ListedApplication } from '../application.ts';
import { objects, readProperties } from '../applicationProperties.ts';
import { WRITE_APPLICATIONS, type Change } from '../change.ts';
import type { GraphWrite } from '../graph.ts';
import type { PartKind } from './part.ts';

export type EntitlementKind = 'scope' | 'role';

/** Delegated permissions that the application's API exposes. */
export const scopes: PartKind<'scope'> = {
  id: 'scope',
  title: 'Exposed scopes',
  icon: 'shield',
  count: ({ resource }) => readProperties(resource).scopes.length,
  load: ({ application, translate }) =>
    Promise.resolve(
      readProperties(application.resource).scopes.map(({ id, value, title, isEnabled, needsAdmin }) => ({
        key: id,
        label: value,
        description: [
          isEnabled ? '' : translate('disabled'),
          needsAdmin ? translate('administrators consent') : translate('users may consent'),
        ]
          .filter((each) => each !== '')
          .join(' · '),
        detail: title,
        value: `${readProperties(application.resource).identifierUris[0] ?? `api://${application.clientId}`}/${value}`,
        ...(isEnabled ? {} : { state: 'off' as const }),
      })),
    ),
  remove: ({ application }, { key }) => removeEntitlement(application, 'scope', key),
};

/** Roles that users or applications can hold on the application. */
export const roles: PartKind<'role'> = {
  id: 'role',
  title: 'App roles',
  icon: 'person',
  count: ({ resource }) => readProperties(resource).roles.length,
  load: ({ application, translate }) =>
    Promise.resolve(
      readProperties(application.resource).roles.map(({ id, value, title, isEnabled, members }) => ({
        key: id,
        label: value === '' ? title : value,
        description: [isEnabled ? '' : translate('disabled'), members.join(', ')]
          .filter((each) => each !== '')
          .join(' · '),
        detail: title,
        value,
        ...(isEnabled ? {} : { state: 'off' as const }),
      })),
    ),
  remove: ({ application }, { key }) => removeEntitlement(application, 'role', key),
};

/** The scopes or app roles as Graph has them; they are replaced whole. */
export function entitlementsOf(
  { resource }: ListedApplication,
  kind: EntitlementKind,
): readonly JsonObject[] {
  return kind === 'role'
    ? objects(resource, 'appRoles')
    : objects(child(resource, 'api'), 'oauth2PermissionScopes');
}

/** Replaces the scopes or roles by one list after the other. */
export function changeEntitlements(
  application: ListedApplication,
  kind: EntitlementKind,
  ...steps: readonly (readonly JsonObject[])[]
): Change {
  const write = (all: readonly JsonObject[]): GraphWrite => ({
    method: 'PATCH',
    path: applicationPath(application.clientId),
    body: kind === 'role' ? { appRoles: all } : { api: { oauth2PermissionScopes: all } },
  });
  const before = entitlementsOf(application, kind);
  const added = steps.at(-1)?.filter((each) => !before.some(({ id }) => id === each['id'])) ?? [];
  // What was added is enabled; Graph lets it go only when it is disabled.
  const disabled = [...before, ...added.map((each) => ({ ...each, isEnabled: false }))];
  return {
    writes: steps.map(write),
    undo: added.length === 0 ? [write(before)] : [write(disabled), write(before)],
    permission: WRITE_APPLICATIONS,
  };
}

/** Graph removes only what is disabled, so an enabled one is disabled first. */
function removeEntitlement(application: ListedApplication, kind: EntitlementKind, id: string): Change {
  const before = entitlementsOf(application, kind);
  const isEnabled = before.some((each) => each['id'] === id && each['isEnabled'] !== false);
  const disabled = before.map((each) => (each['id'] === id ? { ...each, isEnabled: false } : each));
  const without = before.filter((each) => each['id'] !== id);
  return changeEntitlements(application, kind, ...(isEnabled ? [disabled, without] : [without]));
}

/** Changes an entitlement. Graph gives an enabled one no other value, so it is disabled first where that changes. */
export function editEntitlement(
  application: ListedApplication,
  kind: EntitlementKind,
  id: string,
  members: JsonObject,
): Change {
  const before = entitlementsOf(application, kind);
  const old = before.find((each) => each['id'] === id) ?? {};
  const replaced = (by: JsonObject) => before.map((each) => (each['id'] === id ? { ...each, ...by } : each));
  const disabled = { isEnabled: false };
  const isRenamed = members['value'] !== old['value'] && old['isEnabled'] !== false;
  const { writes, ...change } = changeEntitlements(
    application,
    kind,
    ...(isRenamed ? [replaced(disabled)] : []),
    replaced(members),
  );
  const undo = changeEntitlements(
    application,
    kind,
    ...(isRenamed ? [replaced({ ...members, ...disabled })] : []),
    before,
  ).writes;
  return { ...change, writes, undo };
}
