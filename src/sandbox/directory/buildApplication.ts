import type { Credentials } from './credentials.ts';
import { secretId } from './credentials.ts';
import { graphRoles } from './graphRoles.ts';
import { graphScopes } from './graphScopes.ts';
import { GRAPH_APP_ID, GRAPH_URI } from './microsoftGraph.ts';
import type { Application, PasswordCredential, RequiredResourceAccess, ServicePrincipal } from './model.ts';
import { sandboxId } from './sandboxId.ts';
import type { ApplicationSeed, TenantSeed } from './tenantSeed.ts';

const DAY = 24 * 3600 * 1000;

export const clientIdOf = (slug: string): string =>
  slug === 'graph' ? GRAPH_APP_ID : sandboxId(`app/${slug}`);
export const objectIdOf = (slug: string): string => sandboxId(`object/${slug}`);
export const scopeId = (slug: string, value: string): string =>
  slug === 'graph' ? idIn(graphScopes, value) : sandboxId(`app/${slug}/scope/${value}`);
export const roleId = (slug: string, value: string): string =>
  slug === 'graph' ? idIn(graphRoles, value) : sandboxId(`app/${slug}/role/${value}`);

/** The registration as Graph shows it. `now` (ms) places the validity of its secrets. */
export function buildApplication(
  tenant: TenantSeed,
  seed: ApplicationSeed,
  credentials: Credentials,
  now: number,
): Application {
  const appId = clientIdOf(seed.slug);
  return {
    id: objectIdOf(seed.slug),
    appId,
    displayName: seed.name,
    description: seed.description,
    identifierUris: seed.scopes ? [seed.identifierUri ?? `api://${appId}`] : [],
    signInAudience: seed.multitenant ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
    publisherDomain: tenant.domain,
    createdDateTime: '2025-02-03T09:00:00Z',
    isFallbackPublicClient: seed.native !== undefined,
    notes: null,
    optionalClaims: null,
    groupMembershipClaims: seed.groupClaims ? 'SecurityGroup' : null,
    tags: ['sandbox'],
    web: {
      redirectUris: seed.web ?? [],
      homePageUrl: null,
      logoutUrl: null,
      implicitGrantSettings: {
        enableIdTokenIssuance: seed.implicit ?? false,
        enableAccessTokenIssuance: seed.implicit ?? false,
      },
    },
    spa: { redirectUris: seed.spa ?? [] },
    publicClient: { redirectUris: seed.native ?? [] },
    api: {
      requestedAccessTokenVersion: seed.tokenVersion === 2 ? 2 : null,
      oauth2PermissionScopes: (seed.scopes ?? []).map(({ value, title, admin }) => ({
        id: scopeId(seed.slug, value),
        value,
        type: admin ? 'Admin' : 'User',
        isEnabled: true,
        adminConsentDisplayName: title,
        adminConsentDescription: `${title} through ${seed.name}.`,
        userConsentDisplayName: title,
        userConsentDescription: `${title} through ${seed.name}.`,
      })),
      knownClientApplications: [],
      preAuthorizedApplications: [],
    },
    appRoles: (seed.appRoles ?? []).map((role) => ({
      id: roleId(seed.slug, role.value),
      value: role.value,
      allowedMemberTypes: [role.for],
      displayName: role.title,
      description: `${role.title} in ${seed.name}.`,
      isEnabled: true,
    })),
    requiredResourceAccess: requiredAccess(seed),
    passwordCredentials: passwordCredentials(seed, credentials, now),
    keyCredentials: seed.credentials?.includes('certificate') ? [credentials.certificate] : [],
  };
}

/** The application's presence in a tenant, with the object id `id`. `home` is the id of the application's own tenant. */
export function servicePrincipalOf(
  application: Application,
  id: string,
  home: string,
  assignmentRequired = false,
): ServicePrincipal {
  return {
    id,
    appId: application.appId,
    displayName: application.displayName,
    appDisplayName: application.displayName,
    appOwnerOrganizationId: home,
    servicePrincipalType: 'Application',
    accountEnabled: true,
    appRoleAssignmentRequired: assignmentRequired,
    signInAudience: application.signInAudience,
    servicePrincipalNames: [application.appId, ...application.identifierUris],
    replyUrls: [
      ...application.web.redirectUris,
      ...application.spa.redirectUris,
      ...application.publicClient.redirectUris,
    ],
    oauth2PermissionScopes: application.api.oauth2PermissionScopes,
    appRoles: application.appRoles,
    tags: ['sandbox', 'WindowsAzureActiveDirectoryIntegratedApp'],
  };
}

/** Microsoft Graph as it stands in every tenant. */
export function graphServicePrincipal(domain: string): ServicePrincipal {
  return {
    id: sandboxId(`${domain}/sp/graph`),
    appId: GRAPH_APP_ID,
    displayName: 'Microsoft Graph',
    appDisplayName: 'Microsoft Graph',
    appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
    servicePrincipalType: 'Application',
    accountEnabled: true,
    appRoleAssignmentRequired: false,
    signInAudience: 'AzureADMultipleOrgs',
    servicePrincipalNames: [GRAPH_APP_ID, GRAPH_URI],
    replyUrls: [],
    oauth2PermissionScopes: graphScopes,
    appRoles: graphRoles,
    tags: [],
  };
}

function requiredAccess(seed: ApplicationSeed): RequiredResourceAccess[] {
  return Object.entries(seed.needs ?? {}).map(([slug, { scopes = [], roles = [] }]) => ({
    resourceAppId: clientIdOf(slug),
    resourceAccess: [
      ...scopes.map((value) => ({ id: scopeId(slug, value), type: 'Scope' as const })),
      ...roles.map((value) => ({ id: roleId(slug, value), type: 'Role' as const })),
    ],
  }));
}

function passwordCredentials(
  seed: ApplicationSeed,
  credentials: Credentials,
  now: number,
): PasswordCredential[] {
  const validity = { secret: [-30, 365], expiredSecret: [-400, -35] } as const;
  return (['secret', 'expiredSecret'] as const)
    .filter((kind) => seed.credentials?.includes(kind))
    .map((kind) => ({
      keyId: secretId(seed, kind),
      displayName: kind === 'secret' ? 'Sandbox secret' : 'Old secret',
      hint: (credentials.secrets.get(secretId(seed, kind)) ?? '').slice(0, 3),
      startDateTime: day(now + validity[kind][0] * DAY),
      endDateTime: day(now + validity[kind][1] * DAY),
    }));
}

function day(time: number): string {
  return `${new Date(time).toISOString().slice(0, 10)}T00:00:00Z`;
}

function idIn(
  permissions: readonly { readonly id: string; readonly value: string }[],
  value: string,
): string {
  const found = permissions.find((each) => each.value === value);
  if (!found) throw new TypeError(`Microsoft Graph has no permission ${value} in the sandbox`);
  return found.id;
}
