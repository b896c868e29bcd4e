import { child, text, type JsonObject } from '../../json.ts';
import type { GraphPage } from '../graph.ts';
import { objectNames } from '../objectNames.ts';
import {
  idOf,
  words,
  type DirectoryBranch,
  type DirectoryPage,
  type DirectoryReader,
  type DirectoryRow,
} from './branch.ts';
import { needs } from './needs.ts';

const SUBSCRIPTIONS = '/subscriptions?api-version=2022-12-01';
const AUTHORIZATION = 'providers/Microsoft.Authorization';
const ASSIGNMENTS = 'api-version=2022-04-01';
const ICONS: Readonly<Record<string, string>> = {
  User: 'account',
  Group: 'organization',
  ServicePrincipal: 'server-process',
};

/** Azure subscriptions that the account sees, with resource groups and who may do what there. */
export const subscriptions: DirectoryBranch = {
  id: 'subscriptions',
  title: 'Azure subscriptions',
  icon: 'azure',
  need: needs.subscriptions,
  async load(reader, next) {
    const found = await listArm(reader, next ?? SUBSCRIPTIONS, needs.subscriptions.permission);
    return mapped(found, (json) => ({
      id: idOf(json),
      label: text(json, 'displayName') ?? idOf(json),
      description: words(text(json, 'subscriptionId'), stateOf(json)),
      icon: 'key',
      kind: 'other',
      below: [
        roleAssignments('assignments', 'Role assignments', idOf(json), '$filter=atScope()'),
        resourceGroups(idOf(json)),
      ],
    }));
  },
};

function stateOf(json: JsonObject): string | undefined {
  const state = text(json, 'state');
  return state === 'Enabled' ? undefined : state;
}

function resourceGroups(subscription: string): DirectoryBranch {
  return {
    id: 'resourceGroups',
    title: 'Resource groups',
    icon: 'folder',
    need: needs.azureRoles,
    async load(reader, next) {
      const path = `${subscription}/resourcegroups?api-version=2021-04-01`;
      const found = await listArm(reader, next ?? path, needs.azureRoles.permission);
      return mapped(found, (json) => ({
        id: idOf(json),
        label: text(json, 'name') ?? idOf(json),
        description: text(json, 'location') ?? '',
        icon: 'folder',
        below: [roleAssignments('assignments', 'Role assignments', idOf(json), '$filter=atScope()')],
      }));
    },
  };
}

/** The Azure roles of a user, group or service principal at every scope, those through groups too. */
export function azureRolesOf(principalId: string): DirectoryBranch {
  const filter = `$filter=${encodeURIComponent(`assignedTo('${principalId}')`)}`;
  return {
    id: 'azureRoles',
    title: 'Azure roles',
    icon: 'azure',
    need: needs.azureRoles,
    async load(reader, next) {
      const found = await listArm(reader, next ?? SUBSCRIPTIONS, needs.subscriptions.permission);
      return mapped(found, (json) =>
        roleAssignments(idOf(json), text(json, 'displayName') ?? idOf(json), idOf(json), filter),
      );
    },
  };
}

/** Role assignments at a scope, with the names of roles and principals. */
function roleAssignments(id: string, title: string, scope: string, filter: string): DirectoryBranch {
  return {
    id,
    title,
    icon: 'key',
    need: needs.azureRoles,
    async load(reader, next) {
      const path = `${scope}/${AUTHORIZATION}/roleAssignments?${ASSIGNMENTS}&${filter}`;
      const permission = needs.azureRoles.permission;
      const found = await listArm(reader, next ?? path, permission);
      if (found.values.length === 0) return { items: [] };
      const [roles, names] = await Promise.all([
        rolesAt(reader, scope, permission),
        objectNames(reader, found.values.map(principalIdOf)),
      ]);
      return mapped(found, (json) => assignmentRow(json, scope, roles, names));
    },
  };
}

function assignmentRow(
  json: JsonObject,
  scope: string,
  roles: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): DirectoryRow {
  const properties = child(json, 'properties');
  const roleId = text(properties, 'roleDefinitionId')?.split('/').at(-1) ?? '';
  const type = text(properties, 'principalType') ?? '';
  const at = text(properties, 'scope') ?? '';
  const principal = principalIdOf(json);
  return {
    id: idOf(json),
    label: roles.get(roleId) ?? roleId,
    description: words(
      names.get(principal) ?? principal,
      at.toLowerCase() === scope.toLowerCase() ? undefined : at,
    ),
    tooltip: [roles.get(roleId) ?? roleId, `${names.get(principal) ?? ''} ${principal}`.trim(), at].join(
      '\n',
    ),
    icon: ICONS[type] ?? 'key',
  };
}

const principalIdOf = (json: JsonObject): string => text(child(json, 'properties'), 'principalId') ?? '';

/** Role names by the last part of their id. */
async function rolesAt(
  reader: DirectoryReader,
  scope: string,
  permission: string,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  let next: string | undefined = `${scope}/${AUTHORIZATION}/roleDefinitions?${ASSIGNMENTS}`;
  while (next !== undefined) {
    const found: GraphPage = await listArm(reader, next, permission);
    for (const json of found.values)
      names.set(text(json, 'name') ?? '', text(child(json, 'properties'), 'roleName') ?? '');
    next = found.next;
  }
  return names;
}

function listArm({ arm, signal }: DirectoryReader, path: string, permission: string): Promise<GraphPage> {
  return arm.list(path, { permission, ...(signal === undefined ? {} : { signal }) });
}

function mapped(
  { values, next }: GraphPage,
  item: (json: JsonObject) => DirectoryRow | DirectoryBranch,
): DirectoryPage {
  return { items: values.map(item), ...(next === undefined ? {} : { next }) };
}
