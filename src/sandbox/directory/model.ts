/**
 * What a sandbox tenant holds, as Microsoft Graph v1.0 shapes it: the authorization server reads the very
 * resources that Graph serves, so a change through Graph changes how the flows behave.
 */

import type { JsonObject } from '../../core/json.ts';

interface DirectoryObject {
  readonly id: string;
  readonly displayName: string;
}

export interface Organization extends DirectoryObject {
  readonly createdDateTime: string;
  readonly countryLetterCode: string;
  readonly tenantType: 'AAD';
  readonly verifiedDomains: readonly {
    readonly name: string;
    readonly isDefault: boolean;
    readonly isInitial: boolean;
    readonly type: 'Managed' | 'Federated';
  }[];
  readonly onPremisesSyncEnabled: boolean | null;
  readonly onPremisesLastSyncDateTime: string | null;
  readonly onPremisesLastPasswordSyncDateTime: string | null;
}

/** Where a synchronized user comes from; all null for one made in the cloud. */
export interface OnPremisesOrigin {
  readonly onPremisesSyncEnabled: boolean | null;
  /** The source anchor. */
  readonly onPremisesImmutableId: string | null;
  readonly onPremisesDistinguishedName: string | null;
  readonly onPremisesSamAccountName: string | null;
  readonly onPremisesSecurityIdentifier: string | null;
  readonly onPremisesDomainName: string | null;
  readonly onPremisesLastSyncDateTime: string | null;
}

export interface User extends DirectoryObject, OnPremisesOrigin {
  readonly userPrincipalName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly mail: string | null;
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly officeLocation: string | null;
  readonly mobilePhone: string | null;
  readonly businessPhones: readonly string[];
  readonly preferredLanguage: string | null;
  readonly accountEnabled: boolean;
  readonly userType: 'Member' | 'Guest';
  readonly externalUserState: 'PendingAcceptance' | 'Accepted' | null;
  readonly proxyAddresses: readonly string[];
  readonly createdDateTime: string;
}

export interface Group extends DirectoryObject {
  readonly description: string | null;
  readonly mail: string | null;
  readonly mailEnabled: boolean;
  readonly mailNickname: string;
  readonly securityEnabled: boolean;
  readonly groupTypes: readonly string[];
  readonly membershipRule: string | null;
  readonly membershipRuleProcessingState: 'On' | 'Paused' | null;
  readonly visibility: string | null;
  readonly createdDateTime: string;
}

export interface DirectoryRole extends DirectoryObject {
  readonly roleTemplateId: string;
  readonly description: string;
}

/** A delegated permission (`scp`) that an API exposes. */
export interface PermissionScope {
  readonly id: string;
  readonly value: string;
  readonly type: 'User' | 'Admin';
  readonly isEnabled: boolean;
  readonly adminConsentDisplayName: string;
  readonly adminConsentDescription: string;
  readonly userConsentDisplayName: string | null;
  readonly userConsentDescription: string | null;
}

/** A role (`roles`) that users or applications can hold on an API. */
export interface AppRole {
  readonly id: string;
  readonly value: string;
  readonly allowedMemberTypes: readonly ('User' | 'Application')[];
  readonly displayName: string;
  readonly description: string;
  readonly isEnabled: boolean;
}

export interface PasswordCredential {
  readonly keyId: string;
  readonly displayName: string;
  readonly hint: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
}

export interface KeyCredential {
  readonly keyId: string;
  readonly displayName: string;
  readonly type: 'AsymmetricX509Cert';
  readonly usage: 'Verify';
  /** SHA-1 thumbprint of the certificate, base64. */
  readonly customKeyIdentifier: string;
  /** DER of the certificate, base64. */
  readonly key: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
}

export interface RequiredResourceAccess {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: 'Scope' | 'Role' }[];
}

export const signInAudiences = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
] as const;
export type SignInAudience = (typeof signInAudiences)[number];

/** Trust in tokens of another issuer instead of a secret. */
export interface FederatedIdentityCredential {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly description: string | null;
}

/** An application registration, in its home tenant. */
export interface Application extends DirectoryObject {
  readonly appId: string;
  readonly description: string | null;
  readonly identifierUris: readonly string[];
  readonly signInAudience: SignInAudience;
  readonly publisherDomain: string;
  readonly createdDateTime: string;
  readonly isFallbackPublicClient: boolean;
  readonly notes: string | null;
  /** Kept and shown; the sandbox's tokens do not follow them. */
  readonly optionalClaims: JsonObject | null;
  readonly groupMembershipClaims: string | null;
  readonly tags: readonly string[];
  readonly web: {
    readonly redirectUris: readonly string[];
    readonly homePageUrl: string | null;
    readonly logoutUrl: string | null;
    readonly implicitGrantSettings: {
      readonly enableIdTokenIssuance: boolean;
      readonly enableAccessTokenIssuance: boolean;
    };
  };
  readonly spa: { readonly redirectUris: readonly string[] };
  readonly publicClient: { readonly redirectUris: readonly string[] };
  readonly api: {
    /** 2, or null for 1, as Entra stores it. */
    readonly requestedAccessTokenVersion: number | null;
    readonly oauth2PermissionScopes: readonly PermissionScope[];
    readonly knownClientApplications: readonly string[];
    readonly preAuthorizedApplications: readonly {
      readonly appId: string;
      readonly delegatedPermissionIds: readonly string[];
    }[];
  };
  readonly appRoles: readonly AppRole[];
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly keyCredentials: readonly KeyCredential[];
}

/** An application's presence in one tenant. */
export interface ServicePrincipal extends DirectoryObject {
  readonly appId: string;
  readonly appDisplayName: string;
  readonly appOwnerOrganizationId: string;
  readonly servicePrincipalType: 'Application' | 'ManagedIdentity';
  readonly accountEnabled: boolean;
  readonly appRoleAssignmentRequired: boolean;
  readonly signInAudience: SignInAudience;
  readonly servicePrincipalNames: readonly string[];
  readonly replyUrls: readonly string[];
  readonly oauth2PermissionScopes: readonly PermissionScope[];
  readonly appRoles: readonly AppRole[];
  readonly tags: readonly string[];
}

/** Consent to delegated permissions: `clientId` and `resourceId` are service principals. */
export interface OAuth2PermissionGrant {
  readonly id: string;
  readonly clientId: string;
  readonly consentType: 'AllPrincipals' | 'Principal';
  readonly principalId: string | null;
  readonly resourceId: string;
  /** Space-separated scope values. */
  readonly scope: string;
}

/** A role on a resource's service principal, held by a user, group or service principal. */
export interface AppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly principalId: string;
  readonly principalDisplayName: string;
  readonly principalType: 'User' | 'Group' | 'ServicePrincipal';
  readonly resourceId: string;
  readonly resourceDisplayName: string;
  readonly createdDateTime: string;
}

/** That a user or group belongs to a group or directory role. */
export interface Membership {
  readonly of: string;
  readonly member: string;
}

/** Everything in one tenant. */
export interface TenantContent {
  readonly organization: Organization;
  readonly users: User[];
  readonly groups: Group[];
  readonly directoryRoles: DirectoryRole[];
  readonly memberships: Membership[];
  readonly applications: Application[];
  readonly servicePrincipals: ServicePrincipal[];
  readonly oauth2PermissionGrants: OAuth2PermissionGrant[];
  readonly appRoleAssignments: AppRoleAssignment[];
  /** `of` is the object id of an application. */
  readonly federatedIdentityCredentials: {
    readonly of: string;
    readonly credential: FederatedIdentityCredential;
  }[];
  /** `of` is the object id of an application, `member` that of a user or service principal. */
  readonly owners: Membership[];
  /** Registrations deleted less than 30 days ago, each with the service principal that went with it. */
  readonly deletedApplications: {
    readonly application: Application & { readonly deletedDateTime: string };
    readonly principal: ServicePrincipal | undefined;
  }[];
}
