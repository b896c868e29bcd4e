import { attributeFacts, described, find, hasBit, readable, type Branch } from '../branches/branch.ts';
import { rdnLabel } from '../dn.ts';
import { textOf, textsOf, valuesOf, type Entry } from '../entry.ts';
import type { Translate } from '../../explain.ts';
import { readGuid } from '../values/guid.ts';
import { OIDS } from '../serverFacts.ts';
import { userAccountControl as UAC } from '../values/flagNames.ts';
import { KERBEROS_ATTRIBUTES, kerberosFacts } from './kerberos.ts';
import type { Fact } from '../fact.ts';

/** LDAP_MATCHING_RULE_BIT_AND ([MS-ADTS] 3.1.1.3.4.4.1). */
const BIT_AND = '1.2.840.113556.1.4.803';

const account = (entry: Entry) => textOf(entry, 'sAMAccountName') ?? rdnLabel(entry.dn);
const isOff = (entry: Entry) => hasBit(entry, 'userAccountControl', UAC.ACCOUNTDISABLE);
const iconOf = (entry: Entry) => (account(entry).endsWith('$') ? 'vm' : 'person');

const computers: Branch = {
  id: 'computers',
  title: 'Computers',
  icon: 'vm',
  about: 'Machines of the domain, and what shows that they are joined to Entra ID too.',
  searches: ({ domain }) => [
    find(domain, 'sub', '(objectCategory=computer)', [
      ...['sAMAccountName', 'dNSHostName', 'operatingSystem', 'operatingSystemVersion', 'userCertificate'],
      ...['lastLogonTimestamp', 'msDS-KeyCredentialLink', ...KERBEROS_ATTRIBUTES],
    ]),
  ],
  row: (entry, translate) => ({
    label: account(entry).replace(/\$$/, ''),
    isOff: isOff(entry),
    ...described(
      textOf(entry, 'operatingSystem'),
      textOf(entry, 'dNSHostName'),
      valuesOf(entry, 'userCertificate').length > 0 && translate('device certificate'),
    ),
    facts: [...joinFacts(entry, translate), ...kerberosFacts(entry, translate)],
  }),
};

/** What a computer's entry shows of hybrid join (Microsoft: How it works, device registration). */
export function joinFacts(entry: Entry, translate: Translate): readonly Fact[] {
  const [guid] = valuesOf(entry, 'objectGUID');
  const deviceId = guid === undefined ? undefined : readGuid(guid);
  const isRegistered = valuesOf(entry, 'userCertificate').length > 0;
  return [
    {
      label: translate('Hybrid join'),
      value: isRegistered ? translate('it has registered') : translate('no device certificate'),
      meaning: isRegistered
        ? translate(
            'Windows wrote its certificate into userCertificate; Entra Connect Sync sends the computer from then on. In the cloud its device id is {id}.',
            { id: deviceId ?? '?' },
          )
        : translate(
            'Entra Connect Sync leaves out computers without userCertificate: it is not joined to Entra ID by this forest.',
          ),
    },
    ...attributeFacts(entry, [
      ['userCertificate', translate('Certificate')],
      ['msDS-KeyCredentialLink', translate('Key')],
      ['lastLogonTimestamp', translate('Last sign-in')],
      ['operatingSystemVersion', translate('Version')],
    ]),
  ];
}

const servicePrincipals: Branch = {
  id: 'servicePrincipalNames',
  title: 'Service principal names',
  icon: 'server-process',
  about: 'Accounts that tickets can be asked for, by the names of their services.',
  searches: ({ domain }) => [find(domain, 'sub', '(servicePrincipalName=*)', KERBEROS_ATTRIBUTES)],
  row(entry, translate) {
    const facts = kerberosFacts(entry, translate);
    return {
      label: account(entry),
      icon: iconOf(entry),
      isOff: isOff(entry),
      isWarning: facts.some((fact) => fact.isWarning),
      facts,
      ...described(
        translate('{count} names', { count: textsOf(entry, 'servicePrincipalName').length }),
        readable(entry, 'msDS-SupportedEncryptionTypes'),
      ),
    };
  },
};

const DELEGATING = [
  ...[UAC.TRUSTED_FOR_DELEGATION, UAC.TRUSTED_TO_AUTH_FOR_DELEGATION].map(
    (bit) => `(userAccountControl:${BIT_AND}:=${bit})`,
  ),
  '(msDS-AllowedToDelegateTo=*)',
  '(msDS-AllowedToActOnBehalfOfOtherIdentity=*)',
].join('');

const delegation: Branch = {
  id: 'delegation',
  title: 'Delegation',
  icon: 'references',
  about: 'Accounts that can act as others, and those others can act as anyone towards.',
  searches: ({ domain }) => [find(domain, 'sub', `(|${DELEGATING})`, KERBEROS_ATTRIBUTES)],
  row(entry, translate) {
    const facts = kerberosFacts(entry, translate);
    const delegated = facts.filter(({ label }) => label === translate('Delegation'));
    return {
      label: account(entry),
      icon: iconOf(entry),
      isOff: isOff(entry),
      isWarning: delegated.some((fact) => fact.isWarning),
      facts,
      ...described(...delegated.map(({ value }) => value).slice(0, 3)),
    };
  },
};

const weakKerberos: Branch = {
  id: 'weakKerberos',
  title: 'Weak Kerberos',
  icon: 'unlock',
  about: 'Accounts without pre-authentication, with DES, or with encryption types that leave out AES.',
  searches: ({ domain }) => [
    find(
      domain,
      'sub',
      `(|(userAccountControl:${BIT_AND}:=${UAC.DONT_REQ_PREAUTH})(userAccountControl:${BIT_AND}:=${UAC.USE_DES_KEY_ONLY})(&(msDS-SupportedEncryptionTypes>=1)(!(msDS-SupportedEncryptionTypes:1.2.840.113556.1.4.804:=24))))`,
      KERBEROS_ATTRIBUTES,
    ),
  ],
  row(entry, translate) {
    const facts = kerberosFacts(entry, translate);
    return {
      label: account(entry),
      icon: iconOf(entry),
      isOff: isOff(entry),
      isWarning: true,
      facts,
      ...described(
        ...facts
          .filter((fact) => fact.isWarning)
          .map(({ value }) => value)
          .slice(0, 3),
      ),
    };
  },
};

const locked: Branch = {
  id: 'locked',
  title: 'Locked accounts',
  icon: 'lock',
  about: 'Accounts locked after wrong passwords; the lock may have run out since.',
  searches: ({ domain }) => [
    find(domain, 'sub', '(lockoutTime>=1)', [
      ...['sAMAccountName', 'lockoutTime', 'badPwdCount', 'badPasswordTime', 'userAccountControl'],
      'msDS-User-Account-Control-Computed',
    ]),
  ],
  row: (entry, translate) => ({
    label: account(entry),
    isOff: isOff(entry),
    isWarning: hasBit(entry, 'msDS-User-Account-Control-Computed', UAC.LOCKOUT),
    ...described(
      hasBit(entry, 'msDS-User-Account-Control-Computed', UAC.LOCKOUT)
        ? translate('locked')
        : translate('no longer locked'),
      translate('since {time}', { time: readable(entry, 'lockoutTime') ?? '?' }),
    ),
  }),
};

const deleted: Branch = {
  id: 'deletedObjects',
  title: 'Deleted objects',
  icon: 'trash',
  about: 'What was deleted and is still kept, where it was and when it went.',
  searches: ({ domain }) => [
    find(
      domain,
      'sub',
      '(&(isDeleted=TRUE)(lastKnownParent=*))',
      ['lastKnownParent', 'msDS-LastKnownRDN', 'whenChanged', 'sAMAccountName', 'isRecycled'],
      { controls: [{ oid: OIDS.showDeleted, critical: true }] },
    ),
  ],
  row: (entry, translate) => ({
    label: textOf(entry, 'msDS-LastKnownRDN') ?? rdnLabel(entry.dn).split('\n')[0] ?? entry.dn,
    isOff: true,
    ...described(
      textsOf(entry, 'objectClass').at(-1),
      translate('deleted {time}', { time: readable(entry, 'whenChanged') ?? '?' }),
      textOf(entry, 'isRecycled') === 'TRUE' && translate('recycled, cannot be brought back'),
    ),
    facts: attributeFacts(entry, [
      ['lastKnownParent', translate('Stood below')],
      ['sAMAccountName', translate('Account')],
    ]),
  }),
};

/** Accounts by what matters of them. */
export const accountBranches: readonly Branch[] = [
  computers,
  servicePrincipals,
  delegation,
  weakKerberos,
  locked,
  deleted,
];
