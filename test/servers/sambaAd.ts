import { randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { certificateAuthority, type CertificateAuthority } from './certificateAuthority.ts';
import { program } from './program.ts';
import { startServer } from './serverProcess.ts';

/** Samba as an Active Directory domain controller, on an address of loopback that is its own. */
export interface SambaAd {
  readonly host: string;
  readonly url: string;
  readonly secureUrl: string;
  /** The Global Catalog, over TLS. */
  readonly catalogUrl: string;
  readonly authority: CertificateAuthority;
  /** Runs `samba-tool` on its database. */
  tool(...args: readonly string[]): Promise<string>;
  /** Puts a trusted domain into its database, as a trust would; no other domain is needed for it. */
  addTrust(trust: TrustFacts): Promise<void>;
  /** The DNS records of an entry as Samba reads them: type, time to live and data of each. */
  dnsRecords(dn: string): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export interface TrustFacts {
  readonly partner: string;
  readonly flatName: string;
  /** [MS-ADTS] 6.1.6.7.12 */
  readonly direction: number;
  /** [MS-ADTS] 6.1.6.7.9 */
  readonly attributes: number;
}

/** LDAP refuses to make trusted domains, which is why it goes past it. */
const ADD_TRUST = `
import sys
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB
configuration, partner, flat_name, direction, attributes = sys.argv[1:]
parameters = LoadParm()
parameters.load(configuration)
database = SamDB(session_info=system_session(), lp=parameters)
database.add({
    'dn': 'CN=%s,CN=System,%s' % (partner, database.domain_dn()),
    'objectClass': 'trustedDomain',
    'trustPartner': partner,
    'flatName': flat_name,
    'trustDirection': direction,
    'trustType': '2',
    'trustAttributes': attributes,
}, ['relax:0'])
`;

const READ_DNS = `
import sys
from samba.auth import system_session
from samba.dcerpc import dnsp
from samba.ndr import ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB
configuration, dn = sys.argv[1:]
parameters = LoadParm()
parameters.load(configuration)
database = SamDB(session_info=system_session(), lp=parameters)
def told(record):
    data = record.data
    if record.wType == 6:
        return (data.serial, data.refresh, data.retry, data.expire, data.minimum, data.mname, data.rname)
    if record.wType == 15:
        return (data.wPriority, data.nameTarget)
    if record.wType == 16:
        return data.str
    if record.wType == 33:
        return (data.wPriority, data.wWeight, data.wPort, data.nameTarget)
    return data
for value in database.search(dn, attrs=['dnsRecord'])[0]['dnsRecord']:
    record = ndr_unpack(dnsp.DnssrvRpcRecord, value)
    print(record.wType.value if hasattr(record.wType, 'value') else int(record.wType), record.dwTtlSeconds, repr(told(record)))
`;

export const DOMAIN = 'DC=ad,DC=example,DC=test';
export const ADMINISTRATOR = 'administrator@ad.example.test';
export const ADMINISTRATOR_PASSWORD = 'Passw0rd.of.the.tests';

/**
 * Provisions a domain and serves LDAP, LDAPS, the Global Catalog and Kerberos of it. The ports are the well-known
 * ones, which Samba cannot change; hence an address of its own within 127.0.0.0/8, and root.
 */
export async function startSambaAd(): Promise<SambaAd> {
  const folder = await mkdtemp(path.join(tmpdir(), 'samba-'));
  const host = `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(2, 255)}`;
  const authority = await certificateAuthority(folder);
  const server = await authority.issue('server', {
    subject: 'CN=dc1.ad.example.test',
    addresses: [host],
    names: ['dc1.ad.example.test'],
  });
  await program('samba-tool', [
    'domain',
    'provision',
    '--realm=AD.EXAMPLE.TEST',
    '--domain=EXAMPLE',
    '--server-role=dc',
    '--dns-backend=SAMBA_INTERNAL',
    `--adminpass=${ADMINISTRATOR_PASSWORD}`,
    `--targetdir=${folder}`,
    '--host-name=dc1',
    `--host-ip=${host}`,
    '--option=vfs objects=dfs_samba4 acl_xattr xattr_tdb',
    '--option=server services=ldap,kdc',
  ]);
  const configuration = path.join(folder, 'etc/smb.conf');
  await writeFile(configuration, smbConf(folder, host, authority.file, server));
  const running = await startServer(
    'samba',
    ['-i', '-M', 'single', `--configfile=${configuration}`],
    [389, 636, 3268, 3269].map((port) => ({ host, port })),
  );
  return {
    host,
    url: `ldap://${host}`,
    secureUrl: `ldaps://${host}`,
    catalogUrl: `ldaps://${host}:3269`,
    authority,
    tool: (...args) => program('samba-tool', [...args, `--configfile=${configuration}`]),
    async addTrust({ partner, flatName, direction, attributes }) {
      await program('/usr/bin/python3', [
        ...['-c', ADD_TRUST, configuration, partner, flatName],
        ...[String(direction), String(attributes)],
      ]);
    },
    dnsRecords: async (dn) =>
      (await program('/usr/bin/python3', ['-c', READ_DNS, configuration, dn])).trimEnd().split('\n'),
    async stop() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function smbConf(
  folder: string,
  host: string,
  authority: string,
  { certificate, key }: { readonly certificate: string; readonly key: string },
): string {
  return `
[global]
workgroup = EXAMPLE
realm = AD.EXAMPLE.TEST
netbios name = DC1
server role = active directory domain controller
server services = ldap, kdc
interfaces = ${host}/8
bind interfaces only = yes
private dir = ${folder}/private
state directory = ${folder}/state
cache directory = ${folder}/cache
lock directory = ${folder}
pid directory = ${folder}
binddns dir = ${folder}/bind-dns
ncalrpc dir = ${folder}/ncalrpc
log file = ${folder}/log.%m
ntp signd socket directory = ${folder}/ntp
winbindd socket directory = ${folder}/winbind
tls enabled = yes
tls cafile = ${authority}
tls certfile = ${certificate}
tls keyfile = ${key}
usershare path =
vfs objects = dfs_samba4 acl_xattr xattr_tdb
`;
}
