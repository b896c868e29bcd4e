import { eitherKind } from '../caller.ts';
import type { ResourceSet } from '../resourceSets.ts';

const readAccess = eitherKind(
  'Policy.Read.ConditionalAccess',
  'Policy.Read.All',
  'Policy.ReadWrite.ConditionalAccess',
);
const readRiskyUsers = eitherKind('IdentityRiskyUser.Read.All', 'IdentityRiskyUser.ReadWrite.All');
const readLogs = eitherKind('AuditLog.Read.All');

/** Conditional Access, Identity Protection, external identities and logs. */
export const policySets: Readonly<Record<string, ResourceSet>> = {
  'identity/conditionalAccess/policies': {
    type: 'conditionalAccessPolicy',
    rows: ({ governance }) => governance.policies,
    read: readAccess,
    relations: {},
  },
  'identity/conditionalAccess/namedLocations': {
    type: 'namedLocation',
    rows: ({ governance }) => governance.namedLocations,
    read: readAccess,
    relations: {},
  },
  'identityProtection/riskyUsers': {
    type: 'riskyUser',
    rows: ({ governance }) => governance.riskyUsers,
    read: readRiskyUsers,
    relations: {},
  },
  'identityProtection/riskDetections': {
    type: 'riskDetection',
    rows: ({ governance }) => governance.riskDetections,
    read: eitherKind('IdentityRiskEvent.Read.All'),
    relations: {},
  },
  'identityProtection/riskyServicePrincipals': {
    type: 'riskyServicePrincipal',
    rows: ({ governance }) => governance.riskyServicePrincipals,
    read: eitherKind('IdentityRiskyServicePrincipal.Read.All'),
    relations: {},
  },
  'policies/crossTenantAccessPolicy/partners': {
    type: 'crossTenantAccessPolicyConfigurationPartner',
    rows: ({ governance }) => governance.partners,
    read: eitherKind('Policy.Read.All'),
    relations: {},
  },
  'identity/authenticationEventsFlows': {
    type: 'authenticationEventsFlow',
    rows: ({ governance }) => governance.userFlows,
    read: eitherKind('EventListener.Read.All'),
    relations: {},
  },
  'identity/identityProviders': {
    type: 'identityProviderBase',
    rows: ({ governance }) => governance.identityProviders,
    read: eitherKind('IdentityProvider.Read.All'),
    relations: {},
  },
  'identity/b2cUserFlows': {
    type: 'b2cIdentityUserFlow',
    rows: ({ governance }) => governance.b2cUserFlows,
    read: eitherKind('IdentityUserFlow.Read.All'),
    isBeta: true,
    relations: {},
  },
  'auditLogs/signIns': {
    type: 'signIn',
    rows: ({ governance }) => governance.signIns,
    read: readLogs,
    relations: {},
  },
  'auditLogs/directoryAudits': {
    type: 'directoryAudit',
    rows: ({ governance }) => governance.audits,
    read: readLogs,
    relations: {},
  },
};
