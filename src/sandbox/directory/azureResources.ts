import type { ServicePrincipal } from './model.ts';
import { sandboxId } from './sandboxId.ts';

/** Azure's own resources as they stand in every tenant: name, application id, identifiers. Ids are Microsoft's. */
const resources: readonly (readonly [name: string, appId: string, ...identifiers: readonly string[]])[] = [
  [
    'Windows Azure Service Management API',
    '797f4846-ba00-4fd7-ba43-dac1f8f63013',
    'https://management.azure.com',
    'https://management.core.windows.net',
  ],
  ['Azure Key Vault', 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093', 'https://vault.azure.net'],
  ['Azure Storage', 'e406a681-f3d4-42a8-90b6-c2b029497af1', 'https://storage.azure.com'],
  ['Azure SQL Database', '022907d3-0f1b-48f7-badc-1ba6abab6d66', 'https://database.windows.net'],
  [
    'Azure OSSRDBMS Database',
    '123cd850-d9df-40bd-94d5-c9f07b7fa203',
    'https://ossrdbms-aad.database.windows.net',
  ],
  ['AzureDatabricks', '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d'],
  ['Microsoft.Azure.SynapseGateway', '1ac05c7e-12d2-4605-bf9d-549d7041c6b3', 'https://dev.azuresynapse.net'],
  ['Azure Kubernetes Service AAD Server', '6dae42f8-4368-4678-94ff-3960e28e3630'],
];

/** The service principals of Azure's resources in a tenant; each has the one scope user_impersonation. */
export function azureServicePrincipals(domain: string): ServicePrincipal[] {
  return resources.map(([displayName, appId, ...identifiers]) => ({
    id: sandboxId(`${domain}/sp/${appId}`),
    appId,
    displayName,
    appDisplayName: displayName,
    appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
    servicePrincipalType: 'Application',
    accountEnabled: true,
    appRoleAssignmentRequired: false,
    signInAudience: 'AzureADMultipleOrgs',
    servicePrincipalNames: [appId, ...identifiers],
    replyUrls: [],
    oauth2PermissionScopes: [
      {
        id: sandboxId(`${appId}/user_impersonation`),
        value: 'user_impersonation',
        type: 'User',
        isEnabled: true,
        adminConsentDisplayName: `Use ${displayName} as you`,
        adminConsentDescription: `Let the app use ${displayName} with your rights.`,
        userConsentDisplayName: `Use ${displayName} as you`,
        userConsentDescription: `Let the app use ${displayName} with your rights.`,
      },
    ],
    appRoles: [],
    tags: [],
  }));
}
