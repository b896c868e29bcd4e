import { child, text, type JsonObject } from '../../../core/json.ts';
import { randomId } from '../../oauth/sts.ts';
import { readObject, readText, readWord } from '../bodyReader.ts';
import { eitherKind } from '../caller.ts';
import { badRequest, GraphError, notFound } from '../graphError.ts';
import { roleDefinitions } from '../sets/roleSets.ts';
import { timeOf, type WriteAnswer, type WriteContext, type WriteRoute } from './route.ts';

/** ISO 8601 durations that PIM takes: hours and minutes. */
const DURATION = /^PT(?:(\d{1,2})H)?(?:(\d{1,2})M)?$/;
const LONGEST_ACTIVATION = 8 * 60;

/** What Privileged Identity Management is asked for. */
export const privilegedAccessWrites: readonly WriteRoute[] = [
  {
    method: 'POST',
    path: 'roleManagement/directory/roleAssignmentScheduleRequests',
    permissions: eitherKind(
      'RoleAssignmentSchedule.ReadWrite.Directory',
      'RoleManagement.ReadWrite.Directory',
    ),
    act: activateRole,
  },
  {
    method: 'POST',
    path: 'identityGovernance/privilegedAccess/group/assignmentScheduleRequests',
    permissions: eitherKind('PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup'),
    act: activateGroup,
  },
];

/** Microsoft: PIM for Microsoft Entra roles, activate a role assignment. */
function activateRole(context: WriteContext): WriteAnswer {
  const { tenant, body } = context;
  const { content, governance } = tenant;
  const roleDefinitionId = readText(body, 'roleDefinitionId');
  const activation = activationOf(context, governance.eligibilities, governance.activations, {
    roleDefinitionId,
  });
  const role = content.directoryRoles.find(({ roleTemplateId }) => roleTemplateId === roleDefinitionId);
  if (role === undefined || !roleDefinitions(tenant).some(({ id }) => id === roleDefinitionId))
    throw notFound(roleDefinitionId);
  content.memberships.push({ of: role.id, member: activation.principalId });
  governance.activations.push({
    ...activation,
    directoryScopeId: '/',
    appScopeId: null,
    assignmentType: 'Activated',
    memberType: 'Direct',
  });
  return provisioned(context);
}

/** Microsoft: PIM for Groups, create assignmentScheduleRequest. */
function activateGroup(context: WriteContext): WriteAnswer {
  const { tenant, body } = context;
  const { content, governance } = tenant;
  const [groupId, accessId] = [readText(body, 'groupId'), readWord(body, 'accessId', ['member', 'owner'])];
  const activation = activationOf(context, governance.groupEligibilities, governance.groupActivations, {
    groupId,
    accessId,
  });
  content.memberships.push({ of: groupId, member: activation.principalId });
  governance.groupActivations.push({
    ...activation,
    assignmentType: 'activated',
    memberType: 'direct',
    assignmentScheduleId: activation.id,
  });
  return provisioned(context);
}

/** What the person who asks may hold for the time asked for. Throws what PIM answers to anybody else and to more. */
function activationOf<Thing extends JsonObject>(
  context: WriteContext,
  eligibilities: readonly JsonObject[],
  activations: readonly JsonObject[],
  thing: Thing,
) {
  const { caller, body, sts } = context;
  readWord(body, 'action', ['selfActivate']);
  const principalId = readText(body, 'principalId');
  if (caller.userId === undefined || caller.userId !== principalId)
    throw new GraphError(403, 'RoleAssignmentRequestDenied', 'Only the eligible person can activate a role.');
  const isSame = (each: JsonObject) =>
    Object.entries({ principalId, ...thing }).every(([name, value]) => each[name] === value);
  if (!eligibilities.some(isSame))
    throw new GraphError(404, 'ResourceNotFound', 'The resource is not found: no eligibility.');
  if (text(body, 'justification')?.trim() === '' || body['justification'] === undefined)
    throw policyRule('JustificationRule');
  const minutes = minutesOf(text(child(readObject(body, 'scheduleInfo'), 'expiration'), 'duration'));
  if (minutes > LONGEST_ACTIVATION) throw policyRule('ExpirationRule');
  if (activations.some(isSame))
    throw new GraphError(400, 'RoleAssignmentExists', 'The Role assignment already exists.');
  return {
    id: randomId(sts.random),
    principalId,
    ...thing,
    startDateTime: timeOf(context),
    endDateTime: timeOf(context, minutes * 60_000),
  };
}

function provisioned(context: WriteContext): WriteAnswer {
  const { body, sts } = context;
  return {
    status: 201,
    body: { ...body, id: randomId(sts.random), status: 'Provisioned', createdDateTime: timeOf(context) },
  };
}

const policyRule = (rule: string): GraphError =>
  new GraphError(
    400,
    'RoleAssignmentRequestPolicyValidationFailed',
    `The following policy rules failed: ["${rule}"]`,
  );

function minutesOf(duration: string | undefined = ''): number {
  const [, hours, minutes] = DURATION.exec(duration) ?? [];
  if (hours === undefined && minutes === undefined)
    throw badRequest("Invalid value specified for property 'duration': write PT4H or PT30M.");
  return Number(hours ?? 0) * 60 + Number(minutes ?? 0);
}
