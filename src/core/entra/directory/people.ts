import type { Translate } from '../../explain.ts';
import { child, isObject, list, strings, text, type JsonObject } from '../../json.ts';
import { azureRolesOf } from './azure.ts';
import {
  dayOf,
  described,
  fact,
  idOf,
  listed,
  minuteOf,
  words,
  type DirectoryBranch,
  type DirectoryItem,
  type DirectoryRow,
} from './branch.ts';
import { deviceRow } from './devices.ts';
import { eligibleMembersOf } from './eligibility.ts';
import { needs } from './needs.ts';

const OBJECT =
  '$select=id,displayName,userPrincipalName,userType,appId,accountEnabled,groupTypes,securityEnabled,membershipRule,servicePrincipalType';
const USER =
  '$select=id,displayName,userPrincipalName,mail,jobTitle,department,officeLocation,accountEnabled,userType,externalUserState,createdDateTime,onPremisesSyncEnabled,onPremisesImmutableId,onPremisesDistinguishedName,onPremisesSamAccountName,onPremisesSecurityIdentifier,onPremisesLastSyncDateTime,proxyAddresses';

export const users = listed(
  { id: 'users', title: 'Users', icon: 'account' },
  {
    need: needs.users,
    path: '/users?$top=100&$select=id,displayName,userPrincipalName,accountEnabled,userType,onPremisesSyncEnabled',
    row: objectRow,
  },
);

export const groups = listed(
  { id: 'groups', title: 'Groups', icon: 'organization' },
  {
    need: needs.groups,
    path: '/groups?$top=100&$select=id,displayName,groupTypes,securityEnabled,membershipRule,membershipRuleProcessingState',
    row: objectRow,
  },
);

const PRINCIPALS =
  '/servicePrincipals?$top=100&$select=id,appId,displayName,accountEnabled,servicePrincipalType,appOwnerOrganizationId';

export const enterpriseApplications = listed(
  { id: 'servicePrincipals', title: 'Enterprise applications', icon: 'server-process' },
  {
    need: needs.principals,
    path: `${PRINCIPALS}&$filter=servicePrincipalType eq 'Application'`,
    row: objectRow,
  },
);

export const managedIdentities = listed(
  { id: 'managedIdentities', title: 'Managed identities', icon: 'vm' },
  {
    need: needs.principals,
    path: `${PRINCIPALS},alternativeNames&$filter=servicePrincipalType eq 'ManagedIdentity'`,
    row: objectRow,
  },
);

/** A user, group, role, device or service principal, told by its members and `@odata.type`. */
export function objectRow(json: JsonObject, translate: Translate): DirectoryRow {
  const type = text(json, '@odata.type') ?? '';
  if (type.endsWith('.directoryRole'))
    return { id: idOf(json), label: text(json, 'displayName') ?? idOf(json), icon: 'shield', kind: 'other' };
  if (type.endsWith('.device') || text(json, 'trustType') !== undefined) return deviceRow(json, translate);
  if (text(json, 'appId') !== undefined) return principalRow(json, translate);
  return text(json, 'userPrincipalName') === undefined ? groupRow(json, translate) : userRow(json, translate);
}

function userRow(json: JsonObject, translate: Translate): DirectoryRow {
  const id = idOf(json);
  const path = `/users/${encodeURIComponent(id)}`;
  const isOff = json['accountEnabled'] === false;
  return {
    id,
    label: text(json, 'displayName') ?? id,
    description: words(
      text(json, 'userPrincipalName'),
      text(json, 'userType') === 'Guest' ? translate('guest') : undefined,
      json['onPremisesSyncEnabled'] === true ? translate('synchronized') : undefined,
      isOff ? translate('disabled') : undefined,
    ),
    icon: 'account',
    kind: 'user',
    path,
    ...(isOff ? { mood: 'off' } : {}),
    below: [
      described(
        { id: 'details', title: 'Details', icon: 'info' },
        { need: needs.users, path: `${path}?${USER}`, row: userFacts },
      ),
      members('memberOf', 'Groups and roles', path, needs.memberships),
      members('transitiveMemberOf', 'Groups, nested ones too', path, needs.memberships),
      members('ownedDevices', 'Devices', path, needs.devices, 'device-desktop'),
      assignments(path),
      azureRolesOf(id),
    ],
  };
}

/** A synchronized user's rows tell where the user comes from. */
function userFacts(json: JsonObject, translate: Translate): readonly DirectoryItem[] {
  return [
    ...fact(translate('User principal name'), text(json, 'userPrincipalName')),
    ...fact(translate('Mail'), text(json, 'mail')),
    ...fact(
      translate('Job'),
      words(text(json, 'jobTitle'), text(json, 'department'), text(json, 'officeLocation')),
    ),
    ...fact(translate('Created'), dayOf(json, 'createdDateTime')),
    ...fact(translate('Invitation'), text(json, 'externalUserState')),
    ...fact(translate('Addresses'), strings(json, 'proxyAddresses').join(', ')),
    ...fact(translate('Immutable ID'), text(json, 'onPremisesImmutableId')),
    ...fact(translate('On-premises name'), text(json, 'onPremisesDistinguishedName')),
    ...fact(translate('On-premises account'), text(json, 'onPremisesSamAccountName')),
    ...fact(translate('On-premises SID'), text(json, 'onPremisesSecurityIdentifier')),
    ...fact(translate('Last synchronized'), minuteOf(json, 'onPremisesLastSyncDateTime')),
  ];
}

function groupRow(json: JsonObject, translate: Translate): DirectoryRow {
  const id = idOf(json);
  const path = `/groups/${encodeURIComponent(id)}`;
  const rule = text(json, 'membershipRule');
  return {
    id,
    label: text(json, 'displayName') ?? id,
    description: words(groupKind(json, translate), rule),
    icon: 'organization',
    kind: 'group',
    path,
    below: [
      ...(rule === undefined ? [] : [ruleRow(rule, json, translate)]),
      members('members', 'Members', path, needs.groups),
      members('transitiveMembers', 'Members, nested ones too', path, needs.groups),
      members('owners', 'Owners', path, needs.groups),
      eligibleMembersOf(id),
      members('memberOf', 'Groups it belongs to', path, needs.memberships),
      assignments(path),
      azureRolesOf(id),
    ],
  };
}

function ruleRow(rule: string, json: JsonObject, translate: Translate): DirectoryRow {
  const isPaused = text(json, 'membershipRuleProcessingState') === 'Paused';
  return {
    id: 'rule',
    label: translate('Dynamic rule'),
    description: words(rule, isPaused ? translate('paused') : undefined),
    icon: 'filter',
    ...(isPaused ? { mood: 'warning' } : {}),
  };
}

function groupKind(json: JsonObject, translate: Translate): string {
  const types = list(json, 'groupTypes');
  const isUnified = types.includes('Unified');
  return words(
    isUnified ? 'Microsoft 365' : json['securityEnabled'] === true ? translate('security') : undefined,
    types.includes('DynamicMembership') ? translate('dynamic') : undefined,
  );
}

function principalRow(json: JsonObject, translate: Translate): DirectoryRow {
  const id = idOf(json);
  const path = `/servicePrincipals/${encodeURIComponent(id)}`;
  const isOff = json['accountEnabled'] === false;
  const isManaged = text(json, 'servicePrincipalType') === 'ManagedIdentity';
  return {
    id,
    label: text(json, 'displayName') ?? id,
    description: words(text(json, 'appId'), isOff ? translate('disabled') : undefined),
    icon: isManaged ? 'vm' : 'server-process',
    kind: 'principal',
    path,
    ...(isOff ? { mood: 'off' } : {}),
    below: [
      ...managedBy(json, translate),
      listed(
        { id: 'oauth2PermissionGrants', title: 'Delegated permissions granted', icon: 'unlock' },
        { need: needs.grants, path: `${path}/oauth2PermissionGrants`, row: grantRow },
      ),
      listed(
        { id: 'appRoleAssignments', title: 'Application permissions granted', icon: 'unlock' },
        { need: needs.principals, path: `${path}/appRoleAssignments`, row: permissionRow },
      ),
      listed(
        { id: 'appRoleAssignedTo', title: 'Users and groups assigned', icon: 'organization' },
        { need: needs.principals, path: `${path}/appRoleAssignedTo`, row: assigneeRow },
      ),
      members('memberOf', 'Groups and roles', path, needs.memberships),
      azureRolesOf(id),
    ],
  };
}

/** Azure says in `alternativeNames` whether an identity belongs to a resource, and to which. */
function managedBy(json: JsonObject, translate: Translate): readonly DirectoryRow[] {
  const names = strings(json, 'alternativeNames');
  const resource = names.find((name) => name.startsWith('/subscriptions/'));
  const isUser = resource?.toLowerCase().includes('/microsoft.managedidentity/') === true;
  return resource === undefined
    ? []
    : fact(isUser ? translate('User-assigned') : translate('System-assigned'), resource, { icon: 'link' });
}

function grantRow(json: JsonObject, translate: Translate): DirectoryRow {
  const isForAll = text(json, 'consentType') === 'AllPrincipals';
  return {
    id: idOf(json),
    label: text(json, 'scope')?.trim() ?? '',
    description: isForAll ? translate('for everybody') : translate('for one user'),
    icon: 'unlock',
  };
}

function permissionRow(json: JsonObject): DirectoryRow {
  return {
    id: idOf(json),
    label: text(json, 'resourceDisplayName') ?? '',
    description: text(json, 'appRoleId') ?? '',
    icon: 'unlock',
  };
}

function assigneeRow(json: JsonObject): DirectoryRow {
  const type = text(json, 'principalType');
  return {
    id: idOf(json),
    label: text(json, 'principalDisplayName') ?? '',
    description: type ?? '',
    icon: type === 'User' ? 'account' : 'organization',
  };
}

function assignments(path: string): DirectoryBranch {
  return listed(
    { id: 'appRoleAssignments', title: 'Applications assigned', icon: 'server-process' },
    { need: needs.assignments, path: `${path}/appRoleAssignments`, row: permissionRow },
  );
}

function members(
  id: string,
  title: string,
  path: string,
  need: (typeof needs)[keyof typeof needs],
  icon = 'organization',
): DirectoryBranch {
  const select = id === 'ownedDevices' ? '' : `?${OBJECT}`;
  return listed({ id, title, icon }, { need, path: `${path}/${id}${select}`, row: objectRow });
}

export const guests = listed(
  { id: 'guests', title: 'Guests', icon: 'person-add', kind: 'guests' },
  {
    need: needs.users,
    path: "/users?$top=100&$filter=userType eq 'Guest'&$select=id,displayName,userPrincipalName,mail,accountEnabled,userType,externalUserState,createdDateTime",
    row(json, translate) {
      const isPending = text(json, 'externalUserState') === 'PendingAcceptance';
      return {
        ...userRow(json, translate),
        description: words(
          text(json, 'mail'),
          isPending
            ? translate('invited {day}, not accepted yet', { day: dayOf(json, 'createdDateTime') ?? '' })
            : text(json, 'externalUserState'),
        ),
        ...(isPending ? { mood: 'warning' } : {}),
      };
    },
  },
);

export const partners = listed(
  { id: 'partners', title: 'Other organizations', icon: 'link' },
  {
    need: needs.partners,
    path: '/policies/crossTenantAccessPolicy/partners',
    row(json, translate) {
      const trust = child(json, 'inboundTrust');
      const accepted = [
        [trust['isMfaAccepted'], translate('MFA')],
        [trust['isCompliantDeviceAccepted'], translate('compliant devices')],
        [trust['isHybridAzureADJoinedDeviceAccepted'], translate('hybrid joined devices')],
      ] as const;
      const names = accepted.filter(([isOn]) => isOn === true).map(([, name]) => name);
      const own = isObject(json['b2bCollaborationInbound']) ? translate('own rules for guests') : undefined;
      return {
        id: text(json, 'tenantId') ?? '',
        label: text(json, 'tenantId') ?? '',
        description: words(
          names.length === 0
            ? translate('trusts nothing')
            : translate('trusts {what}', { what: names.join(', ') }),
          own,
        ),
        icon: 'link',
      };
    },
  },
);
