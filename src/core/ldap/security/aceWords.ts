import type { Translate } from '../../explain.ts';
import { ACE_FLAGS, FULL_CONTROL, RIGHTS, type Ace } from './ace.ts';
import { knownObjectTypes, type ObjectTypeKind, type ObjectTypes } from './objectTypes.ts';

/** Generic rights as directories take them ([MS-ADTS] 5.1.3.2). */
const GENERIC = [
  [RIGHTS.GA, FULL_CONTROL],
  [RIGHTS.GR, RIGHTS.RC | RIGHTS.LC | RIGHTS.RP | RIGHTS.LO],
  [RIGHTS.GW, RIGHTS.RC | RIGHTS.WP | RIGHTS.SW],
  [RIGHTS.GX, RIGHTS.RC | RIGHTS.LC],
] as const;

/** The rights of an entry, generic ones as those they stand for. */
export function directoryRights(mask: number): number {
  const rights = GENERIC.reduce((sum, [bit, stands]) => ((mask & bit) === 0 ? sum : sum | stands), mask);
  return (rights & 0x0fff_ffff) >>> 0;
}

/** Whether a bit of inheritance is set. */
export const hasFlag = (ace: Ace, flag: keyof typeof ACE_FLAGS): boolean =>
  (ace.flags & ACE_FLAGS[flag]) !== 0;

const READ = RIGHTS.RC | RIGHTS.LC | RIGHTS.RP | RIGHTS.LO;
/** What a right says of attributes and property sets alike. */
const ofAttributes = (typed: string) => ({ attribute: typed, propertySet: typed });

/**
 * Rights in words, those of many bits first: `any` where an entry is about all, else by what the GUID is looked for as, in
 * that order.
 */
const RIGHT_WORDS: readonly {
  readonly bits: number;
  readonly any: string;
  readonly typed?: Readonly<Partial<Record<ObjectTypeKind, string>>>;
}[] = [
  {
    bits: FULL_CONTROL,
    any: 'full control',
    typed: {
      ...ofAttributes('everything to do with {type}'),
      class: 'everything to do with {type}',
      extendedRight: 'everything to do with {type}',
    },
  },
  { bits: READ, any: 'read' },
  {
    bits: RIGHTS.RP | RIGHTS.WP,
    any: 'read and write every attribute',
    typed: ofAttributes('read and write {type}'),
  },
  { bits: RIGHTS.RP, any: 'read every attribute', typed: ofAttributes('read {type}') },
  { bits: RIGHTS.WP, any: 'write every attribute', typed: ofAttributes('write {type}') },
  {
    bits: RIGHTS.SW,
    any: 'every validated write',
    typed: { validatedWrite: '{type}', attribute: 'write {type} as the server checks it' },
  },
  {
    bits: RIGHTS.CR,
    any: 'every extended right',
    typed: { extendedRight: '{type}', ...ofAttributes('see confidential {type}') },
  },
  {
    bits: RIGHTS.CC | RIGHTS.DC,
    any: 'create and delete anything right below',
    typed: { class: 'create and delete {type}' },
  },
  { bits: RIGHTS.CC, any: 'create anything right below', typed: { class: 'create {type}' } },
  { bits: RIGHTS.DC, any: 'delete anything right below', typed: { class: 'delete {type}' } },
  { bits: RIGHTS.SD, any: 'delete it' },
  { bits: RIGHTS.DT, any: 'delete it with everything below' },
  { bits: RIGHTS.WD, any: 'change permissions' },
  { bits: RIGHTS.WO, any: 'take ownership' },
  { bits: RIGHTS.RC, any: 'read permissions' },
  { bits: RIGHTS.LC, any: 'list what is below' },
  { bits: RIGHTS.LO, any: 'see that it is there' },
];
const KINDS: readonly ObjectTypeKind[] = [
  'extendedRight',
  'validatedWrite',
  'attribute',
  'propertySet',
  'class',
];

/** What an entry lets do, keeps from or watches, in words: `write member`, `full control`. */
export function rightsInWords(
  { mask, objectType, kind }: Ace,
  translate: Translate,
  types: ObjectTypes = knownObjectTypes,
): string {
  const hexadecimal = (bits: number) => `0x${bits.toString(16)}`;
  if (kind.effect === 'label') return hexadecimal(mask);
  let left = directoryRights(mask);
  const found = RIGHT_WORDS.flatMap(({ bits, any, typed }) => {
    if ((left & bits) !== bits) return [];
    left = (left & ~bits) >>> 0;
    if (objectType === undefined || typed === undefined) return translate(any);
    const type = types.find(
      objectType,
      KINDS.filter((each) => typed[each] !== undefined),
    );
    const words = type === undefined ? undefined : typed[type.kind];
    return words === undefined || type === undefined ? objectType : translate(words, { type: type.name });
  });
  return [...found, ...(left === 0 ? [] : [hexadecimal(left)])].join(', ');
}

/** Which objects an entry reaches: this one, and which below. */
export function reachInWords(ace: Ace, translate: Translate, types: ObjectTypes = knownObjectTypes): string {
  if (!hasFlag(ace, 'CI')) return translate('this entry only');
  const { inheritedType } = ace;
  const type =
    inheritedType === undefined ? undefined : (types.find(inheritedType, ['class'])?.name ?? inheritedType);
  const isNear = hasFlag(ace, 'NP');
  const below =
    type === undefined
      ? isNear
        ? translate('everything right below')
        : translate('everything below')
      : isNear
        ? translate('{type} right below', { type })
        : translate('{type} below', { type });
  return hasFlag(ace, 'IO') ? below : translate('this entry and {below}', { below });
}
