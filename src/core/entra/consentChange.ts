import { IdentityError } from '../errors.ts';
import { text, type JsonObject } from '../json.ts';
import type { RequestedPermission } from './applicationProperties.ts';
import type { Change } from './change.ts';
import { readGranted, type ApiResource, type Grants } from './consent.ts';
import type { Graph, GraphWrite } from './graph.ts';

/** What granting and taking back takes (Microsoft: permissions reference). */
export const GRANT_CONSENT = 'DelegatedPermissionGrant.ReadWrite.All, AppRoleAssignment.ReadWrite.All';

/**
 * The requests that grant what is missing for everybody (Microsoft: grant permissions programmatically), in order.
 * The service principal has to exist. Beside them, what was granted before.
 */
export async function consentWrites(
  graph: Graph,
  clientId: string,
  requested: readonly RequestedPermission[],
  signal?: AbortSignal,
): Promise<{ readonly writes: readonly GraphWrite[]; readonly scopes: Grants['scopes'] }> {
  const { grants, resources } = await readGranted(graph, clientId, requested, signal);
  if ('error' in grants) throw grants.error;
  const { principalId } = grants;
  if (principalId === undefined) throw new IdentityError('application.noPrincipal', { clientId });
  const writes = resources.flatMap((resource) => {
    const wanted = resource.permissions.filter(({ id, type }) =>
      requested.some((each) => each.resourceAppId === resource.appId && each.id === id && each.type === type),
    );
    return [
      ...scopeWrites(principalId, resource, grants, wanted),
      ...roleWrites(principalId, resource, grants, wanted),
    ];
  });
  return { writes, scopes: grants.scopes };
}

function scopeWrites(
  principalId: string,
  { principalId: resourceId }: ApiResource,
  grants: Grants,
  wanted: ApiResource['permissions'],
): readonly GraphWrite[] {
  const values = wanted.filter(({ type }) => type === 'Scope').map(({ value }) => value);
  const grant = grants.scopes.find((each) => each.resourceId === resourceId);
  if (values.every((value) => grant?.values.includes(value))) return [];
  const scope = [...new Set([...(grant?.values ?? []), ...values])].join(' ');
  if (grant !== undefined)
    return [
      { method: 'PATCH', path: `/oauth2PermissionGrants/${encodeURIComponent(grant.id)}`, body: { scope } },
    ];
  const body = { clientId: principalId, consentType: 'AllPrincipals', resourceId, scope };
  return [{ method: 'POST', path: '/oauth2PermissionGrants', body }];
}

function roleWrites(
  principalId: string,
  { principalId: resourceId }: ApiResource,
  grants: Grants,
  wanted: ApiResource['permissions'],
): readonly GraphWrite[] {
  return wanted
    .filter(
      ({ type, id }) =>
        type === 'Role' && !grants.roles.some((each) => each.id === id && each.resourceId === resourceId),
    )
    .map(({ id }) => ({
      method: 'POST',
      path: `/servicePrincipals/${principalId}/appRoleAssignments`,
      body: { principalId, resourceId, appRoleId: id },
    }));
}

/** What takes granted consent back: `answers` are what Graph said to the writes, `before` the scopes granted until then. */
export function consentUndo(
  writes: readonly GraphWrite[],
  answers: readonly JsonObject[],
  before: Grants['scopes'],
): readonly GraphWrite[] {
  return writes.map(({ method, path }, index): GraphWrite => {
    if (method === 'POST')
      return {
        method: 'DELETE',
        path: `${path}/${encodeURIComponent(text(answers[index] ?? {}, 'id') ?? '')}`,
      };
    const grant = before.find(({ id }) => path.endsWith(`/${encodeURIComponent(id)}`));
    return { method: 'PATCH', path, body: { scope: grant?.values.join(' ') ?? '' } };
  });
}

/** What takes one permission back from everybody, undefined when it is not granted. Throws the `graph.*` errors. */
export async function revocation(
  graph: Graph,
  clientId: string,
  permission: RequestedPermission,
): Promise<Change | undefined> {
  const { grants, resources } = await readGranted(graph, clientId, [permission]);
  if ('error' in grants) throw grants.error;
  const [resource] = resources;
  const { principalId } = grants;
  if (resource === undefined || principalId === undefined) return undefined;
  return permission.type === 'Role'
    ? roleRevocation(principalId, resource, grants, permission)
    : scopeRevocation(principalId, resource, grants, permission);
}

function roleRevocation(
  principalId: string,
  { principalId: resourceId }: ApiResource,
  { roles }: Grants,
  { id }: RequestedPermission,
): Change | undefined {
  const held = roles.find((each) => each.id === id && each.resourceId === resourceId);
  if (held === undefined) return undefined;
  const path = `/servicePrincipals/${encodeURIComponent(principalId)}/appRoleAssignments`;
  return {
    writes: [{ method: 'DELETE', path: `${path}/${encodeURIComponent(held.assignmentId)}` }],
    undo: [{ method: 'POST', path, body: { principalId, resourceId, appRoleId: id } }],
    permission: GRANT_CONSENT,
  };
}

function scopeRevocation(
  principalId: string,
  { principalId: resourceId, permissions }: ApiResource,
  { scopes }: Grants,
  { id }: RequestedPermission,
): Change | undefined {
  const value = permissions.find((each) => each.id === id && each.type === 'Scope')?.value ?? '';
  const grant = scopes.find((each) => each.resourceId === resourceId && each.values.includes(value));
  if (grant === undefined) return undefined;
  const path = `/oauth2PermissionGrants/${encodeURIComponent(grant.id)}`;
  const scope = grant.values.join(' ');
  const others = grant.values.filter((each) => each !== value);
  const body = { clientId: principalId, consentType: 'AllPrincipals', resourceId, scope };
  return others.length === 0
    ? {
        writes: [{ method: 'DELETE', path }],
        undo: [{ method: 'POST', path: '/oauth2PermissionGrants', body }],
        permission: GRANT_CONSENT,
      }
    : {
        writes: [{ method: 'PATCH', path, body: { scope: others.join(' ') } }],
        undo: [{ method: 'PATCH', path, body: { scope } }],
        permission: GRANT_CONSENT,
      };
}
