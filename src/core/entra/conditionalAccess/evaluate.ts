import { child, isObject, list, strings, text, type JsonObject } from '../../json.ts';
import { isInRange } from './ipRange.ts';

/** A sign-in that policies are held against. What is absent is not known. */
export interface SignInCase {
  readonly userId: string;
  readonly groupIds: readonly string[];
  /** Template ids of directory roles. */
  readonly roleIds: readonly string[];
  readonly isGuest: boolean;
  /** Client id of the application that is opened. */
  readonly applicationId: string;
  readonly clientAppType?: string;
  readonly devicePlatform?: string;
  readonly signInRiskLevel?: string;
  readonly userRiskLevel?: string;
  readonly country?: string;
  readonly ipAddress?: string;
  /** `deviceCodeFlow` or `authenticationTransfer`. */
  readonly transferMethod?: string;
}

/** Whether a policy applies, and if not, why, in the words of Graph's `whatIfAnalysisReasons`. */
export interface PolicyVerdict {
  readonly policy: JsonObject;
  readonly applies: boolean;
  readonly reason: string;
}

type Condition = readonly [
  reason: string,
  holds: (policy: JsonObject, signIn: SignInCase, places: readonly JsonObject[]) => boolean,
];

/** The conditions in the order they are looked at; the first that does not hold is the reason. */
const conditions: readonly Condition[] = [
  ['policyNotEnabled', (policy) => text(policy, 'state') !== 'disabled'],
  ['users', (policy, signIn) => isAboutUser(child(child(policy, 'conditions'), 'users'), signIn)],
  ['application', (policy, { applicationId }) => isAboutApplication(policy, applicationId)],
  ['clientApps', (policy, { clientAppType }) => isAmong(policy, 'clientAppTypes', clientAppType, 'all')],
  ['devicePlatform', isOnPlatform],
  ['location', isAtLocation],
  ['signInRisk', (policy, { signInRiskLevel }) => isAmong(policy, 'signInRiskLevels', signInRiskLevel)],
  ['userRisk', (policy, { userRiskLevel }) => isAmong(policy, 'userRiskLevels', userRiskLevel)],
  ['authenticationFlow', isThroughFlow],
];

/**
 * Holds policies against a sign-in, without Entra: what Conditional Access documents of users, applications, client
 * apps, platforms, locations, risks and authentication flows. `places` are the named locations of the tenant. Device
 * filters and insider risk are not looked at.
 */
export function evaluatePolicies(
  policies: readonly JsonObject[],
  signIn: SignInCase,
  places: readonly JsonObject[],
): readonly PolicyVerdict[] {
  return policies.map((policy) => {
    const failing = conditions.find(([, holds]) => !holds(policy, signIn, places));
    return { policy, applies: failing === undefined, reason: failing?.[0] ?? 'notSet' };
  });
}

function isAboutUser(users: JsonObject, signIn: SignInCase): boolean {
  const guests = (name: string): boolean => signIn.isGuest && isObject(users[name]);
  const named = (kind: 'include' | 'exclude'): boolean =>
    strings(users, `${kind}Users`).some(
      (each) =>
        each === 'All' || each === signIn.userId || (each === 'GuestsOrExternalUsers' && signIn.isGuest),
    ) ||
    strings(users, `${kind}Groups`).some((each) => signIn.groupIds.includes(each)) ||
    strings(users, `${kind}Roles`).some((each) => signIn.roleIds.includes(each)) ||
    guests(`${kind}GuestsOrExternalUsers`);
  return named('include') && !named('exclude');
}

/** Applications of the suite `Office365` and of the portals group are not enumerated: Graph alone knows them all. */
const SUITES: Readonly<Record<string, readonly string[]>> = {
  Office365: [
    '00000002-0000-0ff1-ce00-000000000000',
    '00000003-0000-0ff1-ce00-000000000000',
    '00000003-0000-0000-c000-000000000000',
  ],
  MicrosoftAdminPortals: ['c44b4083-3bb0-49c1-b47d-974e53cbdf3c', '00000006-0000-0ff1-ce00-000000000000'],
};

function isAboutApplication(policy: JsonObject, applicationId: string): boolean {
  const applications = child(child(policy, 'conditions'), 'applications');
  const has = (name: string): boolean =>
    strings(applications, name).some(
      (each) => each === 'All' || each === applicationId || (SUITES[each]?.includes(applicationId) ?? false),
    );
  return has('includeApplications') && !has('excludeApplications');
}

function isAmong(policy: JsonObject, name: string, value: string | undefined, everything?: string): boolean {
  const wanted = strings(child(policy, 'conditions'), name);
  if (wanted.length === 0 || (everything !== undefined && wanted.includes(everything))) return true;
  return value !== undefined && wanted.includes(value);
}

function isOnPlatform(policy: JsonObject, { devicePlatform = 'unknown' }: SignInCase): boolean {
  const platforms = child(policy, 'conditions')['platforms'];
  if (!isObject(platforms)) return true;
  const has = (name: string): boolean =>
    strings(platforms, name).some((each) => each === 'all' || each === devicePlatform);
  return has('includePlatforms') && !has('excludePlatforms');
}

function isAtLocation(policy: JsonObject, signIn: SignInCase, places: readonly JsonObject[]): boolean {
  const locations = child(policy, 'conditions')['locations'];
  if (!isObject(locations)) return true;
  const has = (name: string): boolean =>
    strings(locations, name).some(
      (each) =>
        each === 'All' ||
        places.some(
          (place) =>
            (text(place, 'id') === each || (each === 'AllTrusted' && place['isTrusted'] === true)) &&
            isIn(place, signIn),
        ),
    );
  return has('includeLocations') && !has('excludeLocations');
}

function isIn(place: JsonObject, { country, ipAddress }: SignInCase): boolean {
  const countries = strings(place, 'countriesAndRegions');
  if (country !== undefined && countries.includes(country.toUpperCase())) return true;
  const ranges = list(place, 'ipRanges').filter(isObject);
  return (
    ipAddress !== undefined && ranges.some((range) => isInRange(ipAddress, text(range, 'cidrAddress') ?? ''))
  );
}

function isThroughFlow(policy: JsonObject, { transferMethod }: SignInCase): boolean {
  const methods = text(child(child(policy, 'conditions'), 'authenticationFlows'), 'transferMethods');
  if (methods === undefined) return true;
  return transferMethod !== undefined && methods.split(',').includes(transferMethod);
}
