import { hasBit, readable, isOfClass } from '../branches/branch.ts';
import { textOf, textsOf, valuesOf, type Entry } from '../entry.ts';
import type { Translate } from '../../explain.ts';
import type { Fact } from '../fact.ts';
import { readDescriptor } from '../security/descriptor.ts';
import { sidName } from '../values/sid.ts';
import { encryptionTypes, userAccountControl as UAC } from '../values/flagNames.ts';

/** What `kerberosFacts` reads. */
export const KERBEROS_ATTRIBUTES = [
  ...['userAccountControl', 'servicePrincipalName', 'msDS-SupportedEncryptionTypes', 'pwdLastSet'],
  ...['msDS-AllowedToDelegateTo', 'msDS-AllowedToActOnBehalfOfOtherIdentity', 'sAMAccountName'],
] as const;

const AES = encryptionTypes.AES128_CTS_HMAC_SHA1_96 | encryptionTypes.AES256_CTS_HMAC_SHA1_96;
const DES = encryptionTypes.DES_CBC_CRC | encryptionTypes.DES_CBC_MD5;

/** What Kerberos will do with an account ([MS-KILE] 3.3.5, [MS-SFU] 3.2.5), as facts with what follows from each. */
export function kerberosFacts(entry: Entry, translate: Translate): readonly Fact[] {
  return [
    ...nameFacts(entry, translate),
    encryptionFact(entry, translate),
    ...delegationFacts(entry, translate),
    ...preAuthenticationFacts(entry, translate),
  ];
}

function nameFacts(entry: Entry, translate: Translate): readonly Fact[] {
  const names = textsOf(entry, 'servicePrincipalName');
  if (names.length === 0)
    return [
      {
        label: translate('Service tickets'),
        value: translate('none'),
        meaning: translate('Nobody can ask for a ticket to it: it has no servicePrincipalName.'),
      },
    ];
  const isPerson = isOfClass(entry, 'user') && !isMachine(entry);
  return names.map((value, at) => ({
    label: translate('Service principal name'),
    value,
    ...(at > 0 || !isPerson
      ? {}
      : {
          meaning: translate(
            'Anyone in the forest can ask for a ticket that its password encrypts, and try passwords on it offline (Kerberoasting): give it a long random password, or use a group managed service account.',
          ),
          isWarning: true,
        }),
  }));
}

function isMachine(entry: Entry): boolean {
  return ['computer', 'msDS-GroupManagedServiceAccount', 'msDS-ManagedServiceAccount'].some((name) =>
    isOfClass(entry, name),
  );
}

function encryptionFact(entry: Entry, translate: Translate): Fact {
  const label = translate('Encryption types');
  const types = Number(textOf(entry, 'msDS-SupportedEncryptionTypes') ?? 0);
  if (hasBit(entry, 'userAccountControl', UAC.USE_DES_KEY_ONLY))
    return {
      label,
      value: 'USE_DES_KEY_ONLY',
      meaning: translate(
        'Only DES, which is broken and off since Windows 7: signing in with Kerberos will fail.',
      ),
      isWarning: true,
    };
  if ((types & (AES | DES | encryptionTypes.RC4_HMAC)) === 0)
    return {
      label,
      value: translate('not set'),
      meaning: translate(
        'The domain controller’s own default decides (DefaultDomainSupportedEncTypes: since November 2022 AES session keys, tickets RC4 where AES is not declared). A password older than AES in the domain has no AES key until it is changed.',
      ),
    };
  const value = readable(entry, 'msDS-SupportedEncryptionTypes') ?? String(types);
  if ((types & AES) === 0)
    return {
      label,
      value,
      meaning: translate(
        'No AES: tickets to it are encrypted with RC4 or DES, which are quickly guessed. Allow AES, then change the password.',
      ),
      isWarning: true,
    };
  return {
    label,
    value,
    meaning: translate('Tickets to it are encrypted with AES.'),
  };
}

function delegationFacts(entry: Entry, translate: Translate): readonly Fact[] {
  const label = translate('Delegation');
  const has = (bit: number) => hasBit(entry, 'userAccountControl', bit);
  const targets = textsOf(entry, 'msDS-AllowedToDelegateTo');
  const anyProtocol = has(UAC.TRUSTED_TO_AUTH_FOR_DELEGATION);
  const facts: Fact[] = [];
  if (has(UAC.TRUSTED_FOR_DELEGATION))
    facts.push({
      label,
      value: translate('unconstrained'),
      meaning: has(UAC.SERVER_TRUST_ACCOUNT)
        ? translate('It is a domain controller, which needs it.')
        : translate(
            'Whoever signs in to it hands over a ticket for everything: it can act as them anywhere.',
          ),
      isWarning: !has(UAC.SERVER_TRUST_ACCOUNT),
    });
  for (const target of targets)
    facts.push({
      label,
      value: target,
      meaning: anyProtocol
        ? translate(
            'Constrained with protocol transition: it can act as anyone, who need not have signed in, towards this service.',
          )
        : translate(
            'Constrained, Kerberos only: it can act as those who signed in to it, towards this service.',
          ),
      isWarning: anyProtocol,
    });
  if (anyProtocol && targets.length === 0)
    facts.push({
      label,
      value: 'TRUSTED_TO_AUTH_FOR_DELEGATION',
      meaning: translate('Protocol transition without a service it may be used for.'),
    });
  const actors = valuesOf(entry, 'msDS-AllowedToActOnBehalfOfOtherIdentity').flatMap((value) =>
    (readDescriptor(value)?.dacl?.aces ?? []).map(({ trustee }) => sidName(trustee) ?? trustee),
  );
  if (valuesOf(entry, 'msDS-AllowedToActOnBehalfOfOtherIdentity').length > 0)
    facts.push({
      label,
      value: translate('resource-based'),
      meaning: translate(
        'Accounts named in msDS-AllowedToActOnBehalfOfOtherIdentity can act as anyone towards it: {accounts}.',
        { accounts: actors.join(', ') || '?' },
      ),
      isWarning: true,
    });
  if (has(UAC.NOT_DELEGATED))
    facts.push({
      label,
      value: translate('never of it'),
      meaning: translate('No service may act as it: it is sensitive and cannot be delegated.'),
    });
  return facts.length > 0 ? facts : [{ label, value: translate('none') }];
}

function preAuthenticationFacts(entry: Entry, translate: Translate): readonly Fact[] {
  if (!hasBit(entry, 'userAccountControl', UAC.DONT_REQ_PREAUTH)) return [];
  return [
    {
      label: translate('Pre-authentication'),
      value: translate('not required'),
      meaning: translate(
        'Anyone can ask for data that its password encrypts, and try passwords on it offline (AS-REP roasting).',
      ),
      isWarning: true,
    },
  ];
}
