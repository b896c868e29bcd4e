import { child, isObject, list, strings, text, type JsonObject } from '../json.ts';
import { readRegistration, type Registration } from '../oauth/preflight/subject.ts';
import { applicationQueryPath, type ApplicationQuery } from './applicationQuery.ts';
import type { Graph, GraphOptions } from './graph.ts';

/** Where a redirect URI is registered; decides Origin, PKCE and secrets (Entra "platform configurations"). */
export type Platform = 'web' | 'spa' | 'publicClient';

/** An app registration, as much of it as rows and flows need. */
export interface Application extends Registration {
  readonly objectId: string;
  readonly clientId: string;
  readonly name: string;
  readonly hasSecret: boolean;
  /** Whether it asks for delegated permissions (scopes) and for application permissions (roles). */
  readonly requests: { readonly scopes: boolean; readonly roles: boolean };
  /** Delegated scopes it exposes, fully written (`api://…/Read`). */
  readonly exposedScopes: readonly string[];
  readonly appRoles: readonly string[];
}

/** An app registration with Graph's resource as it came, from which `readProperties` takes the rest. */
export interface ListedApplication extends Application {
  readonly resource: JsonObject;
}

export interface ApplicationPage {
  readonly applications: readonly ListedApplication[];
  readonly next?: string;
}

const SELECT =
  'id,appId,displayName,description,notes,signInAudience,web,spa,publicClient,isFallbackPublicClient,passwordCredentials,keyCredentials,requiredResourceAccess,identifierUris,api,appRoles,groupMembershipClaims,optionalClaims,tags,deletedDateTime';
const PERMISSION = 'Application.Read.All';

/** Where Graph has the registration (Microsoft: applications by alternate key). */
export function applicationPath(clientId: string): string {
  return `/applications(appId='${encodeURIComponent(clientId.replaceAll("'", "''"))}')`;
}

/** One page of the tenant's app registrations that a query asks for, all by default. Throws the `graph.*` errors. */
export async function listApplications(
  graph: Graph,
  options: Omit<GraphOptions, 'permission' | 'eventual'> & {
    query?: ApplicationQuery;
    next?: string;
    pageSize?: number;
  },
): Promise<ApplicationPage> {
  const { next, pageSize = 50, query = { list: 'all' }, ...rest } = options;
  const { path, eventual } = applicationQueryPath(query, SELECT, pageSize);
  const page = await graph.list(next ?? path, { ...rest, eventual, permission: PERMISSION });
  const applications = page.values.map(readListed).filter((each) => each !== undefined);
  return { applications, ...(page.next === undefined ? {} : { next: page.next }) };
}

/** The app registration with this client id, undefined when the tenant has none. */
export async function findApplication(
  graph: Graph,
  clientId: string,
  signal?: AbortSignal,
): Promise<ListedApplication | undefined> {
  const filter = encodeURIComponent(`appId eq '${clientId.replaceAll("'", "''")}'`);
  const page = await graph.list(`/applications?$filter=${filter}&$select=${SELECT}`, {
    permission: PERMISSION,
    ...(signal === undefined ? {} : { signal }),
  });
  return page.values.map(readListed).find((each) => each !== undefined);
}

function readListed(resource: JsonObject): ListedApplication | undefined {
  const application = readApplication(resource);
  return application === undefined ? undefined : { ...application, resource };
}

/** Reads Graph's `application` resource; undefined when it has no `appId`. */
export function readApplication(json: JsonObject): Application | undefined {
  const clientId = text(json, 'appId');
  const objectId = text(json, 'id');
  if (clientId === undefined || objectId === undefined) return undefined;
  const identifier = strings(json, 'identifierUris')[0] ?? `api://${clientId}`;
  const enabled = (member: JsonObject, name: string) =>
    list(member, name)
      .filter(isObject)
      .filter((each) => each['isEnabled'] !== false);
  const values = (objects: readonly JsonObject[]) =>
    objects.map((each) => text(each, 'value')).filter((each) => each !== undefined);
  const asked = list(json, 'requiredResourceAccess')
    .filter(isObject)
    .flatMap((resource) => list(resource, 'resourceAccess').filter(isObject))
    .map((access) => text(access, 'type'));
  return {
    objectId,
    clientId,
    name: text(json, 'displayName') ?? clientId,
    ...readRegistration(json),
    hasSecret: list(json, 'passwordCredentials').length > 0,
    requests: { scopes: asked.includes('Scope'), roles: asked.includes('Role') },
    exposedScopes: values(enabled(child(json, 'api'), 'oauth2PermissionScopes')).map(
      (scope) => `${identifier}/${scope}`,
    ),
    appRoles: values(enabled(json, 'appRoles')),
  };
}

/** The registration in one word, as rows show it. */
export function platformName({
  redirectUris,
  hasSecret,
  hasCertificate,
  exposedScopes,
}: Application): string {
  const names: string[] = [];
  if (redirectUris.web.length > 0) names.push('Web');
  if (redirectUris.spa.length > 0) names.push('SPA');
  if (redirectUris.publicClient.length > 0) names.push('Public client');
  if (exposedScopes.length > 0) names.push('API');
  if (names.length === 0) names.push(hasSecret || hasCertificate ? 'Daemon' : 'No platform');
  return names.join(' · ');
}
