import type { Translate } from '../../explain.ts';
import { IdentityError } from '../../errors.ts';
import { attributeFacts, hasBit, readable } from '../branches/branch.ts';
import { rdnLabel } from '../dn.ts';
import { textOf, valuesOf, type Entry } from '../entry.ts';
import type { Fact } from '../fact.ts';
import type { ReportSection } from '../reports/report.ts';
import type { LdapSession } from '../session.ts';
import { userAccountControl as UAC } from '../values/flagNames.ts';
import { fileTimeOf } from '../values/time.ts';
import { controlMeanings } from './accountControl.ts';
import { KERBEROS_ATTRIBUTES, kerberosFacts } from './kerberos.ts';
import { DOMAIN_POLICY_ATTRIBUTES, FINE_POLICY_ATTRIBUTES, passwordPolicyFacts } from './policies.ts';

const ATTRIBUTES = [
  ...KERBEROS_ATTRIBUTES,
  ...['objectClass', 'userPrincipalName', 'objectSid', 'objectGUID', 'sAMAccountType', 'accountExpires'],
  ...['lockoutTime', 'badPwdCount', 'badPasswordTime', 'lastLogon', 'lastLogonTimestamp', 'logonCount'],
  ...['logonHours', 'userWorkstations', 'adminCount', 'sIDHistory', 'primaryGroupID', 'whenCreated'],
  ...['msDS-User-Account-Control-Computed', 'msDS-UserPasswordExpiryTimeComputed', 'msDS-ResultantPSO'],
  ...['msDS-KeyCredentialLink', 'userCertificate', 'altSecurityIdentities', 'msDS-KeyVersionNumber'],
];
const DAY = 86_400_000;

/** An account of Active Directory in words: what it is, its password, its locks, Kerberos. Throws `entry.gone`. */
export async function explainAdAccount(
  session: LdapSession,
  dn: string,
  now: number,
  translate: Translate,
  signal: AbortSignal,
): Promise<readonly ReportSection[]> {
  const entry = await session.read(dn, ATTRIBUTES, signal);
  if (entry === undefined) throw new IdentityError('entry.gone', { dn });
  const policy = await policyOf(session, entry, signal);
  return [
    { title: translate('Account'), facts: accountFacts(entry, now, translate) },
    { title: translate('Password'), facts: passwordFacts(entry, now, translate) },
    {
      title: translate('Password policy'),
      ...(policy === undefined ? {} : { note: rdnLabel(policy.dn) }),
      facts: policy === undefined ? [] : passwordPolicyFacts(policy, translate),
    },
    { title: translate('Lockout and sign-ins'), facts: lockoutFacts(entry, translate) },
    { title: 'Kerberos', facts: kerberosFacts(entry, translate) },
    { title: translate('Other ways in'), facts: otherFacts(entry, translate) },
  ];
}

/** The fine-grained policy that won for the account, else that of the domain. */
async function policyOf(session: LdapSession, entry: Entry, signal: AbortSignal): Promise<Entry | undefined> {
  const fine = textOf(entry, 'msDS-ResultantPSO');
  return fine === undefined
    ? session.read(
        session.server.defaultNamingContext ?? '',
        ['objectClass', ...DOMAIN_POLICY_ATTRIBUTES],
        signal,
      )
    : session.read(fine, ['objectClass', ...FINE_POLICY_ATTRIBUTES], signal);
}

function accountFacts(entry: Entry, now: number, translate: Translate): readonly Fact[] {
  const end = timeOf(readable(entry, 'accountExpires'));
  return [
    ...attributeFacts(entry, [
      ['sAMAccountName', translate('Account')],
      ['userPrincipalName', 'UPN'],
      ['sAMAccountType', translate('Kind')],
      ['objectSid', 'SID'],
      ['objectGUID', 'GUID'],
      ['whenCreated', translate('Created')],
    ]),
    {
      label: translate('Expires'),
      value: readable(entry, 'accountExpires') ?? translate('never'),
      ...(end !== undefined && end < now
        ? { meaning: translate('The account has ended: it cannot sign in.'), isWarning: true }
        : {}),
    },
    ...controlMeanings
      .filter(({ name }) => hasBit(entry, 'userAccountControl', UAC[name]))
      .map(({ name, meaning, isWarning = false }) => ({
        label: 'userAccountControl',
        value: name,
        meaning: translate(meaning),
        isWarning,
      })),
  ];
}

function passwordFacts(entry: Entry, now: number, translate: Translate): readonly Fact[] {
  const set = readable(entry, 'pwdLastSet');
  const at = timeOf(set);
  const expiry = readable(entry, 'msDS-UserPasswordExpiryTimeComputed');
  const end = timeOf(expiry);
  const isExpired =
    (end !== undefined && end < now) ||
    hasBit(entry, 'msDS-User-Account-Control-Computed', UAC.PASSWORD_EXPIRED);
  return [
    {
      label: translate('Set'),
      value: set ?? translate('unknown'),
      ...(at === undefined
        ? { isWarning: textOf(entry, 'pwdLastSet') === '0' }
        : { meaning: translate('{days} days ago', { days: Math.floor((now - at) / DAY) }) }),
    },
    {
      label: translate('Expires'),
      value: expiry ?? translate('unknown'),
      ...(isExpired
        ? { meaning: translate('It has expired: it must be changed to sign in.'), isWarning: true }
        : {}),
    },
    ...attributeFacts(entry, [['msDS-KeyVersionNumber', translate('Key version')]]),
  ];
}

function lockoutFacts(entry: Entry, translate: Translate): readonly Fact[] {
  const isLocked = hasBit(entry, 'msDS-User-Account-Control-Computed', UAC.LOCKOUT);
  return [
    {
      label: translate('Locked'),
      value: isLocked ? translate('yes') : translate('no'),
      ...(isLocked
        ? {
            meaning: translate('Wait until the lockout duration is over, or write 0 to lockoutTime.'),
            isWarning: true,
          }
        : {}),
    },
    ...attributeFacts(entry, [
      ['lockoutTime', translate('Locked at')],
      ['badPwdCount', translate('Wrong passwords')],
      ['badPasswordTime', translate('Last wrong password')],
      ['lastLogon', translate('Last sign-in at this domain controller')],
      ['lastLogonTimestamp', translate('Last sign-in anywhere, to about 14 days')],
      ['logonCount', translate('Sign-ins at this domain controller')],
      ['logonHours', translate('May sign in')],
      ['userWorkstations', translate('Only from')],
    ]),
  ];
}

function otherFacts(entry: Entry, translate: Translate): readonly Fact[] {
  const warn = (facts: readonly Fact[], meaning: string): readonly Fact[] =>
    facts.map((fact) => ({ ...fact, meaning: translate(meaning), isWarning: true }));
  return [
    ...(textOf(entry, 'adminCount') === '1'
      ? [
          {
            label: 'adminCount',
            value: '1',
            meaning: translate(
              'It is or was in a protected group: its access rights are reset to those of AdminSDHolder every hour.',
            ),
          },
        ]
      : []),
    ...warn(
      attributeFacts(entry, [['sIDHistory', 'sIDHistory']]),
      'It has the rights of this identifier too, from a domain it came from.',
    ),
    ...attributeFacts(entry, [
      ['msDS-KeyCredentialLink', translate('Key')],
      ['altSecurityIdentities', translate('Mapped certificate')],
      ['userCertificate', translate('Certificate')],
    ]),
    ...(valuesOf(entry, 'msDS-KeyCredentialLink').length > 0
      ? [
          {
            label: 'msDS-KeyCredentialLink',
            value: String(valuesOf(entry, 'msDS-KeyCredentialLink').length),
            meaning: translate(
              'Each key can sign in as the account without its password: keys nobody knows of are to be looked at.',
            ),
          },
        ]
      : []),
  ];
}

/** Milliseconds since 1970 of a time in words, undefined for words such as “never”. */
function timeOf(text: string | undefined): number | undefined {
  return text === undefined || fileTimeOf(text) === undefined ? undefined : Date.parse(text);
}
