import { servicePrincipalOf } from './buildApplication.ts';
import type { Application, PasswordCredential, ServicePrincipal, TenantContent, User } from './model.ts';
import type { TenantSeed } from './tenantSeed.ts';

/** How much the large tenant holds besides what its seed says. */
export const LARGE_APPLICATIONS = 10_000;
export const LARGE_USERS = 100_000;

const DAY = 24 * 3600 * 1000;
const CREATED = '2025-03-01T08:00:00Z';

/** The third tenant, for scale: it is made when somebody first asks for it. */
export const northwind: TenantSeed = {
  id: '5a4db0c5-4023-4ca0-9ec7-7e4a47000003',
  domain: 'northwind.sandbox.test',
  name: 'Northwind Sandbox',
  country: 'GB',
  users: [
    {
      name: 'nora',
      given: 'Nora',
      surname: 'North',
      job: 'Administrator',
      department: 'IT',
      roles: ['Global Administrator'],
    },
  ],
  groups: [],
  applications: [],
  visitors: [{ slug: 'identity-workbench', consent: 'granted' }],
};

/** Adds the many applications and users to a tenant's content. `now` (ms) places the validity of secrets. */
export function enlarge(content: TenantContent, now: number): TenantContent {
  const domain = content.organization.verifiedDomains[0]?.name ?? '';
  const applications = many(LARGE_APPLICATIONS, (index) => application(index, domain, now));
  const principals = applications.map((each, index): ServicePrincipal =>
    servicePrincipalOf(each, idOf('c', index), content.organization.id),
  );
  return {
    ...content,
    applications: [...content.applications, ...applications],
    servicePrincipals: [...content.servicePrincipals, ...principals],
    users: [...content.users, ...many(LARGE_USERS, (index) => user(index, domain))],
  };
}

const many = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** A GUID with the kind of object in its third group and the number in its last. */
const idOf = (kind: string, index: number): string =>
  `5a4db0c5-4023-8${kind}00-a000-${index.toString(16).padStart(12, '0')}`;

const TEAMS = ['Billing', 'Fleet', 'Harbor', 'Insight', 'Logistics', 'Orders', 'Payroll', 'Travel'] as const;
const KINDS = ['API', 'Portal', 'Job', 'Mobile', 'Connector'] as const;
const STAGES = ['development', 'test', 'production'] as const;
const GIVEN = [
  'Aiko',
  'Bruno',
  'Chiara',
  'Dmitri',
  'Esi',
  'Farid',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
] as const;
const SURNAMES = [
  'Abara',
  'Berg',
  'Costa',
  'Diaz',
  'Eriksen',
  'Fox',
  'Garcia',
  'Haas',
  'Ito',
  'Jain',
] as const;

const pick = (words: readonly string[], index: number): string => words[index % words.length] ?? '';

function application(index: number, domain: string, now: number): Application {
  const [team, kind] = [pick(TEAMS, index), pick(KINDS, Math.floor(index / TEAMS.length))];
  const stage = pick(STAGES, index);
  const host = `${team}-${index}.${domain}`.toLowerCase();
  const isWeb = kind === 'Portal';
  return {
    id: idOf('a', index),
    appId: idOf('b', index),
    displayName: `${team} ${kind} ${String(index).padStart(5, '0')}`,
    description: null,
    identifierUris: [],
    signInAudience: 'AzureADMyOrg',
    publisherDomain: domain,
    createdDateTime: CREATED,
    isFallbackPublicClient: kind === 'Mobile',
    notes: null,
    optionalClaims: null,
    groupMembershipClaims: null,
    tags: [team.toLowerCase(), stage],
    web: {
      redirectUris: isWeb ? [`https://${host}/signin-oidc`] : [],
      homePageUrl: null,
      logoutUrl: null,
      implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
    },
    spa: { redirectUris: [] },
    publicClient: { redirectUris: kind === 'Mobile' ? ['http://localhost'] : [] },
    api: {
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: [],
      knownClientApplications: [],
      preAuthorizedApplications: [],
    },
    appRoles: [],
    requiredResourceAccess: [],
    passwordCredentials: isWeb || kind === 'Job' ? [secret(index, now)] : [],
    keyCredentials: [],
  };
}

/** Secrets end from sixty days ago to two years from now. */
function secret(index: number, now: number): PasswordCredential {
  const end = now + ((index % 790) - 60) * DAY;
  return {
    keyId: idOf('d', index),
    displayName: 'deployment',
    hint: 'nw~',
    startDateTime: new Date(end - 365 * DAY).toISOString(),
    endDateTime: new Date(end).toISOString(),
  };
}

const CLOUD_ONLY = {
  onPremisesSyncEnabled: null,
  onPremisesImmutableId: null,
  onPremisesDistinguishedName: null,
  onPremisesSamAccountName: null,
  onPremisesSecurityIdentifier: null,
  onPremisesDomainName: null,
  onPremisesLastSyncDateTime: null,
} as const;

function user(index: number, domain: string): User {
  const [given, surname] = [pick(GIVEN, index), pick(SURNAMES, Math.floor(index / GIVEN.length))];
  const name = `${given}.${surname}.${index}`.toLowerCase();
  return {
    id: idOf('e', index),
    displayName: `${given} ${surname} ${index}`,
    userPrincipalName: `${name}@${domain}`,
    givenName: given,
    surname,
    mail: `${name}@${domain}`,
    jobTitle: null,
    department: pick(TEAMS, index),
    officeLocation: null,
    mobilePhone: null,
    businessPhones: [],
    preferredLanguage: null,
    accountEnabled: index % 50 !== 0,
    userType: 'Member',
    externalUserState: null,
    proxyAddresses: [],
    ...CLOUD_ONLY,
    createdDateTime: CREATED,
  };
}
