/**
 * ATTRTYP, the number under which replication knows an attribute ([MS-DRSR] 5.14 and 5.16.4): the upper half is an
 * index into a table of OID prefixes, the lower one the last arc. These are the prefixes every forest begins with.
 */
const PREFIXES: Readonly<Record<number, string>> = {
  0: '2.5.4',
  1: '2.5.6',
  2: '1.2.840.113556.1.2',
  3: '1.2.840.113556.1.3',
  8: '2.5.5',
  9: '1.2.840.113556.1.4',
  10: '1.2.840.113556.1.5',
  19: '0.9.2342.19200300.100',
  20: '2.16.840.1.113730.3',
  21: '0.9.2342.19200300.100.1',
  22: '2.16.840.1.113730.3.1',
  23: '1.2.840.113556.1.5.7000',
  24: '2.5.21',
  25: '2.5.18',
  26: '2.5.20',
  27: '1.3.6.1.4.1.1466.101.119',
  28: '2.16.840.1.113730.3.2',
  29: '1.3.6.1.4.1.250.1',
  30: '1.2.840.113549.1.9',
  31: '0.9.2342.19200300.100.4',
  32: '1.2.840.113556.1.6.23',
  33: '1.2.840.113556.1.6.18.1',
  34: '1.2.840.113556.1.6.18.2',
  35: '1.2.840.113556.1.6.13.3',
  36: '1.2.840.113556.1.6.13.4',
  37: '1.3.6.1.1.1.1',
  38: '1.3.6.1.1.1.2',
};

/** An arc above this carries the bit of a long one. */
const LONG = 0x8000;

/** The OID of an ATTRTYP; undefined for prefixes a forest made itself, and for msDS-IntId (the highest bit). */
export function oidOfAttributeType(type: number): string | undefined {
  const prefix = PREFIXES[type >>> 16];
  const arc = type & 0xffff;
  return prefix === undefined ? undefined : `${prefix}.${arc >= LONG ? arc - LONG : arc}`;
}
