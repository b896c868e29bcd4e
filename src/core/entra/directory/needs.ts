/**
 * What each part of a tenant takes to read or change: the least permission, and what Microsoft asks for besides
 * (Microsoft: permissions reference, and the page of each resource). The row that says what is missing, the scopes that
 * are asked for and the table of docs/ENTRA.md all come from here.
 */
export interface Need {
  /** What it is for, as the docs say it. */
  readonly does: string;
  /** Least permission of Microsoft Graph, or the role of Azure. */
  readonly permission: string;
  /** Applications cannot have it. */
  readonly isForPeople?: true;
  /** A licence the tenant needs. */
  readonly licence?: string;
  /** Another API than Microsoft Graph. */
  readonly api?: 'arm';
}

const P1 = 'Microsoft Entra ID P1';
const P2 = 'Microsoft Entra ID P2';

/** Every need by name. A new branch takes one of these or adds its own. */
export const needs = {
  organization: { does: 'see the organization', permission: 'Organization.Read.All' },
  domains: { does: 'see domains and how their users sign in', permission: 'Domain.Read.All' },
  federation: {
    does: 'see the federation of a domain',
    permission: 'Domain-InternalFederation.Read.All',
  },
  synchronization: {
    does: 'see what directory synchronization does',
    permission: 'OnPremDirectorySynchronization.Read.All',
    isForPeople: true,
  },
  licences: { does: 'see licences', permission: 'Organization.Read.All' },
  users: { does: 'see users and their details', permission: 'User.Read.All' },
  memberships: { does: 'see groups and roles of a user or group', permission: 'Directory.Read.All' },
  groups: { does: 'see groups and their members', permission: 'GroupMember.Read.All' },
  assignments: { does: 'see applications a user or group is assigned to', permission: 'Directory.Read.All' },
  principals: {
    does: 'see enterprise applications and managed identities',
    permission: 'Application.Read.All',
  },
  grants: { does: 'see delegated permissions granted', permission: 'Directory.Read.All' },
  devices: { does: 'see devices', permission: 'Device.Read.All' },
  directoryRoles: {
    does: 'see directory roles and who holds them',
    permission: 'RoleManagement.Read.Directory',
  },
  eligibleRoles: {
    does: 'see who may activate which role (PIM)',
    permission: 'RoleEligibilitySchedule.Read.Directory',
    licence: P2,
  },
  ownEligibleRoles: {
    does: 'see the roles you may activate (PIM)',
    permission: 'RoleEligibilitySchedule.Read.Directory',
    isForPeople: true,
    licence: P2,
  },
  activeRoles: {
    does: 'see who holds which role until when (PIM)',
    permission: 'RoleAssignmentSchedule.Read.Directory',
    licence: P2,
  },
  activateRole: {
    does: 'activate a role (PIM)',
    permission: 'RoleAssignmentSchedule.ReadWrite.Directory',
    isForPeople: true,
    licence: P2,
  },
  eligibleGroups: {
    does: 'see who may activate the membership of a group (PIM)',
    permission: 'PrivilegedEligibilitySchedule.Read.AzureADGroup',
    licence: P2,
  },
  ownEligibleGroups: {
    does: 'see the groups you may activate (PIM)',
    permission: 'PrivilegedEligibilitySchedule.Read.AzureADGroup',
    isForPeople: true,
    licence: P2,
  },
  activateGroup: {
    does: 'activate the membership of a group (PIM)',
    permission: 'PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup',
    isForPeople: true,
    licence: P2,
  },
  conditionalAccess: {
    does: 'see Conditional Access policies and named locations, ask what if',
    permission: 'Policy.Read.ConditionalAccess',
    licence: P1,
  },
  changeConditionalAccess: {
    does: 'import a Conditional Access policy, switch one on or off',
    permission: 'Policy.ReadWrite.ConditionalAccess',
    licence: P1,
  },
  riskyUsers: { does: 'see risky users', permission: 'IdentityRiskyUser.Read.All', licence: P2 },
  changeRiskyUsers: {
    does: 'dismiss a risk, confirm an account as compromised',
    permission: 'IdentityRiskyUser.ReadWrite.All',
    licence: P2,
  },
  riskDetections: { does: 'see risk detections', permission: 'IdentityRiskEvent.Read.All', licence: P2 },
  riskyPrincipals: {
    does: 'see risky service principals',
    permission: 'IdentityRiskyServicePrincipal.Read.All',
    licence: 'Workload Identities Premium',
  },
  partners: { does: 'see the settings for other organizations', permission: 'Policy.Read.All' },
  invite: { does: 'invite a guest', permission: 'User.Invite.All' },
  userFlows: { does: 'see user flows of External ID', permission: 'EventListener.Read.All' },
  b2cUserFlows: { does: 'see user flows of Azure AD B2C', permission: 'IdentityUserFlow.Read.All' },
  identityProviders: { does: 'see identity providers', permission: 'IdentityProvider.Read.All' },
  logs: { does: 'see the sign-in and audit logs', permission: 'AuditLog.Read.All', licence: P1 },
  subscriptions: { does: 'see Azure subscriptions', permission: 'Reader', api: 'arm' },
  azureRoles: { does: 'see role assignments in Azure', permission: 'Reader', api: 'arm' },
} as const satisfies Record<string, Need>;

/** The table of docs/ENTRA.md. */
export function needsTable(): readonly (readonly [does: string, delegated: string, application: string])[] {
  const all: readonly Need[] = Object.values(needs);
  return all.map(({ does, permission, isForPeople, licence, api }) => [
    licence === undefined ? does : `${does}; needs ${licence}`,
    api === 'arm' ? `Azure role ${permission}` : permission,
    api === 'arm' ? `Azure role ${permission}` : isForPeople === true ? 'only with a person' : permission,
  ]);
}
