import { nearest } from '../nearest.ts';
import type { TextBreach, TextFinding, TextRule } from '../textRule.ts';
import { propertyOf } from './connection.ts';
import { canonicalValue, keyDefinitions, keyOf, keysOf, spelledValue, spellings } from './keys.ts';
import type { Connection, Entry, Property } from './model.ts';

/** One rule of a good connection string. */
export interface ConnectionRule extends TextRule {
  /** What protects the way to the server: of no matter where both are one machine, or containers of one. */
  readonly isAboutTheWay?: true;
  readonly find: (connection: Connection) => Iterable<TextBreach>;
}

const POSTGRES = 'https://learn.microsoft.com/azure/postgresql/flexible-server/';
const SQL_TLS = 'https://learn.microsoft.com/sql/connect/ado-net/encryption-configuration';
const LIBPQ_SSL = 'https://www.postgresql.org/docs/current/libpq-ssl.html';
const AZURE_SQL = 'https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-overview';
const AZURE_HOST =
  /\.(?:database\.windows\.net|sql\.azuresynapse\.net|database\.azure\.com|database\.usgovcloudapi\.net|database\.chinacloudapi\.cn)$/i;
/** This machine, and names without a dot, as containers of one network have. */
const LOCAL = /^(?:localhost|127\.[\d.]+|\[?::1\]?|\.|\(local(?:db)?\)|[\w-]+)$/i;
/** What stands in for a secret: variables and brackets of every kind, stars, nothing. */
const PLACEHOLDER = /^(?:$|\$|%|<|\{|\[|\*+$|•+$|x{3,}$|\.{3}|env:|@\w+\(|your|password$|secret$|changeme)/i;
/** Sign-in modes in which the driver obtains the token by itself, so that a password is an error. */
const WITHOUT_PASSWORD = new Set([
  'default',
  'managedIdentity',
  'workloadIdentity',
  'interactive',
  'deviceCode',
  'integrated',
]);

/** Every rule; a new one is one entry. */
export const connectionRules: readonly ConnectionRule[] = [
  {
    id: 'connection-unreadable',
    severity: 'error',
    what: '{name} is no key with a value.',
    why: 'The driver refuses the whole string.',
    source: 'https://learn.microsoft.com/sql/connect/ado-net/connection-string-syntax',
    find: ({ flaws }) => flaws.map(({ range, name }) => ({ range, data: { name } })),
  },
  {
    id: 'connection-unknown-key',
    severity: 'error',
    what: '{format} has no key {key}.',
    why: 'Drivers refuse it, or leave it out without a word.',
    source: 'https://learn.microsoft.com/sql/connect/ado-net/connection-string-syntax',
    *find({ entries, format }) {
      for (const entry of entries) {
        if (propertyOf(format, entry) !== undefined || isKnown(format.id, entry.key)) continue;
        const meant = nearest(entry.key, keysOf(format.id));
        yield {
          range: entry.keyRange,
          data: { key: entry.key, format: format.title, meant: meant ?? '' },
          ...(meant === undefined
            ? {}
            : { fix: { title: 'Change to {meant}', edits: [{ range: entry.keyRange, text: meant }] } }),
        };
      }
    },
  },
  {
    id: 'connection-repeated-key',
    severity: 'warning',
    what: '{key} stands here twice.',
    why: 'Which one counts differs from driver to driver.',
    source: 'https://learn.microsoft.com/sql/connect/ado-net/connection-string-syntax',
    *find({ entries, format }) {
      const seen = new Set<Property>();
      for (const entry of entries) {
        const property = propertyOf(format, entry);
        if (property === undefined) continue;
        if (seen.has(property)) yield { range: entry.keyRange, data: { key: entry.key } };
        seen.add(property);
      }
    },
  },
  {
    id: 'connection-wrong-value',
    severity: 'error',
    what: '{value} is no value of {key}.',
    why: '{format} takes: {values}.',
    source: 'https://learn.microsoft.com/sql/connect/ado-net/connection-string-syntax',
    *find({ entries, format }) {
      for (const entry of entries) {
        const definition = keyOf(format.id, entry.key);
        if (definition?.values === undefined || PLACEHOLDER.test(entry.value)) continue;
        if (
          canonicalValue(definition, format.id, entry.value) !== undefined ||
          isOdbcDefault(format.id, entry)
        )
          continue;
        const values = spellings(definition, format.id);
        const meant = nearest(entry.value, values);
        yield {
          range: entry.valueRange,
          data: {
            value: entry.value,
            key: entry.key,
            format: format.title,
            values: values.join(', '),
            meant: meant ?? '',
          },
          ...(meant === undefined
            ? {}
            : { fix: { title: 'Change to {meant}', edits: [{ range: entry.valueRange, text: meant }] } }),
        };
      }
    },
  },
  {
    id: 'odbc-no-default-credential',
    severity: 'error',
    what: 'The ODBC driver has no ActiveDirectoryDefault.',
    why: 'It belongs to SqlClient, JDBC, go-mssqldb and mssql-python. With ODBC pass a token (attribute 1256), or use ActiveDirectoryMsi or ActiveDirectoryServicePrincipal.',
    source: 'https://learn.microsoft.com/sql/connect/odbc/using-azure-active-directory',
    *find({ entries, format }) {
      for (const entry of entries)
        if (isOdbcDefault(format.id, entry))
          yield {
            range: entry.valueRange,
            fix: {
              title: 'Use the managed identity',
              edits: [{ range: entry.valueRange, text: 'ActiveDirectoryMsi' }],
            },
          };
    },
  },
  {
    id: 'trusts-any-certificate',
    isAboutTheWay: true,
    severity: 'error',
    what: 'Any certificate is trusted.',
    why: 'Whoever sits in between can read everything, the access token included. The certificates of Azure need no such exception.',
    source: SQL_TLS,
    find: (connection) =>
      valueBreach(
        connection,
        'trustServerCertificate',
        (value) => value === 'true',
        'false',
        'Verify the certificate',
      ),
  },
  {
    id: 'not-encrypted',
    isAboutTheWay: true,
    severity: 'error',
    what: 'The connection need not be encrypted.',
    why: 'Azure refuses it, and elsewhere passwords and data travel in the clear.',
    source: SQL_TLS,
    find: (connection) =>
      valueBreach(
        connection,
        'encrypt',
        (value) => value === 'optional' || value === 'disable',
        'mandatory',
        'Encrypt',
      ),
  },
  {
    id: 'server-not-verified',
    isAboutTheWay: true,
    severity: 'warning',
    what: 'sslmode {value} does not verify whom it talks to.',
    why: 'With Entra the password is an access token, sent as it is: only verify-full checks certificate and name before.',
    source: LIBPQ_SSL,
    find: (connection) =>
      valueBreach(
        connection,
        'sslMode',
        (value) => value !== 'verify-full',
        'verify-full',
        'Change to verify-full',
      ),
  },
  {
    id: 'server-not-named-verified',
    severity: 'warning',
    what: 'There is no sslmode.',
    why: 'By default the server is not verified, and some drivers go on without TLS. Azure has certificates of public authorities: ask for verify-full.',
    source: LIBPQ_SSL,
    *find({ format, values, entries }) {
      const isAzure = /\.postgres\.database\.azure\.com$/i.test(values.get('host') ?? '');
      const [first] = entries.filter(({ value }) => value === values.get('host'));
      if (format.product === 'postgresql' && isAzure && !values.has('sslMode') && first !== undefined)
        yield { range: first.valueRange };
    },
  },
  {
    id: 'token-in-connection-string',
    severity: 'error',
    what: 'An access token stands in the connection string.',
    why: 'It expires within the hour, and connection strings end up in logs and traces. Give the driver a credential or a callback that fetches it for each connection.',
    source: AZURE_SQL,
    *find({ entries, format }) {
      for (const entry of entries) {
        const property = propertyOf(format, entry);
        const isToken = property === 'token' || property === 'password' || /token/i.test(entry.key);
        if (isToken && /^eyJ[\w-]+\./.test(entry.value)) yield { range: entry.valueRange };
      }
    },
  },
  {
    id: 'password-in-connection-string',
    isAboutTheWay: true,
    severity: 'warning',
    what: 'A password stands in the connection string.',
    why: 'Files are shared and committed. Sign in with Entra, or keep it in a vault or an environment variable.',
    source: 'https://learn.microsoft.com/sql/connect/ado-net/connection-string-syntax#windows-authentication',
    *find({ entries, format }) {
      for (const entry of entries) {
        const property = propertyOf(format, entry);
        if (property !== 'password' && property !== 'clientSecret') continue;
        if (!PLACEHOLDER.test(entry.value) && !entry.value.startsWith('eyJ'))
          yield { range: entry.valueRange };
      }
    },
  },
  {
    id: 'password-beside-entra',
    severity: 'error',
    what: '{key} does not go with {authentication}.',
    why: 'The driver obtains a token by itself and refuses a password or Windows sign-in beside it.',
    source: 'https://learn.microsoft.com/sql/connect/ado-net/sql/azure-active-directory-authentication',
    *find({ entries, format, values }) {
      const authentication = values.get('authentication') ?? '';
      if (!WITHOUT_PASSWORD.has(authentication) && !values.has('token')) return;
      const name = values.has('token') ? 'a token' : authentication;
      for (const entry of entries) {
        const property = propertyOf(format, entry);
        const isOther =
          property === 'password' || (property === 'integrated' && values.get('integrated') === 'true');
        if (isOther && authentication !== 'integrated')
          yield { range: entry.keyRange, data: { key: entry.key, authentication: name } };
      }
    },
  },
  {
    id: 'user-at-server',
    severity: 'error',
    what: '{user} is no user of a flexible server.',
    why: 'The suffix @server belonged to Single Server, which was retired in March 2025. The name is the role as it was created; for people the whole UPN.',
    source: `${POSTGRES}how-to-configure-sign-in-azure-ad-authentication`,
    *find({ entries, format, values }) {
      const host = values.get('host') ?? '';
      const server = /^([\w-]+)\.postgres\.database\.azure\.com$/i.exec(host)?.[1];
      const entry = entries.find((each) => propertyOf(format, each) === 'user');
      if (server === undefined || entry?.value.toLowerCase().endsWith(`@${server.toLowerCase()}`) !== true)
        return;
      const text = entry.value.slice(0, -server.length - 1);
      yield {
        range: entry.valueRange,
        data: { user: entry.value },
        fix: {
          title: 'Take @server away',
          edits: [{ range: entry.valueRange, text: encodeFor(format.id, text) }],
        },
      };
    },
  },
  {
    id: 'no-database',
    severity: 'info',
    what: 'No database is named.',
    why: 'The login goes to master, where contained users do not exist: "Login failed for user <token-identified principal>".',
    source: AZURE_SQL,
    *find({ entries, format, values }) {
      const [host] = entries.filter((each) => propertyOf(format, each) === 'host');
      const isServerless = /-ondemand\.sql\.azuresynapse\.net$/i.test(values.get('host') ?? '');
      if (
        format.product === 'sqlServer' &&
        host &&
        AZURE_HOST.test(values.get('host') ?? '') &&
        !isServerless &&
        !values.has('database')
      )
        yield { range: host.valueRange };
    },
  },
  {
    id: 'old-odbc-driver',
    severity: 'warning',
    what: '{driver} is an older driver.',
    why: 'Driver 18 encrypts by default; older ones do not, and driver 13 and before know no Entra sign-in.',
    source: 'https://learn.microsoft.com/sql/connect/odbc/download-odbc-driver-for-sql-server',
    *find({ entries, format }) {
      for (const entry of entries) {
        if (format.id !== 'odbc' || propertyOf(format, entry) !== 'driver') continue;
        if (
          !/^(?:ODBC Driver 1[0-7] for SQL Server|SQL Server(?: Native Client 1[01]\.0)?)$/i.test(entry.value)
        )
          continue;
        const text = '{ODBC Driver 18 for SQL Server}';
        yield {
          range: entry.valueRange,
          data: { driver: entry.value },
          fix: { title: 'Use driver 18', edits: [{ range: entry.valueRange, text }] },
        };
      }
    },
  },
  {
    id: 'port-after-colon',
    severity: 'error',
    what: '{server} is read as a host name.',
    why: 'SQL Server takes the port after a comma: host,1433.',
    source: 'https://learn.microsoft.com/sql/connect/odbc/dsn-connection-string-attribute',
    *find({ entries, format }) {
      if (format.id !== 'adonet' && format.id !== 'odbc') return;
      for (const entry of entries) {
        const [, before, port] = /^((?:tcp:)?[\w.-]+):(\d{2,5})$/i.exec(entry.value) ?? [];
        if (propertyOf(format, entry) !== 'host' || before === undefined || port === undefined) continue;
        const text = `${before},${port}`;
        yield {
          range: entry.valueRange,
          data: { server: entry.value },
          fix: { title: 'Put a comma', edits: [{ range: entry.valueRange, text }] },
        };
      }
    },
  },
  {
    id: 'databricks-personal-token',
    severity: 'info',
    what: 'AuthMech 3 signs in with a personal access token.',
    why: 'It lives long and belongs to a person. AuthMech 11 takes OAuth: Auth_Flow 1 for applications, 2 for people.',
    source: 'https://learn.microsoft.com/azure/databricks/integrations/jdbc/authentication',
    *find({ entries, format, values }) {
      const [entry] = entries.filter((each) => propertyOf(format, each) === 'authMech');
      if (entry !== undefined && values.get('authMech') === '3') yield { range: entry.valueRange };
    },
  },
];

/** What a connection string breaks, in order of the text. */
export function checkConnection(connection: Connection): readonly TextFinding[] {
  const host = connection.values.get('host') ?? '';
  return connectionRules
    .filter(({ isAboutTheWay }) => isAboutTheWay !== true || !LOCAL.test(host))
    .flatMap((rule) => [...rule.find(connection)].map((breach): TextFinding => ({ rule, ...breach })))
    .toSorted((a, b) => a.range.start - b.range.start);
}

function isKnown(format: Connection['format']['id'], key: string): boolean {
  const plain = (text: string) => text.replace(/[\s_]/g, '').toLowerCase();
  return keysOf(format).some((each) => plain(each) === plain(key));
}

function isOdbcDefault(format: string, { key, value }: Entry): boolean {
  return format === 'odbc' && /^authentication$/i.test(key) && /^active ?directory ?default$/i.test(value);
}

/** A breach for the value of one property, with a fix in the spelling of the format. */
function* valueBreach(
  { entries, format, values }: Connection,
  property: Property,
  isWrong: (value: string) => boolean,
  right: string,
  title: string,
): Generator<TextBreach> {
  const value = values.get(property);
  const entry = entries.find((each) => propertyOf(format, each) === property);
  const definition = keyDefinitions.find((each) => each.property === property);
  if (value === undefined || entry === undefined || definition === undefined || !isWrong(value)) return;
  const text = spelledValue(definition, format.id, right);
  const fix = text === undefined ? {} : { fix: { title, edits: [{ range: entry.valueRange, text }] } };
  yield { range: entry.valueRange, data: { value: entry.value }, ...fix };
}

function encodeFor(format: string, text: string): string {
  return format === 'libpqUrl' || format === 'goSqlserver' || format === 'jdbcPostgresql'
    ? encodeURIComponent(text)
    : text;
}
