import type { Translate } from '../../explain.ts';
import { child, text, type JsonObject } from '../../json.ts';
import { idOf, listed, words, type DirectoryHeading, type DirectoryRow } from './branch.ts';
import { holderIcon, ownEligibilities, scopeOf, until } from './eligibility.ts';
import { needs } from './needs.ts';
import { objectRow } from './people.ts';

const ROLES = '/roleManagement/directory';
const EXPANDED = '$expand=principal,roleDefinition';

/** Directory roles, and with PIM who may activate them and who did. */
export const roles: DirectoryHeading = {
  id: 'roles',
  title: 'Roles',
  icon: 'shield',
  branches: [
    listed(
      { id: 'directoryRoles', title: 'Directory roles', icon: 'shield' },
      {
        need: needs.directoryRoles,
        path: '/directoryRoles?$select=id,displayName,description,roleTemplateId',
        row: (json) => ({
          id: idOf(json),
          label: text(json, 'displayName') ?? '',
          description: text(json, 'description') ?? '',
          icon: 'shield',
          kind: 'other',
          below: [
            listed(
              { id: 'members', title: 'Members', icon: 'organization' },
              {
                need: needs.directoryRoles,
                path: `/directoryRoles/${encodeURIComponent(idOf(json))}/members?$select=id,displayName,userPrincipalName,appId`,
                row: objectRow,
              },
            ),
          ],
        }),
      },
    ),
    ...ownEligibilities,
    listed(
      { id: 'eligible', title: 'Eligible assignments', icon: 'watch' },
      {
        need: needs.eligibleRoles,
        path: `${ROLES}/roleEligibilityScheduleInstances?${EXPANDED}`,
        row: scheduleRow,
      },
    ),
    listed(
      { id: 'active', title: 'Active assignments', icon: 'pass' },
      {
        need: needs.activeRoles,
        path: `${ROLES}/roleAssignmentScheduleInstances?${EXPANDED}`,
        row: scheduleRow,
      },
    ),
  ],
};

/** A role with its holder: whom, where, until when, and whether it was activated. */
function scheduleRow(json: JsonObject, translate: Translate): DirectoryRow {
  const principal = child(json, 'principal');
  const holder = text(principal, 'displayName') ?? text(json, 'principalId') ?? '';
  const isActivated = text(json, 'assignmentType') === 'Activated';
  return {
    id: idOf(json),
    label: text(child(json, 'roleDefinition'), 'displayName') ?? text(json, 'roleDefinitionId') ?? '',
    description: words(
      holder,
      scopeOf(json),
      isActivated ? translate('activated') : undefined,
      until(json, translate),
    ),
    icon: holderIcon(json),
  };
}
