import { ByteReader } from './byteReader.ts';
import type { ValueFormat } from './format.ts';
import { fileTimeText } from './time.ts';

const u32 = (reader: ByteReader) => reader.u32();
const named =
  (names: Readonly<Record<number, string>>) =>
  (reader: ByteReader): string => {
    const number = reader.left >= 4 ? reader.u32() : reader.u8();
    return names[number] ?? String(number);
  };
const hours = (reader: ByteReader): string => `${u32(reader)} hours`;

/** Properties of a zone by their number ([MS-DNSP] 2.3.2.1.1). */
const PROPERTIES: Readonly<
  Record<number, { readonly name: string; readonly read: (reader: ByteReader) => string }>
> = {
  0x01: {
    name: 'zone type',
    read: named({
      0: 'cache',
      1: 'primary',
      2: 'secondary',
      3: 'stub',
      4: 'forwarder',
      5: 'secondary cache',
    }),
  },
  0x02: { name: 'updates', read: named({ 0: 'none', 1: 'secure and insecure', 2: 'only secure' }) },
  0x08: { name: 'secure since', read: (reader) => fileTimeText(reader.u64()) ?? '?' },
  0x10: { name: 'no refresh for', read: hours },
  0x20: { name: 'refresh within', read: hours },
  0x40: { name: 'ageing', read: named({ 0: 'off', 1: 'on' }) },
  0x12: {
    name: 'ageing since hour',
    read: (reader) => fileTimeText(BigInt(u32(reader)) * 36_000_000_000n) ?? '?',
  },
};

/** A property of a DNS zone ([MS-DNSP] 2.3.2.1). Nobody writes it here: servers do. */
export const dnsProperty: ValueFormat = {
  read(value) {
    const reader = new ByteReader(value);
    const length = reader.u32();
    reader.take(12);
    const id = reader.u32();
    if (reader.isShort || length > reader.left) return undefined;
    const property = PROPERTIES[id];
    const data = new ByteReader(reader.take(length));
    if (property === undefined) return `property 0x${id.toString(16)}, ${length} octets`;
    const text = property.read(data);
    return data.isShort ? `${property.name}: not set` : `${property.name}: ${text}`;
  },
  example: 'updates: only secure',
};
