import type { PermissionScope, ServicePrincipal } from './model.ts';
import { sandboxId } from './sandboxId.ts';

/** Azure Resource Manager's own application id and identifiers, the same in every tenant. */
export const ARM_APP_ID = '797f4846-ba00-4fd7-ba43-dac1f8f63013';
export const ARM_URI = 'https://management.azure.com';
const CLASSIC_URI = 'https://management.core.windows.net';

const userImpersonation: PermissionScope = {
  id: '41094075-9dad-400e-a0bd-54e686782033',
  value: 'user_impersonation',
  type: 'User',
  isEnabled: true,
  adminConsentDisplayName: 'Use Azure as you',
  adminConsentDescription: 'Manage Azure resources as the signed-in person.',
  userConsentDisplayName: 'Use Azure as you',
  userConsentDescription: 'Manage Azure resources in your name.',
};

/** Azure Resource Manager as a resource of a tenant, so that tokens for it can be had. */
export function armServicePrincipal(domain: string): ServicePrincipal {
  return {
    id: sandboxId(`${domain}/sp/arm`),
    appId: ARM_APP_ID,
    displayName: 'Windows Azure Service Management API',
    appDisplayName: 'Windows Azure Service Management API',
    appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
    servicePrincipalType: 'Application',
    accountEnabled: true,
    appRoleAssignmentRequired: false,
    signInAudience: 'AzureADMultipleOrgs',
    servicePrincipalNames: [ARM_APP_ID, ARM_URI, CLASSIC_URI],
    replyUrls: [],
    oauth2PermissionScopes: [userImpersonation],
    appRoles: [],
    tags: [],
  };
}
