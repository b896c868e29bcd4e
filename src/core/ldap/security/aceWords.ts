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
const ATTRIBUTES: readonly ObjectTypeKind[] = ['attribute', 'propertySet'];

/** Rights in words, those of many bits first; `{type}` is what an entry is about. `any` stands where it is about all. */
const RIGHT_WORDS: readonly {
  readonly bits: number;
  readonly any: string;
  readonly typed?: string;
  readonly kinds?: readonly ObjectTypeKind[];
}[] = [
  {
    bits: FULL_CONTROL,
    any: 'full control',
    typed: 'everything to do with {type}',
    kinds: [...ATTRIBUTES, 'class', 'extendedRight'],
  },
  { bits: READ, any: 'read' },
  {
    bits: RIGHTS.RP | RIGHTS.WP,
    any: 'read and write every attribute',
    typed: 'read and write {type}',
    kinds: ATTRIBUTES,
  },
  { bits: RIGHTS.RP, any: 'read every attribute', typed: 'read {type}', kinds: ATTRIBUTES },
  { bits: RIGHTS.WP, any: 'write every attribute', typed: 'write {type}', kinds: ATTRIBUTES },
  { bits: RIGHTS.SW, any: 'every validated write', typed: '{type}', kinds: ['validatedWrite', 'attribute'] },
  {
    bits: RIGHTS.CR,
    any: 'every extended right',
    typed: '{type}',
    kinds: ['extendedRight', 'validatedWrite', ...ATTRIBUTES],
  },
  {
    bits: RIGHTS.CC | RIGHTS.DC,
    any: 'create and delete anything right below',
    typed: 'create and delete {type}',
    kinds: ['class'],
  },
  { bits: RIGHTS.CC, any: 'create anything right below', typed: 'create {type}', kinds: ['class'] },
  { bits: RIGHTS.DC, any: 'delete anything right below', typed: 'delete {type}', kinds: ['class'] },
  { bits: RIGHTS.SD, any: 'delete it' },
  { bits: RIGHTS.DT, any: 'delete it with everything below' },
  { bits: RIGHTS.WD, any: 'change permissions' },
  { bits: RIGHTS.WO, any: 'take ownership' },
  { bits: RIGHTS.RC, any: 'read permissions' },
  { bits: RIGHTS.LC, any: 'list what is below' },
  { bits: RIGHTS.LO, any: 'see that it is there' },
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
  const found = RIGHT_WORDS.flatMap(({ bits, any, typed, kinds }) => {
    if ((left & bits) !== bits) return [];
    left = (left & ~bits) >>> 0;
    if (objectType === undefined || typed === undefined) return translate(any);
    const type = types.find(objectType, kinds ?? [])?.name ?? objectType;
    return translate(typed, { type });
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
