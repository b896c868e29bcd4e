import {
  attributeFacts,
  described,
  find,
  hasBit,
  isOfClass,
  readable,
  type Branch,
} from '../branches/branch.ts';
import { rdnLabel, rdnOf } from '../dn.ts';
import { textOf, textsOf, type Entry } from '../entry.ts';
import type { Translate } from '../../explain.ts';
import type { Fact } from '../fact.ts';
import { escapeFilterValue } from '../filter.ts';
import { dnsNameOf } from './names.ts';
import { policyLinks } from './topology.ts';

/** Bits of a groupPolicyContainer's flags ([MS-GPOL] 2.2.4). */
const [USER_OFF, COMPUTER_OFF] = [1, 2];

const groupPolicies: Branch = {
  id: 'groupPolicies',
  title: 'Group policies',
  icon: 'law',
  about: 'Group policy objects, each with where it is linked.',
  searches: ({ domain }) => [
    find(`CN=Policies,CN=System,${domain}`, 'one', '(objectClass=groupPolicyContainer)', [
      ...['displayName', 'flags', 'versionNumber', 'gPCFileSysPath', 'gPCWQLFilter', 'whenChanged'],
    ]),
  ],
  row(entry, translate) {
    const version = Number(textOf(entry, 'versionNumber') ?? 0);
    const [userOff, computerOff] = [USER_OFF, COMPUTER_OFF].map((bit) => hasBit(entry, 'flags', bit));
    return {
      label: textOf(entry, 'displayName') ?? rdnLabel(entry.dn),
      isOff: userOff === true && computerOff === true,
      ...described(
        userOff === true &&
          (computerOff === true ? translate('disabled') : translate('user settings disabled')),
        userOff !== true && computerOff === true && translate('computer settings disabled'),
        translate('version {user} user, {computer} computer', {
          user: version >>> 16,
          computer: version & 0xffff,
        }),
      ),
    };
  },
  below: () => [policyPlaces],
};

const policyPlaces: Branch = {
  id: 'policyPlaces',
  title: 'Linked at',
  icon: 'link',
  about: 'Where a group policy object is linked.',
  searches({ domain, configuration }, above) {
    const filter = `(gPLink=*${escapeFilterValue(rdnOf(above?.dn ?? ''))}*)`;
    return [
      find(domain, 'sub', filter, ['gPLink']),
      find(`CN=Sites,${configuration}`, 'one', filter, ['gPLink']),
    ];
  },
  row(entry, translate, above) {
    const key = (above?.dn ?? '').toLowerCase();
    const link = policyLinks(textOf(entry, 'gPLink') ?? '').find(({ dn }) => dn.toLowerCase() === key);
    if (link === undefined) return [];
    return {
      label: isOfClass(entry, 'domainDNS') ? dnsNameOf(entry.dn) : rdnLabel(entry.dn),
      isOff: link.isDisabled,
      ...described(
        link.isDisabled && translate('link disabled'),
        link.isEnforced && translate('enforced'),
        entry.dn,
      ),
    };
  },
};

/** What a password policy says, of the domain or fine-grained: attribute of each kind, and its label. */
const RULES: readonly (readonly [domain: string, fineGrained: string, label: string])[] = [
  ['minPwdLength', 'msDS-MinimumPasswordLength', 'Least length'],
  ['pwdHistoryLength', 'msDS-PasswordHistoryLength', 'Passwords remembered'],
  ['maxPwdAge', 'msDS-MaximumPasswordAge', 'Must change after'],
  ['minPwdAge', 'msDS-MinimumPasswordAge', 'May change after'],
  ['pwdProperties', 'msDS-PasswordComplexityEnabled', 'Complexity'],
  ['', 'msDS-PasswordReversibleEncryptionEnabled', 'Reversible encryption'],
  ['lockoutThreshold', 'msDS-LockoutThreshold', 'Wrong passwords until lockout'],
  ['lockoutDuration', 'msDS-LockoutDuration', 'Locked for'],
  ['lockOutObservationWindow', 'msDS-LockoutObservationWindow', 'Wrong ones count for'],
];

export const DOMAIN_POLICY_ATTRIBUTES = RULES.map(([name]) => name).filter(Boolean);
export const FINE_POLICY_ATTRIBUTES = [
  ...RULES.map(([, name]) => name),
  'msDS-PasswordSettingsPrecedence',
  'msDS-PSOAppliesTo',
];

/** What a password policy asks for, of a domain or a fine-grained one. */
export function passwordPolicyFacts(entry: Entry, translate: Translate): readonly Fact[] {
  const at = isOfClass(entry, 'msDS-PasswordSettings') ? 1 : 0;
  const facts = attributeFacts(
    entry,
    RULES.map((rule) => [rule[at], translate(rule[2])] as const).filter(([name]) => name !== ''),
  );
  const isUnlocked = textOf(entry, at === 1 ? 'msDS-LockoutThreshold' : 'lockoutThreshold') === '0';
  const warning: Fact = {
    label: translate('Lockout'),
    value: translate('never'),
    meaning: translate('Passwords can be tried without end.'),
    isWarning: true,
  };
  return [...facts, ...(isUnlocked ? [warning] : [])];
}

const passwordPolicies: Branch = {
  id: 'passwordPolicies',
  title: 'Password policies',
  icon: 'key',
  about: 'The policy of the domain, and fine-grained ones for some people; the lowest precedence wins.',
  searches: ({ domain }) => [
    find(domain, 'base', '(minPwdLength=*)', DOMAIN_POLICY_ATTRIBUTES),
    find(
      `CN=Password Settings Container,CN=System,${domain}`,
      'one',
      '(objectClass=msDS-PasswordSettings)',
      FINE_POLICY_ATTRIBUTES,
    ),
  ],
  row(entry, translate) {
    const facts = passwordPolicyFacts(entry, translate);
    if (!isOfClass(entry, 'msDS-PasswordSettings'))
      return {
        label: dnsNameOf(entry.dn),
        facts,
        ...described(translate('everybody else'), lengthOf(entry, 'minPwdLength', translate)),
      };
    const appliesTo = textsOf(entry, 'msDS-PSOAppliesTo');
    return {
      label: rdnLabel(entry.dn),
      isOff: appliesTo.length === 0,
      facts: [...facts, ...appliesTo.map((dn) => ({ label: translate('Applies to'), value: dn }))],
      ...described(
        translate('precedence {number}', {
          number: textOf(entry, 'msDS-PasswordSettingsPrecedence') ?? '?',
        }),
        appliesTo.length === 0 ? translate('applies to nobody') : appliesTo.map(rdnLabel).join(', '),
        readable(entry, 'msDS-MinimumPasswordLength') &&
          lengthOf(entry, 'msDS-MinimumPasswordLength', translate),
      ),
    };
  },
};

function lengthOf(entry: Entry, name: string, translate: Translate): string {
  return translate('{count} characters at least', { count: textOf(entry, name) ?? '?' });
}

/** Rules that reach many. */
export const policyBranches: readonly Branch[] = [groupPolicies, passwordPolicies];
