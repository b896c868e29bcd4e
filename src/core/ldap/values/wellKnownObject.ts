import { hex } from '../bytes.ts';
import type { ValueFormat } from './format.ts';
import { readDnWithBinary } from './keyCredential.ts';

/** Objects that are found by a number, wherever they were moved ([MS-ADTS] 6.1.1.4). */
const OBJECTS: Readonly<Record<string, string>> = {
  a9d1ca15768811d1aded00c04fd8d5cd: 'Users',
  aa312825768811d1aded00c04fd8d5cd: 'Computers',
  ab1d30f3768811d1aded00c04fd8d5cd: 'System',
  a361b2ffffd211d1aa4b00c04fd7d83a: 'Domain Controllers',
  '2fbac1870ade11d297c400c04fd8d5cd': 'Infrastructure',
  '18e2ea80684f11d2b9aa00c04f79f805': 'Deleted Objects',
  ab8153b7768811d1aded00c04fd8d5cd: 'Lost and Found',
  '22b70c67d56e4efb91e9300fca3dc1aa': 'Foreign Security Principals',
  '09460c08ae1e4a4ea0f64aee7daa1e5a': 'Program Data',
  f4be92a4c777485e878e9421d53087db: 'Microsoft Program Data',
  '6227f0af1fc2410d8e3bb10615bb5b0f': 'NTDS Quotas',
  '1eb93889e40c45df9f0c64d23bbb6237': 'Managed Service Accounts',
};

/** A DN with the number it is found by; other octets beside a DN are told as they are. */
export const wellKnownObject: ValueFormat = {
  read(value) {
    const found = readDnWithBinary(value);
    if (found === undefined) return undefined;
    const number = hex(found.bytes);
    return `${OBJECTS[number] ?? `0x${number}`}: ${found.dn}`;
  },
  example: 'Users: CN=Users,DC=corp,DC=example',
};
