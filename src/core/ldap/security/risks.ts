import { FULL_CONTROL, RIGHTS, type Ace } from './ace.ts';
import { directoryRights, hasFlag } from './aceWords.ts';

/** What a right is given over. */
export interface Subject {
  /** Object classes in lower case. */
  readonly classes: ReadonlySet<string>;
  /** Whether it is the top of a partition, where the rights to replicate stand. */
  readonly isPartition: boolean;
}

/** A right that lets its holder take over the object, or others by it. A new one is one entry of the list. */
export interface Risk {
  readonly id: string;
  readonly title: string;
  /** What its holder can do. */
  readonly meaning: string;
  /** Where it matters; everywhere when absent. */
  readonly matters?: (subject: Subject) => boolean;
  readonly gives: (ace: Ace) => boolean;
}

/** Extended rights, property sets and attributes that the rules name, as `objectTypes.ts` does. */
const GUID = {
  getChanges: '1131f6aa-9c07-11d1-f79f-00c04fc2dcd2',
  getChangesAll: '1131f6ad-9c07-11d1-f79f-00c04fc2dcd2',
  getChangesFiltered: '89e95b76-444d-4c62-991a-0facbeda640c',
  resetPassword: '00299570-246d-11d0-a768-00aa006e0529',
  migrateSidHistory: 'ba33815a-4f93-4c76-87f3-57574bff8109',
  member: 'bf9679c0-0de6-11d0-a285-00aa003049e2',
  membership: 'bc0ac240-79a9-11d0-9020-00c04fc2d4cf',
  actOnBehalf: '3f78c3e5-f79a-46bd-a0b8-9d18116ddc79',
  accountRestrictions: '4c164200-20c0-11d0-a768-00aa006e0529',
  keyCredential: '5b47d60f-6090-40b2-9f37-2a4de88f3063',
  servicePrincipalName: 'f3a64788-5306-11d1-a9c5-0000f80367c1',
  groupPolicyLink: 'f30e3bbe-9ff0-11d1-b603-0000f80367c1',
  groupPolicyPath: 'f30e3bc1-9ff0-11d1-b603-0000f80367c1',
  scriptPath: 'bf9679a8-0de6-11d0-a285-00aa003049e2',
  certificateMapping: '00fbf30c-91fe-11d1-aebc-0000f80367c1',
  publicInformation: 'e48d0154-bcf8-11d1-8702-00c04fb96050',
  passwordReaders: '888eedd6-ce04-df40-b462-b8a50e41ba38',
  delegatedAccount: '0feb936f-47b3-49f2-9386-1dedc2c23765',
} as const;

/** The rights to replicate, which a domain gives on its top ([MS-ADTS] 5.1.3.2.1). */
export const REPLICATION_RIGHTS = [
  { guid: GUID.getChanges, name: 'DS-Replication-Get-Changes' },
  { guid: GUID.getChangesAll, name: 'DS-Replication-Get-Changes-All' },
  { guid: GUID.getChangesFiltered, name: 'DS-Replication-Get-Changes-In-Filtered-Set' },
] as const;

/** Whether an entry of a list grants a right on the object itself, for one of the types or for all. */
export function grants(ace: Ace, right: number, types: readonly string[] = []): boolean {
  const { kind, mask, objectType } = ace;
  if (kind.effect !== 'allow' || hasFlag(ace, 'IO') || (directoryRights(mask) & right) !== right)
    return false;
  return objectType === undefined || types.includes(objectType.toLowerCase());
}

const isFull = (ace: Ace) => grants(ace, FULL_CONTROL);
/** The right for these types only: whoever has it for all is named by a rule of its own. */
const grantsTyped =
  (right: number, ...types: readonly string[]) =>
  (ace: Ace) =>
    ace.objectType !== undefined && grants(ace, right, types);
const grantsAll = (right: number) => (ace: Ace) => !isFull(ace) && grants(ace, right);
const isOf =
  (...classes: readonly string[]) =>
  ({ classes: all }: Subject) =>
    classes.some((name) => all.has(name));

export const risks: readonly Risk[] = [
  {
    id: 'fullControl',
    title: 'Full control',
    meaning: 'It can do everything to it, and give others every right.',
    gives: isFull,
  },
  {
    id: 'changePermissions',
    title: 'Change permissions',
    meaning: 'It can give itself every right.',
    gives: grantsAll(RIGHTS.WD),
  },
  {
    id: 'takeOwnership',
    title: 'Take ownership',
    meaning: 'It can become the owner, and an owner can change permissions.',
    gives: grantsAll(RIGHTS.WO),
  },
  {
    id: 'writeEverything',
    title: 'Write every attribute',
    meaning:
      'Members, keys, delegation, service principal names, scripts: each of them can hand the object over.',
    gives: grantsAll(RIGHTS.WP),
  },
  {
    id: 'extendedRights',
    title: 'Every extended right',
    meaning:
      'It can set passwords without the old one, read confidential attributes, and on a domain read every password hash.',
    gives: grantsAll(RIGHTS.CR),
  },
  {
    id: 'replicateSecrets',
    title: 'Replicate secrets (DCSync)',
    meaning: 'Together with DS-Replication-Get-Changes it can read every password hash of the domain.',
    matters: ({ isPartition }) => isPartition,
    gives: grantsTyped(RIGHTS.CR, GUID.getChangesAll),
  },
  {
    id: 'migrateSidHistory',
    title: 'Migrate SID history',
    meaning: 'It can give accounts the identifiers, and so the rights, of others.',
    matters: ({ isPartition }) => isPartition,
    gives: grantsTyped(RIGHTS.CR, GUID.migrateSidHistory),
  },
  {
    id: 'resetPassword',
    title: 'Set the password',
    meaning: 'It can set a new password without the old one, and sign in as it (User-Force-Change-Password).',
    matters: isOf('user'),
    gives: grantsTyped(RIGHTS.CR, GUID.resetPassword),
  },
  {
    id: 'addMember',
    title: 'Add members',
    meaning: 'It can put itself into the group, and has what the group has.',
    matters: isOf('group'),
    gives: (ace) =>
      grantsTyped(RIGHTS.WP, GUID.member, GUID.membership)(ace) || grantsTyped(RIGHTS.SW, GUID.member)(ace),
  },
  {
    id: 'actOnBehalf',
    title: 'Configure resource-based delegation',
    meaning:
      'It can name an account of its own in msDS-AllowedToActOnBehalfOfOtherIdentity, which then acts as anyone towards it.',
    matters: isOf('user'),
    gives: grantsTyped(RIGHTS.WP, GUID.actOnBehalf, GUID.accountRestrictions),
  },
  {
    id: 'addKey',
    title: 'Add keys',
    meaning: 'It can add a key to msDS-KeyCredentialLink, and sign in as it with that key.',
    matters: isOf('user'),
    gives: grantsTyped(RIGHTS.WP, GUID.keyCredential),
  },
  {
    id: 'setServicePrincipalName',
    title: 'Set service principal names',
    meaning:
      'It can make tickets for the account be given out, and try its password on them (Kerberoasting).',
    matters: isOf('user'),
    gives: grantsTyped(RIGHTS.WP, GUID.servicePrincipalName),
  },
  {
    id: 'mapCertificate',
    title: 'Map certificates',
    meaning: 'It can name a certificate of its own in altSecurityIdentities, and sign in as it.',
    matters: isOf('user'),
    gives: grantsTyped(RIGHTS.WP, GUID.certificateMapping, GUID.publicInformation),
  },
  {
    id: 'setScript',
    title: 'Set the logon script',
    meaning: 'It can have a program of its own run when the person signs in.',
    matters: isOf('user'),
    gives: grantsTyped(RIGHTS.WP, GUID.scriptPath),
  },
  {
    id: 'linkPolicy',
    title: 'Link group policies',
    meaning: 'It can apply a policy to everybody and every computer below.',
    matters: isOf('organizationalunit', 'domaindns', 'site'),
    gives: grantsTyped(RIGHTS.WP, GUID.groupPolicyLink),
  },
  {
    id: 'movePolicy',
    title: 'Move the policy’s files',
    meaning: 'It can have computers read the policy from a place of its own.',
    matters: isOf('grouppolicycontainer'),
    gives: grantsTyped(RIGHTS.WP, GUID.groupPolicyPath),
  },
  {
    id: 'namePasswordReaders',
    title: 'Say who reads the password',
    meaning: 'It can add itself to msDS-GroupMSAMembership, and read the password.',
    matters: isOf('msds-groupmanagedserviceaccount'),
    gives: grantsTyped(RIGHTS.WP, GUID.passwordReaders),
  },
  {
    id: 'createDelegatedAccount',
    title: 'Create accounts',
    meaning:
      'A delegated managed service account made here can take over any account, where a domain controller runs Windows Server 2025 without the update of August 2025.',
    matters: isOf('organizationalunit', 'container', 'domaindns'),
    gives: (ace) => !isFull(ace) && grants(ace, RIGHTS.CC, [GUID.delegatedAccount]),
  },
];

/** Who has rights over everything anyway, by security identifier or its last number. */
const PRIVILEGED = new Set(['S-1-5-18', 'S-1-5-9', 'S-1-5-32-544', 'S-1-5-32-548']);
const PRIVILEGED_IN_DOMAIN = new Set([498, 500, 512, 516, 518, 519, 521, 526, 527]);
/** The object itself, and whoever made an object. */
const OWN = new Set(['S-1-5-10', 'S-1-3-0', 'S-1-3-1', 'S-1-3-4']);

/** Whether Windows itself gives a trustee far-reaching rights: what these hold is listed, not marked. */
export function isPrivileged(sid: string): boolean {
  const rid = /^S-1-5-21-\d+-\d+-\d+-(\d+)$/.exec(sid)?.[1];
  return PRIVILEGED.has(sid) || OWN.has(sid) || (rid !== undefined && PRIVILEGED_IN_DOMAIN.has(Number(rid)));
}

/** What of an entry of a list hands over the object it stands on. */
export function risksOf(ace: Ace, subject: Subject): readonly Risk[] {
  return risks.filter(({ matters, gives }) => (matters?.(subject) ?? true) && gives(ace));
}
