import { decodeUtf8Loosely } from '../../jwt/base64url.ts';
import { ByteReader } from './byteReader.ts';
import type { ValueFormat } from './format.ts';
import { readSid } from './sid.ts';

/** Kinds of records of a forest trust. */
const [NAME, EXCLUDED, DOMAIN] = [0, 1, 2];
const DISABLED = 0xffff_ffff;

/** Reads FOREST_TRUST_INFORMATION ([MS-ADTS] 6.1.6.9.3): a line each; undefined when the octets are none. */
export function readForestTrust(value: Uint8Array): readonly string[] | undefined {
  const reader = new ByteReader(value);
  const version = reader.u32();
  const count = reader.u32();
  if (version !== 1 || count > reader.left) return undefined;
  const lines: string[] = [];
  for (let at = 0; at < count; at++) {
    const record = new ByteReader(reader.take(reader.u32()));
    const flags = record.u32();
    record.u64();
    const kind = record.u8();
    const line = readRecord(kind, record);
    if (record.isShort) return undefined;
    lines.push((flags & DISABLED) === 0 ? line : `${line} (off, flags 0x${flags.toString(16)})`);
  }
  return reader.isShort || lines.length === 0 ? undefined : lines;
}

function readRecord(kind: number, record: ByteReader): string {
  const octets = () => record.take(record.u32());
  const text = () => decodeUtf8Loosely(octets());
  switch (kind) {
    case NAME:
      return `names below ${text()} are of this forest`;
    case EXCLUDED:
      return `names below ${text()} are not`;
    case DOMAIN: {
      const sid = readSid(octets()) ?? '?';
      const dns = text();
      return `domain ${dns}, ${text()}, ${sid}`;
    }
    default:
      return `record of kind ${kind}`;
  }
}

export const forestTrust: ValueFormat = {
  read: (value) => readForestTrust(value)?.join('; '),
  tell: readForestTrust,
  example: 'names below corp.example are of this forest',
};
