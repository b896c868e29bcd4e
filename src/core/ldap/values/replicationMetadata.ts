import { ByteReader } from './byteReader.ts';
import type { ValueFormat } from './format.ts';
import { readGuid } from './guid.ts';
import { fileTimeText } from './time.ts';

/** What replication knows of an attribute of an object ([MS-DRSR] 4.1.10.2.8, PROPERTY_META_DATA). */
export interface AttributeMetadata {
  /** The attribute as its compressed OID (ATTRTYP). */
  readonly attribute: number;
  /** How often the attribute was written anywhere. */
  readonly version: number;
  /** When it was written, as ISO 8601. */
  readonly changed: string;
  /** The database in which it was written. */
  readonly invocationId: string;
  /** Its update sequence number there, and here. */
  readonly originatingUsn: bigint;
  readonly localUsn: bigint;
}

const TICKS_IN_SECOND = 10_000_000n;

/** Reads `replPropertyMetaData` ([MS-ADTS] 3.1.1.3.4.5); undefined when the octets are none. */
export function readReplicationMetadata(value: Uint8Array): readonly AttributeMetadata[] | undefined {
  const reader = new ByteReader(value);
  const version = reader.u32();
  reader.u32();
  const count = reader.u32();
  reader.u32();
  if (reader.isShort || version !== 1 || reader.left !== count * 48) return undefined;
  return Array.from({ length: count }, () => {
    const attribute = reader.u32();
    const written = reader.u32();
    const changed = fileTimeText(reader.u64() * TICKS_IN_SECOND) ?? '';
    const invocationId = readGuid(reader.take(16)) ?? '';
    return {
      attribute,
      version: written,
      changed,
      invocationId,
      originatingUsn: reader.u64(),
      localUsn: reader.u64(),
    };
  });
}

/** Attributes by ATTRTYP ([MS-DRSR] 5.16.4, the default prefix table), those that identity work meets most. */
const ATTRIBUTES: Readonly<Record<number, string>> = {
  0x0: 'objectClass',
  0x3: 'cn',
  0x4: 'sn',
  0x6: 'c',
  0x7: 'l',
  0xb: 'ou',
  0xc: 'title',
  0xd: 'description',
  0x14: 'telephoneNumber',
  0x1f: 'member',
  0x2a: 'givenName',
  0x2_0001: 'instanceType',
  0x2_0002: 'whenCreated',
  0x2_000d: 'displayName',
  0x2_0119: 'nTSecurityDescriptor',
  0x9_0001: 'name',
  0x9_0008: 'userAccountControl',
  0x9_0010: 'codePage',
  0x9_0019: 'countryCode',
  0x9_0037: 'dBCSPwd',
  0x9_0040: 'logonHours',
  0x9_005a: 'unicodePwd',
  0x9_005e: 'ntPwdHistory',
  0x9_0060: 'pwdLastSet',
  0x9_0062: 'primaryGroupID',
  0x9_007d: 'supplementalCredentials',
  0x9_0092: 'objectSid',
  0x9_0096: 'adminCount',
  0x9_009f: 'accountExpires',
  0x9_00a0: 'lmPwdHistory',
  0x9_00dd: 'sAMAccountName',
  0x9_012e: 'sAMAccountType',
  0x9_0290: 'userPrincipalName',
  0x9_02ee: 'groupType',
  0x9_0303: 'servicePrincipalName',
  0x9_030e: 'objectCategory',
  0x9_06a0: 'lastLogonTimestamp',
};

/** The attribute of an ATTRTYP, in hexadecimal where it is not known without the server's prefix table. */
export function attributeOfType(type: number): string {
  return ATTRIBUTES[type] ?? `0x${type.toString(16)}`;
}

export const replicationMetadata: ValueFormat = {
  read: (value) =>
    readReplicationMetadata(value)
      ?.map(
        ({ attribute, version, changed, originatingUsn }) =>
          `${attributeOfType(attribute)}: version ${version}, ${changed}, USN ${originatingUsn.toString()}`,
      )
      .join('; '),
  example: 'unicodePwd: version 3, 2026-11-22T18:28:33Z, USN 12431',
};
