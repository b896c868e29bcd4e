import type { Certificate } from './certificate.ts';
import type { Application, User } from './directory/model.ts';
import type { SandboxTenant } from './directory/sandboxTenant.ts';
import { signInName } from './directory/sandboxTenant.ts';
import type { SandboxKeys } from './keys.ts';
import { redirectUris } from './oauth/redirectUri.ts';
import { actionsIssuer } from './workload/actionsIssuer.ts';
import { ACTIONS_TOKEN_PATH, APP_SERVICE_PATH } from './workload/workloadApp.ts';
import type { ManagedIdentity } from './workload/workloadSeed.ts';
import { issuer, type Sts } from './oauth/sts.ts';

/** All a client needs to use the sandbox. Holds secrets of the sandbox. */
export interface SandboxDescription {
  /** Base of authorities: an authority is `<origin>/<tenant id>`. */
  readonly origin: string;
  /** Base of Microsoft Graph, without version. */
  readonly graph: string;
  readonly tenants: readonly DescribedTenant[];
  readonly applications: readonly DescribedApplication[];
  readonly users: readonly DescribedUser[];
  /** The host's managed identities; without a name in the request, the first. */
  readonly managedIdentities: readonly ManagedIdentity[];
  /** Paths and secrets of what workloads talk to, for their environment variables. */
  readonly workload: {
    /** Under the pages' origin, where plain HTTP is served: `IDENTITY_ENDPOINT`. */
    readonly identityPath: string;
    readonly identityHeader: string;
    /** Under the sandbox's origin: `ACTIONS_ID_TOKEN_REQUEST_URL`, and the issuer it speaks for. */
    readonly actionsTokenUrl: string;
    readonly actionsRequestToken: string;
    readonly actionsIssuer: string;
  };
}

export interface DescribedTenant {
  readonly id: string;
  readonly domain: string;
  readonly name: string;
  /** Issuer of version 2.0 tokens; discovery is `<issuer>/.well-known/openid-configuration`. */
  readonly issuer: string;
}

export interface DescribedApplication {
  readonly name: string;
  readonly description: string;
  /** Home tenant. */
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly certificate?: Certificate;
  readonly redirectUris: readonly string[];
  /** Scopes it exposes, or the ones it may ask for. */
  readonly scopes: readonly string[];
}

export interface DescribedUser {
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly tenantId: string;
  readonly password: string;
}

/** The application with which the extension itself reads the sandbox's directory: client credentials. */
export const WORKBENCH_APPLICATION = 'Identity Workbench';

/** Describes the sandbox as it stands. */
export function describeSandbox(sts: Sts, keys: SandboxKeys): SandboxDescription {
  const { directory, addresses } = sts;
  return {
    origin: addresses.origin,
    graph: `${addresses.origin}/graph`,
    tenants: directory.known.map(({ id, domain, name }) => ({
      id,
      domain,
      name,
      issuer: issuer(sts, id, 2),
    })),
    applications: directory.tenants.flatMap((tenant) =>
      tenant.content.applications.map((application) => describeApplication(sts, keys, tenant, application)),
    ),
    users: directory.tenants.flatMap((tenant) =>
      tenant.content.users
        .filter((user) => user.accountEnabled)
        .map((user) => describeUser(sts, tenant, user)),
    ),
    managedIdentities: sts.workload.identities,
    workload: {
      identityPath: APP_SERVICE_PATH,
      identityHeader: sts.workload.secrets.identityHeader,
      actionsTokenUrl: addresses.origin + ACTIONS_TOKEN_PATH,
      actionsRequestToken: sts.workload.secrets.requestToken,
      actionsIssuer: actionsIssuer(sts),
    },
  };
}

function describeApplication(
  sts: Sts,
  keys: SandboxKeys,
  tenant: SandboxTenant,
  application: Application,
): DescribedApplication {
  const valid = application.passwordCredentials.find(
    ({ endDateTime }) => Date.parse(endDateTime) > sts.clock.now(),
  );
  const clientSecret = valid && sts.directory.credentials.secrets.get(valid.keyId);
  return {
    name: application.displayName,
    description: application.description ?? '',
    tenantId: tenant.id,
    clientId: application.appId,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(application.keyCredentials.length > 0 ? { certificate: keys.application } : {}),
    redirectUris: redirectUris(application),
    scopes: scopesOf(tenant, application),
  };
}

function scopesOf(tenant: SandboxTenant, { requiredResourceAccess }: Application): string[] {
  return requiredResourceAccess.flatMap(({ resourceAppId, resourceAccess }) => {
    const resource = tenant.servicePrincipal(resourceAppId);
    const prefix = resource?.servicePrincipalNames.at(-1) ?? resourceAppId;
    const ids = resourceAccess.filter(({ type }) => type === 'Scope').map(({ id }) => id);
    const scopes = resource?.oauth2PermissionScopes.filter(({ id }) => ids.includes(id)) ?? [];
    const needsRoles = resourceAccess.some(({ type }) => type === 'Role');
    return [
      ...scopes.map(({ value }) => `${prefix}/${value}`),
      ...(needsRoles ? [`${prefix}/.default`] : []),
    ];
  });
}

function describeUser(sts: Sts, tenant: SandboxTenant, user: User): DescribedUser {
  const password = sts.directory.credentials.passwords.get(user.id) ?? '';
  return {
    userPrincipalName: signInName(user),
    displayName: user.displayName,
    tenantId: tenant.id,
    password,
  };
}
