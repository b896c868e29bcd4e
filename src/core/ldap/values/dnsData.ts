import { concatBytes, fromHex, hex } from '../bytes.ts';
import type { ByteReader } from './byteReader.ts';
import { readName, readString, writeName, writeString } from './dnsText.ts';

/** A part of a record's data, as a zone file has it; `write` gives undefined for what is none. */
interface Part {
  readonly read: (reader: ByteReader) => string;
  readonly write: (text: string) => Uint8Array | undefined;
}

const name: Part = { read: readName, write: writeName };
const number = (octets: 2 | 4): Part => ({
  read: (reader) => String(octets === 2 ? reader.u16(true) : reader.u32(true)),
  write(text) {
    if (!/^\d{1,10}$/.test(text) || Number(text) >= 2 ** (8 * octets)) return undefined;
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, Number(text));
    return bytes.subarray(4 - octets);
  },
});
const ipv4: Part = {
  read: (reader) => reader.take(4).join('.'),
  write(text) {
    const numbers = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) ? text.split('.').map(Number) : [];
    return numbers.length === 4 && numbers.every((each) => each < 256) ? Uint8Array.from(numbers) : undefined;
  },
};
const ipv6: Part = { read: (reader) => ipv6Text(reader.take(16)), write: ipv6Of };

/** How the data of a type of record reads. */
export interface DnsType {
  readonly type: number;
  readonly name: string;
  /** Its parts in the order of the octets. */
  readonly parts: readonly Part[];
  /** The order in a zone file, where it is another. */
  readonly shown?: readonly number[];
}

const [u16, u32] = [number(2), number(4)];

/** Types of records that are read part by part ([MS-DNSP] 2.2.2.2.4); a new one is one entry. */
export const dnsTypes: readonly DnsType[] = [
  { type: 1, name: 'A', parts: [ipv4] },
  { type: 2, name: 'NS', parts: [name] },
  { type: 5, name: 'CNAME', parts: [name] },
  { type: 6, name: 'SOA', parts: [u32, u32, u32, u32, u32, name, name], shown: [5, 6, 0, 1, 2, 3, 4] },
  { type: 12, name: 'PTR', parts: [name] },
  { type: 15, name: 'MX', parts: [u16, name] },
  { type: 28, name: 'AAAA', parts: [ipv6] },
  { type: 33, name: 'SRV', parts: [u16, u16, u16, name] },
  { type: 39, name: 'DNAME', parts: [name] },
];

/** Types whose data is character strings, as many as there are. */
const STRINGS: Readonly<Record<number, string>> = { 13: 'HINFO', 16: 'TXT' };
/** Types known by name only; their data stands in hexadecimal (RFC 3597 §5). */
const NAMED: Readonly<Record<number, string>> = {
  ...{ 43: 'DS', 44: 'SSHFP', 46: 'RRSIG', 47: 'NSEC', 48: 'DNSKEY', 50: 'NSEC3', 52: 'TLSA', 257: 'CAA' },
};
const WORDS = /"(?:\\.|[^"\\])*"|(?:\\.|[^\s"\\])+/gsu;

/** The name of a type. */
export function dnsTypeName(type: number): string {
  return dnsTypes.find((each) => each.type === type)?.name ?? STRINGS[type] ?? NAMED[type] ?? `TYPE${type}`;
}

/** The type of a name, undefined for none. */
export function dnsTypeOf(text: string): number | undefined {
  const wanted = text.toUpperCase();
  const own = dnsTypes.find((each) => each.name === wanted)?.type;
  const other = Object.entries({ ...STRINGS, ...NAMED }).find(([, each]) => each === wanted)?.[0];
  const [, digits] = /^TYPE(\d{1,5})$/.exec(wanted) ?? [];
  const numbered = digits === undefined || Number(digits) > 0xffff ? undefined : Number(digits);
  return own ?? (other === undefined ? numbered : Number(other));
}

/** The data of a record as a zone file has it; `length` octets are left in the reader. */
export function readDnsData(type: number, reader: ByteReader, length: number): string {
  const known = dnsTypes.find((each) => each.type === type);
  if (known !== undefined) {
    const parts = known.parts.map(({ read }) => read(reader));
    return (known.shown?.map((at) => parts[at]) ?? parts).join(' ');
  }
  if (STRINGS[type] === undefined) return `\\# ${length} ${hex(reader.take(length))}`;
  const texts: string[] = [];
  while (reader.left > 0) texts.push(readString(reader));
  return texts.join(' ');
}

/** The octets of data as a zone file has it; undefined when they are none of that type. */
export function writeDnsData(type: number, text: string): Uint8Array | undefined {
  const generic = /^\\# (\d+)(?: ([\da-f]*))?$/i.exec(text);
  if (generic !== null) {
    const bytes = fromHex(generic[2] ?? '');
    return bytes?.length === Number(generic[1]) ? bytes : undefined;
  }
  const words = text.match(WORDS) ?? [];
  const known = dnsTypes.find((each) => each.type === type);
  const written =
    known === undefined
      ? STRINGS[type] === undefined
        ? [undefined]
        : words.map((word) => (/^".*"$/s.test(word) ? writeString(word.slice(1, -1)) : undefined))
      : inOrder(known, words);
  const bytes = written.filter((each) => each !== undefined);
  return bytes.length < written.length || bytes.length === 0 ? undefined : concatBytes(bytes);
}

function inOrder({ parts, shown }: DnsType, words: readonly string[]): readonly (Uint8Array | undefined)[] {
  if (words.length !== parts.length) return [undefined];
  return parts.map(({ write }, at) => write(words[shown?.indexOf(at) ?? at] ?? ''));
}

/** An IPv6 address as RFC 5952 writes it. */
function ipv6Text(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, at) => ((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0));
  const text = groups.map((group) => group.toString(16)).join(':');
  const [longest] = [...text.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length);
  if (longest === undefined) return text;
  const before = text.slice(0, longest.index);
  return `${before}::${text.slice(longest.index + longest[0].length).replace(/^:/, '')}`;
}

/** The octets of an IPv6 address (RFC 4291 §2.2), undefined when it is none. */
function ipv6Of(text: string): Uint8Array | undefined {
  const [before = '', after, ...more] = text.split('::');
  const groupsOf = (part: string) => (part === '' ? [] : part.split(':'));
  const [head, tail] = [groupsOf(before), groupsOf(after ?? '')];
  const gap = 8 - head.length - tail.length;
  if (more.length > 0 || (after === undefined ? gap !== 0 : gap < 1)) return undefined;
  const groups = [...head, ...Array.from({ length: gap }, () => '0'), ...tail];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return Uint8Array.from(
    groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]),
  );
}
