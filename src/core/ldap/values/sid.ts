import type { ValueFormat } from './format.ts';

const SID = /^S-1-(\d+|0x[\da-f]{12})((?:-\d+){0,15})$/i;

/** A security identifier as text, `S-1-5-21-…` ([MS-DTYP] 2.4.2); undefined when the octets are none. */
export function readSid(value: Uint8Array): string | undefined {
  const count = value[1] ?? 0;
  if (value[0] !== 1 || count > 15 || value.length !== 8 + count * 4) return undefined;
  const view = new DataView(value.buffer, value.byteOffset, value.length);
  const authority = view.getUint16(2) * 2 ** 32 + view.getUint32(4);
  const parts = Array.from({ length: count }, (_, at) => view.getUint32(8 + at * 4, true));
  const first = authority < 2 ** 32 ? String(authority) : `0x${authority.toString(16).padStart(12, '0')}`;
  return ['S-1', first, ...parts].join('-');
}

/** The octets of a security identifier in text; undefined when it is none. */
export function writeSid(text: string): Uint8Array | undefined {
  const [, authority = '', tail = ''] = SID.exec(text.trim()) ?? [];
  if (authority === '') return undefined;
  const first = Number(authority);
  const parts = tail.split('-').slice(1).map(Number);
  if (first >= 2 ** 48 || parts.some((part) => part >= 2 ** 32)) return undefined;
  const value = new Uint8Array(8 + parts.length * 4);
  const view = new DataView(value.buffer);
  value[0] = 1;
  value[1] = parts.length;
  view.setUint16(2, Math.floor(first / 2 ** 32));
  view.setUint32(4, first % 2 ** 32);
  for (const [at, part] of parts.entries()) view.setUint32(8 + at * 4, part, true);
  return value;
}

/** Security identifiers that are the same everywhere ([MS-DTYP] 2.4.2.4), by text. */
export const wellKnownSids: Readonly<Record<string, string>> = {
  'S-1-0-0': 'Nobody',
  'S-1-1-0': 'Everyone',
  'S-1-2-0': 'Local',
  'S-1-2-1': 'Console Logon',
  'S-1-3-0': 'Creator Owner',
  'S-1-3-1': 'Creator Group',
  'S-1-3-4': 'Owner Rights',
  'S-1-5-2': 'Network',
  'S-1-5-3': 'Batch',
  'S-1-5-4': 'Interactive',
  'S-1-5-6': 'Service',
  'S-1-5-7': 'Anonymous',
  'S-1-5-9': 'Enterprise Domain Controllers',
  'S-1-5-10': 'Self',
  'S-1-5-11': 'Authenticated Users',
  'S-1-5-12': 'Restricted Code',
  'S-1-5-13': 'Terminal Server Users',
  'S-1-5-14': 'Remote Interactive Logon',
  'S-1-5-15': 'This Organization',
  'S-1-5-17': 'IUSR',
  'S-1-5-18': 'Local System',
  'S-1-5-19': 'Local Service',
  'S-1-5-20': 'Network Service',
  'S-1-5-33': 'Write Restricted Code',
  'S-1-5-32-544': 'Administrators',
  'S-1-5-32-545': 'Users',
  'S-1-5-32-546': 'Guests',
  'S-1-5-32-547': 'Power Users',
  'S-1-5-32-548': 'Account Operators',
  'S-1-5-32-549': 'Server Operators',
  'S-1-5-32-550': 'Print Operators',
  'S-1-5-32-551': 'Backup Operators',
  'S-1-5-32-552': 'Replicator',
  'S-1-5-32-554': 'Pre-Windows 2000 Compatible Access',
  'S-1-5-32-555': 'Remote Desktop Users',
  'S-1-5-32-556': 'Network Configuration Operators',
  'S-1-5-32-557': 'Incoming Forest Trust Builders',
  'S-1-5-32-558': 'Performance Monitor Users',
  'S-1-5-32-559': 'Performance Log Users',
  'S-1-5-32-560': 'Windows Authorization Access Group',
  'S-1-5-32-561': 'Terminal Server License Servers',
  'S-1-5-32-562': 'Distributed COM Users',
  'S-1-5-32-568': 'IIS_IUSRS',
  'S-1-5-32-569': 'Cryptographic Operators',
  'S-1-5-32-573': 'Event Log Readers',
  'S-1-5-32-574': 'Certificate Service DCOM Access',
  'S-1-5-32-575': 'RDS Remote Access Servers',
  'S-1-5-32-576': 'RDS Endpoint Servers',
  'S-1-5-32-577': 'RDS Management Servers',
  'S-1-5-32-578': 'Hyper-V Administrators',
  'S-1-5-32-579': 'Access Control Assistance Operators',
  'S-1-5-32-580': 'Remote Management Users',
  'S-1-5-32-582': 'Storage Replica Administrators',
  'S-1-5-64-10': 'NTLM Authentication',
  'S-1-5-64-14': 'SChannel Authentication',
  'S-1-5-64-21': 'Digest Authentication',
  'S-1-5-1000': 'Other Organization',
  'S-1-16-4096': 'Low Mandatory Level',
  'S-1-16-8192': 'Medium Mandatory Level',
  'S-1-16-12288': 'High Mandatory Level',
  'S-1-16-16384': 'System Mandatory Level',
  'S-1-18-1': 'Authentication Authority Asserted Identity',
  'S-1-18-2': 'Service Asserted Identity',
};

/** What the last number means in the domain's own identifiers. */
export const domainRids: Readonly<Record<string, string>> = {
  498: 'Enterprise Read-only Domain Controllers',
  500: 'Administrator',
  501: 'Guest',
  502: 'krbtgt',
  512: 'Domain Admins',
  513: 'Domain Users',
  514: 'Domain Guests',
  515: 'Domain Computers',
  516: 'Domain Controllers',
  517: 'Cert Publishers',
  518: 'Schema Admins',
  519: 'Enterprise Admins',
  520: 'Group Policy Creator Owners',
  521: 'Read-only Domain Controllers',
  522: 'Cloneable Domain Controllers',
  525: 'Protected Users',
  526: 'Key Admins',
  527: 'Enterprise Key Admins',
  553: 'RAS and IAS Servers',
  571: 'Allowed RODC Password Replication Group',
  572: 'Denied RODC Password Replication Group',
};

/** The name of a security identifier that Windows gives everywhere, undefined for any other. */
export function sidName(sid: string): string | undefined {
  const rid = /^S-1-5-21-\d+-\d+-\d+-(\d+)$/.exec(sid)?.[1];
  return wellKnownSids[sid] ?? (rid === undefined ? undefined : domainRids[rid]);
}

/** Security identifiers, with the name where Windows gives one. */
export const sid: ValueFormat = {
  read(value) {
    const text = readSid(value);
    if (text === undefined) return undefined;
    const name = sidName(text);
    return name === undefined ? text : `${text} (${name})`;
  },
  write: (text) => writeSid(text.replace(/\s*\([^)]*\)\s*$/, '')),
  example: 'S-1-5-21-1004336348-1177238915-682003330-512',
};
