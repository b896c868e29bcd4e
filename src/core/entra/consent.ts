import { IdentityError } from '../errors.ts';
import { text, type JsonObject } from '../json.ts';
import { objects, type RequestedPermission } from './applicationProperties.ts';
import type { Graph, GraphWrite } from './graph.ts';

/** A permission by name, and whether an administrator has granted it in this tenant. */
export interface ConsentedPermission extends RequestedPermission {
  readonly resource: string;
  /** The id itself where the API does not have it. */
  readonly value: string;
  readonly title: string;
  readonly needsAdmin: boolean;
  /** `user`: not granted for everybody, but a user may consent; `unknown`: grants may not be read. */
  readonly state: 'granted' | 'missing' | 'user' | 'unknown';
}

/** An application's presence in the tenant, and what was granted to it. */
interface Grants {
  readonly principalId: string | undefined;
  readonly scopes: readonly {
    readonly id: string;
    readonly resourceId: string;
    readonly values: readonly string[];
  }[];
  readonly roles: readonly { readonly resourceId: string; readonly id: string }[];
}

interface Resource {
  readonly appId: string;
  readonly principalId: string;
  readonly name: string;
  readonly permissions: readonly (Omit<RequestedPermission, 'resourceAppId'> & {
    readonly value: string;
    readonly title: string;
    readonly needsAdmin: boolean;
  })[];
}

const READ = 'Application.Read.All';
const READ_GRANTS = 'Directory.Read.All';

/** The address of a service principal by its application (Microsoft: servicePrincipal, alternate key). */
export function servicePrincipalPath(clientId: string): string {
  return `/servicePrincipals(appId='${encodeURIComponent(clientId.replaceAll("'", "''"))}')`;
}

/** Names what a registration asks for and tells what is granted. Throws the `graph.*` errors but for unreadable grants. */
export async function readConsent(
  graph: Graph,
  clientId: string,
  requested: readonly RequestedPermission[],
  signal?: AbortSignal,
): Promise<readonly ConsentedPermission[]> {
  const appIds = [...new Set(requested.map(({ resourceAppId }) => resourceAppId))];
  const [grants, ...resources] = await Promise.all([
    readGrants(graph, clientId, signal).catch(unlessForbidden),
    ...appIds.map((appId) => readResource(graph, appId, signal)),
  ]);
  return requested.map((permission) => {
    const resource = resources.find((each) => each?.appId === permission.resourceAppId);
    const known = resource?.permissions.find(
      ({ id, type }) => id === permission.id && type === permission.type,
    );
    const named = {
      ...permission,
      resource: resource?.name ?? permission.resourceAppId,
      value: known?.value ?? permission.id,
      title: known?.title ?? '',
      needsAdmin: known?.needsAdmin ?? true,
    };
    return { ...named, state: stateOf(named, resource, grants) };
  });
}

/**
 * The requests that grant what is missing for everybody (Microsoft: grant permissions programmatically), in order.
 * The service principal has to exist; `principalId` names it.
 */
export async function consentWrites(
  graph: Graph,
  clientId: string,
  requested: readonly RequestedPermission[],
  signal?: AbortSignal,
): Promise<readonly GraphWrite[]> {
  const grants = await readGrants(graph, clientId, signal);
  const { principalId } = grants;
  if (principalId === undefined) throw new IdentityError('application.noPrincipal', { clientId });
  const appIds = [...new Set(requested.map(({ resourceAppId }) => resourceAppId))];
  const resources = await Promise.all(appIds.map((appId) => readResource(graph, appId, signal)));
  return resources
    .filter((resource) => resource !== undefined)
    .flatMap((resource) => {
      const wanted = resource.permissions.filter(({ id, type }) =>
        requested.some(
          (each) => each.resourceAppId === resource.appId && each.id === id && each.type === type,
        ),
      );
      return [
        ...scopeWrites(principalId, resource, grants, wanted),
        ...roleWrites(principalId, resource, grants, wanted),
      ];
    });
}

function scopeWrites(
  principalId: string,
  { principalId: resourceId }: Resource,
  grants: Grants,
  wanted: Resource['permissions'],
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
  { principalId: resourceId }: Resource,
  grants: Grants,
  wanted: Resource['permissions'],
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

function stateOf(
  permission: {
    readonly id: string;
    readonly type: string;
    readonly value: string;
    readonly needsAdmin: boolean;
  },
  resource: Resource | undefined,
  grants: Grants | undefined,
): ConsentedPermission['state'] {
  if (grants === undefined) return 'unknown';
  const resourceId = resource?.principalId;
  const isGranted =
    permission.type === 'Role'
      ? grants.roles.some((each) => each.id === permission.id && each.resourceId === resourceId)
      : grants.scopes.some(
          (each) => each.resourceId === resourceId && each.values.includes(permission.value),
        );
  if (isGranted) return 'granted';
  return permission.needsAdmin ? 'missing' : 'user';
}

async function readGrants(graph: Graph, clientId: string, signal?: AbortSignal): Promise<Grants> {
  const options = signal === undefined ? {} : { signal };
  const principal = await graph
    .get(`${servicePrincipalPath(clientId)}?$select=id`, { permission: READ, ...options })
    .catch(unlessNotFound);
  const principalId = principal === undefined ? undefined : text(principal, 'id');
  if (principalId === undefined) return { principalId, scopes: [], roles: [] };
  const all = async (relation: string, permission: string) => {
    const found: JsonObject[] = [];
    let next: string | undefined = `/servicePrincipals/${principalId}/${relation}`;
    while (next !== undefined) {
      const page = await graph.list(next, { permission, ...options });
      found.push(...page.values);
      next = page.next;
    }
    return found;
  };
  const [scopes, roles] = await Promise.all([
    all('oauth2PermissionGrants', READ_GRANTS),
    all('appRoleAssignments', READ),
  ]);
  return {
    principalId,
    scopes: scopes
      .filter((each) => each['consentType'] === 'AllPrincipals')
      .map((each) => ({
        id: text(each, 'id') ?? '',
        resourceId: text(each, 'resourceId') ?? '',
        values: (text(each, 'scope') ?? '').split(' ').filter((value) => value !== ''),
      })),
    roles: roles.map((each) => ({
      id: text(each, 'appRoleId') ?? '',
      resourceId: text(each, 'resourceId') ?? '',
    })),
  };
}

/** An API with what it offers; undefined when the tenant has no service principal for it. */
export async function readResource(
  graph: Graph,
  appId: string,
  signal?: AbortSignal,
): Promise<Resource | undefined> {
  const select = 'id,appId,displayName,appRoles,oauth2PermissionScopes';
  const json = await graph
    .get(`${servicePrincipalPath(appId)}?$select=${select}`, {
      permission: READ,
      ...(signal === undefined ? {} : { signal }),
    })
    .catch(unlessNotFound);
  if (json === undefined) return undefined;
  const named = (each: JsonObject) => ({ id: text(each, 'id') ?? '', value: text(each, 'value') ?? '' });
  return {
    appId,
    principalId: text(json, 'id') ?? '',
    name: text(json, 'displayName') ?? appId,
    permissions: [
      ...objects(json, 'oauth2PermissionScopes').map((each) => ({
        ...named(each),
        type: 'Scope' as const,
        title: text(each, 'adminConsentDisplayName') ?? '',
        needsAdmin: each['type'] === 'Admin',
      })),
      ...objects(json, 'appRoles')
        .filter(
          (each) =>
            Array.isArray(each['allowedMemberTypes']) && each['allowedMemberTypes'].includes('Application'),
        )
        .map((each) => ({
          ...named(each),
          type: 'Role' as const,
          title: text(each, 'displayName') ?? '',
          needsAdmin: true,
        })),
    ],
  };
}

function unlessNotFound(error: unknown): undefined {
  if (!IdentityError.is(error, 'graph.notFound')) throw error;
}

function unlessForbidden(error: unknown): undefined {
  if (!IdentityError.is(error, 'graph.forbidden')) throw error;
}
