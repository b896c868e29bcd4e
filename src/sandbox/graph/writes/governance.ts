import { evaluatePolicies } from '../../../core/entra/conditionalAccess/evaluate.ts';
import { child, isObject, text, type JsonObject } from '../../../core/json.ts';
import { randomId } from '../../oauth/sts.ts';
import { eitherKind } from '../caller.ts';
import { readObject, readText, readTexts, readWord, refuseOthers } from '../bodyReader.ts';
import { badRequest, GraphError, notFound } from '../graphError.ts';
import { roleDefinitions } from '../sets/roleSets.ts';
import { DONE, put, type WriteContext, type WriteRoute } from './route.ts';

const writeAccess = eitherKind('Policy.ReadWrite.ConditionalAccess');
const readAccess = eitherKind(
  'Policy.Read.ConditionalAccess',
  'Policy.Read.All',
  'Policy.ReadWrite.ConditionalAccess',
);
const writeRisk = eitherKind('IdentityRiskyUser.ReadWrite.All');
const STATES = ['enabled', 'disabled', 'enabledForReportingButNotEnforced'] as const;
const EMPTY_USERS = {
  includeUsers: [],
  excludeUsers: [],
  includeGroups: [],
  excludeGroups: [],
  includeRoles: [],
  excludeRoles: [],
};
/** ISO 8601 durations that PIM takes: hours and minutes. */
const DURATION = /^PT(?:(\d{1,2})H)?(?:(\d{1,2})M)?$/;
const LONGEST_ACTIVATION = 8 * 60;

const time = ({ sts }: WriteContext): string => `${new Date(sts.clock.now()).toISOString().slice(0, 19)}Z`;

/** Changes to Conditional Access, roles, risks and guests. */
export const governanceWrites: readonly WriteRoute[] = [
  {
    method: 'POST',
    path: 'identity/conditionalAccess/policies',
    permissions: writeAccess,
    act(context) {
      const policy = {
        id: randomId(context.sts.random),
        templateId: null,
        createdDateTime: time(context),
        modifiedDateTime: null,
        ...policyOf(context.body),
      };
      context.tenant.governance.policies.push(policy);
      return { status: 201, body: policy };
    },
  },
  {
    method: 'PATCH',
    path: 'identity/conditionalAccess/policies/*',
    permissions: writeAccess,
    act(context) {
      const before = entryOf(context.tenant.governance.policies, context.keys[0]);
      const after = {
        ...before,
        ...policyOf({ ...before, ...context.body }),
        modifiedDateTime: time(context),
      };
      put(context.tenant.governance.policies, before, after);
      return DONE;
    },
  },
  {
    method: 'DELETE',
    path: 'identity/conditionalAccess/policies/*',
    permissions: writeAccess,
    act({ tenant, keys }) {
      put(tenant.governance.policies, entryOf(tenant.governance.policies, keys[0]), undefined);
      return DONE;
    },
  },
  {
    method: 'POST',
    path: 'identity/conditionalAccess/namedLocations',
    permissions: writeAccess,
    act(context) {
      const type = readWord(context.body, '@odata.type', [
        '#microsoft.graph.ipNamedLocation',
        '#microsoft.graph.countryNamedLocation',
      ]);
      readText(context.body, 'displayName');
      const place = {
        ...context.body,
        '@odata.type': type,
        id: randomId(context.sts.random),
        createdDateTime: time(context),
        modifiedDateTime: time(context),
      };
      context.tenant.governance.namedLocations.push(place);
      return { status: 201, body: place };
    },
  },
  {
    method: 'DELETE',
    path: 'identity/conditionalAccess/namedLocations/*',
    permissions: writeAccess,
    act({ tenant, keys }) {
      put(tenant.governance.namedLocations, entryOf(tenant.governance.namedLocations, keys[0]), undefined);
      return DONE;
    },
  },
  {
    method: 'POST',
    path: 'identity/conditionalAccess/evaluate',
    permissions: readAccess,
    act: whatIf,
  },
  {
    method: 'POST',
    path: 'identityProtection/riskyUsers/dismiss',
    permissions: writeRisk,
    act: (context) => settleRisk(context, 'dismissed', 'adminDismissedAllRiskForUser', 'none'),
  },
  {
    method: 'POST',
    path: 'identityProtection/riskyUsers/confirmCompromised',
    permissions: writeRisk,
    act: (context) => settleRisk(context, 'confirmedCompromised', 'adminConfirmedUserCompromised', 'high'),
  },
  {
    method: 'POST',
    path: 'roleManagement/directory/roleAssignmentScheduleRequests',
    permissions: eitherKind(
      'RoleAssignmentSchedule.ReadWrite.Directory',
      'RoleManagement.ReadWrite.Directory',
    ),
    act: activate,
  },
  {
    method: 'POST',
    path: 'directoryObjects/getByIds',
    permissions: eitherKind('Directory.Read.All', 'User.Read.All', 'Directory.ReadWrite.All'),
    act({ tenant: { content }, body }) {
      const ids = readTexts(body, 'ids');
      if (ids.length > 1000) throw badRequest('The number of ids exceeds 1000.');
      const typed = (type: string, rows: readonly { readonly id: string }[]) =>
        rows
          .filter(({ id }) => ids.includes(id))
          .map((row) => ({ '@odata.type': `#microsoft.graph.${type}`, ...row }));
      const value = [
        ...typed('user', content.users),
        ...typed('group', content.groups),
        ...typed('servicePrincipal', content.servicePrincipals),
      ];
      return { status: 200, body: { value } };
    },
  },
  {
    method: 'POST',
    path: 'invitations',
    permissions: eitherKind('User.Invite.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'),
    act: invite,
  },
];

function policyOf(body: JsonObject): JsonObject {
  const conditions = readObject(body, 'conditions');
  const [users, applications] = [readObject(conditions, 'users'), readObject(conditions, 'applications')];
  if (Object.keys(users).length === 0)
    throw policyError('1007', 'Users condition is missing: name whom the policy is about.');
  for (const name of Object.keys(EMPTY_USERS)) readTexts(users, name);
  if (readTexts(applications, 'includeApplications').length === 0 && !hasActions(applications))
    throw policyError('1008', 'Applications condition is missing: name what the policy is about.');
  const [grant, session] = [body['grantControls'] ?? null, body['sessionControls'] ?? null];
  if (!isObject(grant) && !isObject(session))
    throw policyError('1009', 'A policy needs grant controls or session controls.');
  return {
    displayName: readText(body, 'displayName'),
    state: readWord(body, 'state', STATES),
    conditions: {
      clientAppTypes: ['all'],
      ...conditions,
      users: { ...EMPTY_USERS, ...users },
      applications: { excludeApplications: [], includeUserActions: [], ...applications },
    },
    grantControls: grant,
    sessionControls: session,
  };
}

const hasActions = (applications: JsonObject): boolean =>
  readTexts(applications, 'includeUserActions').length > 0 ||
  readTexts(applications, 'includeAuthenticationContextClassReferences').length > 0;

const policyError = (number: string, message: string): GraphError =>
  new GraphError(400, 'BadRequest', `${number}: ${message}`);

function entryOf(entries: readonly JsonObject[], id: string | undefined = ''): JsonObject {
  const found = entries.find((each) => each['id'] === id);
  if (found === undefined) throw notFound(id);
  return found;
}

/** Microsoft: conditionalAccessRoot: evaluate. */
function whatIf({ tenant, body }: WriteContext) {
  const userId = readText(readObject(body, 'signInIdentity'), 'userId');
  const user = tenant.user(userId);
  if (user === undefined) throw notFound(userId);
  const conditions = readObject(body, 'signInConditions');
  const [applicationId = ''] = readTexts(readObject(body, 'signInContext'), 'includeApplications');
  const optional = (name: string): Record<string, string> => {
    const value = text(conditions, name);
    return value === undefined ? {} : { [name]: value };
  };
  const transferMethod = text(child(conditions, 'authenticationFlow'), 'transferMethod');
  const verdicts = evaluatePolicies(
    tenant.governance.policies,
    {
      userId,
      groupIds: tenant.groupsOf(userId).map(({ id }) => id),
      roleIds: tenant.roleTemplatesOf(userId),
      isGuest: user.userType === 'Guest',
      applicationId,
      ...optional('clientAppType'),
      ...optional('devicePlatform'),
      ...optional('signInRiskLevel'),
      ...optional('userRiskLevel'),
      ...optional('country'),
      ...optional('ipAddress'),
      ...(transferMethod === undefined ? {} : { transferMethod }),
    },
    tenant.governance.namedLocations,
  );
  const value = verdicts
    .filter(({ applies }) => applies || body['appliedPoliciesOnly'] !== true)
    .map(({ policy, applies, reason }) => ({ ...policy, policyApplies: applies, analysisReasons: reason }));
  return { status: 200, body: { value } } as const;
}

function settleRisk(
  context: WriteContext,
  riskState: string,
  riskDetail: string,
  riskLevel: string,
): typeof DONE {
  const { riskyUsers } = context.tenant.governance;
  for (const id of readTexts(context.body, 'userIds')) {
    const before = entryOf(riskyUsers, id);
    const change = { riskState, riskDetail, riskLevel, riskLastUpdatedDateTime: time(context) };
    put(riskyUsers, before, { ...before, ...change });
  }
  return DONE;
}

/** Microsoft: PIM for Microsoft Entra roles, activate a role assignment. */
function activate(context: WriteContext) {
  const { tenant, caller, body, sts } = context;
  const { content, governance } = tenant;
  readWord(body, 'action', ['selfActivate']);
  const [principalId, roleDefinitionId] = [readText(body, 'principalId'), readText(body, 'roleDefinitionId')];
  if (caller.userId === undefined || caller.userId !== principalId)
    throw new GraphError(403, 'RoleAssignmentRequestDenied', 'Only the eligible person can activate a role.');
  const isEligible = governance.eligibilities.some(
    (each) => each['principalId'] === principalId && each['roleDefinitionId'] === roleDefinitionId,
  );
  if (!isEligible)
    throw new GraphError(404, 'ResourceNotFound', 'The resource is not found: no eligibility.');
  if (text(body, 'justification')?.trim() === '' || body['justification'] === undefined)
    throw policyRule('JustificationRule');
  const minutes = minutesOf(text(child(readObject(body, 'scheduleInfo'), 'expiration'), 'duration'));
  if (minutes > LONGEST_ACTIVATION) throw policyRule('ExpirationRule');
  const isActive = governance.activations.some(
    (each) => each['principalId'] === principalId && each['roleDefinitionId'] === roleDefinitionId,
  );
  if (isActive) throw new GraphError(400, 'RoleAssignmentExists', 'The Role assignment already exists.');
  const role = content.directoryRoles.find(({ roleTemplateId }) => roleTemplateId === roleDefinitionId);
  if (role === undefined || !roleDefinitions(tenant).some(({ id }) => id === roleDefinitionId))
    throw notFound(roleDefinitionId);
  content.memberships.push({ of: role.id, member: principalId });
  const id = randomId(sts.random);
  governance.activations.push({
    id,
    principalId,
    roleDefinitionId,
    directoryScopeId: '/',
    appScopeId: null,
    startDateTime: time(context),
    endDateTime: `${new Date(sts.clock.now() + minutes * 60_000).toISOString().slice(0, 19)}Z`,
    assignmentType: 'Activated',
    memberType: 'Direct',
  });
  return {
    status: 201,
    body: { ...body, id: randomId(sts.random), status: 'Provisioned', createdDateTime: time(context) },
  } as const;
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

/** Microsoft: create invitation. */
function invite(context: WriteContext) {
  const { tenant, body, sts } = context;
  refuseOthers(
    body,
    [
      'invitedUserEmailAddress',
      'inviteRedirectUrl',
      'sendInvitationMessage',
      'invitedUserDisplayName',
      'invitedUserMessageInfo',
    ],
    'invitation',
  );
  const email = readText(body, 'invitedUserEmailAddress').trim().toLowerCase();
  const redirect = readText(body, 'inviteRedirectUrl');
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))
    throw badRequest('The invited user email address is invalid.');
  if (!URL.canParse(redirect)) throw badRequest('The inviteRedirectUrl is not a valid URL.');
  if (tenant.content.users.some(({ mail }) => mail?.toLowerCase() === email))
    throw badRequest('The invited user already exists in the directory as object.');
  const id = randomId(sts.random);
  const displayName = text(body, 'invitedUserDisplayName') ?? email;
  const [template] = tenant.content.users;
  if (template === undefined) throw badRequest('The tenant has no users.');
  tenant.content.users.push({
    ...template,
    id,
    displayName,
    userPrincipalName: `${email.replace('@', '_')}#EXT#@${tenant.domain}`,
    givenName: '',
    surname: '',
    mail: email,
    ...{ jobTitle: null, department: null, officeLocation: null },
    ...{ accountEnabled: true, userType: 'Guest', externalUserState: 'PendingAcceptance' },
    proxyAddresses: [`SMTP:${email}`],
    createdDateTime: time(context),
    ...{
      onPremisesSyncEnabled: null,
      onPremisesImmutableId: null,
      onPremisesDistinguishedName: null,
      onPremisesSamAccountName: null,
      onPremisesSecurityIdentifier: null,
      onPremisesDomainName: null,
      onPremisesLastSyncDateTime: null,
    },
  });
  return {
    status: 201,
    body: {
      id: randomId(sts.random),
      ...body,
      invitedUserDisplayName: displayName,
      inviteRedeemUrl: `${sts.addresses.origin}/redeem?tenant=${tenant.id}&user=${id}`,
      status: 'PendingAcceptance',
      invitedUser: { id },
    },
  } as const;
}
