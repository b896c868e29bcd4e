import type { Blocks } from '../catalogue.ts';
import { GO_CORE, GO_POLICY, GO_TOKEN, JAVA_SQL_IMPORTS } from '../pieces.ts';

const PGX = 'github.com/jackc/pgx/v5';

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

/** One connection with a token for its password. */
export const oneConnection: Blocks = {
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
    imports: ['com.azure.core.credential.TokenRequestContext', ...JAVA_SQL_IMPORTS],
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

/** One connection with a password. */
export const withPassword: Blocks = {
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
    imports: JAVA_SQL_IMPORTS,
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

/** A pool that asks for a token for each new connection. */
export const pool: Blocks = {
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
