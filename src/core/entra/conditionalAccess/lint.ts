import { child, isObject, strings, text, type JsonObject } from '../../json.ts';

/** What is doubtful about a policy, or about all of them together. */
export interface PolicyFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** The policy it is about; absent when it is about what none of them does. */
  readonly policy?: string;
  readonly title: string;
  readonly why: string;
}

interface PolicyRule {
  readonly id: string;
  readonly severity: PolicyFinding['severity'];
  readonly title: string;
  readonly why: string;
}

/** A doubt about one policy. */
interface SingleRule extends PolicyRule {
  readonly finds: (policy: JsonObject) => boolean;
}

/** What at least one enforced policy should do. */
interface CoverageRule extends PolicyRule {
  readonly covers: (policy: JsonObject) => boolean;
}

const conditions = (policy: JsonObject): JsonObject => child(policy, 'conditions');
const users = (policy: JsonObject): JsonObject => child(conditions(policy), 'users');
const grant = (policy: JsonObject): JsonObject => child(policy, 'grantControls');
const includesAll = (policy: JsonObject): boolean => strings(users(policy), 'includeUsers').includes('All');
const allApplications = (policy: JsonObject): boolean =>
  strings(child(conditions(policy), 'applications'), 'includeApplications').includes('All');
const blocks = (policy: JsonObject): boolean => strings(grant(policy), 'builtInControls').includes('block');
const requiresMfa = (policy: JsonObject): boolean =>
  strings(grant(policy), 'builtInControls').includes('mfa') ||
  isObject(grant(policy)['authenticationStrength']);
const excludesSomebody = (policy: JsonObject): boolean =>
  ['excludeUsers', 'excludeGroups', 'excludeRoles'].some((name) => strings(users(policy), name).length > 0);
const isOn = (policy: JsonObject): boolean => text(policy, 'state') === 'enabled';
const isAlive = (policy: JsonObject): boolean => text(policy, 'state') !== 'disabled';

/** Doubts about one policy. A new one is one entry. */
const singleRules: readonly SingleRule[] = [
  {
    id: 'lockOut',
    severity: 'error',
    title: 'It blocks everybody from everything, with nobody excluded',
    why: 'One wrong condition and no administrator can sign in any more. Exclude the emergency access accounts.',
    finds: (policy) =>
      blocks(policy) && includesAll(policy) && allApplications(policy) && !excludesSomebody(policy),
  },
  {
    id: 'noBreakGlass',
    severity: 'warning',
    title: 'It is about everybody, with nobody excluded',
    why: 'Emergency access accounts must not depend on what the policy asks for. Exclude them (Microsoft: manage emergency access accounts).',
    finds: (policy) =>
      isAlive(policy) &&
      includesAll(policy) &&
      !excludesSomebody(policy) &&
      !(blocks(policy) && allApplications(policy)),
  },
  {
    id: 'reportOnly',
    severity: 'info',
    title: 'It is report-only',
    why: 'It is logged with each sign-in, but nothing is enforced. Look at the sign-in log, then switch it on.',
    finds: (policy) => text(policy, 'state') === 'enabledForReportingButNotEnforced',
  },
  {
    id: 'nobody',
    severity: 'warning',
    title: 'It is about nobody',
    why: 'No user, group, role or workload is included, so it never applies.',
    finds(policy) {
      const who = ['includeUsers', 'includeGroups', 'includeRoles'].flatMap((name) =>
        strings(users(policy), name),
      );
      const workloads = strings(child(conditions(policy), 'clientApplications'), 'includeServicePrincipals');
      return (
        who.every((each) => each === 'None') &&
        workloads.length === 0 &&
        !isObject(users(policy)['includeGuestsOrExternalUsers'])
      );
    },
  },
  {
    id: 'mfaOrDevice',
    severity: 'warning',
    title: 'A managed device is enough instead of MFA',
    why: 'The controls are joined by OR: whoever steals such a device needs no second factor.',
    finds(policy) {
      const controls = strings(grant(policy), 'builtInControls');
      const device = controls.includes('compliantDevice') || controls.includes('domainJoinedDevice');
      return isOn(policy) && text(grant(policy), 'operator') === 'OR' && controls.includes('mfa') && device;
    },
  },
  {
    id: 'trustedPlace',
    severity: 'info',
    title: 'Trusted locations need no MFA',
    why: 'Whoever is inside the office network, or seems to be, needs no second factor.',
    finds: (policy) =>
      isOn(policy) &&
      requiresMfa(policy) &&
      strings(child(conditions(policy), 'locations'), 'excludeLocations').length > 0,
  },
  {
    id: 'oldControl',
    severity: 'warning',
    title: 'It requires an approved client app',
    why: 'Microsoft retired this control; require an app protection policy instead.',
    finds: (policy) =>
      isAlive(policy) && strings(grant(policy), 'builtInControls').includes('approvedApplication'),
  },
];

/** What some enforced policy should do for everybody. A new one is one entry. */
const coverageRules: readonly CoverageRule[] = [
  {
    id: 'legacyAuthentication',
    severity: 'warning',
    title: 'No policy blocks legacy authentication for everybody',
    why: 'Old protocols know no MFA: a stolen password is enough.',
    covers: (policy) =>
      blocks(policy) &&
      includesAll(policy) &&
      strings(conditions(policy), 'clientAppTypes').includes('other'),
  },
  {
    id: 'deviceCode',
    severity: 'warning',
    title: 'No policy blocks the device code flow',
    why: 'Device code phishing makes people sign an attacker in. Block it where nobody needs it.',
    covers: (policy) =>
      blocks(policy) &&
      (text(child(conditions(policy), 'authenticationFlows'), 'transferMethods') ?? '').includes(
        'deviceCodeFlow',
      ),
  },
  {
    id: 'administratorsWithoutMfa',
    severity: 'warning',
    title: 'No policy requires MFA of administrators',
    why: 'Administrator accounts are what attackers want most.',
    covers: (policy) =>
      requiresMfa(policy) &&
      (includesAll(policy) || strings(users(policy), 'includeRoles').length > 0) &&
      allApplications(policy),
  },
  {
    id: 'everybodyWithoutMfa',
    severity: 'info',
    title: 'No policy requires MFA of everybody',
    why: 'A password alone opens every account that no other policy is about.',
    covers: (policy) => requiresMfa(policy) && includesAll(policy) && allApplications(policy),
  },
];

/** The doubts about policies, the gravest first, each policy's own before those about all. */
export function lintPolicies(policies: readonly JsonObject[]): readonly PolicyFinding[] {
  const single = policies.flatMap((policy) => findingsOf(policy));
  const missing = coverageRules
    .filter(({ covers }) => !policies.some((policy) => isOn(policy) && covers(policy)))
    .map(({ id, severity, title, why }) => ({ rule: id, severity, title, why }));
  const order = ['error', 'warning', 'info'];
  return [...single, ...missing].toSorted(
    (one, other) => order.indexOf(one.severity) - order.indexOf(other.severity),
  );
}

/** The doubts about one policy. */
export function findingsOf(policy: JsonObject): readonly PolicyFinding[] {
  return singleRules
    .filter(({ finds }) => finds(policy))
    .map(({ id, severity, title, why }) => ({
      rule: id,
      severity,
      policy: text(policy, 'displayName') ?? text(policy, 'id') ?? '',
      title,
      why,
    }));
}
