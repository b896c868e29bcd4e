import { text, list, isObject, type JsonObject } from '../json.ts';
import type { Translate } from '../explain.ts';

/** How an object of the directory looks as a row, with what opens below it. */
export interface DirectoryRow {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly icon: string;
  /** Disabled, so it is drawn faintly. */
  readonly isOff?: boolean;
  readonly below?: readonly DirectoryBranch[];
}

/** One list of a tenant's directory, read from Graph page by page. A new branch is one entry in a list. */
export interface DirectoryBranch {
  readonly id: string;
  readonly title: string;
  readonly icon: string;
  /** After the version, with `$select`. */
  readonly path: string;
  /** Least permission that reads it (Microsoft: permissions reference). */
  readonly permission: string;
  readonly eventual?: boolean;
  readonly row: (json: JsonObject, translate: Translate) => DirectoryRow;
}

const OBJECT = '$select=id,displayName,userPrincipalName,appId,accountEnabled,groupTypes,securityEnabled';

/** What a tenant shows of its directory, in the order of the tree. */
export const directoryBranches: readonly DirectoryBranch[] = [
  {
    id: 'domains',
    title: 'Domains',
    icon: 'globe',
    path: '/domains',
    permission: 'Domain.Read.All',
    row: (json, translate) => ({
      id: text(json, 'id') ?? '',
      label: text(json, 'id') ?? '',
      description: words(
        text(json, 'authenticationType'),
        json['isDefault'] === true ? translate('default') : undefined,
        json['isVerified'] === true ? undefined : translate('not verified'),
      ),
      icon: 'globe',
    }),
  },
  {
    id: 'users',
    title: 'Users',
    icon: 'account',
    path: '/users?$top=100&$select=id,displayName,userPrincipalName,accountEnabled,userType',
    permission: 'User.Read.All',
    row: directoryRow,
  },
  {
    id: 'groups',
    title: 'Groups',
    icon: 'organization',
    path: '/groups?$top=100&$select=id,displayName,groupTypes,securityEnabled,membershipRule',
    permission: 'GroupMember.Read.All',
    row: directoryRow,
  },
  {
    id: 'servicePrincipals',
    title: 'Enterprise applications',
    icon: 'server-process',
    path: '/servicePrincipals?$top=100&$select=id,appId,displayName,accountEnabled,servicePrincipalType,appOwnerOrganizationId',
    permission: 'Application.Read.All',
    row: directoryRow,
  },
  {
    id: 'directoryRoles',
    title: 'Directory roles',
    icon: 'shield',
    path: '/directoryRoles?$select=id,displayName,description,roleTemplateId',
    permission: 'RoleManagement.Read.Directory',
    row: (json) => ({
      id: text(json, 'id') ?? '',
      label: text(json, 'displayName') ?? '',
      description: text(json, 'description') ?? '',
      icon: 'shield',
      below: [below('members', 'Members', 'directoryRoles', json, 'RoleManagement.Read.Directory')],
    }),
  },
];

/** A user, group, role or service principal, told by its members and `@odata.type`. */
function directoryRow(json: JsonObject, translate: Translate): DirectoryRow {
  const id = text(json, 'id') ?? '';
  const label = text(json, 'displayName') ?? id;
  const type = text(json, '@odata.type') ?? '';
  const isOff = json['accountEnabled'] === false;
  const off = isOff ? translate('disabled') : undefined;
  const appId = text(json, 'appId');
  const name = text(json, 'userPrincipalName');
  if (type.endsWith('.directoryRole')) return { id, label, icon: 'shield' };
  if (appId !== undefined)
    return {
      id,
      label,
      description: words(text(json, 'servicePrincipalType'), appId, off),
      icon: 'server-process',
      isOff,
      below: principalBranches(json),
    };
  if (name !== undefined)
    return {
      id,
      label,
      description: words(name, text(json, 'userType') === 'Guest' ? translate('guest') : undefined, off),
      icon: 'account',
      isOff,
      below: [
        below('memberOf', 'Groups and roles', 'users', json, 'Directory.Read.All'),
        { ...below('transitiveMemberOf', 'Groups, nested ones too', 'users', json, 'Directory.Read.All') },
      ],
    };
  return {
    id,
    label,
    description: words(groupKind(json, translate), text(json, 'membershipRule')),
    icon: 'organization',
    below: [
      below('members', 'Members', 'groups', json, 'GroupMember.Read.All'),
      below('owners', 'Owners', 'groups', json, 'GroupMember.Read.All'),
      below('memberOf', 'Groups it belongs to', 'groups', json, 'GroupMember.Read.All'),
    ],
  };
}

function principalBranches(json: JsonObject): readonly DirectoryBranch[] {
  const path = `/servicePrincipals/${encodeURIComponent(text(json, 'id') ?? '')}`;
  return [
    {
      id: 'oauth2PermissionGrants',
      title: 'Delegated permissions granted',
      icon: 'unlock',
      path: `${path}/oauth2PermissionGrants`,
      permission: 'Directory.Read.All',
      row: (grant, translate) => ({
        id: text(grant, 'id') ?? '',
        label: text(grant, 'scope') ?? '',
        description:
          text(grant, 'consentType') === 'AllPrincipals'
            ? translate('for everybody')
            : translate('for one user'),
        icon: 'unlock',
      }),
    },
    {
      id: 'appRoleAssignments',
      title: 'Application permissions granted',
      icon: 'unlock',
      path: `${path}/appRoleAssignments`,
      permission: 'Application.Read.All',
      row: (assignment) => ({
        id: text(assignment, 'id') ?? '',
        label: text(assignment, 'resourceDisplayName') ?? '',
        description: text(assignment, 'appRoleId') ?? '',
        icon: 'unlock',
      }),
    },
    {
      id: 'appRoleAssignedTo',
      title: 'Users and groups assigned',
      icon: 'organization',
      path: `${path}/appRoleAssignedTo`,
      permission: 'Application.Read.All',
      row: (assignment) => ({
        id: text(assignment, 'id') ?? '',
        label: text(assignment, 'principalDisplayName') ?? '',
        description: text(assignment, 'principalType') ?? '',
        icon: text(assignment, 'principalType') === 'User' ? 'account' : 'organization',
      }),
    },
  ];
}

function below(
  id: string,
  title: string,
  set: 'users' | 'groups' | 'directoryRoles',
  json: JsonObject,
  permission: string,
): DirectoryBranch {
  return {
    id,
    title,
    icon: 'organization',
    path: `/${set}/${encodeURIComponent(text(json, 'id') ?? '')}/${id}?${OBJECT}`,
    permission,
    row: directoryRow,
  };
}

function groupKind(json: JsonObject, translate: Translate): string {
  const types = list(json, 'groupTypes');
  return words(
    types.includes('Unified')
      ? 'Microsoft 365'
      : json['securityEnabled'] === true
        ? translate('security')
        : undefined,
    types.includes('DynamicMembership') ? translate('dynamic') : undefined,
  );
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((each) => each !== undefined && each !== '').join(' · ');
}

/** What a tenant says of itself, as label and value. Reads Graph's `organization` resource. */
export function organizationFacts(
  json: JsonObject,
  translate: Translate,
): readonly (readonly [label: string, value: string])[] {
  const initial = list(json, 'verifiedDomains')
    .filter(isObject)
    .find((each) => each['isInitial'] === true);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [translate('Organization'), text(json, 'displayName')],
    [translate('Initial domain'), initial === undefined ? undefined : text(initial, 'name')],
    [translate('Country or region'), text(json, 'countryLetterCode')],
    [translate('Created'), text(json, 'createdDateTime')?.slice(0, 10)],
    [translate('Synchronized from on-premises'), syncText(json, translate)],
  ];
  return facts.flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [[label, value] as const],
  );
}

function syncText(json: JsonObject, translate: Translate): string {
  if (json['onPremisesSyncEnabled'] !== true) return translate('no');
  const last = text(json, 'onPremisesLastSyncDateTime');
  return last === undefined ? translate('yes') : translate('yes, last {time}', { time: last });
}
