import { evaluatePolicies } from '../../../core/entra/conditionalAccess/evaluate.ts';
import { child, isObject, text, type JsonObject } from '../../../core/json.ts';
import { randomId } from '../../oauth/sts.ts';
import { readObject, readText, readTexts, readWord } from '../bodyReader.ts';
import { eitherKind } from '../caller.ts';
import { GraphError, notFound } from '../graphError.ts';
import { DONE, entryOf, put, timeOf, type WriteContext, type WriteRoute } from './route.ts';

const writeAccess = eitherKind('Policy.ReadWrite.ConditionalAccess');
const readAccess = eitherKind(
  'Policy.Read.ConditionalAccess',
  'Policy.Read.All',
  'Policy.ReadWrite.ConditionalAccess',
);
const STATES = ['enabled', 'disabled', 'enabledForReportingButNotEnforced'] as const;
const EMPTY_USERS = {
  includeUsers: [],
  excludeUsers: [],
  includeGroups: [],
  excludeGroups: [],
  includeRoles: [],
  excludeRoles: [],
};

/** Changes to Conditional Access, and what it would do. */
export const conditionalAccessWrites: readonly WriteRoute[] = [
  {
    method: 'POST',
    path: 'identity/conditionalAccess/policies',
    permissions: writeAccess,
    act(context) {
      const policy = {
        id: randomId(context.sts.random),
        templateId: null,
        createdDateTime: timeOf(context),
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
        modifiedDateTime: timeOf(context),
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
        createdDateTime: timeOf(context),
        modifiedDateTime: timeOf(context),
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
