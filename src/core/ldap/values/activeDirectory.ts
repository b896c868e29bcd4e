import { securityAttributes } from '../security/descriptorFormat.ts';
import { dnsRecord } from './dnsRecord.ts';
import * as names from './flagNames.ts';
import { choice, flags, meanings, type ReadableAttribute } from './format.ts';
import { guid } from './guid.ts';
import { keyCredential } from './keyCredential.ts';
import { logonHours } from './logonHours.ts';
import { replicationMetadata } from './replicationMetadata.ts';
import { sid } from './sid.ts';
import { accountExpires, fileTime, interval } from './time.ts';

/** Attributes of Active Directory whose values mean nothing as they stand. */
export const activeDirectoryAttributes: readonly ReadableAttribute[] = [
  ...securityAttributes,
  {
    names: ['objectSid', 'securityIdentifier', 'mS-DS-CreatorSID', 'fixedSid', 'msExchMasterAccountSid'],
    about: 'The security identifier, which access rights are given to.',
    format: sid,
    source: '[MS-DTYP] 2.4.2',
  },
  {
    names: ['sIDHistory', 'tokenGroups', 'tokenGroupsGlobalAndUniversal', 'tokenGroupsNoGCAcceptable'],
    about: 'Security identifiers that a sign-in carries besides its own.',
    format: sid,
    source: '[MS-ADTS] 3.1.1.4.5.19',
  },
  {
    names: [
      'objectGUID',
      'schemaIDGUID',
      'attributeSecurityGUID',
      'invocationId',
      'parentGUID',
      'mS-DS-ConsistencyGuid',
      'netbootGUID',
      'msDS-OptionalFeatureGUID',
      'msDS-AzureADGraphDeviceID',
      'dsaSignature',
    ],
    about: 'A globally unique identifier; the first three groups stand in reversed octets.',
    format: guid,
    source: '[MS-DTYP] 2.3.4',
  },
  {
    names: ['accountExpires'],
    about: 'When the account ends.',
    format: accountExpires,
    source: '[MS-ADA1] accountExpires',
  },
  {
    names: ['pwdLastSet'],
    about: 'When the password was set; 0 makes the person change it at the next sign-in, -1 sets it to now.',
    format: fileTime([
      [0n, 'must change at next sign-in'],
      [-1n, 'now'],
    ]),
    source: '[MS-ADA3] pwdLastSet',
  },
  {
    names: ['lockoutTime'],
    about: 'When the account was locked after wrong passwords; writing 0 unlocks it.',
    format: fileTime([[0n, 'not locked']]),
    source: '[MS-ADA1] lockoutTime',
  },
  {
    names: [
      'lastLogon',
      'lastLogonTimestamp',
      'lastLogoff',
      'badPasswordTime',
      'creationTime',
      'lastSetTime',
      'priorSetTime',
      'msDS-UserPasswordExpiryTimeComputed',
      'msDS-LastSuccessfulInteractiveLogonTime',
      'msDS-LastFailedInteractiveLogonTime',
      'msDS-Cached-Membership-Time-Stamp',
      'msDS-ApproximateLastLogonTimeStamp',
      'ms-Mcs-AdmPwdExpirationTime',
      'msLAPS-PasswordExpirationTime',
    ],
    about: 'A time in ticks of 100 ns since 1601.',
    format: fileTime(),
    source: '[MS-DTYP] 2.3.3',
  },
  {
    names: [
      'maxPwdAge',
      'minPwdAge',
      'lockoutDuration',
      'lockOutObservationWindow',
      'forceLogoff',
      'msDS-MaximumPasswordAge',
      'msDS-MinimumPasswordAge',
      'msDS-LockoutDuration',
      'msDS-LockoutObservationWindow',
    ],
    about: 'A span of time, kept as a negative number of 100 ns.',
    format: interval,
    source: '[MS-ADTS] 3.1.1.3.4.6',
  },
  {
    names: ['userAccountControl', 'msDS-User-Account-Control-Computed'],
    about: 'What kind of account it is and what it may do.',
    format: flags(names.userAccountControl),
    source: '[MS-ADTS] 2.2.16',
  },
  {
    names: ['groupType'],
    about: 'The scope of the group, and whether it gives rights (SECURITY) or only distributes mail.',
    format: flags(names.groupType),
    source: '[MS-ADTS] 2.2.12',
  },
  {
    names: ['sAMAccountType'],
    about: 'What kind of account it is; the server derives it.',
    format: choice(names.samAccountType),
    source: '[MS-SAMR] 2.2.1.9',
  },
  {
    names: ['systemFlags'],
    about: 'What may be done with the object, and how an attribute behaves.',
    format: flags(names.systemFlags),
    source: '[MS-ADTS] 2.2.10',
  },
  {
    names: ['searchFlags'],
    about: 'How an attribute is indexed, copied, kept and protected.',
    format: flags(names.searchFlags),
    source: '[MS-ADTS] 2.2.9',
  },
  {
    names: ['instanceType'],
    about: 'How this server holds the object.',
    format: flags(names.instanceType),
    source: '[MS-ADTS] 3.1.1.1.9',
  },
  {
    names: ['trustDirection'],
    about: 'Who trusts whom: outbound, the other domain may sign in here; inbound, this one may there.',
    format: choice(names.trustDirection),
    source: '[MS-ADTS] 6.1.6.7.12',
  },
  {
    names: ['trustType'],
    about: 'What the other side of the trust is.',
    format: choice(names.trustType),
    source: '[MS-ADTS] 6.1.6.7.15',
  },
  {
    names: ['trustAttributes'],
    about: 'How far the trust reaches.',
    format: flags(names.trustAttributes),
    source: '[MS-ADTS] 6.1.6.7.9',
  },
  {
    names: ['msDS-SupportedEncryptionTypes'],
    about: 'The encryption types Kerberos may use for the account.',
    format: flags(names.encryptionTypes),
    source: '[MS-KILE] 2.2.7',
  },
  {
    names: ['pwdProperties'],
    about: 'Rules for passwords in the domain.',
    format: flags(names.passwordProperties),
    source: '[MS-SAMR] 2.2.3.11',
  },
  {
    names: [
      'domainFunctionality',
      'forestFunctionality',
      'domainControllerFunctionality',
      'msDS-Behavior-Version',
    ],
    about: 'The functional level: the oldest server that may take part.',
    format: choice(names.functionalLevel),
    source: '[MS-ADTS] 6.1.4',
  },
  {
    names: ['objectClassCategory'],
    about: 'Whether objects can be of this class alone.',
    format: choice(names.objectClassCategory),
    source: '[MS-ADTS] 3.1.1.2.4.8',
  },
  {
    names: ['attributeSyntax'],
    about: 'The syntax of the attribute by its X.500 OID.',
    format: meanings(names.attributeSyntax, 'Unicode String'),
    source: '[MS-ADTS] 3.1.1.2.2.2',
  },
  {
    names: ['gPOptions'],
    about: 'Whether group policies from above apply here.',
    format: choice({ 0: 'inherits policies', 1: 'blocks inheritance' }),
    source: '[MS-GPOL] 2.2.2',
  },
  {
    names: ['logonHours'],
    about: 'The hours of the week in which the account may sign in, in UTC.',
    format: logonHours,
    source: '[MS-ADA1] logonHours',
  },
  {
    names: ['dnsRecord'],
    about: 'A record of a DNS zone kept in the directory.',
    format: dnsRecord,
    source: '[MS-DNSP] 2.3.2.2',
  },
  {
    names: ['replPropertyMetaData'],
    about: 'When and where each attribute was written last.',
    format: replicationMetadata,
    source: '[MS-ADTS] 3.1.1.3.4.5',
  },
  {
    names: ['msDS-KeyCredentialLink'],
    about: 'Keys that may sign in as this object without a password.',
    format: keyCredential,
    source: '[MS-ADTS] 2.2.20',
  },
];
