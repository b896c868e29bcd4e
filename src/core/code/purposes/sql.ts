import type { Purpose, Script, Way } from '../catalogue.ts';
import { entraCredentials } from '../credentials/sets.ts';
import { sqlcmdWith, sqlWithPassword, sqlWithToken, type SqlTarget } from './sqlBlocks.ts';

const SCOPE = 'https://database.windows.net/.default';
const SOURCE = 'https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-overview';

const grants: Script = {
  title: 'As Entra administrator, in the database itself: a user for the identity',
  language: 'sql',
  code: `CREATE USER [«databaseUser»] FROM EXTERNAL PROVIDER;
-- Where the display name is not unique: CREATE USER [«databaseUser»] FROM EXTERNAL PROVIDER WITH OBJECT_ID = '<object id>';
ALTER ROLE db_datareader ADD MEMBER [«databaseUser»];
ALTER ROLE db_datawriter ADD MEMBER [«databaseUser»];
`,
};
const pitfalls = [
  'What the identity may do is decided by SQL permissions of its database user; roles of Azure RBAC give no data.',
  "Login failed for user '<token-identified principal>': the token is fine, there is no user for it in this database.",
  'Send no user, password or Authentication keyword beside a token: the drivers refuse it.',
  'Name the database: a contained user exists nowhere else.',
  'Leave TrustServerCertificate off: with it anybody in between gets the token.',
];

/** Every way into a SQL endpoint. */
export const sqlWays = (target: SqlTarget): readonly Way[] => [
  { credentials: entraCredentials, blocks: sqlWithToken(target) },
  { credentials: ['password'], blocks: sqlWithPassword(target) },
  { credentials: ['default'], blocks: sqlcmdWith(target, 'ActiveDirectoryDefault'), whole: true },
  {
    credentials: ['systemIdentity'],
    blocks: sqlcmdWith(target, 'ActiveDirectoryManagedIdentity'),
    whole: true,
  },
  { credentials: ['azureCli'], blocks: sqlcmdWith(target, 'ActiveDirectoryAzCli'), whole: true },
  { credentials: ['interactive'], blocks: sqlcmdWith(target, 'ActiveDirectoryInteractive'), whole: true },
];

const shared = { group: 'Azure SQL', scope: SCOPE, setup: [grants], pitfalls, source: SOURCE } as const;
const database = { server: '«sqlServer»', database: '«database»' };

export const sqlPurposes: readonly Purpose[] = [
  {
    ...shared,
    id: 'sql',
    prefix: 'sql',
    title: 'Azure SQL Database',
    detail: 'Read and write; the same for SQL Managed Instance and the primary of Hyperscale.',
    ways: sqlWays(database),
  },
  {
    ...shared,
    id: 'sqlReadReplica',
    prefix: 'sql-replica',
    title: 'Hyperscale, read-only replica',
    detail: 'A high-availability secondary: the same server and database, ApplicationIntent=ReadOnly.',
    pitfalls: [
      ...pitfalls,
      "Without a secondary the primary answers: check SELECT DATABASEPROPERTYEX(DB_NAME(), 'Updateability').",
      'Each connection authenticates by itself; users come from the primary.',
    ],
    source: 'https://learn.microsoft.com/azure/azure-sql/database/read-scale-out',
    ways: sqlWays({ ...database, readOnly: true }),
  },
  {
    ...shared,
    id: 'sqlNamedReplica',
    prefix: 'sql-named-replica',
    title: 'Hyperscale, named replica',
    detail: 'A database name of its own, perhaps on another server; no ApplicationIntent.',
    pitfalls: [
      ...pitfalls,
      'Its users come from the primary: to keep somebody off the primary, make a login on the server of the replica only.',
    ],
    source: 'https://learn.microsoft.com/azure/azure-sql/database/service-tier-hyperscale-replicas',
    ways: sqlWays({ ...database, database: '«replicaDatabase»' }),
  },
  {
    ...shared,
    id: 'dedicatedPool',
    prefix: 'sql-pool',
    title: 'Dedicated SQL pool (formerly SQL DW)',
    detail: 'A standalone pool on a logical server; it takes longer to connect.',
    pitfalls: [...pitfalls, 'No MARS and no ApplicationIntent here; sqlcmd needs -I (QUOTED_IDENTIFIER ON).'],
    source:
      'https://learn.microsoft.com/azure/synapse-analytics/sql-data-warehouse/sql-data-warehouse-authentication',
    ways: sqlWays({ server: '«poolServer»', database: '«database»', timeout: 300 }),
  },
  {
    ...shared,
    id: 'sqlAlchemy',
    prefix: 'sql-sqlalchemy',
    title: 'Azure SQL Database, SQLAlchemy',
    detail: 'The pool of SQLAlchemy over pyodbc; the token is put in when it connects.',
    ways: [
      {
        credentials: entraCredentials,
        blocks: {
          python: {
            packages: ['sqlalchemy', 'pyodbc'],
            imports: [
              'import struct',
              'from typing import Any',
              'from sqlalchemy import URL, create_engine, event, text',
            ],
            code: `engine = create_engine(
    URL.create(
        "mssql+pyodbc",
        host="«sqlServer»",
        port=1433,
        database="«database»",
        query={"driver": "ODBC Driver 18 for SQL Server", "Encrypt": "yes"},
    )
)


@event.listens_for(engine, "do_connect")
def provide_token(_dialect: Any, _record: Any, arguments: list[str], parameters: dict[str, Any]) -> None:
    arguments[0] = arguments[0].replace(";Trusted_Connection=Yes", "")  # not beside a token
    token = credential.get_token("«scope»").token.encode("utf-16-le")
    parameters["attrs_before"] = {1256: struct.pack(f"<I{len(token)}s", len(token), token)}


with engine.connect() as connection:
    print(connection.scalar(text("SELECT SUSER_SNAME()")))
`,
          },
        },
      },
    ],
  },
  {
    ...shared,
    id: 'sqlMssqlPython',
    prefix: 'sql-mssql-python',
    title: 'Azure SQL Database, mssql-python',
    detail: "Microsoft's own driver for Python; needs no ODBC driver installed.",
    ways: [
      {
        credentials: entraCredentials,
        blocks: {
          python: {
            packages: ['mssql-python'],
            imports: ['import mssql_python'],
            code: `connection = mssql_python.connect(
    "Server=tcp:«sqlServer»,1433;Database=«database»;Encrypt=yes;",
    token_provider=credential,
)
cursor = connection.cursor()
cursor.execute("SELECT SUSER_SNAME()")
print(cursor.fetchone())
connection.close()
`,
          },
        },
      },
    ],
  },
];
