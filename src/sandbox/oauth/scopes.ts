import { GRAPH_URI } from '../directory/microsoftGraph.ts';
import type { Application, PermissionScope, ServicePrincipal, User } from '../directory/model.ts';
import type { SandboxTenant } from '../directory/sandboxTenant.ts';
import { aadsts } from './aadsts.ts';

const OPENID_SCOPES = ['openid', 'profile', 'email', 'offline_access'];

/** What one request asks of one resource. */
export interface ResourceRequest {
  /** The resource part as the client spelled it, with the slash; empty for Graph's short names. */
  readonly prefix: string;
  readonly principal: ServicePrincipal;
  /** Scope values; `.default` is kept apart. */
  readonly values: readonly string[];
  readonly isDefault: boolean;
}

/** A `scope` parameter, resolved in a tenant. */
export interface ScopeRequest {
  readonly openid: readonly string[];
  readonly resources: readonly ResourceRequest[];
}

/**
 * Resolves a space-separated `scope` in a tenant. With OpenID scopes alone the resource is Microsoft Graph, as
 * on Entra. Throws AADSTS 70011, 500011 and 650053.
 */
export function resolveScopes(scope: string, tenant: SandboxTenant): ScopeRequest {
  const asked = [...new Set(scope.split(/\s+/).filter((each) => each !== ''))];
  if (asked.length === 0) throw aadsts(70011, { scope, reason: 'it is empty' });
  const openid = asked.filter((each) => OPENID_SCOPES.includes(each));
  const byResource = new Map<string, ResourceRequest>();
  for (const each of asked.filter((name) => !OPENID_SCOPES.includes(name))) {
    const found = resolveScope(each, tenant);
    const before = byResource.get(found.principal.id);
    byResource.set(found.principal.id, before ? merge(before, found, scope) : found);
  }
  const resources = byResource.size > 0 ? [...byResource.values()] : [graphOnly(tenant)];
  return { openid, resources };
}

/** The single resource of a token request. Throws AADSTS 28000 when the scopes name several. */
export function onlyResource(request: ScopeRequest): ResourceRequest {
  const [first, ...others] = request.resources;
  if (!first || others.length > 0) {
    const scope = request.resources
      .flatMap(({ prefix, values }) => values.map((value) => prefix + value))
      .join(' ');
    throw aadsts(28000, { scope });
  }
  return first;
}

/** Splits `<resource>/<value>`; a name without a slash is a scope of Microsoft Graph. */
export function splitScope(scope: string): { readonly prefix: string; readonly value: string } {
  const slash = scope.lastIndexOf('/');
  return { prefix: scope.slice(0, slash + 1), value: scope.slice(slash + 1) };
}

function resolveScope(scope: string, tenant: SandboxTenant): ResourceRequest {
  const { prefix, value } = splitScope(scope);
  const resource = prefix === '' ? GRAPH_URI : prefix.slice(0, -1);
  const principal = tenant.resource(resource);
  if (!principal) throw aadsts(500011, { resource, tenant: tenant.domain });
  if (value === '.default') return { prefix, principal, values: [], isDefault: true };
  const known = principal.oauth2PermissionScopes.find(
    (each) => each.isEnabled && sameScope(each.value, value),
  );
  if (!known) throw aadsts(650053, { resource: principal.displayName, scope: value });
  return { prefix, principal, values: [known.value], isDefault: false };
}

const sameScope = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function merge(before: ResourceRequest, added: ResourceRequest, scope: string): ResourceRequest {
  if (before.isDefault || added.isDefault) {
    throw aadsts(70011, {
      scope,
      reason: "'.default' cannot be combined with other scopes of the same resource",
    });
  }
  return { ...before, values: [...before.values, ...added.values] };
}

function graphOnly(tenant: SandboxTenant): ResourceRequest {
  const principal = tenant.resource(GRAPH_URI);
  if (!principal) throw aadsts(500011, { resource: GRAPH_URI, tenant: tenant.domain });
  return { prefix: '', principal, values: [], isDefault: false };
}

/** What a user's request is granted already, and what is still to be consented to. */
export interface Consent {
  /** Values for `scp`: all that is granted on the resource, as Entra returns them. */
  readonly granted: readonly string[];
  readonly missing: readonly PermissionScope[];
}

/** Compares what is asked of a resource with the consent recorded for the client and user. */
export function consentFor(
  tenant: SandboxTenant,
  client: { readonly application: Application; readonly principal: ServicePrincipal },
  user: User,
  request: ResourceRequest,
): Consent {
  const granted = [
    ...tenant.grantedScopes(client.principal, request.principal, user.id),
    ...preAuthorizedScopes(tenant, client.application, request.principal),
  ];
  const wanted = request.isDefault ? requiredScopes(client.application, request.principal) : request.values;
  const missing = request.principal.oauth2PermissionScopes.filter(
    (scope) => wanted.includes(scope.value) && !granted.includes(scope.value),
  );
  const preauthorized = client.application.appId === request.principal.appId;
  return preauthorized
    ? { granted: [...new Set([...granted, ...wanted])], missing: [] }
    : { granted, missing };
}

/** Scopes that an API of this tenant gives a client without asking its users (Microsoft: preAuthorizedApplication). */
function preAuthorizedScopes(
  { content }: SandboxTenant,
  { appId }: Application,
  resource: ServicePrincipal,
): string[] {
  const api = content.applications.find((each) => each.appId === resource.appId)?.api;
  const ids = api?.preAuthorizedApplications
    .filter((each) => each.appId === appId)
    .flatMap(({ delegatedPermissionIds }) => delegatedPermissionIds);
  return resource.oauth2PermissionScopes
    .filter(({ id, isEnabled }) => isEnabled && ids?.includes(id) === true)
    .map(({ value }) => value);
}

function requiredScopes(application: Application, resource: ServicePrincipal): string[] {
  const ids = application.requiredResourceAccess
    .filter((each) => each.resourceAppId === resource.appId)
    .flatMap((each) => each.resourceAccess.map(({ id }) => id));
  return resource.oauth2PermissionScopes.filter(({ id }) => ids.includes(id)).map(({ value }) => value);
}

/** The response's `scope`, in the client's spelling so that its cache finds the token again. */
export function echoScope(
  request: ResourceRequest,
  openid: readonly string[],
  granted: readonly string[],
): string {
  const own = granted.map((value) => (OPENID_SCOPES.includes(value) ? value : request.prefix + value));
  const shown = openid.filter((each) => each !== 'offline_access');
  return [...new Set([...shown, ...own, ...(request.isDefault ? [`${request.prefix}.default`] : [])])].join(
    ' ',
  );
}
