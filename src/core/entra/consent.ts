import { IdentityError } from '../errors.ts';
import { strings, text, type JsonObject } from '../json.ts';
import { objects, type RequestedPermission } from './applicationProperties.ts';
import { pageOf, pagesOf, type Graph, type GraphOptions } from './graph.ts';
import { unless, type GraphResult } from './graphBatch.ts';

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
export interface Grants {
  readonly principalId: string | undefined;
  readonly scopes: readonly {
    readonly id: string;
    readonly resourceId: string;
    readonly values: readonly string[];
  }[];
  readonly roles: readonly {
    readonly assignmentId: string;
    readonly resourceId: string;
    readonly id: string;
  }[];
}

export interface ApiResource {
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
  const { grants, resources } = await readGranted(graph, clientId, requested, signal);
  const readable = 'error' in grants ? undefined : grants;
  if ('error' in grants && !IdentityError.is(grants.error, 'graph.forbidden')) throw grants.error;
  return requested.map((permission) => {
    const resource = resources.find((each) => each.appId === permission.resourceAppId);
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
    return { ...named, state: stateOf(named, resource, readable) };
  });
}

function stateOf(
  permission: {
    readonly id: string;
    readonly type: string;
    readonly value: string;
    readonly needsAdmin: boolean;
  },
  resource: ApiResource | undefined,
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

/** What is granted to an application, and the APIs it asks, in one request. Throws the `graph.*` errors. */
export async function readGranted(
  graph: Graph,
  clientId: string,
  requested: readonly RequestedPermission[],
  signal?: AbortSignal,
): Promise<{
  readonly grants: Grants | { readonly error: Error };
  readonly resources: readonly ApiResource[];
}> {
  const appIds = [...new Set(requested.map(({ resourceAppId }) => resourceAppId))];
  const path = servicePrincipalPath(clientId);
  const [principal, scopes, roles, ...resources] = await graph.batch(
    [
      { path: `${path}?$select=id`, permission: READ },
      { path: `${path}/oauth2PermissionGrants`, permission: READ_GRANTS },
      { path: `${path}/appRoleAssignments`, permission: READ },
      ...appIds.map((appId) => ({ path: resourcePath(appId), permission: READ })),
    ],
    signal,
  );
  const id = unless('graph.notFound', principal)?.['id'];
  return {
    grants:
      typeof id === 'string'
        ? await readGrants(graph, id, scopes, roles, signal)
        : { principalId: undefined, scopes: [], roles: [] },
    resources: appIds.flatMap((appId, index) => {
      const json = unless('graph.notFound', resources[index]);
      return json === undefined ? [] : [resourceOf(json, appId)];
    }),
  };
}

async function readGrants(
  graph: Graph,
  principalId: string,
  scopes: GraphResult | undefined,
  roles: GraphResult | undefined,
  signal?: AbortSignal,
): Promise<Grants | { readonly error: Error }> {
  const refused = [scopes, roles].find((each) => each !== undefined && 'error' in each);
  if (refused !== undefined && 'error' in refused) return refused;
  const options = { permission: READ_GRANTS, ...(signal === undefined ? {} : { signal }) };
  const [allScopes, allRoles] = await Promise.all([
    allOf(graph, scopes, options),
    allOf(graph, roles, options),
  ]);
  return {
    principalId,
    scopes: allScopes
      .filter((each) => each['consentType'] === 'AllPrincipals')
      .map((each) => ({
        id: text(each, 'id') ?? '',
        resourceId: text(each, 'resourceId') ?? '',
        values: (text(each, 'scope') ?? '').split(' ').filter((value) => value !== ''),
      })),
    roles: allRoles.map((each) => ({
      assignmentId: text(each, 'id') ?? '',
      id: text(each, 'appRoleId') ?? '',
      resourceId: text(each, 'resourceId') ?? '',
    })),
  };
}

/** The page of a batch, with those that follow it. */
async function allOf(
  graph: Graph,
  result: GraphResult | undefined,
  options: GraphOptions,
): Promise<readonly JsonObject[]> {
  const { values, next } = pageOf(result !== undefined && 'body' in result ? result.body : {}, '/$batch');
  const found = [...values];
  if (next !== undefined) for await (const page of pagesOf(graph, next, options)) found.push(...page.values);
  return found;
}

function resourcePath(appId: string): string {
  return `${servicePrincipalPath(appId)}?$select=id,appId,displayName,appRoles,oauth2PermissionScopes`;
}

/** An API with what it offers; undefined when the tenant has no service principal for it. Throws the `graph.*` errors. */
export async function readResource(
  graph: Graph,
  appId: string,
  signal?: AbortSignal,
): Promise<ApiResource | undefined> {
  try {
    const options = { permission: READ, ...(signal === undefined ? {} : { signal }) };
    return resourceOf(await graph.get(resourcePath(appId), options), appId);
  } catch (error) {
    if (IdentityError.is(error, 'graph.notFound')) return undefined;
    throw error;
  }
}

function resourceOf(json: JsonObject, appId: string): ApiResource {
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
        .filter((each) => strings(each, 'allowedMemberTypes').includes('Application'))
        .map((each) => ({
          ...named(each),
          type: 'Role' as const,
          title: text(each, 'displayName') ?? '',
          needsAdmin: true,
        })),
    ],
  };
}
