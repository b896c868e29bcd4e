import type { userAccountControl as UAC } from '../values/flagNames.ts';

/** What a bit of userAccountControl means for a person who looks at an account ([MS-ADTS] 2.2.16). One entry a bit. */
export interface ControlMeaning {
  readonly name: keyof typeof UAC;
  readonly meaning: string;
  readonly isWarning?: true;
}

export const controlMeanings: readonly ControlMeaning[] = [
  { name: 'SCRIPT', meaning: 'A logon script runs.' },
  { name: 'ACCOUNTDISABLE', meaning: 'It cannot sign in.', isWarning: true },
  { name: 'HOMEDIR_REQUIRED', meaning: 'A home folder is needed.' },
  { name: 'LOCKOUT', meaning: 'It is locked after wrong passwords.', isWarning: true },
  {
    name: 'PASSWD_NOTREQD',
    meaning: 'The password may be empty: the password policy does not hold for it.',
    isWarning: true,
  },
  { name: 'PASSWD_CANT_CHANGE', meaning: 'It cannot change its own password.' },
  {
    name: 'ENCRYPTED_TEXT_PWD_ALLOWED',
    meaning: 'Its password is kept so that it can be read back.',
    isWarning: true,
  },
  { name: 'TEMP_DUPLICATE_ACCOUNT', meaning: 'A local account for someone of another domain.' },
  { name: 'NORMAL_ACCOUNT', meaning: 'An ordinary account.' },
  { name: 'INTERDOMAIN_TRUST_ACCOUNT', meaning: 'The account of a trust with another domain.' },
  { name: 'WORKSTATION_TRUST_ACCOUNT', meaning: 'A member computer.' },
  { name: 'SERVER_TRUST_ACCOUNT', meaning: 'A domain controller.' },
  { name: 'DONT_EXPIRE_PASSWORD', meaning: 'The password never has to be changed.', isWarning: true },
  { name: 'MNS_LOGON_ACCOUNT', meaning: 'An account of a majority node set cluster.' },
  { name: 'SMARTCARD_REQUIRED', meaning: 'It signs in with a smart card or key only.' },
  {
    name: 'TRUSTED_FOR_DELEGATION',
    meaning: 'Unconstrained delegation: it can act as whoever signs in to it.',
    isWarning: true,
  },
  { name: 'NOT_DELEGATED', meaning: 'Sensitive: no service may act as it.' },
  { name: 'USE_DES_KEY_ONLY', meaning: 'Kerberos with DES only, which is broken.', isWarning: true },
  {
    name: 'DONT_REQ_PREAUTH',
    meaning: 'Kerberos without pre-authentication: its password can be tried offline.',
    isWarning: true,
  },
  { name: 'PASSWORD_EXPIRED', meaning: 'The password has expired.', isWarning: true },
  {
    name: 'TRUSTED_TO_AUTH_FOR_DELEGATION',
    meaning: 'Protocol transition: it can act as anyone towards the services it is allowed.',
    isWarning: true,
  },
  { name: 'NO_AUTH_DATA_REQUIRED', meaning: 'Tickets to it carry no list of groups (PAC).' },
  { name: 'PARTIAL_SECRETS_ACCOUNT', meaning: 'A read-only domain controller.' },
  { name: 'USE_AES_KEYS', meaning: 'Kerberos uses AES keys.' },
];
