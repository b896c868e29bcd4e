import { concatBytes } from '../bytes.ts';
import { ByteReader } from '../values/byteReader.ts';
import { readGuid, writeGuid } from '../values/guid.ts';
import { readSid, writeSid } from '../values/sid.ts';

/** One line of an access control list ([MS-DTYP] 2.4.4): whom it lets do, keeps from, or watches doing what. */
export interface Ace {
  readonly kind: AceKind;
  /** How it is inherited: `ACE_FLAGS`. */
  readonly flags: number;
  /** The rights: `RIGHTS`. */
  readonly mask: number;
  readonly trustee: string;
  /** The attribute, property set, class or extended right it is about, as a GUID; all of them when absent. */
  readonly objectType?: string;
  /** The class of the objects that inherit it. */
  readonly inheritedType?: string;
  /** What follows: a condition, or a claim. */
  readonly rest: Uint8Array;
}

export interface AceKind {
  readonly type: number;
  /** In SDDL; absent where it has no word for the kind. */
  readonly word?: string;
  readonly effect: 'allow' | 'deny' | 'audit' | 'label';
  readonly hasObjectTypes: boolean;
  /** Whether more than the trustee belongs to it. */
  readonly hasRest: boolean;
}

const kind = (
  type: number,
  word: string | undefined,
  effect: AceKind['effect'],
  shape: '' | 'object' | 'rest' | 'object rest' = '',
): AceKind => ({
  type,
  ...(word === undefined ? {} : { word }),
  effect,
  hasObjectTypes: shape.includes('object'),
  hasRest: shape.includes('rest'),
});

/** Kinds by number ([MS-DTYP] 2.4.4.1) and by their word ([MS-DTYP] 2.5.1.1). */
export const aceKinds: readonly AceKind[] = [
  kind(0x00, 'A', 'allow'),
  kind(0x01, 'D', 'deny'),
  kind(0x02, 'AU', 'audit'),
  kind(0x03, 'AL', 'audit'),
  kind(0x05, 'OA', 'allow', 'object'),
  kind(0x06, 'OD', 'deny', 'object'),
  kind(0x07, 'OU', 'audit', 'object'),
  kind(0x08, 'OL', 'audit', 'object'),
  kind(0x09, 'XA', 'allow', 'rest'),
  kind(0x0a, 'XD', 'deny', 'rest'),
  kind(0x0b, 'ZA', 'allow', 'object rest'),
  kind(0x0c, undefined, 'deny', 'object rest'),
  kind(0x0d, 'XU', 'audit', 'rest'),
  kind(0x0f, undefined, 'audit', 'object rest'),
  kind(0x11, 'ML', 'label'),
  kind(0x12, 'RA', 'label', 'rest'),
  kind(0x13, 'SP', 'label'),
];

const [HAS_TYPE, HAS_INHERITED_TYPE] = [1, 2];

/** Reads the next entry of a list; undefined when the octets are none, or of a kind nobody specified. */
export function readAce(list: ByteReader): Ace | undefined {
  const type = list.u8();
  const flags = list.u8();
  const size = list.u16();
  const found = aceKinds.find((each) => each.type === type);
  if (list.isShort || found === undefined || size < 8 || size - 4 > list.left) return undefined;
  const reader = new ByteReader(list.take(size - 4));
  const mask = reader.u32();
  const types = found.hasObjectTypes ? reader.u32() : 0;
  const objectType = (types & HAS_TYPE) === 0 ? undefined : readGuid(reader.take(16));
  const inheritedType = (types & HAS_INHERITED_TYPE) === 0 ? undefined : readGuid(reader.take(16));
  const trustee = readTrustee(reader);
  if (reader.isShort || trustee === undefined) return undefined;
  return {
    kind: found,
    flags,
    mask,
    trustee,
    ...(objectType === undefined ? {} : { objectType }),
    ...(inheritedType === undefined ? {} : { inheritedType }),
    rest: reader.take(reader.left),
  };
}

function readTrustee(reader: ByteReader): string | undefined {
  const head = reader.take(8);
  return readSid(concatBytes([head, reader.take((head[1] ?? 0) * 4)]));
}

/** The octets of an entry, to a multiple of four. */
export function writeAce({ kind: { type, hasObjectTypes }, ...ace }: Ace): Uint8Array {
  const { flags, mask, objectType, inheritedType, trustee, rest } = ace;
  const guids = [objectType, inheritedType].flatMap((guid) =>
    guid === undefined ? [] : [writeGuid(guid) ?? new Uint8Array(16)],
  );
  const types =
    (objectType === undefined ? 0 : HAS_TYPE) | (inheritedType === undefined ? 0 : HAS_INHERITED_TYPE);
  const body = concatBytes([
    u32(mask),
    ...(hasObjectTypes ? [u32(types), ...guids] : []),
    writeSid(trustee) ?? new Uint8Array(),
    rest,
  ]);
  const padding = (4 - (body.length % 4)) % 4;
  const size = 4 + body.length + padding;
  return concatBytes([Uint8Array.of(type, flags, size & 0xff, size >> 8), body, new Uint8Array(padding)]);
}

function u32(number: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number, true);
  return bytes;
}

/** How an entry reaches what is below ([MS-DTYP] 2.4.4.1), by the words of SDDL. */
export const ACE_FLAGS = {
  OI: 0x01,
  CI: 0x02,
  NP: 0x04,
  IO: 0x08,
  ID: 0x10,
  SA: 0x40,
  FA: 0x80,
} as const;

/** The rights to objects of a directory ([MS-ADTS] 5.1.3.2), by the words of SDDL. */
export const RIGHTS = {
  CC: 0x1,
  DC: 0x2,
  LC: 0x4,
  SW: 0x8,
  RP: 0x10,
  WP: 0x20,
  DT: 0x40,
  LO: 0x80,
  CR: 0x100,
  SD: 0x1_0000,
  RC: 0x2_0000,
  WD: 0x4_0000,
  WO: 0x8_0000,
  GA: 0x1000_0000,
  GX: 0x2000_0000,
  GW: 0x4000_0000,
  GR: 0x8000_0000,
} as const;

/** Every right to an object, which is what people call full control. */
export const FULL_CONTROL = 0xf01ff;
