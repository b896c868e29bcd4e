import { IdentityError } from '../../errors.ts';
import { text, type JsonObject } from '../../json.ts';
import { readProperties } from '../applicationProperties.ts';
import type { Change } from '../change.ts';
import { servicePrincipalPath } from '../consent.ts';
import { pagesOf, type Graph } from '../graph.ts';
import type { PartKind } from './part.ts';

/** What assigning app roles takes (Microsoft: Grant an appRoleAssignment). */
const ASSIGN_ROLES = 'AppRoleAssignment.ReadWrite.All';
/** The id of assignments without a role. */
export const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

/** Who holds which role of the application in this tenant: users, groups and other applications. */
export const roleAssignments: PartKind<'roleAssignment'> = {
  id: 'roleAssignment',
  title: 'Role assignments',
  icon: 'person-add',
  async load({ graph, application: { clientId, resource }, translate, signal }) {
    const { roles } = readProperties(resource);
    return (await readAssignments(graph, clientId, signal)).map((json) => {
      const id = text(json, 'appRoleId');
      const role = roles.find((each) => each.id === id);
      const name = id === DEFAULT_ACCESS ? translate('default access') : translate('deleted role');
      return {
        key: text(json, 'id') ?? '',
        label: text(json, 'principalDisplayName') ?? text(json, 'principalId') ?? '',
        description: [role?.value ?? name, text(json, 'principalType')].filter(Boolean).join(' · '),
        detail: [role?.title, text(json, 'principalId')].filter(Boolean).join('\n'),
        value: text(json, 'principalId') ?? '',
        ...(role === undefined && id !== DEFAULT_ACCESS ? { state: 'warning' as const } : {}),
      };
    });
  },
  async remove({ graph, application: { clientId }, signal }, { key }) {
    const found = (await readAssignments(graph, clientId, signal)).find((each) => each['id'] === key);
    const path = `/servicePrincipals/${encodeURIComponent(text(found ?? {}, 'resourceId') ?? '')}/appRoleAssignedTo`;
    const body = Object.fromEntries(
      ['principalId', 'resourceId', 'appRoleId'].map((name) => [name, found?.[name]]),
    );
    return {
      writes: [{ method: 'DELETE', path: `${path}/${encodeURIComponent(key)}` }],
      undo: [{ method: 'POST', path, body }],
      permission: ASSIGN_ROLES,
    };
  },
};

/** Gives a role of an application's service principal to a user, group or service principal. */
export function assignRole(resourceId: string, principalId: string, appRoleId: string): Change {
  const path = `/servicePrincipals/${encodeURIComponent(resourceId)}/appRoleAssignedTo`;
  return {
    writes: [{ method: 'POST', path, body: { principalId, resourceId, appRoleId } }],
    undo: ([made]) => [
      { method: 'DELETE', path: `${path}/${encodeURIComponent(text(made ?? {}, 'id') ?? '')}` },
    ],
    permission: ASSIGN_ROLES,
  };
}

/** An application without a service principal has no assignments. Throws the `graph.*` errors. */
async function readAssignments(
  graph: Graph,
  clientId: string,
  signal?: AbortSignal,
): Promise<readonly JsonObject[]> {
  const options = { permission: 'Application.Read.All', ...(signal === undefined ? {} : { signal }) };
  const found: JsonObject[] = [];
  try {
    const path = `${servicePrincipalPath(clientId)}/appRoleAssignedTo?$top=999`;
    for await (const page of pagesOf(graph, path, options)) found.push(...page.values);
  } catch (error) {
    if (!IdentityError.is(error, 'graph.notFound')) throw error;
  }
  return found;
}
