import { isObject, type JsonObject } from '../../core/json.ts';
import type { SandboxTenant } from '../directory/sandboxTenant.ts';
import type { Caller, Permissions } from './caller.ts';
import { property } from './filter.ts';
import { directorySets, ownedDevices } from './sets/directorySets.ts';
import { policySets } from './sets/policySets.ts';
import { roleSets } from './sets/roleSets.ts';

/** One collection of Graph: `/users`, `/groups`, … A new one is one entry of `resourceSets`. */
export interface ResourceSet {
  readonly type: string;
  /** As the directory holds them: a changed row is another object. */
  readonly rows: (tenant: SandboxTenant, caller: Caller) => readonly object[];
  /** The row as Graph shows it in a list; as it is held when absent. */
  readonly present?: (row: object) => object;
  readonly read: Permissions;
  /** What `$expand` may add, by member. */
  readonly expand?: Readonly<Record<string, (tenant: SandboxTenant, row: object) => unknown>>;
  /** Graph has it in beta only. */
  readonly isBeta?: true;
  /** Members shown without `$select`; all when absent. */
  readonly defaults?: readonly string[];
  /** Property besides `id` that finds a row: `/users/{userPrincipalName}`, `/applications(appId='…')`. */
  readonly alternateKey?: string;
  readonly relations: Readonly<Record<string, Relation>>;
}

/** A collection under a row: `/groups/{id}/members`. */
export interface Relation {
  readonly read: Permissions;
  readonly rows: (tenant: SandboxTenant, id: string) => readonly JsonObject[];
}

const both = (...permissions: readonly string[]): Permissions => ({
  delegated: permissions,
  application: permissions,
});
const directory = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const readUsers: Permissions = {
  delegated: ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', ...directory],
  application: ['User.Read.All', 'User.ReadWrite.All', ...directory],
};
const readGroups = both('GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All', ...directory);
const readApplications = both('Application.Read.All', 'Application.ReadWrite.All', ...directory);
/** What `/me` and the caller's own row take. */
export const readMe: Permissions = { delegated: ['User.Read', ...readUsers.delegated], application: [] };

const typed = (type: string, rows: readonly object[]): JsonObject[] =>
  rows.map((row) => ({ '@odata.type': `#microsoft.graph.${type}`, ...row }));
const plain = (rows: readonly object[]): JsonObject[] => rows.map((row) => ({ ...row }));

/** Groups and directory roles that hold the object. */
const memberOf: Relation = {
  read: { delegated: ['User.Read', ...readGroups.delegated], application: readGroups.application },
  rows: ({ content }, id) => {
    const holders = new Set(content.memberships.filter(({ member }) => member === id).map(({ of }) => of));
    return [
      ...typed(
        'group',
        content.groups.filter((group) => holders.has(group.id)),
      ),
      ...typed(
        'directoryRole',
        content.directoryRoles.filter((role) => holders.has(role.id)),
      ),
    ];
  },
};

const transitiveMemberOf: Relation = {
  ...memberOf,
  rows: (tenant, id) => typed('group', tenant.groupsOf(id)),
};

const members: Relation = {
  read: readGroups,
  rows: ({ content }, id) => {
    const held = new Set(content.memberships.filter(({ of }) => of === id).map(({ member }) => member));
    return [
      ...typed(
        'user',
        content.users.filter((user) => held.has(user.id)),
      ),
      ...typed(
        'group',
        content.groups.filter((group) => held.has(group.id)),
      ),
    ];
  },
};

/** Members through other groups too. */
const transitiveMembers: Relation = {
  ...members,
  rows: (tenant, id) => {
    const { content } = tenant;
    const isWithin = (member: string): boolean => tenant.groupsOf(member).some((group) => group.id === id);
    return [
      ...typed(
        'user',
        content.users.filter((user) => isWithin(user.id)),
      ),
      ...typed(
        'group',
        content.groups.filter((group) => isWithin(group.id)),
      ),
    ];
  },
};

const assignments: Relation = {
  read: readApplications,
  rows: ({ content }, id) => plain(content.appRoleAssignments.filter((each) => each.principalId === id)),
};

const nobody: Relation = { read: readApplications, rows: () => [] };

const owners: Relation = {
  read: readApplications,
  rows: ({ content }, id) => {
    const owning = new Set(content.owners.filter(({ of }) => of === id).map(({ member }) => member));
    return [
      ...typed(
        'user',
        content.users.filter((each) => owning.has(each.id)),
      ),
      ...typed(
        'servicePrincipal',
        content.servicePrincipals.filter((each) => owning.has(each.id)),
      ),
    ];
  },
};

const federatedIdentityCredentials: Relation = {
  read: readApplications,
  rows: ({ content }, id) =>
    plain(
      content.federatedIdentityCredentials.filter(({ of }) => of === id).map(({ credential }) => credential),
    ),
};

/** Graph lists certificates without their bytes. */
function withoutKeys(application: object): object {
  const keys = property(application, 'keyCredentials');
  if (!Array.isArray(keys) || keys.length === 0) return application;
  return {
    ...application,
    keyCredentials: keys.map((key: unknown) => (isObject(key) ? { ...key, key: null } : key)),
  };
}

/** Every collection the sandbox's Graph has. */
export const resourceSets: Readonly<Record<string, ResourceSet>> = {
  ...directorySets,
  ...roleSets,
  ...policySets,
  users: {
    type: 'user',
    rows: ({ content }) => content.users,
    read: readUsers,
    alternateKey: 'userPrincipalName',
    defaults: [
      'businessPhones',
      'displayName',
      'givenName',
      'jobTitle',
      'mail',
      'mobilePhone',
      'officeLocation',
      'preferredLanguage',
      'surname',
      'userPrincipalName',
    ],
    relations: { memberOf, transitiveMemberOf, ownedDevices, appRoleAssignments: assignments },
  },
  groups: {
    type: 'group',
    rows: ({ content }) => content.groups,
    read: readGroups,
    relations: {
      members,
      transitiveMembers,
      memberOf,
      owners: { ...nobody, read: readGroups },
      appRoleAssignments: assignments,
    },
  },
  directoryRoles: {
    type: 'directoryRole',
    rows: ({ content }) => content.directoryRoles,
    read: both('RoleManagement.Read.Directory', ...directory),
    relations: { members },
  },
  applications: {
    type: 'application',
    rows: ({ content }) => content.applications,
    present: withoutKeys,
    read: readApplications,
    alternateKey: 'appId',
    relations: { owners, federatedIdentityCredentials },
  },
  'deletedItems/microsoft.graph.application': {
    type: 'application',
    rows: ({ content }) => content.deletedApplications.map(({ application }) => application),
    present: withoutKeys,
    read: readApplications,
    relations: {},
  },
  servicePrincipals: {
    type: 'servicePrincipal',
    rows: ({ content }) => content.servicePrincipals,
    read: readApplications,
    alternateKey: 'appId',
    relations: {
      owners: nobody,
      memberOf: { ...memberOf, read: readApplications },
      appRoleAssignments: assignments,
      appRoleAssignedTo: {
        read: readApplications,
        rows: ({ content }, id) => plain(content.appRoleAssignments.filter((each) => each.resourceId === id)),
      },
      oauth2PermissionGrants: {
        read: both('DelegatedPermissionGrant.ReadWrite.All', ...directory),
        rows: ({ content }, id) =>
          plain(content.oauth2PermissionGrants.filter((each) => each.clientId === id)),
      },
    },
  },
  oauth2PermissionGrants: {
    type: 'oAuth2PermissionGrant',
    rows: ({ content }) => content.oauth2PermissionGrants,
    read: both('DelegatedPermissionGrant.ReadWrite.All', ...directory),
    relations: {},
  },
  organization: {
    type: 'organization',
    rows: ({ content }) => [content.organization],
    read: {
      delegated: ['User.Read', 'Organization.Read.All', ...directory],
      application: ['Organization.Read.All', ...directory],
    },
    relations: {},
  },
};
