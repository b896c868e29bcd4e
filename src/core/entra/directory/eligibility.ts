import type { Translate } from '../../explain.ts';
import { child, text, type JsonObject } from '../../json.ts';
import { idOf, listed, minuteOf, words, type DirectoryBranch } from './branch.ts';
import { needs, type Need } from './needs.ts';

/** Something a person may activate for a time with PIM: what of it a request names, and its name. */
export interface Eligibility {
  readonly kind: EligibilityKind;
  readonly name: string;
  /** Members of the request that say what is activated, and for whom. */
  readonly assignment: JsonObject;
}

/** A kind of things that are activated with PIM. A new one is one entry of `eligibilityKinds`. */
export interface EligibilityKind {
  readonly id: string;
  /** English templates. */
  readonly title: string;
  readonly ownTitle: string;
  readonly icon: string;
  /** Those of the person who asks, after the version. */
  readonly own: string;
  readonly need: Need;
  /** Where activations are asked for, and what that takes. */
  readonly requests: string;
  readonly activation: Need;
  /** Members of an assignment, with what stands for one that is left out. */
  readonly members: Readonly<Record<string, string | undefined>>;
  readonly nameOf: (json: JsonObject) => string | undefined;
  readonly about: (json: JsonObject) => string | undefined;
}

const ROLES = '/roleManagement/directory';
const GROUPS = '/identityGovernance/privilegedAccess/group';
const OWN = "filterByCurrentUser(on='principal')";

/** Microsoft: PIM for Microsoft Entra roles, PIM for Groups. */
export const eligibilityKinds: readonly EligibilityKind[] = [
  {
    id: 'ownEligible',
    title: 'Directory role',
    ownTitle: 'Roles you may activate',
    icon: 'shield',
    own: `${ROLES}/roleEligibilityScheduleInstances/${OWN}?$expand=roleDefinition`,
    need: needs.ownEligibleRoles,
    requests: `${ROLES}/roleAssignmentScheduleRequests`,
    activation: needs.activateRole,
    members: { principalId: undefined, roleDefinitionId: undefined, directoryScopeId: '/' },
    nameOf: (json) => text(child(json, 'roleDefinition'), 'displayName') ?? text(json, 'roleDefinitionId'),
    about: scopeOf,
  },
  {
    id: 'ownEligibleGroups',
    title: 'Membership of a group',
    ownTitle: 'Groups you may activate',
    icon: 'organization',
    own: `${GROUPS}/eligibilityScheduleInstances/${OWN}?$expand=group`,
    need: needs.ownEligibleGroups,
    requests: `${GROUPS}/assignmentScheduleRequests`,
    activation: needs.activateGroup,
    members: { principalId: undefined, groupId: undefined, accessId: 'member' },
    nameOf: (json) => text(child(json, 'group'), 'displayName') ?? text(json, 'groupId'),
    about: (json) => text(json, 'accessId'),
  },
];

/** What `json` names to activate: a schedule of Graph, or what a command is told; undefined when it is not whole. */
export function readEligibility(
  kind: EligibilityKind,
  json: JsonObject,
  name = kind.nameOf(json),
): Eligibility | undefined {
  const assignment: Record<string, string> = {};
  for (const [member, standard] of Object.entries(kind.members)) {
    const value = text(json, member) ?? standard;
    if (value === undefined) return undefined;
    assignment[member] = value;
  }
  return { kind, name: name ?? '', assignment };
}

/** What the person who is signed in may activate; following a row does. */
export const ownEligibilities: readonly DirectoryBranch[] = eligibilityKinds.map((kind) =>
  listed(
    { id: kind.id, title: kind.ownTitle, icon: 'unlock' },
    {
      need: kind.need,
      path: kind.own,
      row: (json, translate) => {
        const { name, assignment } = readEligibility(kind, json) ?? { name: idOf(json), assignment: {} };
        return {
          id: idOf(json),
          label: name,
          description: words(kind.about(json), until(json, translate)),
          icon: 'unlock',
          kind: 'eligibility',
          follow: { command: 'role.activate', data: { ...assignment, role: name } },
        };
      },
    },
  ),
);

/** Who may activate the membership or ownership of a group. */
export function eligibleMembersOf(groupId: string): DirectoryBranch {
  return listed(
    { id: 'eligible', title: 'Eligible with PIM', icon: 'watch' },
    {
      need: needs.eligibleGroups,
      path: `${GROUPS}/eligibilityScheduleInstances?$filter=groupId eq '${encodeURIComponent(groupId)}'&$expand=principal`,
      row: (json, translate) => ({
        id: idOf(json),
        label: text(child(json, 'principal'), 'displayName') ?? text(json, 'principalId') ?? '',
        description: words(text(json, 'accessId'), until(json, translate)),
        icon: holderIcon(json),
      }),
    },
  );
}

/** Where a role holds, unless that is everywhere. */
export function scopeOf(json: JsonObject): string | undefined {
  const scope = text(json, 'directoryScopeId');
  return scope === '/' ? undefined : scope;
}

/** How long a schedule lasts. */
export function until(json: JsonObject, translate: Translate): string {
  const end = minuteOf(json, 'endDateTime');
  return end === undefined ? translate('permanent') : translate('until {time}', { time: end });
}

/** The icon of whom a schedule is for. */
export function holderIcon(json: JsonObject): string {
  const type = text(child(json, 'principal'), '@odata.type') ?? '';
  return type.endsWith('.group') ? 'organization' : 'account';
}
