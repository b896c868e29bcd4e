import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  certificateAuthority,
  type CertificateAuthority,
  type CertificateFiles,
} from './certificateAuthority.ts';
import { program } from './program.ts';
import { freePorts, startServer } from './serverProcess.ts';
import { sampleLdif } from './slapdSample.ts';

/** OpenLDAP's server on loopback, with a database of its own that goes with it. */
export interface Slapd {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  readonly securePort: number;
  readonly secureUrl: string;
  /** `ldapi:` address of its socket. */
  readonly socketUrl: string;
  readonly authority: CertificateAuthority;
  /** Of the client whom SASL EXTERNAL takes for ada. */
  readonly client: CertificateFiles;
  readonly folder: string;
  /** The slapd.conf, for slapadd and slapcat. */
  readonly configuration: string;
  stop(): Promise<void>;
  /** Starts it again on the same ports and data. */
  restart(): Promise<void>;
}

export const SUFFIX = 'dc=example,dc=org';
export const ADMIN = `cn=admin,${SUFFIX}`;
export const ADMIN_PASSWORD = 'the password of the tests';
/** The password of everyone in the sample. */
export const PASSWORD = 'everyone in the sample';

export interface SlapdOptions {
  /** Loaded instead of the sample. */
  readonly ldif?: string;
  /** Lines for the database's configuration. */
  readonly database?: readonly string[];
  /** More addresses its certificate is good for. */
  readonly addresses?: readonly string[];
}

export async function startSlapd({ ldif, database = [], addresses = [] }: SlapdOptions = {}): Promise<Slapd> {
  const folder = await mkdtemp(path.join(tmpdir(), 'slapd-'));
  const host = '127.0.0.1';
  const [port = 0, securePort = 0] = await freePorts(2);
  const authority = await certificateAuthority(folder);
  const server = await authority.issue('server', {
    subject: 'CN=slapd of the tests',
    addresses: [host, ...addresses],
    names: ['localhost'],
  });
  const client = await authority.issue('client', { subject: 'CN=ada' });
  const configuration = path.join(folder, 'slapd.conf');
  await mkdir(path.join(folder, 'data'));
  await writeFile(configuration, slapdConf(folder, authority.file, server, database));
  const loaded = path.join(folder, 'loaded.ldif');
  await writeFile(loaded, ldif ?? sampleLdif(SUFFIX, PASSWORD));
  await program('/usr/sbin/slapadd', ['-q', '-f', configuration, '-b', SUFFIX, '-l', loaded]);
  const socket = encodeURIComponent(path.join(folder, 'ldapi'));
  const urls = `ldap://${host}:${port} ldaps://${host}:${securePort} ldapi://${socket}`;
  const start = () =>
    startServer(
      '/usr/sbin/slapd',
      ['-d', '0', '-f', configuration, '-h', urls],
      [port, securePort].map((each) => ({ host, port: each })),
    );
  let running = await start();
  return {
    host,
    port,
    url: `ldap://${host}:${port}`,
    securePort,
    secureUrl: `ldaps://${host}:${securePort}`,
    socketUrl: `ldapi://${socket}`,
    authority,
    client,
    folder,
    configuration,
    async stop() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
    async restart() {
      await running.stop();
      running = await start();
    },
  };
}

function slapdConf(
  folder: string,
  authority: string,
  { certificate, key }: CertificateFiles,
  database: readonly string[],
): string {
  return `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
include /etc/ldap/schema/nis.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
moduleload ppolicy
moduleload sssvlv
pidfile ${folder}/pid
sizelimit 500
TLSCACertificateFile ${authority}
TLSCertificateFile ${certificate}
TLSCertificateKeyFile ${key}
TLSVerifyClient try
sasl-auxprops slapd
sasl-secprops none
password-hash {CLEARTEXT}
authz-policy to
authz-regexp "^cn=([^,]*)$" "uid=$1,ou=people,${SUFFIX}"
authz-regexp "^uid=([^,]*),cn=[^,]*,cn=auth$" "uid=$1,ou=people,${SUFFIX}"
authz-regexp "^gidNumber=.*,cn=peercred,cn=external,cn=auth$" "${ADMIN}"
database config
rootdn "${ADMIN}"
database monitor
access to * by dn.exact="${ADMIN}" read by * none
database mdb
suffix "${SUFFIX}"
rootdn "${ADMIN}"
rootpw "${ADMIN_PASSWORD}"
directory ${folder}/data
maxsize 4294967296
dbnosync
index objectClass,entryUUID eq
index uid,cn,sn,mail eq,sub
index member,memberUid eq
limits dn.exact="${ADMIN}" size=unlimited time=unlimited
access to attrs=userPassword by self write by anonymous auth by * none
access to * by self write by users read by anonymous read
${database.join('\n')}
overlay memberof
memberof-refint TRUE
overlay ppolicy
ppolicy_default "cn=default,ou=policies,${SUFFIX}"
overlay sssvlv
`;
}
