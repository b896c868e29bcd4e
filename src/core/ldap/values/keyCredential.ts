import { decodeUtf8 } from '../../jwt/base64url.ts';
import { encodeBase64 } from '../base64.ts';
import { fromHex, hex } from '../bytes.ts';
import { ByteReader } from './byteReader.ts';
import type { ValueFormat } from './format.ts';
import { readGuid } from './guid.ts';
import { fileTimeText } from './time.ts';

/** A key of a device or person that may sign in without a password ([MS-ADTS] 2.2.20). */
export interface KeyCredential {
  readonly keyId?: string;
  readonly usage?: string;
  readonly source?: string;
  readonly deviceId?: string;
  /** ISO 8601. */
  readonly created?: string;
  readonly lastLogon?: string;
  /** Octets of the key material. */
  readonly keySize: number;
  /** The object the key belongs to. */
  readonly owner: string;
}

const USAGES: Readonly<Record<number, string>> = {
  0: 'admin key',
  1: 'Windows Hello for Business (NGC)',
  2: 'session transport key',
  3: 'BitLocker recovery key',
  4: 'other key',
  7: 'FIDO',
  8: 'FEK',
};
const SOURCES: Readonly<Record<number, string>> = { 0: 'Active Directory', 1: 'Entra ID' };
const VERSION_2 = 0x200;

/** The octets and the DN of a DN-With-Binary value, `B:<digits>:<hex>:<DN>` ([MS-ADTS] 3.1.1.2.2.2.3). */
export function readDnWithBinary(
  value: Uint8Array,
): { readonly bytes: Uint8Array; readonly dn: string } | undefined {
  const text = decodeUtf8(value);
  const [, length, digits = '', dn = ''] = /^B:(\d+):([\da-f]*):(.*)$/is.exec(text ?? '') ?? [];
  const bytes = Number(length) === digits.length ? fromHex(digits) : undefined;
  return bytes && { bytes, dn };
}

/** Reads a `msDS-KeyCredentialLink` value, version 2; undefined when it is none. */
export function readKeyCredential(value: Uint8Array): KeyCredential | undefined {
  const link = readDnWithBinary(value);
  if (link === undefined) return undefined;
  const reader = new ByteReader(link.bytes);
  if (reader.u32() !== VERSION_2) return undefined;
  const parts = new Map<number, Uint8Array>();
  while (reader.left > 0) {
    const length = reader.u16();
    parts.set(reader.u8(), reader.take(length));
  }
  if (reader.isShort) return undefined;
  const part = (id: number) => parts.get(id);
  return {
    ...given('keyId', part(1) && encodeBase64(part(1) ?? new Uint8Array())),
    ...given('usage', named(USAGES, part(4))),
    ...given('source', named(SOURCES, part(5))),
    ...given('deviceId', part(6) && readGuid(part(6) ?? new Uint8Array())),
    ...given('lastLogon', timeOf(part(8))),
    ...given('created', timeOf(part(9))),
    keySize: part(3)?.length ?? 0,
    owner: link.dn,
  };
}

function given<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  const known: Partial<Record<Key, string>> = {};
  if (value !== undefined) known[key] = value;
  return known;
}

function named(names: Readonly<Record<number, string>>, part: Uint8Array | undefined): string | undefined {
  return part?.length === 1 ? (names[part[0] ?? 0] ?? `0x${hex(part)}`) : undefined;
}

function timeOf(part: Uint8Array | undefined): string | undefined {
  return part?.length === 8 ? fileTimeText(new ByteReader(part).u64()) : undefined;
}

export const keyCredential: ValueFormat = {
  read(value) {
    const key = readKeyCredential(value);
    if (key === undefined) return undefined;
    const facts = [
      key.usage ?? 'key',
      key.source && `from ${key.source}`,
      key.deviceId && `device ${key.deviceId}`,
      key.created && `created ${key.created}`,
      key.lastLogon && `last used ${key.lastLogon}`,
    ];
    return facts.filter(Boolean).join(', ');
  },
  example: 'Windows Hello for Business (NGC), from Active Directory, created 2026-11-22T18:28:33Z',
};
