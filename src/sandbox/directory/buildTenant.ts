import { armServicePrincipal } from './azureResourceManager.ts';
import { azureServicePrincipals } from './azureResources.ts';
import {
  buildApplication,
  clientIdOf,
  graphServicePrincipal,
  objectIdOf,
  roleId,
  servicePrincipalOf,
} from './buildApplication.ts';
import { immutableIdOf } from '../../core/entra/hybrid.ts';
import { userId, type Credentials } from './credentials.ts';
import type {
  AppRoleAssignment,
  DirectoryRole,
  Membership,
  OnPremisesOrigin,
  OAuth2PermissionGrant,
  ServicePrincipal,
  TenantContent,
  User,
} from './model.ts';
import { sandboxId } from './sandboxId.ts';
import type { ApplicationSeed, Consent, GroupSeed, TenantSeed, UserSeed } from './tenantSeed.ts';

const CREATED = '2025-02-03T09:00:00Z';

/** Built-in directory roles by name, with Microsoft's template ids. */
const roleTemplates = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'User Administrator': 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  'Directory Readers': '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  'Security Administrator': '194ae4cb-b126-40b2-bd5b-6091b380977d',
  'Conditional Access Administrator': 'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
} as const satisfies Record<string, string>;

/** Turns a tenant's seed into Graph resources. `all` are the seeds of every tenant, for visiting applications. */
export function buildTenant(
  seed: TenantSeed,
  all: readonly TenantSeed[],
  credentials: Credentials,
  now: number,
): TenantContent {
  const present = presentApplications(seed, all);
  const applications = seed.applications.map((each) => buildApplication(seed, each, credentials, now));
  const servicePrincipals = [
    graphServicePrincipal(seed.domain),
    ...azureServicePrincipals(seed.domain),
    armServicePrincipal(seed.domain),
    ...present.map(({ home, application }) =>
      servicePrincipalOf(
        buildApplication(home, application, credentials, now),
        principalId(seed, application.slug),
        home.id,
        application.assignmentRequired,
      ),
    ),
  ];
  const directoryRoles = buildRoles(seed);
  return {
    organization: {
      id: seed.id,
      displayName: seed.name,
      createdDateTime: CREATED,
      countryLetterCode: seed.country,
      tenantType: 'AAD',
      verifiedDomains: [
        { name: seed.domain, isDefault: true, isInitial: true, type: 'Managed' },
        ...(seed.federatedDomains ?? []).map(
          (name) => ({ name, isDefault: false, isInitial: false, type: 'Federated' }) as const,
        ),
      ],
      onPremisesSyncEnabled: seed.synced ?? null,
      onPremisesLastSyncDateTime: seed.synced ? synchronizedAt(now) : null,
      onPremisesLastPasswordSyncDateTime: seed.synced ? synchronizedAt(now) : null,
    },
    users: seed.users.map((each) => buildUser(seed, each, now)),
    groups: seed.groups.map((each) => buildGroup(seed, each)),
    directoryRoles,
    memberships: [...groupMemberships(seed), ...roleMemberships(seed)],
    applications,
    servicePrincipals,
    oauth2PermissionGrants: present.flatMap(({ application, consent }) =>
      consent === 'granted' ? adminGrants(seed, application) : [],
    ),
    appRoleAssignments: present.flatMap(({ application, consent }) => [
      ...(consent === 'granted' ? applicationRoles(seed, application, servicePrincipals) : []),
      ...userRoles(seed, application),
    ]),
    federatedIdentityCredentials: seed.applications.flatMap((application) =>
      (application.federated ?? []).map((credential) => ({
        of: objectIdOf(application.slug),
        credential: {
          id: sandboxId(`federated/${application.slug}/${credential.name}`),
          ...credential,
          audiences: ['api://AzureADTokenExchange'],
          description: null,
        },
      })),
    ),
    owners: seed.applications.flatMap((application) =>
      (application.owners ?? []).map((name) => ({
        of: objectIdOf(application.slug),
        member: memberId(seed, name),
      })),
    ),
    deletedApplications: [],
  };
}

interface Present {
  readonly home: TenantSeed;
  readonly application: ApplicationSeed;
  readonly consent: Consent;
}

function presentApplications(seed: TenantSeed, all: readonly TenantSeed[]): Present[] {
  const own = seed.applications.map((application) => ({
    home: seed,
    application,
    consent: application.consent,
  }));
  const visiting = seed.visitors.flatMap(({ slug, consent }) =>
    all.flatMap((home) =>
      home.applications
        .filter((each) => each.slug === slug)
        .map((application) => ({ home, application, consent })),
    ),
  );
  return [...own, ...visiting];
}

/** Half an hour is how often Entra Connect synchronizes. */
const synchronizedAt = (now: number): string => `${new Date(now - 20 * 60_000).toISOString().slice(0, 19)}Z`;

function buildUser(tenant: TenantSeed, seed: UserSeed, now: number): User {
  const upn = `${seed.name}@${tenant.domain}`;
  return {
    id: userId(tenant, seed),
    displayName: `${seed.given} ${seed.surname}`,
    userPrincipalName: seed.guestOf ? `${seed.guestOf.replace('@', '_')}#EXT#@${tenant.domain}` : upn,
    givenName: seed.given,
    surname: seed.surname,
    mail: seed.guestOf ?? upn,
    jobTitle: seed.job ?? null,
    department: seed.department ?? null,
    officeLocation: seed.office ?? null,
    mobilePhone: null,
    businessPhones: [],
    preferredLanguage: 'en-US',
    accountEnabled: !seed.disabled,
    userType: seed.guestOf ? 'Guest' : 'Member',
    externalUserState: seed.guestOf ? 'Accepted' : null,
    proxyAddresses: [`SMTP:${seed.guestOf ?? upn}`],
    createdDateTime: CREATED,
    ...originOf(seed, now),
  };
}

function originOf({ objectGuid, name, given, surname, department }: UserSeed, now: number): OnPremisesOrigin {
  const isSynced = objectGuid !== undefined;
  const domain = 'corp.contoso.sandbox.test';
  return {
    onPremisesSyncEnabled: isSynced ? true : null,
    onPremisesImmutableId: isSynced ? immutableIdOf(objectGuid) : null,
    onPremisesDistinguishedName: isSynced
      ? `CN=${given} ${surname},OU=${department ?? 'People'},DC=corp,DC=contoso,DC=sandbox,DC=test`
      : null,
    onPremisesSamAccountName: isSynced ? name : null,
    onPremisesSecurityIdentifier: isSynced
      ? `S-1-5-21-1004336348-1177238915-682003330-${1100 + name.length}`
      : null,
    onPremisesDomainName: isSynced ? domain : null,
    onPremisesLastSyncDateTime: isSynced ? synchronizedAt(now) : null,
  };
}

const groupId = (tenant: TenantSeed, name: string): string => sandboxId(`${tenant.domain}/group/${name}`);
const directoryRoleId = (tenant: TenantSeed, name: string): string =>
  sandboxId(`${tenant.domain}/role/${name}`);

function buildGroup(tenant: TenantSeed, seed: GroupSeed) {
  const nickname = seed.name.toLowerCase().replaceAll(' ', '-');
  return {
    id: groupId(tenant, seed.name),
    displayName: seed.name,
    description: seed.description,
    mail: seed.microsoft365 ? `${nickname}@${tenant.domain}` : null,
    mailEnabled: seed.microsoft365 ?? false,
    mailNickname: nickname,
    securityEnabled: true,
    groupTypes: [
      ...(seed.microsoft365 ? ['Unified'] : []),
      ...(seed.rule === undefined ? [] : ['DynamicMembership']),
    ],
    membershipRule: seed.rule ?? null,
    membershipRuleProcessingState: seed.rule === undefined ? null : ('On' as const),
    visibility: seed.microsoft365 ? 'Private' : null,
    createdDateTime: CREATED,
  };
}

function groupMemberships(tenant: TenantSeed): Membership[] {
  return tenant.groups.flatMap((group) =>
    group.members.map((member) => ({ of: groupId(tenant, group.name), member: memberId(tenant, member) })),
  );
}

function memberId(tenant: TenantSeed, member: string): string {
  if (member.startsWith('group:')) return groupId(tenant, member.slice('group:'.length));
  return sandboxId(`${tenant.domain}/user/${member}`);
}

function buildRoles(tenant: TenantSeed): DirectoryRole[] {
  return Object.entries(roleTemplates).map(([displayName, roleTemplateId]) => ({
    id: directoryRoleId(tenant, displayName),
    displayName,
    description: `Built-in role ${displayName}`,
    roleTemplateId,
  }));
}

function roleMemberships(tenant: TenantSeed): Membership[] {
  return tenant.users.flatMap((user) =>
    (user.roles ?? []).map((role) => ({ of: directoryRoleId(tenant, role), member: userId(tenant, user) })),
  );
}

const principalId = (tenant: TenantSeed, slug: string): string => sandboxId(`${tenant.domain}/sp/${slug}`);

function adminGrants(tenant: TenantSeed, client: ApplicationSeed): OAuth2PermissionGrant[] {
  return Object.entries(client.needs ?? {}).flatMap(([slug, { scopes = [] }]) =>
    scopes.length === 0
      ? []
      : {
          id: sandboxId(`${tenant.domain}/grant/${client.slug}/${slug}`),
          clientId: principalId(tenant, client.slug),
          consentType: 'AllPrincipals' as const,
          principalId: null,
          resourceId: principalId(tenant, slug),
          scope: scopes.join(' '),
        },
  );
}

function applicationRoles(
  tenant: TenantSeed,
  client: ApplicationSeed,
  principals: readonly ServicePrincipal[],
): AppRoleAssignment[] {
  return Object.entries(client.needs ?? {}).flatMap(([slug, { roles = [] }]) =>
    roles.map((role) => ({
      id: sandboxId(`${tenant.domain}/assignment/${client.slug}/${slug}/${role}`),
      appRoleId: roleId(slug, role),
      principalId: principalId(tenant, client.slug),
      principalDisplayName: client.name,
      principalType: 'ServicePrincipal' as const,
      resourceId: principalId(tenant, slug),
      resourceDisplayName: principals.find((each) => each.appId === clientIdOf(slug))?.displayName ?? slug,
      createdDateTime: CREATED,
    })),
  );
}

function userRoles(tenant: TenantSeed, application: ApplicationSeed): AppRoleAssignment[] {
  return Object.entries(application.assigned ?? {}).flatMap(([name, role]) =>
    tenant.users
      .filter((user) => user.name === name)
      .map((user) => ({
        id: sandboxId(`${tenant.domain}/assignment/${application.slug}/${name}/${role}`),
        appRoleId: roleId(application.slug, role),
        principalId: userId(tenant, user),
        principalDisplayName: `${user.given} ${user.surname}`,
        principalType: 'User' as const,
        resourceId: principalId(tenant, application.slug),
        resourceDisplayName: application.name,
        createdDateTime: CREATED,
      })),
  );
}
