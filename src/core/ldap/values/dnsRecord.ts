import { concatBytes } from '../bytes.ts';
import { ByteReader } from './byteReader.ts';
import { dnsTypeName, dnsTypeOf, readDnsData, writeDnsData } from './dnsData.ts';
import type { ValueFormat } from './format.ts';
import { fileTimeOf, fileTimeText } from './time.ts';

/** A record of a zone kept in Active Directory ([MS-DNSP] 2.3.2.2). */
export interface DnsRecord {
  readonly type: string;
  /** The data in the words of a zone file. */
  readonly data: string;
  /** Seconds. */
  readonly ttl: number;
  /** That of the zone when the record was written. */
  readonly serial: number;
  /** When a client refreshed it, to the hour, as ISO 8601; undefined for one that does not age. */
  readonly refreshed?: string;
}

const TICKS_IN_HOUR = 36_000_000_000n;
const [HEADER, TOMBSTONE, SOA] = [24, 0, 6];
/** Version 5, from a zone (rank 0xf0). */
const [VERSION, RANK] = [5, 0xf0];
/** What a zone gives its records where nothing else is said. */
const DEFAULT_TTL = 3600;

/** Reads a `dnsRecord` value; undefined when the octets are none. */
export function readDnsRecord(value: Uint8Array): DnsRecord | undefined {
  const header = new ByteReader(value);
  const length = header.u16();
  const type = header.u16();
  header.take(4);
  const serial = header.u32();
  const ttl = header.u32(true);
  header.take(4);
  const hours = header.u32();
  if (header.isShort || header.left !== length) return undefined;
  const reader = new ByteReader(header.take(length));
  const data = type === TOMBSTONE ? (fileTimeText(reader.u64()) ?? '') : readDnsData(type, reader, length);
  if (reader.isShort || reader.left > 0) return undefined;
  const refreshed = hours === 0 ? undefined : fileTimeText(BigInt(hours) * TICKS_IN_HOUR);
  return {
    type: type === TOMBSTONE ? 'TOMBSTONE' : dnsTypeName(type),
    data,
    ttl,
    serial,
    ...(refreshed === undefined ? {} : { refreshed }),
  };
}

/**
 * The octets of a record in words. Of the one before it the serial, flags and rank stay, and what the words leave out:
 * time to live and age. A start of authority has the serial it says; servers find the change by replication, not by it.
 */
function writeDnsRecord(text: string, before?: Uint8Array): Uint8Array | undefined {
  const [, typeName = '', dataText = '', traits] =
    /^\s*(\S+)\s+(.*?)\s*(?:\(TTL ([^()]*)\))?\s*$/s.exec(text) ?? [];
  const type = dnsTypeOf(typeName);
  const data = type === undefined ? undefined : writeDnsData(type, dataText);
  const header = headerOf(before);
  const aged = traits === undefined ? header : traitsOf(traits);
  if (
    type === undefined ||
    type === TOMBSTONE ||
    data === undefined ||
    data.length > 0xffff ||
    aged === undefined
  )
    return undefined;
  // A Buffer's own slice would be the same memory.
  const bytes = Uint8Array.from(header.bytes);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, data.length, true);
  view.setUint16(2, type, true);
  // Its data begins with the serial of the zone.
  if (type === SOA) view.setUint32(8, new DataView(data.buffer, data.byteOffset).getUint32(0), true);
  view.setUint32(12, aged.ttl);
  view.setUint32(20, aged.hours, true);
  return concatBytes([bytes, data]);
}

interface Header {
  readonly bytes: Uint8Array;
  readonly ttl: number;
  /** Hours since 1601, 0 for a record that does not age. */
  readonly hours: number;
}

function headerOf(before: Uint8Array | undefined): Header {
  if (before === undefined || readDnsRecord(before) === undefined) {
    const bytes = new Uint8Array(HEADER);
    [bytes[4], bytes[5], bytes[8]] = [VERSION, RANK, 1];
    return { bytes, ttl: DEFAULT_TTL, hours: 0 };
  }
  const view = new DataView(before.buffer, before.byteOffset, HEADER);
  return { bytes: before.subarray(0, HEADER), ttl: view.getUint32(12), hours: view.getUint32(20, true) };
}

/** `900 s`, or `900 s, refreshed 2026-11-22T18:00:00Z`. */
function traitsOf(text: string): Pick<Header, 'ttl' | 'hours'> | undefined {
  const [, seconds, refreshed] = /^(\d{1,10})(?: s)?(?:, refreshed (\S+))?$/.exec(text.trim()) ?? [];
  const ticks = refreshed === undefined ? 0n : fileTimeOf(refreshed);
  const hours = ticks === undefined ? undefined : Number(ticks / TICKS_IN_HOUR);
  if (seconds === undefined || hours === undefined || hours > 0xffff_ffff || Number(seconds) > 0xffff_ffff)
    return undefined;
  return { ttl: Number(seconds), hours };
}

export const dnsRecord: ValueFormat = {
  read(value) {
    const record = readDnsRecord(value);
    if (record === undefined) return undefined;
    const { type, data, ttl, refreshed } = record;
    const age = refreshed === undefined ? '' : `, refreshed ${refreshed}`;
    return `${type} ${data} (TTL ${ttl} s${age})`;
  },
  write: writeDnsRecord,
  example: 'A 192.0.2.7 (TTL 900 s)',
};
