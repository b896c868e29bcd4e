import { decodeUtf8Loosely } from '../../jwt/base64url.ts';
import { hex } from '../bytes.ts';
import { ByteReader } from './byteReader.ts';
import type { ValueFormat } from './format.ts';
import { fileTimeText } from './time.ts';

/** A record of an AD-integrated DNS zone ([MS-DNSP] 2.3.2.2). */
export interface DnsRecord {
  readonly type: string;
  /** The record's data as in a zone file. */
  readonly data: string;
  /** Seconds. */
  readonly ttl: number;
  readonly serial: number;
  /** When a client refreshed it, to the hour, as ISO 8601; undefined for one that does not age. */
  readonly refreshed?: string;
}

const TYPES: Readonly<Record<number, string>> = {
  0: 'TOMBSTONE',
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  12: 'PTR',
  13: 'HINFO',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  39: 'DNAME',
  43: 'DS',
  46: 'RRSIG',
  48: 'DNSKEY',
};

const TICKS_IN_HOUR = 36_000_000_000n;

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
  const data = readData(type, reader, length);
  if (reader.isShort) return undefined;
  const refreshed = hours === 0 ? undefined : fileTimeText(BigInt(hours) * TICKS_IN_HOUR);
  return {
    type: TYPES[type] ?? `TYPE${type}`,
    data,
    ttl,
    serial,
    ...(refreshed === undefined ? {} : { refreshed }),
  };
}

function readData(type: number, reader: ByteReader, length: number): string {
  switch (type) {
    case 0:
      return fileTimeText(reader.u64()) ?? '';
    case 1:
      return reader.take(4).join('.');
    case 2:
    case 5:
    case 12:
    case 39:
      return readName(reader);
    case 6:
      return readSoa(reader);
    case 13:
    case 16: {
      const texts: string[] = [];
      while (reader.left > 0) texts.push(JSON.stringify(readText(reader)));
      return texts.join(' ');
    }
    case 15:
      return `${reader.u16(true)} ${readName(reader)}`;
    case 28:
      return ipv6Text(reader.take(16));
    case 33:
      return `${reader.u16(true)} ${reader.u16(true)} ${reader.u16(true)} ${readName(reader)}`;
    default:
      return `\\# ${length} ${hex(reader.take(length))}`;
  }
}

function readSoa(reader: ByteReader): string {
  const [serial, refresh, retry, expire, minimum] = Array.from({ length: 5 }, () => reader.u32(true));
  const [server, contact] = [readName(reader), readName(reader)];
  return [server, contact, serial, refresh, retry, expire, minimum].join(' ');
}

function readText(reader: ByteReader): string {
  return decodeUtf8Loosely(reader.take(reader.u8()));
}

/** A counted name ([MS-DNSP] 2.2.2.2.2): its length, its number of labels, then the labels. */
function readName(reader: ByteReader): string {
  reader.u8();
  const count = reader.u8();
  const labels = Array.from({ length: Math.min(count, 127) }, () => readText(reader));
  // A zero octet ends the labels.
  reader.u8();
  return `${labels.join('.')}.`;
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

export const dnsRecord: ValueFormat = {
  read(value) {
    const record = readDnsRecord(value);
    if (record === undefined) return undefined;
    const { type, data, ttl, refreshed } = record;
    const age = refreshed === undefined ? '' : `, refreshed ${refreshed}`;
    return `${type} ${data} (TTL ${ttl} s${age})`;
  },
  example: 'A 192.0.2.7 (TTL 900 s)',
};
