import type { Purpose, Script } from '../catalogue.ts';
import { entraCredentials } from '../credentials/sets.ts';
import { oneConnection, pool, withPassword } from './postgresBlocks.ts';

const SCOPE = 'https://ossrdbms-aad.database.windows.net/.default';
const SOURCE = 'https://learn.microsoft.com/azure/postgresql/security/security-entra-concepts';

const grants: Script = {
  title: 'As Entra administrator, in database postgres: a role for the identity',
  language: 'sql',
  code: `-- The role's name is what the program gives as user: the display name of the identity, case counts.
select * from pgaadauth_create_principal('«databaseUser»', false, false);
-- Where the display name is not unique, by object ID: 'service' for applications and managed identities.
-- select * from pgaadauth_create_principal_with_oid('«databaseUser»', '<object id>', 'service', false, false);
grant connect on database "«database»" to "«databaseUser»";
`,
};
const pitfalls = [
  'The user is the name of the role as it was created: the display name of an application or managed identity, the whole user principal name of a person. No @server behind it: that was Single Server.',
  'Verify the server (verify-full): the token goes out as a password in clear text inside TLS, and sslmode=require would hand it to anybody.',
  'A token is checked when the connection is made and not after; a pool asks for one for each new connection.',
  'password authentication failed means: wrong role name, wrong scope, or an expired token.',
];

const shared = { group: 'PostgreSQL', scope: SCOPE, setup: [grants], pitfalls, source: SOURCE } as const;

export const postgresPurposes: readonly Purpose[] = [
  {
    ...shared,
    id: 'postgres',
    prefix: 'postgres',
    title: 'Azure Database for PostgreSQL',
    detail: 'One connection over verified TLS; the token is the password.',
    ways: [
      { credentials: entraCredentials, blocks: oneConnection },
      { credentials: ['password'], blocks: withPassword },
    ],
  },
  {
    ...shared,
    id: 'postgresPool',
    prefix: 'postgres-pool',
    title: 'Azure Database for PostgreSQL, pool',
    detail: 'A pool that asks for a token for each new connection.',
    ways: [{ credentials: entraCredentials, blocks: pool }],
  },
  {
    ...shared,
    id: 'postgresAsyncpg',
    prefix: 'postgres-asyncpg',
    title: 'Azure Database for PostgreSQL, asyncpg',
    detail: 'An asynchronous pool; the token is asked for each new connection.',
    ways: [
      {
        credentials: entraCredentials,
        blocks: {
          python: {
            packages: ['asyncpg'],
            imports: ['import asyncio', 'import ssl', 'import asyncpg'],
            code: `async def password() -> str:  # asked for each new connection
    return (await asyncio.to_thread(credential.get_token, "«scope»")).token


async def main() -> None:
    async with asyncpg.create_pool(
        host="«pgHost»",
        database="«database»",
        user="«databaseUser»",
        password=password,
        ssl=ssl.create_default_context(),
        min_size=1,
        max_size=4,
    ) as pool:
        print(await pool.fetchval("select current_user"))


asyncio.run(main())
`,
          },
        },
      },
    ],
  },
  {
    ...shared,
    id: 'postgresPg8000',
    prefix: 'postgres-pg8000',
    title: 'Azure Database for PostgreSQL, pg8000',
    detail: 'The driver in pure Python.',
    ways: [
      {
        credentials: entraCredentials,
        blocks: {
          python: {
            packages: ['pg8000'],
            imports: ['import ssl', 'import pg8000.dbapi'],
            code: `connection = pg8000.dbapi.connect(
    host="«pgHost»",
    database="«database»",
    user="«databaseUser»",
    password=credential.get_token("«scope»").token,
    ssl_context=ssl.create_default_context(),
)
cursor = connection.cursor()
cursor.execute("select current_user")
print(cursor.fetchone())
connection.close()
`,
          },
        },
      },
    ],
  },
  {
    ...shared,
    id: 'postgresSqlAlchemy',
    prefix: 'postgres-sqlalchemy',
    title: 'Azure Database for PostgreSQL, SQLAlchemy',
    detail: 'The pool of SQLAlchemy; the token is put in when it connects.',
    ways: [
      {
        credentials: entraCredentials,
        blocks: {
          python: {
            packages: ['sqlalchemy', 'psycopg'],
            imports: ['from typing import Any', 'from sqlalchemy import URL, create_engine, event, text'],
            code: `engine = create_engine(
    URL.create("postgresql+psycopg", username="«databaseUser»", host="«pgHost»", database="«database»"),
    connect_args={"sslmode": "verify-full", "sslrootcert": "system"},
)


@event.listens_for(engine, "do_connect")
def provide_token(_dialect: Any, _record: Any, _arguments: Any, parameters: dict[str, Any]) -> None:
    parameters["password"] = credential.get_token("«scope»").token


with engine.connect() as connection:
    print(connection.scalar(text("select current_user")))
`,
          },
        },
      },
    ],
  },
];
