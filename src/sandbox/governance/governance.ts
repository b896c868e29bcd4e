import type { JsonObject } from '../../core/json.ts';

/**
 * What a tenant holds besides users, groups and applications: resources in Microsoft Graph's shapes, by collection,
 * which requests read and change. Everything lives in memory.
 */
export interface Governance {
  readonly domains: JsonObject[];
  /** By domain name: `internalDomainFederation` resources. */
  readonly federations: Readonly<Record<string, readonly JsonObject[]>>;
  readonly synchronization: JsonObject[];
  readonly subscribedSkus: JsonObject[];
  readonly devices: JsonObject[];
  /** `of` is the object id of a device, `member` that of a user. */
  readonly deviceOwners: readonly { readonly of: string; readonly member: string }[];
  readonly eligibilities: JsonObject[];
  /** Roles that somebody activated for a time; permanent ones are memberships of directory roles. */
  readonly activations: JsonObject[];
  /** Who may become a member of a group for a time (PIM for Groups), and who has. */
  readonly groupEligibilities: JsonObject[];
  readonly groupActivations: JsonObject[];
  readonly policies: JsonObject[];
  readonly namedLocations: JsonObject[];
  readonly riskyUsers: JsonObject[];
  readonly riskDetections: JsonObject[];
  readonly riskyServicePrincipals: JsonObject[];
  readonly partners: JsonObject[];
  readonly userFlows: JsonObject[];
  readonly b2cUserFlows: JsonObject[];
  readonly identityProviders: JsonObject[];
  /** The newest first. */
  readonly signIns: JsonObject[];
  readonly audits: JsonObject[];
  readonly azure: Azure;
}

/** The Azure side of a tenant, in the shapes of Azure Resource Manager. */
export interface Azure {
  readonly subscriptions: readonly JsonObject[];
  readonly resourceGroups: readonly JsonObject[];
  readonly roleDefinitions: readonly JsonObject[];
  readonly roleAssignments: readonly JsonObject[];
}

/** A tenant that has nothing of it but its domain. */
export function emptyGovernance(domain: string): Governance {
  return {
    domains: [domainOf(domain, { isDefault: true, isInitial: true })],
    federations: {},
    synchronization: [],
    subscribedSkus: [],
    devices: [],
    deviceOwners: [],
    eligibilities: [],
    activations: [],
    groupEligibilities: [],
    groupActivations: [],
    policies: [],
    namedLocations: [],
    riskyUsers: [],
    riskDetections: [],
    riskyServicePrincipals: [],
    partners: [],
    userFlows: [],
    b2cUserFlows: [],
    identityProviders: [],
    signIns: [],
    audits: [],
    azure: { subscriptions: [], resourceGroups: [], roleDefinitions: [], roleAssignments: [] },
  };
}

/** A verified domain as Graph's `domain` resource. */
export function domainOf(name: string, more: JsonObject = {}): JsonObject {
  return {
    id: name,
    authenticationType: 'Managed',
    isDefault: false,
    isInitial: false,
    isVerified: true,
    isAdminManaged: true,
    isRoot: true,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
    ...more,
  };
}
