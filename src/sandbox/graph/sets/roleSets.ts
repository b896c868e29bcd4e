import { text, type JsonObject } from '../../../core/json.ts';
import type { SandboxTenant } from '../../directory/sandboxTenant.ts';
import { eitherKind, type Caller } from '../caller.ts';
import { property } from '../filter.ts';
import { badRequest } from '../graphError.ts';
import type { ResourceSet } from '../resourceSets.ts';

const readEligible = eitherKind('RoleEligibilitySchedule.Read.Directory', 'RoleManagement.Read.Directory');
const readEligibleGroups = eitherKind(
  'PrivilegedEligibilitySchedule.Read.AzureADGroup',
  'PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup',
);
const readActive = eitherKind(
  'RoleAssignmentSchedule.Read.Directory',
  'RoleAssignmentSchedule.ReadWrite.Directory',
  'RoleManagement.Read.Directory',
);

/** What `$expand` adds to a schedule instance. */
const expand: NonNullable<ResourceSet['expand']> = {
  roleDefinition: (tenant, row) =>
    roleDefinitions(tenant).find(({ id }) => id === property(row, 'roleDefinitionId')) ?? null,
  principal,
};

function principal({ content }: SandboxTenant, row: object): object | null {
  const id = property(row, 'principalId');
  const user = content.users.find((each) => each.id === id);
  if (user !== undefined) return { '@odata.type': '#microsoft.graph.user', ...user };
  const group = content.groups.find((each) => each.id === id);
  return group === undefined ? null : { '@odata.type': '#microsoft.graph.group', ...group };
}

/** The same of a schedule of PIM for Groups. */
const expandGroup: NonNullable<ResourceSet['expand']> = {
  group: ({ content }, row) => content.groups.find(({ id }) => id === property(row, 'groupId')) ?? null,
  principal,
};

/** Built-in roles; a definition has the id of its template. */
export function roleDefinitions({ content }: SandboxTenant): readonly JsonObject[] {
  return content.directoryRoles.map(({ displayName, description, roleTemplateId }) => ({
    id: roleTemplateId,
    templateId: roleTemplateId,
    displayName,
    description,
    isBuiltIn: true,
    isEnabled: true,
  }));
}

/** Permanent members of directory roles, and roles activated for a time. */
function activeRoles({ content, governance }: SandboxTenant): readonly JsonObject[] {
  const activated = (principalId: string, roleId: string): boolean =>
    governance.activations.some(
      (each) => each['principalId'] === principalId && each['roleDefinitionId'] === roleId,
    );
  const permanent = content.directoryRoles.flatMap(({ id, roleTemplateId }) =>
    content.memberships
      .filter(({ of, member }) => of === id && !activated(member, roleTemplateId))
      .map(({ member }) => ({
        id: `${roleTemplateId}-${member}`,
        principalId: member,
        roleDefinitionId: roleTemplateId,
        directoryScopeId: '/',
        appScopeId: null,
        startDateTime: content.organization.createdDateTime,
        endDateTime: null,
        assignmentType: 'Assigned',
        memberType: 'Direct',
      })),
  );
  return [...permanent, ...governance.activations];
}

/** Ends activations whose time is over: role and membership are no longer held. */
export function endActivations({ content, governance }: SandboxTenant, now: number): void {
  const end = (activations: JsonObject[], heldIn: (activation: JsonObject) => unknown) => {
    for (const ended of activations.filter((each) => Date.parse(text(each, 'endDateTime') ?? '') <= now)) {
      activations.splice(activations.indexOf(ended), 1);
      const holder = heldIn(ended);
      const held = content.memberships.findIndex(
        ({ of, member }) => of === holder && member === ended['principalId'],
      );
      if (held >= 0) content.memberships.splice(held, 1);
    }
  };
  end(
    governance.activations,
    ({ roleDefinitionId }) =>
      content.directoryRoles.find((each) => each.roleTemplateId === roleDefinitionId)?.id,
  );
  end(governance.groupActivations, ({ groupId }) => groupId);
}

function ownOf(schedules: readonly JsonObject[], { userId }: Caller): readonly JsonObject[] {
  if (userId === undefined)
    throw badRequest('filterByCurrentUser is only valid with delegated authentication flow.');
  return schedules.filter((each) => each['principalId'] === userId);
}

/** Directory roles as role management sees them, and groups (Microsoft: PIM for Microsoft Entra roles, PIM for Groups). */
export const roleSets: Readonly<Record<string, ResourceSet>> = {
  'roleManagement/directory/roleDefinitions': {
    type: 'unifiedRoleDefinition',
    rows: roleDefinitions,
    read: eitherKind('RoleManagement.Read.Directory', 'Directory.Read.All'),
    relations: {},
  },
  'roleManagement/directory/roleEligibilityScheduleInstances': {
    type: 'unifiedRoleEligibilityScheduleInstance',
    rows: ({ governance }) => governance.eligibilities,
    read: readEligible,
    expand,
    relations: {},
  },
  "roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')": {
    type: 'unifiedRoleEligibilityScheduleInstance',
    rows: ({ governance }, caller) => ownOf(governance.eligibilities, caller),
    read: readEligible,
    expand,
    relations: {},
  },
  'roleManagement/directory/roleAssignmentScheduleInstances': {
    type: 'unifiedRoleAssignmentScheduleInstance',
    rows: activeRoles,
    read: readActive,
    expand,
    relations: {},
  },
  'identityGovernance/privilegedAccess/group/eligibilityScheduleInstances': {
    type: 'privilegedAccessGroupEligibilityScheduleInstance',
    rows: ({ governance }) => governance.groupEligibilities,
    read: readEligibleGroups,
    expand: expandGroup,
    relations: {},
  },
  "identityGovernance/privilegedAccess/group/eligibilityScheduleInstances/filterByCurrentUser(on='principal')":
    {
      type: 'privilegedAccessGroupEligibilityScheduleInstance',
      rows: ({ governance }, caller) => ownOf(governance.groupEligibilities, caller),
      read: readEligibleGroups,
      expand: expandGroup,
      relations: {},
    },
  'identityGovernance/privilegedAccess/group/assignmentScheduleInstances': {
    type: 'privilegedAccessGroupAssignmentScheduleInstance',
    rows: ({ governance }) => governance.groupActivations,
    read: eitherKind(
      'PrivilegedAssignmentSchedule.Read.AzureADGroup',
      'PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup',
    ),
    expand: expandGroup,
    relations: {},
  },
};
