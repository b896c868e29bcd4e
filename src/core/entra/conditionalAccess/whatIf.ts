import { isObject, list, text, type JsonObject } from '../../json.ts';
import type { GraphWrite } from '../graph.ts';

/** A sign-in to ask Entra about. */
export interface WhatIfQuestion {
  readonly userId: string;
  /** Client id of the application that is opened. */
  readonly applicationId: string;
  readonly clientAppType?: string;
  readonly devicePlatform?: string;
  readonly country?: string;
  readonly ipAddress?: string;
  readonly signInRiskLevel?: string;
  readonly userRiskLevel?: string;
  readonly transferMethod?: string;
}

/** What Entra says of one policy. */
export interface WhatIfAnswer {
  readonly policy: JsonObject;
  readonly applies: boolean;
  /** Graph's `whatIfAnalysisReasons`, by comma. */
  readonly reasons: string;
}

/** Asks which policies would apply (Microsoft: conditionalAccessRoot: evaluate). It changes nothing. */
export function whatIfRequest({
  userId,
  applicationId,
  transferMethod,
  ...conditions
}: WhatIfQuestion): GraphWrite {
  return {
    method: 'POST',
    path: '/identity/conditionalAccess/evaluate',
    body: {
      signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId },
      signInContext: {
        '@odata.type': '#microsoft.graph.applicationContext',
        includeApplications: [applicationId],
      },
      signInConditions: {
        ...conditions,
        ...(transferMethod === undefined ? {} : { authenticationFlow: { transferMethod } }),
      },
      appliedPoliciesOnly: false,
    },
  };
}

/** Reads what `whatIfRequest` is answered, policies that apply first. */
export function whatIfAnswers(body: JsonObject): readonly WhatIfAnswer[] {
  return list(body, 'value')
    .filter(isObject)
    .map((policy) => ({
      policy,
      applies: policy['policyApplies'] === true,
      reasons: text(policy, 'analysisReasons') ?? '',
    }))
    .toSorted((one, other) => Number(other.applies) - Number(one.applies));
}

/** Why a policy does not apply, in words. */
export const whatIfReasons: Readonly<Record<string, string>> = {
  notEnoughInformation: 'the question says too little',
  invalidCondition: 'a condition is invalid',
  users: 'another user',
  workloadIdentities: 'it is about workloads',
  application: 'another application',
  userActions: 'another action',
  authenticationContext: 'another authentication context',
  devicePlatform: 'another platform',
  devices: 'another device',
  clientApps: 'another kind of client',
  location: 'another location',
  signInRisk: 'another sign-in risk',
  emptyPolicy: 'it is empty',
  invalidPolicy: 'it is invalid',
  policyNotEnabled: 'it is off',
  userRisk: 'another user risk',
  time: 'another time',
  insiderRisk: 'another insider risk',
  authenticationFlow: 'another authentication flow',
};
