import type { Blocks, Purpose, Script } from '../catalogue.ts';
import { entraCredentials } from '../credentials/sets.ts';

const SCOPE = 'https://ossrdbms-aad.database.windows.net/.default';
const SOURCE = 'https://learn.microsoft.com/azure/postgresql/security/security-entra-concepts';
const GO_POLICY = 'github.com/Azure/azure-sdk-for-go/sdk/azcore/policy';
const GO_CORE = 'github.com/Azure/azure-sdk-for-go/sdk/azcore';
const PGX = 'github.com/jackc/pgx/v5';

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

const python = (password: string) => `connection = psycopg.connect(
    host="«pgHost»",
    dbname="«database»",
    user="«databaseUser»",
    password=${password},
    sslmode="verify-full",
    sslrootcert="system",
)
with connection:
    print(connection.execute("select current_user").fetchone())
`;
const typescript = (password: string) => `const client = new Client({
  host: '«pgHost»',
  database: '«database»',
  user: '«databaseUser»',
  password: ${password},
  ssl: true, // verifies the server
});
await client.connect();
try {
  const { rows } = await client.query<{ current_user: string }>('select current_user');
  console.log(rows[0]?.current_user);
} finally {
  await client.end();
}
`;
const CSHARP_STRING = `"Host=«pgHost»;Database=«database»;Username=«databaseUser»;SSL Mode=VerifyFull"`;
const CSHARP_USE = `await using var command = source.CreateCommand("select current_user");
Console.WriteLine(await command.ExecuteScalarAsync());
`;
const java = (password: string) => `Properties properties = new Properties();
properties.setProperty("user", "«databaseUser»");
properties.setProperty("password", ${password});
String url = "jdbc:postgresql://«pgHost»/«database»"
    + "?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory";
try (Connection connection = DriverManager.getConnection(url, properties);
     ResultSet row = connection.createStatement().executeQuery("select current_user")) {
    row.next();
    System.out.println(row.getString(1));
}
`;
const JAVA_IMPORTS = [
  'java.sql.Connection',
  'java.sql.DriverManager',
  'java.sql.ResultSet',
  'java.util.Properties',
];
const GO_CONFIG = `config, err := pgx.ParseConfig("host=«pgHost» dbname=«database» sslmode=verify-full")
if err != nil {
	log.Fatal(err)
}
config.User = "«databaseUser»"
`;
const GO_USE = `connection, err := pgx.ConnectConfig(ctx, config)
if err != nil {
	log.Fatal(err)
}
defer connection.Close(ctx)
var user string
if err := connection.QueryRow(ctx, "select current_user").Scan(&user); err != nil {
	log.Fatal(err)
}
fmt.Println(user)
`;
const GO_TOKEN = `token, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"«scope»"}})
if err != nil {
	log.Fatal(err)
}
`;

const oneConnection: Blocks = {
  python: {
    packages: ['psycopg'],
    imports: ['import psycopg'],
    code: python('credential.get_token("«scope»").token'),
  },
  typescript: {
    packages: ['pg', '@types/pg'],
    imports: [`import { Client } from 'pg';`],
    code: typescript(`async () => (await credential.getToken('«scope»')).token`),
  },
  csharp: {
    packages: ['Npgsql'],
    imports: ['System', 'Azure.Core', 'Npgsql'],
    code: `var builder = new NpgsqlDataSourceBuilder(${CSHARP_STRING});
var context = new TokenRequestContext(["«scope»"]);
builder.UsePeriodicPasswordProvider(
    async (_, cancellation) => (await credential.GetTokenAsync(context, cancellation)).Token,
    TimeSpan.FromMinutes(4), TimeSpan.FromSeconds(5)); // the credential caches: asking often costs nothing
await using var source = builder.Build();
${CSHARP_USE}`,
  },
  java: {
    packages: ['org.postgresql:postgresql'],
    imports: ['com.azure.core.credential.TokenRequestContext', ...JAVA_IMPORTS],
    code: java('credential.getTokenSync(new TokenRequestContext().addScopes("«scope»")).getToken()'),
  },
  go: {
    packages: [GO_CORE, PGX],
    imports: ['fmt', GO_POLICY, PGX],
    code: `${GO_CONFIG}${GO_TOKEN}config.Password = token.Token
${GO_USE}`,
  },
  shell: {
    code: `# For this process only: psql reads PGPASSWORD, since its prompt takes no password as long as a token. libpq knows
# "system" from version 16 on; before, PGSSLROOTCERT names the file of authorities.
PGPASSWORD=$token PGSSLROOTCERT=\${PGSSLROOTCERT:-system} \\
  psql "host=«pgHost» dbname=«database» user='«databaseUser»' sslmode=verify-full" \\
  --command 'select current_user'
`,
  },
};

const withPassword: Blocks = {
  python: {
    packages: ['psycopg'],
    imports: ['import os', 'import psycopg'],
    code: python('os.environ["PGPASSWORD"]'),
  },
  typescript: {
    packages: ['pg', '@types/pg'],
    imports: [`import { Client } from 'pg';`],
    code: typescript(`process.env['PGPASSWORD'] ?? ''`),
  },
  csharp: {
    packages: ['Npgsql'],
    imports: ['System', 'Npgsql'],
    code: `var builder = new NpgsqlDataSourceBuilder(${CSHARP_STRING});
builder.ConnectionStringBuilder.Password = Environment.GetEnvironmentVariable("PGPASSWORD");
await using var source = builder.Build();
${CSHARP_USE}`,
  },
  java: {
    packages: ['org.postgresql:postgresql'],
    imports: JAVA_IMPORTS,
    code: java('System.getenv("PGPASSWORD")'),
  },
  go: {
    packages: [PGX],
    imports: ['fmt', 'os', PGX],
    code: `${GO_CONFIG}config.Password = os.Getenv("PGPASSWORD")
${GO_USE}`,
  },
  shell: {
    code: `PGSSLROOTCERT=\${PGSSLROOTCERT:-system} \\
  psql "host=«pgHost» dbname=«database» user='«databaseUser»' sslmode=verify-full" \\
  --command 'select current_user' # PGPASSWORD from the environment
`,
  },
};

const pool: Blocks = {
  python: {
    packages: ['psycopg', 'psycopg-pool'],
    imports: ['from psycopg_pool import ConnectionPool'],
    code: `def connect_arguments() -> dict[str, str]:  # asked for each new connection
    return {
        "host": "«pgHost»",
        "dbname": "«database»",
        "user": "«databaseUser»",
        "password": credential.get_token("«scope»").token,
        "sslmode": "verify-full",
        "sslrootcert": "system",
    }


with ConnectionPool(kwargs=connect_arguments, min_size=1, max_size=4) as pool:
    with pool.connection() as connection:
        print(connection.execute("select current_user").fetchone())
`,
  },
  typescript: {
    packages: ['pg', '@types/pg'],
    imports: [`import { Pool } from 'pg';`],
    code: `const pool = new Pool({
  host: '«pgHost»',
  database: '«database»',
  user: '«databaseUser»',
  password: async () => (await credential.getToken('«scope»')).token, // asked for each new connection
  ssl: true, // verifies the server
  max: 4,
});
const { rows } = await pool.query<{ current_user: string }>('select current_user');
console.log(rows[0]?.current_user);
await pool.end();
`,
  },
  java: {
    packages: ['org.postgresql:postgresql', 'com.zaxxer:HikariCP'],
    imports: [
      'com.azure.core.credential.TokenRequestContext',
      'com.zaxxer.hikari.HikariConfig',
      'com.zaxxer.hikari.HikariDataSource',
      'com.zaxxer.hikari.util.Credentials',
      'java.sql.Connection',
      'java.sql.ResultSet',
    ],
    code: `HikariConfig config = new HikariConfig();
config.setJdbcUrl("jdbc:postgresql://«pgHost»/«database»"
    + "?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
config.setMaximumPoolSize(4);
config.setCredentialsProvider(() -> Credentials.of("«databaseUser»", // asked for each new connection
    credential.getTokenSync(new TokenRequestContext().addScopes("«scope»")).getToken()));
try (HikariDataSource pool = new HikariDataSource(config);
     Connection connection = pool.getConnection();
     ResultSet row = connection.createStatement().executeQuery("select current_user")) {
    row.next();
    System.out.println(row.getString(1));
}
`,
  },
  go: {
    packages: [GO_CORE, PGX],
    imports: ['fmt', GO_POLICY, PGX, `${PGX}/pgxpool`],
    code: `config, err := pgxpool.ParseConfig("host=«pgHost» dbname=«database» sslmode=verify-full pool_max_conns=4")
if err != nil {
	log.Fatal(err)
}
config.ConnConfig.User = "«databaseUser»"
config.BeforeConnect = func(ctx context.Context, connection *pgx.ConnConfig) error { // for each new connection
	token, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"«scope»"}})
	connection.Password = token.Token
	return err
}
pool, err := pgxpool.NewWithConfig(ctx, config)
if err != nil {
	log.Fatal(err)
}
defer pool.Close()
var user string
if err := pool.QueryRow(ctx, "select current_user").Scan(&user); err != nil {
	log.Fatal(err)
}
fmt.Println(user)
`,
  },
};

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
