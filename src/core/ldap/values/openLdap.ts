import { decodeUtf8 } from '../../jwt/base64url.ts';
import type { ReadableAttribute, ValueFormat } from './format.ts';
import { protocolOids } from './oids.ts';
import { meanings } from './format.ts';
import { storedPassword } from './password.ts';
import { days, generalizedTime, generalizedTimeText, seconds } from './time.ts';

/** A change sequence number: when, the how-manieth of that moment, on which server. */
const changeSequenceNumber: ValueFormat = {
  read(value) {
    const [, time = '', count = '', server = ''] =
      /^([\d.]+Z)#([\da-f]{6})#([\da-f]{3})#[\da-f]{6}$/i.exec(decodeUtf8(value) ?? '') ?? [];
    const when = generalizedTimeText(time);
    if (when === undefined) return undefined;
    return `${when}, change ${Number.parseInt(count, 16)} on server ${Number.parseInt(server, 16)}`;
  },
  example: '2026-11-22T18:28:33Z, change 0 on server 1',
};

const PERMANENT = '000001010000Z';

/** When an account was locked; the year 0 locks it until an administrator unlocks it. */
const lockedTime: ValueFormat = {
  read: (value) => (decodeUtf8(value) === PERMANENT ? 'until unlocked' : generalizedTime.read(value)),
  write: (text) =>
    text.trim().toLowerCase() === 'until unlocked'
      ? new TextEncoder().encode(PERMANENT)
      : generalizedTime.write?.(text),
  example: 'until unlocked',
};

/** Attributes of OpenLDAP, of the standard schemas, and of any directory. */
export const standardAttributes: readonly ReadableAttribute[] = [
  {
    names: ['pwdAccountLockedTime'],
    about: 'When the account was locked after wrong passwords; removing it unlocks the account.',
    format: lockedTime,
    source: 'draft-behera-ldap-password-policy',
  },
  {
    names: [
      'createTimestamp',
      'modifyTimestamp',
      'whenCreated',
      'whenChanged',
      'pwdChangedTime',
      'pwdFailureTime',
      'pwdGraceUseTime',
      'pwdStartTime',
      'pwdEndTime',
      'pwdLastSuccess',
      'authTimestamp',
      'dSCorePropagationData',
      'currentTime',
    ],
    syntaxes: ['1.3.6.1.4.1.1466.115.121.1.24'],
    about: 'A time.',
    format: generalizedTime,
    source: 'RFC 4517 §3.3.13',
  },
  {
    names: [
      'pwdMaxAge',
      'pwdMinAge',
      'pwdExpireWarning',
      'pwdGraceExpiry',
      'pwdLockoutDuration',
      'pwdFailureCountInterval',
      'pwdMaxIdle',
      'pwdMinDelay',
      'pwdMaxDelay',
      'entryTtl',
    ],
    about: 'A span of time in seconds.',
    format: seconds,
    source: 'draft-behera-ldap-password-policy',
  },
  {
    names: ['shadowLastChange', 'shadowExpire'],
    about: 'A day, counted from 1970.',
    format: days,
    source: 'RFC 2307',
  },
  {
    names: ['userPassword'],
    about: 'The password, normally only as a hash.',
    format: storedPassword,
    source: 'RFC 2307 §5.3',
  },
  {
    names: ['entryCSN', 'contextCSN', 'namingCSN'],
    about: 'The last change, as replication counts them.',
    format: changeSequenceNumber,
    source: 'OpenLDAP, syncrepl',
  },
  {
    names: ['supportedControl', 'supportedExtension', 'supportedFeatures', 'supportedCapabilities'],
    about: 'What the server can do, by OID.',
    format: meanings(protocolOids, 'Paged results (RFC 2696)'),
    source: 'RFC 4512 §5.1',
  },
];
