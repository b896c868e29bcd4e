import { ACE_FLAGS, aceKinds, RIGHTS, type Ace } from './ace.ts';
import { aclRevision, CONTROL, type Acl, type SecurityDescriptor } from './descriptor.ts';
import { DOMAIN_WORDS, FOREST_WORDS, SID_WORDS } from './sddlSids.ts';
import { readSid, writeSid } from '../values/sid.ts';
import { readGuid, writeGuid } from '../values/guid.ts';

/** Which domain words such as `DA` are of, and which forest `EA`; SIDs without the last number. */
export interface SddlDomains {
  readonly domain?: string | undefined;
  readonly forest?: string | undefined;
}

const PARTS = [
  {
    letter: 'D',
    part: 'dacl',
    auto: CONTROL.daclInherited,
    required: CONTROL.daclInheritRequired,
    off: CONTROL.daclProtected,
  },
  {
    letter: 'S',
    part: 'sacl',
    auto: CONTROL.saclInherited,
    required: CONTROL.saclInheritRequired,
    off: CONTROL.saclProtected,
  },
] as const;

/** Everyone may do everything: what stands for a list that is null. */
const NO_LIST = 'NO_ACCESS_CONTROL';
const sidToWord = new Map(Object.entries(SID_WORDS).map(([word, sid]) => [sid, word]));

/**
 * A descriptor as text ([MS-DTYP] 2.5.1). Identifiers of a domain stand as they are, so that the text means the same
 * everywhere. Undefined where an entry has no text: conditions, claims, flags without a word. Bits that say how a part came
 * to be there are left out, as Windows does: `withBitsOf` has them back.
 */
export function printSddl(descriptor: SecurityDescriptor): string | undefined {
  const { control, owner, group } = descriptor;
  const lists = PARTS.map(({ letter, part, auto, required, off }) => {
    const acl = descriptor[part];
    const flags = [
      (control & off) === 0 ? '' : 'P',
      (control & required) === 0 ? '' : 'AR',
      (control & auto) === 0 ? '' : 'AI',
    ].join('');
    if (acl === undefined) return '';
    if (acl === null) return `${letter}:${flags}${NO_LIST}`;
    const aces = acl.aces.map(printAce);
    return aces.includes(undefined) ? undefined : `${letter}:${flags}${aces.join('')}`;
  });
  if (lists.includes(undefined)) return undefined;
  return [
    owner === undefined ? '' : `O:${printSid(owner)}`,
    group === undefined ? '' : `G:${printSid(group)}`,
    ...lists,
  ].join('');
}

/** One entry as SDDL has it, `(OA;CI;WP;…;;S-1-…)`. Undefined where it would lose something. */
export function printAce({
  kind,
  flags,
  mask,
  trustee,
  objectType,
  inheritedType,
  rest,
}: Ace): string | undefined {
  const flagWords = words(ACE_FLAGS, flags);
  if (kind.word === undefined || kind.hasRest || rest.length > 0 || flagWords === undefined) return undefined;
  const rights = kind.word === 'ML' ? words(LABEL_RIGHTS, mask) : words(RIGHTS, mask);
  return `(${[
    kind.word,
    flagWords,
    rights ?? `0x${mask.toString(16)}`,
    objectType ?? '',
    inheritedType ?? '',
    printSid(trustee),
  ].join(';')})`;
}

const printSid = (sid: string): string => sidToWord.get(sid) ?? sid;

/** The words of bits, undefined when some have none. */
function words(names: Readonly<Record<string, number>>, bits: number): string | undefined {
  let left = bits;
  const found = Object.entries(names).flatMap(([word, bit]) => {
    if ((bits & bit) >>> 0 !== bit) return [];
    left = (left & ~bit) >>> 0;
    return word;
  });
  return left === 0 ? found.join('') : undefined;
}

/** A descriptor made of text, with the bits that text does not have as they were in the one it stood for. */
export function withBitsOf(made: SecurityDescriptor, before: SecurityDescriptor): SecurityDescriptor {
  let kept = before.control & ~EXPRESSED;
  for (const { part, auto, required, off } of PARTS)
    if (made[part] === undefined) kept |= before.control & (auto | required | off);
  const revised = (part: 'dacl' | 'sacl') => {
    const [acl, old] = [made[part], before[part]];
    return acl && old ? { [part]: { ...acl, revision: Math.max(acl.revision, old.revision) } } : {};
  };
  return {
    ...made,
    control: made.control | kept,
    resourceManager: before.resourceManager,
    ...revised('dacl'),
    ...revised('sacl'),
  };
}

const EXPRESSED = PARTS.reduce((sum, { auto, required, off }) => sum | auto | required | off, 0);

/** Rights of mandatory labels, and those of files and registry keys, which are read only ([MS-DTYP] 2.5.1.1). */
const LABEL_RIGHTS = { NW: 0x1, NR: 0x2, NX: 0x4 } as const;
const READ_RIGHTS: Readonly<Record<string, number>> = {
  ...RIGHTS,
  ...LABEL_RIGHTS,
  FA: 0x1f_01ff,
  FR: 0x12_0089,
  FW: 0x12_0116,
  FX: 0x12_00a0,
  KA: 0xf_003f,
  KR: 0x2_0019,
  KW: 0x2_0006,
  KX: 0x2_0019,
};

/** Reads SDDL ([MS-DTYP] 2.5.1); undefined when the text is none, or names a domain that is not given. */
export function parseSddl(text: string, domains: SddlDomains = {}): SecurityDescriptor | undefined {
  let rest = text.replaceAll(/\s+/g, '');
  let read: SecurityDescriptor = { control: 0, resourceManager: 0 };
  const seen = new Set<string>();
  while (rest !== '') {
    const letter = /^([OGDS]):/.exec(rest)?.[1] ?? '';
    if (letter === '' || seen.has(letter)) return undefined;
    seen.add(letter);
    const next = letter === 'O' || letter === 'G' ? parseSidPart(rest, domains) : parseList(rest, domains);
    if (next === undefined) return undefined;
    read = { ...read, ...next.part, control: read.control | next.control };
    rest = rest.slice(next.length);
  }
  return seen.size === 0 ? undefined : read;
}

interface ParsedPart {
  readonly part: Partial<SecurityDescriptor>;
  readonly control: number;
  readonly length: number;
}

const SID_TEXT = /^[OG]:(S-1-(?:0x[\da-f]{12}|\d+)(?:-\d+)*|[A-Z]{2})(?=$|[OGDS]:)/i;

function parseSidPart(text: string, domains: SddlDomains): ParsedPart | undefined {
  const [whole = '', written = ''] = SID_TEXT.exec(text) ?? [];
  const sid = parseSid(written, domains);
  if (sid === undefined) return undefined;
  return { part: text.startsWith('O') ? { owner: sid } : { group: sid }, control: 0, length: whole.length };
}

function parseList(text: string, domains: SddlDomains): ParsedPart | undefined {
  const found = PARTS.find(({ letter }) => text.startsWith(letter));
  const [whole, flags = '', none, list = ''] =
    /^[DS]:((?:P|AR|AI)*)(?:(NO_ACCESS_CONTROL)|((?:\([^()]*\))*))(?=$|[OGDS]:)/.exec(text) ?? [];
  if (found === undefined || whole === undefined) return undefined;
  const { part, auto, required, off } = found;
  const bits: Readonly<Record<string, number>> = { P: off, AR: required, AI: auto };
  const control = (flags.match(/P|AR|AI/g) ?? []).reduce((sum, word) => sum | (bits[word] ?? 0), 0);
  if (none !== undefined) return { part: { [part]: null }, control, length: whole.length };
  const aces = (list.match(/\([^()]*\)/g) ?? []).map((each) => parseAce(each, domains));
  const known = aces.filter((ace) => ace !== undefined);
  if (known.length < aces.length) return undefined;
  const acl: Acl = { revision: aclRevision(known), aces: known };
  return { part: { [part]: acl }, control, length: whole.length };
}

/** One entry in parentheses. */
function parseAce(text: string, domains: SddlDomains): Ace | undefined {
  const fields = text.slice(1, -1).split(';');
  const [word = '', flagWords = '', rightWords = '', type = '', inherited = '', written = ''] = fields;
  const kind = aceKinds.find((each) => each.word === word.toUpperCase());
  const flags = bitsOf(ACE_FLAGS, flagWords);
  const mask = /^(?:0x[\da-f]{1,8}|\d{1,10})$/i.test(rightWords)
    ? Number(rightWords)
    : bitsOf(READ_RIGHTS, rightWords);
  const trustee = parseSid(written, domains);
  const [objectType, inheritedType] = [guidOf(type), guidOf(inherited)];
  if (
    kind === undefined ||
    kind.hasRest ||
    fields.length !== 6 ||
    flags === undefined ||
    trustee === undefined
  )
    return undefined;
  if (mask === undefined || mask > 0xffff_ffff || objectType === null || inheritedType === null)
    return undefined;
  if (!kind.hasObjectTypes && (objectType !== undefined || inheritedType !== undefined)) return undefined;
  return {
    kind,
    flags,
    mask,
    trustee,
    ...(objectType === undefined ? {} : { objectType }),
    ...(inheritedType === undefined ? {} : { inheritedType }),
    rest: new Uint8Array(),
  };
}

/** The GUID of a field, undefined for an empty one, null for what is none. */
function guidOf(text: string): string | null | undefined {
  if (text === '') return undefined;
  const bytes = writeGuid(text);
  return bytes === undefined ? null : (readGuid(bytes) ?? null);
}

function bitsOf(names: Readonly<Record<string, number>>, text: string): number | undefined {
  let bits = 0;
  for (const word of text.toUpperCase().match(/.{1,2}/g) ?? []) {
    const bit = Object.hasOwn(names, word) ? names[word] : undefined;
    if (bit === undefined) return undefined;
    bits |= bit;
  }
  return bits >>> 0;
}

function parseSid(text: string, { domain, forest }: SddlDomains): string | undefined {
  const word = text.toUpperCase();
  if (word.length !== 2) {
    const bytes = writeSid(text);
    return bytes && readSid(bytes);
  }
  const everywhere = SID_WORDS[word];
  const [inDomain, inForest] = [DOMAIN_WORDS[word], FOREST_WORDS[word]];
  if (everywhere !== undefined) return everywhere;
  if (inDomain !== undefined && domain !== undefined) return `${domain}-${inDomain}`;
  return inForest !== undefined && forest !== undefined ? `${forest}-${inForest}` : undefined;
}
