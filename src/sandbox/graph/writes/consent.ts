import type { AppRoleAssignment, OAuth2PermissionGrant, ServicePrincipal } from '../../directory/model.ts';
import type { SandboxTenant } from '../../directory/sandboxTenant.ts';
import { randomId } from '../../oauth/sts.ts';
import { readGuid, readText, readWord } from '../bodyReader.ts';
import { badRequest, GraphError, notFound } from '../graphError.ts';
import {
  DONE,
  grantRoles,
  grantScopes,
  put,
  type WriteAnswer,
  type WriteContext,
  type WriteRoute,
} from './route.ts';

/** Consent: delegated permission grants and app role assignments. */
export const consentWrites: readonly WriteRoute[] = [
  {
    method: 'POST',
    path: 'oauth2PermissionGrants',
    permissions: grantScopes,
    act({ sts, tenant, body }) {
      const consentType = readWord(body, 'consentType', ['AllPrincipals', 'Principal']);
      const grant: OAuth2PermissionGrant = {
        id: randomId(sts.random),
        clientId: principalOf(tenant, readGuid(body, 'clientId')).id,
        consentType,
        principalId: consentType === 'Principal' ? readGuid(body, 'principalId') : null,
        resourceId: principalOf(tenant, readGuid(body, 'resourceId')).id,
        scope: readText(body, 'scope').trim(),
      };
      const isSame = (each: OAuth2PermissionGrant) =>
        each.clientId === grant.clientId &&
        each.resourceId === grant.resourceId &&
        each.principalId === grant.principalId;
      if (tenant.content.oauth2PermissionGrants.some(isSame))
        throw new GraphError(
          409,
          'Request_MultipleObjectsWithSameKeyValue',
          'Permission entry already exists.',
        );
      tenant.content.oauth2PermissionGrants.push(grant);
      return { status: 201, body: grant };
    },
  },
  {
    method: 'PATCH',
    path: 'oauth2PermissionGrants/*',
    permissions: grantScopes,
    act({ tenant, keys, body }) {
      const grant = grantOf(tenant, keys[0]);
      put(tenant.content.oauth2PermissionGrants, grant, { ...grant, scope: readText(body, 'scope').trim() });
      return DONE;
    },
  },
  {
    method: 'DELETE',
    path: 'oauth2PermissionGrants/*',
    permissions: grantScopes,
    act({ tenant, keys }) {
      put(tenant.content.oauth2PermissionGrants, grantOf(tenant, keys[0]), undefined);
      return DONE;
    },
  },
  {
    method: 'POST',
    path: 'servicePrincipals/*/appRoleAssignments',
    permissions: grantRoles,
    act(context) {
      const { tenant, keys, body } = context;
      if (principalOf(tenant, keys[0]).id !== readGuid(body, 'principalId'))
        throw badRequest('The principalId is not the service principal of the path.');
      return assign(context);
    },
  },
  {
    method: 'DELETE',
    path: 'servicePrincipals/*/appRoleAssignments/*',
    permissions: grantRoles,
    act: unassign,
  },
  {
    method: 'POST',
    path: 'servicePrincipals/*/appRoleAssignedTo',
    permissions: grantRoles,
    act(context) {
      const { tenant, keys, body } = context;
      if (principalOf(tenant, keys[0]).id !== readGuid(body, 'resourceId'))
        throw badRequest('The resourceId is not the service principal of the path.');
      return assign(context);
    },
  },
  {
    method: 'DELETE',
    path: 'servicePrincipals/*/appRoleAssignedTo/*',
    permissions: grantRoles,
    act: unassign,
  },
];

/** The id of assignments without a role. */
const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

/** Gives a role on a resource to a user, group or service principal. */
function assign({ sts, tenant, body }: WriteContext): WriteAnswer {
  const { id, displayName, type } = holderOf(tenant, readGuid(body, 'principalId'));
  const resource = principalOf(tenant, readGuid(body, 'resourceId'));
  const appRoleId = readGuid(body, 'appRoleId');
  if (appRoleId !== DEFAULT_ACCESS && !resource.appRoles.some((role) => role.id === appRoleId))
    throw badRequest(`Permission being assigned was not found on application '${resource.appId}'.`);
  const { appRoleAssignments } = tenant.content;
  const isSame = (each: AppRoleAssignment) =>
    each.principalId === id && each.resourceId === resource.id && each.appRoleId === appRoleId;
  if (appRoleAssignments.some(isSame))
    throw badRequest('Permission being assigned already exists on the object.');
  const assignment: AppRoleAssignment = {
    id: randomId(sts.random),
    appRoleId,
    principalId: id,
    principalDisplayName: displayName,
    principalType: type,
    resourceId: resource.id,
    resourceDisplayName: resource.displayName,
    createdDateTime: new Date(sts.clock.now()).toISOString(),
  };
  appRoleAssignments.push(assignment);
  return { status: 201, body: assignment };
}

function unassign({ tenant, keys }: WriteContext): WriteAnswer {
  const assignment = tenant.content.appRoleAssignments.find(({ id }) => id === keys[1]);
  if (assignment === undefined) throw notFound(keys[1] ?? '');
  put(tenant.content.appRoleAssignments, assignment, undefined);
  return DONE;
}

/** Who can hold a role. Throws 404. */
function holderOf({ content }: SandboxTenant, id: string) {
  const kinds = [
    ['User', content.users],
    ['Group', content.groups],
    ['ServicePrincipal', content.servicePrincipals],
  ] as const;
  for (const [type, objects] of kinds) {
    const found = objects.find((each) => each.id === id);
    if (found !== undefined) return { id, displayName: found.displayName, type };
  }
  throw notFound(id);
}

function principalOf({ content }: SandboxTenant, key: string | undefined = ''): ServicePrincipal {
  const wanted = key.toLowerCase();
  const found = content.servicePrincipals.find(
    (each) => each.id === wanted || `appid=${each.appId}` === wanted,
  );
  if (found === undefined) throw notFound(key);
  return found;
}

function grantOf({ content }: SandboxTenant, key: string | undefined = ''): OAuth2PermissionGrant {
  const found = content.oauth2PermissionGrants.find(({ id }) => id === key);
  if (found === undefined) throw notFound(key);
  return found;
}
