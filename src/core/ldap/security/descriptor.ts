import { concatBytes } from '../bytes.ts';
import { ByteReader } from '../values/byteReader.ts';
import { readSid, writeSid } from '../values/sid.ts';
import { readAce, writeAce, type Ace } from './ace.ts';

/** Who owns an object, and who may do what to it ([MS-DTYP] 2.4.6). Security identifiers are text. */
export interface SecurityDescriptor {
  /** The control bits, those that say which parts there are left out: see `CONTROL`. */
  readonly control: number;
  /** Bits of the resource manager, 0 for most. */
  readonly resourceManager: number;
  readonly owner?: string;
  readonly group?: string;
  /** Who may do what; absent, and `null`, everyone may do everything. */
  readonly dacl?: Acl | null;
  /** What is audited. Few may read it. */
  readonly sacl?: Acl | null;
}

export interface Acl {
  readonly revision: number;
  readonly aces: readonly Ace[];
}

/** Control bits that matter to people ([MS-DTYP] 2.4.6). */
export const CONTROL = {
  daclPresent: 0x4,
  saclPresent: 0x10,
  daclInheritRequired: 0x100,
  saclInheritRequired: 0x200,
  daclInherited: 0x400,
  saclInherited: 0x800,
  daclProtected: 0x1000,
  saclProtected: 0x2000,
  selfRelative: 0x8000,
} as const;

const LAYOUT = CONTROL.daclPresent | CONTROL.saclPresent | CONTROL.selfRelative;
const HEADER = 20;
/** Lists with entries for object types are of the second revision. */
const [REVISION, DS_REVISION] = [2, 4];

/** Reads a self-relative security descriptor; undefined when the octets are none. */
export function readDescriptor(value: Uint8Array): SecurityDescriptor | undefined {
  const reader = new ByteReader(value);
  const revision = reader.u8();
  const resourceManager = reader.u8();
  const control = reader.u16();
  const [owner, group, sacl, dacl] = [reader.u32(), reader.u32(), reader.u32(), reader.u32()];
  if (reader.isShort || revision !== 1 || (control & CONTROL.selfRelative) === 0) return undefined;
  const [hasDacl, hasSacl] = [CONTROL.daclPresent, CONTROL.saclPresent].map((bit) => (control & bit) !== 0);
  const [ownerSid, groupSid] = [sidAt(value, owner), sidAt(value, group)];
  const access = hasDacl === true ? aclAt(value, dacl) : null;
  const audit = hasSacl === true ? aclAt(value, sacl) : null;
  if (ownerSid === undefined || groupSid === undefined || access === undefined || audit === undefined)
    return undefined;
  return {
    control: control & ~LAYOUT,
    resourceManager,
    ...(ownerSid === '' ? {} : { owner: ownerSid }),
    ...(groupSid === '' ? {} : { group: groupSid }),
    ...(hasDacl === true ? { dacl: access } : {}),
    ...(hasSacl === true ? { sacl: audit } : {}),
  };
}

/** The identifier at an offset, empty for none, undefined when there is something else. */
function sidAt(value: Uint8Array, offset: number): string | undefined {
  if (offset === 0) return '';
  const bytes = value.subarray(offset);
  return offset < HEADER ? undefined : readSid(bytes.subarray(0, 8 + (bytes[1] ?? 0) * 4));
}

/** The list at an offset, null for none, undefined when there is something else. */
function aclAt(value: Uint8Array, offset: number): Acl | null | undefined {
  if (offset === 0) return null;
  return offset < HEADER ? undefined : readAcl(value.subarray(offset));
}

/** An access control list ([MS-DTYP] 2.4.5). */
function readAcl(bytes: Uint8Array): Acl | undefined {
  const reader = new ByteReader(bytes);
  const revision = reader.u8();
  reader.u8();
  const size = reader.u16();
  const count = reader.u16();
  reader.u16();
  if (reader.isShort || size < 8 || size > bytes.length) return undefined;
  const entries = new ByteReader(bytes.subarray(8, size));
  const aces: Ace[] = [];
  for (let at = 0; at < count; at++) {
    const ace = readAce(entries);
    if (ace === undefined) return undefined;
    aces.push(ace);
  }
  return { revision, aces };
}

/** The octets of a descriptor, self-relative: owner, group, what is audited, who may do what. */
export function writeDescriptor(descriptor: SecurityDescriptor): Uint8Array {
  const { control, resourceManager, owner, group, dacl, sacl } = descriptor;
  const parts = [
    owner === undefined ? undefined : writeSid(owner),
    group === undefined ? undefined : writeSid(group),
    sacl ? writeAcl(sacl) : undefined,
    dacl ? writeAcl(dacl) : undefined,
  ];
  const header = new Uint8Array(HEADER);
  const view = new DataView(header.buffer);
  header[0] = 1;
  header[1] = resourceManager;
  const present =
    (dacl === undefined ? 0 : CONTROL.daclPresent) | (sacl === undefined ? 0 : CONTROL.saclPresent);
  view.setUint16(2, (control & ~LAYOUT) | CONTROL.selfRelative | present, true);
  let at = HEADER;
  for (const [index, part] of parts.entries()) {
    view.setUint32(4 + index * 4, part === undefined ? 0 : at, true);
    at += part?.length ?? 0;
  }
  return concatBytes([header, ...parts.filter((part) => part !== undefined)]);
}

function writeAcl({ revision, aces }: Acl): Uint8Array {
  const entries = aces.map(writeAce);
  const header = new Uint8Array(8);
  const view = new DataView(header.buffer);
  header[0] = revision;
  view.setUint16(2, 8 + entries.reduce((sum, { length }) => sum + length, 0), true);
  view.setUint16(4, entries.length, true);
  return concatBytes([header, ...entries]);
}

/** The revision a list of these entries has. */
export function aclRevision(aces: readonly Ace[]): number {
  return aces.some(({ kind }) => kind.hasObjectTypes) ? DS_REVISION : REVISION;
}
