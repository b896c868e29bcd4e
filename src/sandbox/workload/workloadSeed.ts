import { base64url } from 'jose';
import { objectIdOf, roleId } from '../directory/buildApplication.ts';
import { derive } from '../directory/credentials.ts';
import type { Directory } from '../directory/directory.ts';
import { GRAPH_APP_ID } from '../directory/microsoftGraph.ts';
import type { FederatedIdentityCredential, ServicePrincipal } from '../directory/model.ts';
import { sandboxId } from '../directory/sandboxId.ts';
import type { SandboxTenant } from '../directory/sandboxTenant.ts';

/** Microsoft's client id of `api://AzureADTokenExchange`, the audience of federated tokens. */
export const TOKEN_EXCHANGE_APP_ID = 'fb60f99c-7a34-4190-8149-302f77469936';
export const TOKEN_EXCHANGE_URI = 'api://AzureADTokenExchange';

/** The repository whose workflow may sign in as the federated application. */
export const WORKFLOW_SUBJECT = 'repo:contoso/sync:ref:refs/heads/main';

/** A managed identity of the sandbox's "host". */
export interface ManagedIdentity {
  readonly kind: 'SystemAssigned' | 'UserAssigned';
  readonly name: string;
  readonly clientId: string;
  /** Object id of its service principal. */
  readonly objectId: string;
  /** Azure resource id: of the host, or of the identity itself. */
  readonly resourceId: string;
}

/** What proves that a request comes from the sandbox's host or its workflow runner. Secret. */
export interface WorkloadSecrets {
  /** Value of `IDENTITY_HEADER`. */
  readonly identityHeader: string;
  /** Value of `ACTIONS_ID_TOKEN_REQUEST_TOKEN`. */
  readonly requestToken: string;
}

/** Everything about workloads that is no Graph resource. */
export interface Workload {
  readonly tenant: SandboxTenant;
  /** The system-assigned identity first. */
  readonly identities: readonly ManagedIdentity[];
  readonly secrets: WorkloadSecrets;
}

const RESOURCE_GROUP = `/subscriptions/${sandboxId('subscription')}/resourcegroups/contoso`;
const PROVIDERS = {
  SystemAssigned: 'Microsoft.Web/sites',
  UserAssigned: 'Microsoft.ManagedIdentity/userAssignedIdentities',
};
/** The identities, each with the application roles of Microsoft Graph it holds. A new one is one entry. */
const seeds = [
  { kind: 'SystemAssigned', name: 'contoso-web', roles: ['User.Read.All'] },
  { kind: 'UserAssigned', name: 'contoso-shared', roles: ['User.Read.All', 'Group.Read.All'] },
] as const;

/**
 * Adds to the directory what lets workloads sign in without a secret: managed identities in the first tenant, the
 * token exchange resource in each, and trust of Contoso Sync Service in the sandbox's own issuers, whose addresses
 * begin with `origin`.
 */
export async function seedWorkload(directory: Directory, origin: string, seed: string): Promise<Workload> {
  const [home, partner] = directory.tenants;
  if (!home || !partner) throw new TypeError('the sandbox has two tenants');
  for (const tenant of directory.tenants) tenant.content.servicePrincipals.push(tokenExchange(tenant));
  const identities = seeds.map((each) => addIdentity(home, each));
  trust(home, 'sandbox-actions', `${origin}/actions`, WORKFLOW_SUBJECT);
  trust(home, 'sandbox-identity', `${origin}/${home.id}/v2.0`, identities.at(-1)?.objectId ?? '');
  const importer = partner.content.servicePrincipals.find(
    ({ displayName }) => displayName === 'Fabrikam Importer',
  );
  trust(home, 'fabrikam-importer', `${origin}/${partner.id}/v2.0`, importer?.id ?? '');
  const secret = async (label: string) => base64url.encode(await derive(seed, label)).slice(0, 32);
  return {
    tenant: home,
    identities,
    secrets: { identityHeader: await secret('identity-header'), requestToken: await secret('actions-token') },
  };
}

function addIdentity(tenant: SandboxTenant, { kind, name, roles }: (typeof seeds)[number]): ManagedIdentity {
  const identity: ManagedIdentity = {
    kind,
    name,
    clientId: sandboxId(`managed-identity/${name}/client`),
    objectId: sandboxId(`managed-identity/${name}`),
    resourceId: `${RESOURCE_GROUP}/providers/${PROVIDERS[kind]}/${name}`,
  };
  const { content } = tenant;
  content.servicePrincipals.push({
    ...servicePrincipal(identity.objectId, identity.clientId, name, tenant.id),
    servicePrincipalType: 'ManagedIdentity',
    tags: ['sandbox'],
  });
  const graph = tenant.servicePrincipal(GRAPH_APP_ID);
  for (const role of roles) {
    content.appRoleAssignments.push({
      id: sandboxId(`managed-identity/${name}/${role}`),
      appRoleId: roleId('graph', role),
      principalId: identity.objectId,
      principalDisplayName: name,
      principalType: 'ServicePrincipal',
      resourceId: graph?.id ?? '',
      resourceDisplayName: 'Microsoft Graph',
      createdDateTime: '2025-02-03T09:00:00Z',
    });
  }
  return identity;
}

function tokenExchange(tenant: SandboxTenant): ServicePrincipal {
  const id = sandboxId(`${tenant.domain}/sp/token-exchange`);
  const principal = servicePrincipal(
    id,
    TOKEN_EXCHANGE_APP_ID,
    'AAD Token Exchange',
    'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
  );
  return { ...principal, servicePrincipalNames: [TOKEN_EXCHANGE_APP_ID, TOKEN_EXCHANGE_URI] };
}

function servicePrincipal(id: string, appId: string, name: string, home: string): ServicePrincipal {
  return {
    id,
    appId,
    displayName: name,
    appDisplayName: name,
    appOwnerOrganizationId: home,
    servicePrincipalType: 'Application',
    accountEnabled: true,
    appRoleAssignmentRequired: false,
    signInAudience: 'AzureADMyOrg',
    servicePrincipalNames: [appId],
    replyUrls: [],
    oauth2PermissionScopes: [],
    appRoles: [],
    tags: [],
  };
}

function trust(tenant: SandboxTenant, name: string, issuer: string, subject: string): void {
  const credential: FederatedIdentityCredential = {
    id: sandboxId(`federated/contoso-daemon-certificate/${name}`),
    ...{ name, issuer, subject },
    audiences: [TOKEN_EXCHANGE_URI],
    description: null,
  };
  tenant.content.federatedIdentityCredentials.push({
    of: objectIdOf('contoso-daemon-certificate'),
    credential,
  });
}
