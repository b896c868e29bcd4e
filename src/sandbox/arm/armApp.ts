import { Hono, type Context } from 'hono';
import { isObject, text, type JsonObject } from '../../core/json.ts';
import { ARM_APP_ID, ARM_URI } from '../directory/azureResourceManager.ts';
import { GRAPH_URI } from '../directory/microsoftGraph.ts';
import { callerOf, type Caller } from '../graph/caller.ts';
import { GraphError } from '../graph/graphError.ts';
import { traceOf } from '../interaction/web.ts';
import type { Sts } from '../oauth/sts.ts';

const AUDIENCES = [ARM_APP_ID, ARM_URI, 'https://management.core.windows.net'];
const PAGE = 100;
/** Built-in roles that may read everything in their scope: Owner, Contributor, Reader. */
const READING = [
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  'b24988ac-6180-42a0-ab88-20f7382dd24c',
  'acdd72a7-3385-48ef-bd42-f606fba81ae7',
];

/**
 * Azure Resource Manager, the part the sandbox has, mounted at `/arm`: subscriptions with role assignments, and what Azure
 * CLI needs to take the sandbox for a cloud.
 */
export function armApp(sts: Sts): Hono {
  const app = new Hono();
  app.get('/metadata/endpoints', (context) => context.json(cloud(sts)));
  app.get('/*', async (context) => {
    const headers = { 'Cache-Control': 'no-store', 'x-ms-request-id': traceOf(sts, context.req.raw).traceId };
    try {
      const caller = await callerOf(sts, context.req.raw, { ids: AUDIENCES, name: 'Azure Resource Manager' });
      const path = context.req.path.slice('/arm'.length);
      return Response.json(paged(sts, context, rowsAt(caller, path, context)), { headers });
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      const challenge: Record<string, string> =
        error.status === 401
          ? {
              'WWW-Authenticate': `Bearer authorization_uri="${sts.addresses.origin}/common", error="invalid_token"`,
            }
          : {};
      const body = { error: { code: error.code, message: error.message } };
      return Response.json(body, { status: error.status, headers: { ...headers, ...challenge } });
    }
  });
  return app;
}

function rowsAt(caller: Caller, path: string, { req }: Context): readonly JsonObject[] {
  if (req.query('api-version') === undefined)
    throw new GraphError(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  const { azure } = caller.tenant.governance;
  if (path === '/tenants') return [tenantOf(caller)];
  if (path === '/subscriptions')
    return azure.subscriptions.filter((each) => isVisible(caller, String(each['id'])));
  const groups = /^(\/subscriptions\/[^/]+)\/resourcegroups$/i.exec(path);
  if (groups?.[1] !== undefined) {
    const scope = requireReader(caller, groups[1]);
    return azure.resourceGroups.filter((each) => isWithin(String(each['id']), scope));
  }
  const authorization =
    /^(.*)\/providers\/Microsoft\.Authorization\/(roleAssignments|roleDefinitions)$/i.exec(path);
  if (authorization?.[1] === undefined)
    throw new GraphError(
      404,
      'InvalidResourceType',
      `The sandbox's Resource Manager has nothing at '${path}'.`,
    );
  const scope = requireReader(caller, authorization[1]);
  return authorization[2]?.toLowerCase() === 'roledefinitions'
    ? azure.roleDefinitions
    : assignmentsAt(caller, scope, req.query('$filter') ?? '');
}

function tenantOf({ tenant }: Caller): JsonObject {
  const { id, displayName, verifiedDomains } = tenant.content.organization;
  return {
    id: `/tenants/${id}`,
    tenantId: id,
    displayName,
    domains: verifiedDomains.map(({ name }) => name),
    tenantCategory: 'Home',
  };
}

/** What `az cloud register` reads (`/metadata/endpoints?api-version=2022-09-01`). */
function cloud({ addresses: { origin } }: Sts): object {
  return {
    name: 'Sandbox',
    portal: origin,
    resourceManager: `${origin}/arm`,
    authentication: {
      loginEndpoint: origin,
      audiences: [ARM_URI],
      tenant: 'common',
      identityProvider: 'AAD',
    },
    graphAudience: GRAPH_URI,
    microsoftGraphResourceId: GRAPH_URI,
    suffixes: {},
  };
}

/** At the scope, above and below it; `atScope()` leaves out what is below (Microsoft: list role assignments). */
function assignmentsAt({ tenant }: Caller, scope: string, filter: string): readonly JsonObject[] {
  const related = tenant.governance.azure.roleAssignments.filter((each) => {
    const at = scopeOf(each);
    return isWithin(scope, at) || (filter !== 'atScope()' && isWithin(at, scope));
  });
  if (filter === '' || filter === 'atScope()') return related;
  const principal = /^principalId eq '([^']*)'$/.exec(filter)?.[1];
  if (principal !== undefined) return related.filter((each) => principalOf(each) === principal);
  const assigned = /^assignedTo\('([^']*)'\)$/.exec(filter)?.[1];
  if (assigned === undefined)
    throw new GraphError(400, 'InvalidFilter', `The filter '${filter}' is not supported.`);
  const holders = [assigned, ...tenant.groupsOf(assigned).map(({ id }) => id)];
  return related.filter((each) => holders.includes(principalOf(each)));
}

function isVisible(caller: Caller, subscription: string): boolean {
  return held(caller).some((each) => isWithin(scopeOf(each), subscription));
}

/** Throws 403 AuthorizationFailed, as for a scope that does not exist. */
function requireReader(caller: Caller, scope: string): string {
  const isReader = held(caller).some(
    (each) => isWithin(scope, scopeOf(each)) && READING.some((role) => roleOf(each).endsWith(role)),
  );
  if (isReader) return scope;
  const who = text(caller.claims, 'oid') ?? '';
  throw new GraphError(
    403,
    'AuthorizationFailed',
    `The client with object id '${who}' does not have authorization to perform action 'Microsoft.Authorization/roleAssignments/read' over scope '${scope}'.`,
  );
}

function held({ tenant, claims }: Caller): readonly JsonObject[] {
  const id = text(claims, 'oid') ?? '';
  const holders = [id, ...tenant.groupsOf(id).map((group) => group.id)];
  return tenant.governance.azure.roleAssignments.filter((each) => holders.includes(principalOf(each)));
}

const properties = (row: JsonObject): JsonObject => (isObject(row['properties']) ? row['properties'] : {});
const scopeOf = (row: JsonObject): string => text(properties(row), 'scope') ?? '/';
const principalOf = (row: JsonObject): string => text(properties(row), 'principalId') ?? '';
const roleOf = (row: JsonObject): string => text(properties(row), 'roleDefinitionId') ?? '';

function isWithin(scope: string, outer: string): boolean {
  const [inside, around] = [scope.toLowerCase(), outer.toLowerCase()];
  return inside === around || inside.startsWith(around.endsWith('/') ? around : `${around}/`);
}

function paged({ addresses }: Sts, { req }: Context, rows: readonly JsonObject[]): JsonObject {
  const from = Number(req.query('$skiptoken') ?? '0');
  const next = from + PAGE;
  const link = new URL(addresses.origin + req.path);
  link.search = new URL(req.url).search;
  link.searchParams.set('$skiptoken', String(next));
  return {
    value: rows.slice(from, next),
    ...(next < rows.length ? { nextLink: link.href } : {}),
  };
}
