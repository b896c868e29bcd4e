import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { once } from 'node:events';
import path from 'node:path';
import type { Entry } from '../../../src/core/code/entry.ts';
import { isObject, text } from '../../../src/core/json.ts';
import { serveSandbox, type ServedSandbox } from '../../clients/servedSandbox.ts';
import { ADMIN, ADMIN_PASSWORD, PASSWORD, startSlapd, SUFFIX, type Slapd } from '../../servers/slapd.ts';
import { sampleLdif } from '../../servers/slapdSample.ts';
import type { sampleValues } from '../values.ts';
import { startCloud, type Cloud, type Seen } from './cloud.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import { startTdsCapture, type Login, type TdsCapture } from './tds.ts';

/** An address of loopback that nobody else takes, so that the platforms' own ports are free. */
export const HOST = '127.77.0.5';

/** What reached the servers while a program ran, and what it printed. */
export interface Reached {
  readonly seen: readonly Seen[];
  readonly roles: readonly string[];
  readonly logins: readonly Login[];
  readonly output: string;
}

/** All servers that programs run against. */
export interface Stage {
  readonly folder: string;
  readonly sandbox: ServedSandbox;
  readonly cloud: Cloud;
  readonly postgres: Postgres;
  readonly tds: TdsCapture;
  readonly slapd: Slapd;
  /** What a user would fill in for that entry. */
  values(entry: Entry): Partial<typeof sampleValues>;
  /** The environment in which that entry runs. */
  environment(entry: Entry): NodeJS.ProcessEnv;
  /** Lays a fresh token of the platform into its file: they live for minutes. */
  refresh(): Promise<void>;
  take(): Omit<Reached, 'output'>;
  stop(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'code-stage-'));
  const sandbox = await serveSandbox();
  const cloud = await startCloud(sandbox, folder);
  const server = await cloud.authority.issue('databases', {
    subject: 'CN=databases of the tests',
    addresses: [HOST],
  });
  const postgres = await startPostgres(HOST, server, { role: 'orders-api', database: 'orders' }, (password) =>
    cloud.verify(password, 'https://ossrdbms-aad.database.windows.net'),
  );
  const sql = await cloud.authority.issue('sql', { subject: 'CN=SQL of the tests', names: ['localhost'] });
  const tds = await startTdsCapture('127.0.0.1', sql);
  const slapd = await startSlapd({ addresses: [HOST], ldif: directory() });
  const forwarders = await Promise.all([forward(389, slapd.port), forward(636, slapd.securePort)]);
  await writeFile(
    cloud.bundle,
    `${await readFile(cloud.bundle, 'utf8')}${await readFile(slapd.authority.file, 'utf8')}`,
  );
  const pem = async (name: string, { certificate, key }: { certificate: string; key: string }) => {
    const file = path.join(folder, `${name}.pem`);
    await writeFile(file, `${await readFile(key, 'utf8')}\n${await readFile(certificate, 'utf8')}`);
    return file;
  };
  const mtls = await pem('mtls', await cloud.authority.issue('mtls', { subject: 'CN=orders-client' }));
  const ldapClient = await pem('ldap', slapd.client);
  await writeFile(path.join(folder, 'report.pdf'), Buffer.alloc(700_000, 'report '));
  const assertion = path.join(folder, 'assertion');
  const refresh = async () => writeFile(assertion, await workflowToken(sandbox));

  const secret = sandbox.application('Contoso Nightly Job');
  const certificate = sandbox.application('Contoso Sync Service');
  const desktop = sandbox.application('Contoso Desktop');
  const [, userAssigned = ''] = sandbox.managedIdentities;
  const clients: Readonly<Record<string, string>> = {
    clientSecret: secret.clientId,
    clientCertificate: certificate.clientId,
    githubActions: certificate.clientId,
    identityAsAssertion: certificate.clientId,
    deviceCode: desktop.clientId,
  };
  const certificates: Readonly<Record<string, string>> = {
    clientCertificate: certificate.certificateFile,
    mtls,
    ldapExternal: ldapClient,
  };
  const { host, port } = cloud.proxy;
  const proxy = `http://${host}:${port}`;
  const direct = `127.0.0.1,localhost,::1,${HOST}`;
  const secrets = {
    AZURE_CLIENT_SECRET: secret.clientSecret,
    APIM_SUBSCRIPTION_KEY: 'the key',
    API_PASSWORD: 'the password',
    DATABRICKS_CLIENT_SECRET: 'the secret',
    LDAP_PASSWORD: ADMIN_PASSWORD,
    LDAP_CA_FILE: slapd.authority.file,
    OLD_PASSWORD: PASSWORD,
    NEW_PASSWORD: `${PASSWORD} from now on`,
  };
  const identity = {
    IDENTITY_ENDPOINT: `${sandbox.pagesOrigin}${sandbox.workload.identityPath}`,
    IDENTITY_HEADER: sandbox.workload.identityHeader,
  };
  const byCredential: Readonly<Record<string, NodeJS.ProcessEnv>> = {
    default: { ...identity, AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential' },
    systemIdentity: identity,
    userAssignedIdentity: identity,
    identityAsAssertion: identity,
    workloadIdentity: {
      AZURE_TENANT_ID: sandbox.tenantId,
      AZURE_CLIENT_ID: certificate.clientId,
      AZURE_FEDERATED_TOKEN_FILE: assertion,
    },
    githubActions: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${sandbox.workload.actionsTokenUrl}?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: sandbox.workload.actionsRequestToken,
    },
  };
  return {
    ...{ folder, sandbox, cloud, postgres, tds, slapd },
    values: ({ credential: { id }, purpose, language }) => ({
      tenantId: sandbox.tenantId,
      authority: `https://login.microsoftonline.com/${sandbox.tenantId}`,
      clientId: clients[id] ?? secret.clientId,
      identityClientId: userAssigned,
      certificatePath: certificates[id] ?? certificate.certificateFile,
      ...{ pgHost: HOST, ldapHost: HOST, sqlServer: 'localhost', poolServer: 'localhost' },
      apiAppId: 'https://management.azure.com',
      bindDn: ADMIN,
      baseDn: SUFFIX,
      entryDn: `cn=New User,ou=${branchOf(purpose.id, id, language)},${SUFFIX}`,
      attachmentPath: path.join(folder, 'report.pdf'),
    }),
    environment: ({ credential, language }) => ({
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ...{
        HTTPS_PROXY: proxy,
        https_proxy: proxy,
        NO_PROXY: direct,
        no_proxy: direct,
        NODE_USE_ENV_PROXY: '1',
      },
      ...{ SSL_CERT_FILE: cloud.bundle, REQUESTS_CA_BUNDLE: cloud.bundle, CURL_CA_BUNDLE: cloud.bundle },
      NODE_EXTRA_CA_CERTS: cloud.bundle,
      // psql alone: the libraries of the others say where their authorities are.
      ...(language === 'shell' ? { PGSSLROOTCERT: cloud.bundle } : {}),
      PYTHONUNBUFFERED: '1',
      ...secrets,
      ...byCredential[credential.id],
    }),
    refresh,
    take: () => ({ seen: cloud.take(), roles: postgres.take(), logins: tds.take() }),
    async stop() {
      for (const each of forwarders) each.close();
      await Promise.all([sandbox.stop(), cloud.stop(), postgres.stop(), tds.stop(), slapd.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const branchOf = (...names: readonly string[]) => names.join('-');

/** The sample, and a branch for each program that changes an entry, so that each finds it as it was. */
function directory(): string {
  const changing = ['ldapModify', 'ldapAdd', 'ldapDelete', 'ldapPassword'];
  const branches = changing.flatMap((purpose) =>
    ['ldapStartTls', 'ldaps'].flatMap((credential) =>
      ['python', 'typescript'].map((language) => ({ purpose, ou: branchOf(purpose, credential, language) })),
    ),
  );
  const entries = branches.flatMap(({ purpose, ou }) => [
    `dn: ou=${ou},${SUFFIX}\nobjectClass: organizationalUnit\nou: ${ou}\n`,
    ...(purpose === 'ldapAdd'
      ? []
      : [
          `dn: cn=New User,ou=${ou},${SUFFIX}\nobjectClass: inetOrgPerson\ncn: New User\nsn: User\ndescription: old\nuserPassword: ${PASSWORD}\n`,
        ]),
  ]);
  return [sampleLdif(SUFFIX, PASSWORD).trimEnd(), '', ...entries].join('\n');
}

/** Hands connections to a port of HOST on to one of 127.0.0.1. */
async function forward(from: number, to: number) {
  const server = createServer((socket) => {
    const onward = connect(to, '127.0.0.1');
    socket.on('error', () => onward.destroy());
    onward.on('error', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  server.listen(from, HOST);
  await once(server, 'listening');
  return server;
}

/** A token of the sandbox's workflow runner, as a platform would lay it into a file. */
async function workflowToken({ workload, fetch }: ServedSandbox): Promise<string> {
  const answer = await fetch(`${workload.actionsTokenUrl}?audience=api://AzureADTokenExchange`, {
    headers: { authorization: `Bearer ${workload.actionsRequestToken}` },
  });
  const value: unknown = await answer.json();
  return isObject(value) ? (text(value, 'value') ?? '') : '';
}
