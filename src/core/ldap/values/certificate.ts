import { decodeUtf8Loosely } from '../../jwt/base64url.ts';
import { printDn, type Rdn } from '../dn.ts';
import { hex, utf8 } from '../bytes.ts';
import type { ReadableAttribute, ValueFormat } from './format.ts';

/** What a person wants to know of a certificate (RFC 5280 §4.1). Nothing here verifies it. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** Hexadecimal. */
  readonly serial: string;
  /** ISO 8601. */
  readonly from: string;
  readonly until: string;
}

interface Der {
  readonly tag: number;
  readonly content: Uint8Array;
}

const [SEQUENCE, VERSION, INTEGER, OID, UTC_TIME, BMP_STRING] = [0x30, 0xa0, 0x02, 0x06, 0x17, 0x1e];

/** Reads a DER certificate; undefined when the octets are none. */
export function readCertificate(value: Uint8Array): CertificateFacts | undefined {
  const [certificate] = elements(value) ?? [];
  if (certificate?.tag !== SEQUENCE) return undefined;
  const [signed] = elements(certificate.content) ?? [];
  if (signed?.tag !== SEQUENCE) return undefined;
  const all = elements(signed.content) ?? [];
  const [serial, , issuer, validity, subject] = all[0]?.tag === VERSION ? all.slice(1) : all;
  if (serial?.tag !== INTEGER || validity === undefined || subject === undefined || issuer === undefined)
    return undefined;
  const [from, until] = (elements(validity.content) ?? []).map(timeText);
  const [subjectDn, issuerDn] = [nameText(subject), nameText(issuer)];
  if (!from || !until || subjectDn === undefined || issuerDn === undefined) return undefined;
  return { subject: subjectDn, issuer: issuerDn, serial: hex(serial.content), from, until };
}

/** The elements one after another; undefined when a length leads past the end. */
function elements(bytes: Uint8Array): readonly Der[] | undefined {
  const found: Der[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at++] ?? 0;
    let length = bytes[at++] ?? 0;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 4) return undefined;
      length = 0;
      for (let left = count; left > 0; left--) length = length * 0x100 + (bytes[at++] ?? 0);
    }
    if (at + length > bytes.length) return undefined;
    found.push({ tag, content: bytes.subarray(at, at + length) });
    at += length;
  }
  return found;
}

/** A Name (RFC 5280 §4.1.2.4) as RFC 4514 writes it, the last RDN first. */
function nameText({ tag, content }: Der): string | undefined {
  if (tag !== SEQUENCE) return undefined;
  const rdns = elements(content)?.map((rdn): Rdn =>
    (elements(rdn.content) ?? []).flatMap((pair) => {
      const [type, value] = elements(pair.content) ?? [];
      if (type?.tag !== OID || value === undefined) return [];
      return { type: typeName(type.content), value: utf8(stringOf(value)) };
    }),
  );
  return rdns && printDn(rdns.reverse());
}

function stringOf({ tag, content }: Der): string {
  if (tag !== BMP_STRING) return decodeUtf8Loosely(content);
  return new TextDecoder('utf-16be').decode(content);
}

const TYPES: Readonly<Record<string, string>> = {
  '550403': 'CN',
  '550404': 'SN',
  '550405': 'serialNumber',
  '550406': 'C',
  '550407': 'L',
  '550408': 'ST',
  '550409': 'street',
  '55040a': 'O',
  '55040b': 'OU',
  '55040c': 'title',
  '55042a': 'givenName',
  '0992268993f22c640119': 'DC',
  '0992268993f22c640101': 'UID',
  '2a864886f70d010901': 'emailAddress',
};

function typeName(oid: Uint8Array): string {
  return TYPES[hex(oid)] ?? oidText(oid);
}

/** An OID of BER (X.690 §8.19). */
function oidText(bytes: Uint8Array): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of bytes) {
    arc = arc * 0x80 + (byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    if (arcs.length === 0)
      arcs.push(Math.min(2, Math.floor(arc / 40)), arc - Math.min(2, Math.floor(arc / 40)) * 40);
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
}

/** UTCTime and GeneralizedTime (RFC 5280 §4.1.2.5). */
function timeText({ tag, content }: Der): string | undefined {
  const text = decodeUtf8Loosely(content);
  const century = tag === UTC_TIME ? (Number(text.slice(0, 2)) < 50 ? '20' : '19') : '';
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(century + text);
  if (parts === null) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

const certificate: ValueFormat = {
  read(value) {
    const facts = readCertificate(value);
    if (facts === undefined) return undefined;
    const { subject, issuer, from, until, serial } = facts;
    return `${subject}, issued by ${issuer}, valid from ${from} until ${until}, serial number ${serial}`;
  },
  example: 'CN=ada, issued by CN=Example CA, valid from … until …',
};

const JPEG = [0xff, 0xd8, 0xff] as const;
const PNG = [0x89, 0x50, 0x4e, 0x47] as const;

const photo: ValueFormat = {
  read(value) {
    const starts = (mark: readonly number[]) => mark.every((byte, at) => value[at] === byte);
    const kind = starts(JPEG) ? 'JPEG' : starts(PNG) ? 'PNG' : undefined;
    return kind && `${kind} picture, ${Math.ceil(value.length / 1024)} KiB`;
  },
  example: 'JPEG picture, 12 KiB',
};

/** Certificates and pictures. */
export const certificateAttributes: readonly ReadableAttribute[] = [
  {
    names: [
      'userCertificate',
      'cACertificate',
      'userSMIMECertificate',
      'previousCACertificates',
      'pendingCACertificates',
      'msDS-IssuerCertificates',
      'msDS-IssuerPublicCertificates',
      'msDS-CloudIssuerPublicCertificates',
      'msDRM-IdentityCertificate',
    ],
    syntaxes: ['1.3.6.1.4.1.1466.115.121.1.8'],
    about: 'A certificate.',
    format: certificate,
    source: 'RFC 5280 §4.1',
  },
  {
    names: ['jpegPhoto', 'thumbnailPhoto', 'thumbnailLogo', 'photo'],
    about: 'A picture.',
    format: photo,
    source: 'RFC 2798 §2.6',
  },
];
