import type { Translate } from '../../explain.ts';
import { child, isObject, strings, text, type JsonObject } from '../../json.ts';

/** Names of objects by id, where they are known; ids are shown for the others. */
export type Names = ReadonlyMap<string, string>;

/** One sentence about a policy, and what part of it the sentence is about. */
export interface PolicySentence {
  readonly part: 'state' | 'who' | 'what' | 'when' | 'then' | 'session';
  readonly text: string;
}

const STATES: Readonly<Record<string, string>> = {
  enabled: 'On: it is enforced.',
  disabled: 'Off: it does nothing.',
  enabledForReportingButNotEnforced: 'Report-only: sign-ins are logged with it, but nothing is enforced.',
};

const USERS: Readonly<Record<string, string>> = {
  All: 'everybody',
  None: 'nobody',
  GuestsOrExternalUsers: 'guests and external users',
};
const APPLICATIONS: Readonly<Record<string, string>> = {
  All: 'every application',
  None: 'no application',
  Office365: 'Office 365',
  MicrosoftAdminPortals: "Microsoft's admin portals",
};
const ACTIONS: Readonly<Record<string, string>> = {
  'urn:user:registersecurityinfo': 'registering security information',
  'urn:user:registerdevice': 'registering or joining a device',
};
const CLIENTS: Readonly<Record<string, string>> = {
  all: 'any client',
  browser: 'browsers',
  mobileAppsAndDesktopClients: 'mobile apps and desktop clients',
  exchangeActiveSync: 'Exchange ActiveSync',
  other: 'legacy clients',
  easSupported: 'Exchange ActiveSync',
};
const PLACES: Readonly<Record<string, string>> = { All: 'anywhere', AllTrusted: 'trusted locations' };
const FLOWS: Readonly<Record<string, string>> = {
  deviceCodeFlow: 'the device code flow',
  authenticationTransfer: 'authentication transfer',
};
const CONTROLS: Readonly<Record<string, string>> = {
  block: 'block the sign-in',
  mfa: 'require multifactor authentication',
  compliantDevice: 'require a compliant device',
  domainJoinedDevice: 'require a hybrid joined device',
  approvedApplication: 'require an approved client app',
  compliantApplication: 'require an app protection policy',
  passwordChange: 'require a password change',
  riskRemediation: 'require that the risk is remediated',
};

/** A policy in plain words: state, who, what, when, then (Microsoft: conditionalAccessPolicy resource). */
export function describePolicy(
  policy: JsonObject,
  names: Names,
  translate: Translate,
): readonly PolicySentence[] {
  const conditions = child(policy, 'conditions');
  const say = (part: PolicySentence['part'], sentence: string | undefined): readonly PolicySentence[] =>
    sentence === undefined ? [] : [{ part, text: sentence }];
  const state = STATES[text(policy, 'state') ?? ''];
  return [
    ...say('state', state === undefined ? text(policy, 'state') : translate(state)),
    ...say('who', whoOf(conditions, names, translate)),
    ...say('what', whatOf(child(conditions, 'applications'), names, translate)),
    ...whenOf(conditions, names, translate).map((sentence) => ({ part: 'when' as const, text: sentence })),
    ...say('then', thenOf(child(policy, 'grantControls'), translate)),
    ...sessionOf(child(policy, 'sessionControls'), translate).map((sentence) => ({
      part: 'session' as const,
      text: sentence,
    })),
  ];
}

/** Ids of users, groups, roles, applications and locations that a policy names, to look their names up. */
export function namedIds(policy: JsonObject): readonly string[] {
  const conditions = child(policy, 'conditions');
  const [users, applications] = [child(conditions, 'users'), child(conditions, 'applications')];
  const [locations, clients] = [child(conditions, 'locations'), child(conditions, 'clientApplications')];
  const all = [
    ...['includeUsers', 'excludeUsers', 'includeGroups', 'excludeGroups'].map((name) => strings(users, name)),
    ...['includeRoles', 'excludeRoles'].map((name) => strings(users, name)),
    ...['includeApplications', 'excludeApplications'].map((name) => strings(applications, name)),
    ...['includeLocations', 'excludeLocations'].map((name) => strings(locations, name)),
    ...['includeServicePrincipals', 'excludeServicePrincipals'].map((name) => strings(clients, name)),
  ].flat();
  return [...new Set(all.filter((id) => /^[0-9a-f-]{36}$/i.test(id)))];
}

function named(
  values: readonly string[],
  names: Names,
  words: Readonly<Record<string, string>>,
  translate: Translate,
): readonly string[] {
  return values.map((value) => {
    const word = words[value];
    return word === undefined ? (names.get(value) ?? value) : translate(word);
  });
}

function whoOf(conditions: JsonObject, names: Names, translate: Translate): string | undefined {
  const users = child(conditions, 'users');
  const workloads = child(conditions, 'clientApplications');
  const people = (kind: 'include' | 'exclude'): readonly string[] => [
    ...named(strings(users, `${kind}Users`), names, USERS, translate),
    ...named(strings(users, `${kind}Groups`), names, {}, translate).map((name) =>
      translate('the group {name}', { name }),
    ),
    ...named(strings(users, `${kind}Roles`), names, {}, translate).map((name) =>
      translate('the role {name}', { name }),
    ),
    ...(isObject(users[`${kind}GuestsOrExternalUsers`]) ? [translate('guests and external users')] : []),
    ...named(strings(workloads, `${kind}ServicePrincipals`), names, {}, translate),
  ];
  return exceptFor(translate('For'), people('include'), people('exclude'), translate);
}

function whatOf(applications: JsonObject, names: Names, translate: Translate): string | undefined {
  const actions = named(strings(applications, 'includeUserActions'), names, ACTIONS, translate);
  const contexts = strings(applications, 'includeAuthenticationContextClassReferences').map((id) =>
    translate('authentication context {id}', { id }),
  );
  const included = [
    ...named(strings(applications, 'includeApplications'), names, APPLICATIONS, translate),
    ...actions,
    ...contexts,
  ];
  const excluded = named(strings(applications, 'excludeApplications'), names, APPLICATIONS, translate);
  return exceptFor(translate('Opening'), included, excluded, translate);
}

function whenOf(conditions: JsonObject, names: Names, translate: Translate): readonly string[] {
  const [platforms, locations] = [child(conditions, 'platforms'), child(conditions, 'locations')];
  const clients = strings(conditions, 'clientAppTypes').filter((each) => each !== 'all');
  const filter = child(child(conditions, 'devices'), 'deviceFilter');
  const flows = (text(child(conditions, 'authenticationFlows'), 'transferMethods') ?? '')
    .split(',')
    .filter(Boolean);
  const risks = [
    ['userRiskLevels', translate('The user risk is')],
    ['signInRiskLevels', translate('The sign-in risk is')],
    ['servicePrincipalRiskLevels', translate('The risk of the application is')],
    ['insiderRiskLevels', translate('The insider risk is')],
  ] as const;
  const rule = text(filter, 'rule');
  return [
    exceptFor(translate('Through'), named(clients, names, CLIENTS, translate), [], translate),
    exceptFor(
      translate('On'),
      strings(platforms, 'includePlatforms'),
      strings(platforms, 'excludePlatforms'),
      translate,
    ),
    exceptFor(
      translate('From'),
      named(strings(locations, 'includeLocations'), names, PLACES, translate),
      named(strings(locations, 'excludeLocations'), names, PLACES, translate),
      translate,
    ),
    ...risks.map(([name, label]) => {
      const levels = riskLevels(conditions, name);
      return levels.length === 0 ? undefined : `${label} ${levels.join(translate(' or '))}.`;
    }),
    exceptFor(translate('By'), named(flows, names, FLOWS, translate), [], translate),
    rule === undefined
      ? undefined
      : text(filter, 'mode') === 'exclude'
        ? translate('Not on devices with {rule}.', { rule })
        : translate('Only on devices with {rule}.', { rule }),
  ].filter((sentence) => sentence !== undefined);
}

function riskLevels(conditions: JsonObject, name: string): readonly string[] {
  const single = text(conditions, name);
  return single === undefined ? strings(conditions, name) : single.split(',');
}

function thenOf(grant: JsonObject, translate: Translate): string | undefined {
  const strength = child(grant, 'authenticationStrength');
  const controls = [
    ...named(strings(grant, 'builtInControls'), new Map(), CONTROLS, translate),
    ...(Object.keys(strength).length === 0
      ? []
      : [
          translate('require the authentication strength {name}', {
            name: text(strength, 'displayName') ?? text(strength, 'id') ?? '',
          }),
        ]),
    ...strings(grant, 'termsOfUse').map(() => translate('require that terms of use are accepted')),
    ...strings(grant, 'customAuthenticationFactors'),
  ];
  if (controls.length === 0) return undefined;
  const joint = text(grant, 'operator') === 'AND' ? translate(' and ') : translate(' or ');
  return translate('Then {controls}.', { controls: controls.join(joint) });
}

function sessionOf(session: JsonObject, translate: Translate): readonly string[] {
  const frequency = child(session, 'signInFrequency');
  const browser = child(session, 'persistentBrowser');
  const apps = child(session, 'cloudAppSecurity');
  const isOn = (control: JsonObject): boolean => control['isEnabled'] === true;
  return [
    !isOn(frequency)
      ? undefined
      : text(frequency, 'frequencyInterval') === 'everyTime'
        ? translate('Ask for a sign-in every time.')
        : translate('Ask for a new sign-in after {value} {unit}.', {
            value: Number(frequency['value'] ?? 0),
            unit: text(frequency, 'type') ?? '',
          }),
    isOn(browser)
      ? text(browser, 'mode') === 'never'
        ? translate('Never stay signed in in the browser.')
        : translate('Always stay signed in in the browser.')
      : undefined,
    isOn(apps)
      ? translate('Send the session through Defender for Cloud Apps ({mode}).', {
          mode: text(apps, 'cloudAppSecurityType') ?? '',
        })
      : undefined,
    isOn(child(session, 'applicationEnforcedRestrictions'))
      ? translate('Let the application restrict what can be done.')
      : undefined,
    session['disableResilienceDefaults'] === true
      ? translate('Resilience defaults are off: an outage blocks sign-ins.')
      : undefined,
  ].filter((sentence) => sentence !== undefined);
}

function exceptFor(
  lead: string,
  included: readonly string[],
  excluded: readonly string[],
  translate: Translate,
): string | undefined {
  if (included.length === 0 && excluded.length === 0) return undefined;
  const what = included.length === 0 ? translate('nothing') : included.join(', ');
  return excluded.length === 0
    ? `${lead} ${what}.`
    : `${lead} ${translate('{what}, except {others}', { what, others: excluded.join(', ') })}.`;
}
