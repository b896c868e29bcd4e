import { propertyOf } from '../connection.ts';
import { isOdbcDefault, PLACEHOLDER, type ConnectionRule } from './rule.ts';

const POSTGRES = 'https://learn.microsoft.com/azure/postgresql/flexible-server/';
const AZURE_SQL = 'https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-overview';
const AZURE_HOST =
  /\.(?:database\.windows\.net|sql\.azuresynapse\.net|database\.azure\.com|database\.usgovcloudapi\.net|database\.chinacloudapi\.cn)$/i;
/** Sign-in modes in which the driver obtains the token by itself, so that a password is an error. */
const WITHOUT_PASSWORD = new Set([
  'default',
  'managedIdentity',
  'workloadIdentity',
  'interactive',
  'deviceCode',
  'integrated',
]);

/** Who signs in, with what. */
export const signInRules: readonly ConnectionRule[] = [
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

function encodeFor(format: string, text: string): string {
  return format === 'libpqUrl' || format === 'goSqlserver' || format === 'jdbcPostgresql'
    ? encodeURIComponent(text)
    : text;
}
