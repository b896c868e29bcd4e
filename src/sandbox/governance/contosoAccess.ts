import type { JsonObject } from '../../core/json.ts';
import { sandboxId } from '../directory/sandboxId.ts';

const CREATED = '2025-03-10T08:00:00Z';
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const APPLICATION_ADMINISTRATOR = '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3';

const group = (name: string): string => sandboxId(`contoso.sandbox.test/group/${name}`);
const location = (name: string): string => sandboxId(`location/${name}`);

/** Conditional Access named locations of Contoso. */
export const contosoNamedLocations: readonly JsonObject[] = [
  {
    '@odata.type': '#microsoft.graph.countryNamedLocation',
    id: location('countries'),
    displayName: 'Countries we work in',
    createdDateTime: CREATED,
    modifiedDateTime: CREATED,
    countriesAndRegions: ['CH', 'DE', 'US'],
    countryLookupMethod: 'clientIpAddress',
    includeUnknownCountriesAndRegions: false,
  },
  {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    id: location('offices'),
    displayName: 'Offices',
    createdDateTime: CREATED,
    modifiedDateTime: CREATED,
    isTrusted: true,
    ipRanges: [
      { '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '192.0.2.0/24' },
      { '@odata.type': '#microsoft.graph.iPv6CidrRange', cidrAddress: '2001:db8::/32' },
    ],
  },
];

interface PolicySeed {
  readonly name: string;
  readonly state: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';
  readonly users: JsonObject;
  readonly applications?: JsonObject;
  readonly conditions?: JsonObject;
  readonly grant?: JsonObject;
  readonly session?: JsonObject;
}

const ALL_APPLICATIONS = { includeApplications: ['All'], excludeApplications: [], includeUserActions: [] };
const EVERYBODY_ELSE = { includeUsers: ['All'], excludeGroups: [group('Break Glass')] };

const seeds: readonly PolicySeed[] = [
  {
    name: 'Require MFA for administrators',
    state: 'enabled',
    users: {
      includeRoles: [GLOBAL_ADMINISTRATOR, APPLICATION_ADMINISTRATOR],
      excludeGroups: [group('Break Glass')],
    },
    grant: { operator: 'OR', builtInControls: ['mfa'] },
  },
  {
    name: 'Block legacy authentication',
    state: 'enabled',
    users: EVERYBODY_ELSE,
    conditions: { clientAppTypes: ['exchangeActiveSync', 'other'] },
    grant: { operator: 'OR', builtInControls: ['block'] },
  },
  {
    name: 'Block device code flow',
    state: 'enabledForReportingButNotEnforced',
    users: EVERYBODY_ELSE,
    conditions: { authenticationFlows: { transferMethods: 'deviceCodeFlow' } },
    grant: { operator: 'OR', builtInControls: ['block'] },
  },
  {
    name: 'Only from countries we work in',
    state: 'disabled',
    users: { includeUsers: ['All'] },
    conditions: {
      locations: { includeLocations: ['All'], excludeLocations: [location('countries')] },
    },
    grant: { operator: 'OR', builtInControls: ['block'] },
  },
  {
    name: 'Managed devices for Finance',
    state: 'enabled',
    users: { includeGroups: [group('Finance')] },
    applications: { includeApplications: ['Office365'], excludeApplications: [], includeUserActions: [] },
    conditions: { platforms: { includePlatforms: ['windows', 'macOS'], excludePlatforms: [] } },
    grant: { operator: 'OR', builtInControls: ['compliantDevice', 'domainJoinedDevice'] },
    session: {
      signInFrequency: {
        value: 8,
        type: 'hours',
        isEnabled: true,
        authenticationType: 'primaryAndSecondaryAuthentication',
        frequencyInterval: 'timeBased',
      },
    },
  },
  {
    name: 'New password after a risky sign-in',
    state: 'enabled',
    users: EVERYBODY_ELSE,
    conditions: { signInRiskLevels: ['high'] },
    grant: { operator: 'AND', builtInControls: ['mfa', 'passwordChange'] },
  },
];

const USERS = {
  includeUsers: [],
  excludeUsers: [],
  includeGroups: [],
  excludeGroups: [],
  includeRoles: [],
  excludeRoles: [],
  includeGuestsOrExternalUsers: null,
  excludeGuestsOrExternalUsers: null,
};

/** Conditional Access policies of Contoso, some with what a lint should find. */
export const contosoPolicies: readonly JsonObject[] = seeds.map((seed) => ({
  id: sandboxId(`policy/${seed.name}`),
  templateId: null,
  displayName: seed.name,
  createdDateTime: CREATED,
  modifiedDateTime: null,
  state: seed.state,
  conditions: {
    clientAppTypes: ['all'],
    userRiskLevels: [],
    signInRiskLevels: [],
    servicePrincipalRiskLevels: [],
    platforms: null,
    locations: null,
    devices: null,
    clientApplications: null,
    authenticationFlows: null,
    ...seed.conditions,
    applications: seed.applications ?? ALL_APPLICATIONS,
    users: { ...USERS, ...seed.users },
  },
  grantControls:
    seed.grant === undefined
      ? null
      : { customAuthenticationFactors: [], termsOfUse: [], authenticationStrength: null, ...seed.grant },
  sessionControls: seed.session ?? null,
}));
