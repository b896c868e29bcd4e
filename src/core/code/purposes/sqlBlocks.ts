import type { Blocks } from '../catalogue.ts';
import { GO_CORE } from '../pieces.ts';

/** Where a SQL connection goes, with placeholders. */
export interface SqlTarget {
  readonly server: string;
  readonly database: string;
  /** Routes to a readable secondary. */
  readonly readOnly?: true;
  /** Seconds to wait for the connection; a paused or serverless pool wakes up first. */
  readonly timeout?: number;
}

const QUERY = 'SELECT SUSER_SNAME()';
const GO_MSSQL = 'github.com/microsoft/go-mssqldb';

const goRun = `database := sql.OpenDB(connector)
defer database.Close()
var user string
if err := database.QueryRowContext(ctx, "${QUERY}").Scan(&user); err != nil {
	log.Fatal(err)
}
fmt.Println(user)
`;
const goUrl = ({ server, database, readOnly, timeout = 30 }: SqlTarget) =>
  `dsn := "sqlserver://${server}?database=" + url.QueryEscape("${database}") + "&encrypt=true&connection+timeout=${timeout}${
    readOnly ? '&applicationintent=ReadOnly' : ''
  }"
`;
const csharpString = ({ server, database, readOnly, timeout = 30 }: SqlTarget) =>
  `"Server=tcp:${server},1433;Database=${database};Encrypt=True;Connect Timeout=${timeout}${
    readOnly ? ';ApplicationIntent=ReadOnly' : ''
  }"`;
const csharpRun = `await connection.OpenAsync();
using var command = new SqlCommand("${QUERY}", connection);
Console.WriteLine(await command.ExecuteScalarAsync());
`;
const javaSource = ({ server, database, readOnly, timeout = 30 }: SqlTarget) =>
  `SQLServerDataSource source = new SQLServerDataSource();
source.setServerName("${server}");
source.setDatabaseName("${database}");
source.setEncrypt("true");
source.setLoginTimeout(${timeout});
${readOnly ? 'source.setApplicationIntent("ReadOnly");\n' : ''}`;
const javaRun = `try (Connection connection = source.getConnection();
     ResultSet row = connection.createStatement().executeQuery("${QUERY}")) {
    row.next();
    System.out.println(row.getString(1));
}
`;
const JAVA_IMPORTS = [
  'com.microsoft.sqlserver.jdbc.SQLServerDataSource',
  'java.sql.Connection',
  'java.sql.ResultSet',
];
const odbc = ({ server, database, readOnly, timeout = 30 }: SqlTarget) =>
  `    "Driver={ODBC Driver 18 for SQL Server};Server=tcp:${server},1433;Database=${database};"
    "Encrypt=yes;Connection Timeout=${timeout}${readOnly ? ';ApplicationIntent=ReadOnly' : ''}"`;
const tedious = ({ server, database, readOnly, timeout = 30 }: SqlTarget) => `  server: '${server}',
  database: '${database}',
  connectionTimeout: ${timeout}_000,
  options: { encrypt: true, trustServerCertificate: false${readOnly ? ', readOnlyIntent: true' : ''} },
`;
const tediousRun = `const { recordset } = await pool.request().query<{ name: string }>('${QUERY} AS name');
console.log(recordset[0]?.name);
await pool.close();
`;
const sqlcmd = ({ server, database, readOnly, timeout = 30 }: SqlTarget) =>
  `sqlcmd -S 'tcp:${server},1433' -d '${database}' -l ${timeout} -N -I${readOnly ? ' -K ReadOnly' : ''}`;

/** With a token of Entra: it travels in the login (FEDAUTH), and no user or password beside it. */
export function sqlWithToken(target: SqlTarget): Blocks {
  return {
    python: {
      packages: ['pyodbc'],
      imports: ['import struct', 'import pyodbc'],
      code: `token = credential.get_token("«scope»").token.encode("utf-16-le")
connection = pyodbc.connect(
${odbc(target)},
    attrs_before={1256: struct.pack(f"<I{len(token)}s", len(token), token)},  # SQL_COPT_SS_ACCESS_TOKEN
)
print(connection.execute("${QUERY}").fetchval())
connection.close()
`,
    },
    typescript: {
      packages: ['mssql', '@types/mssql'],
      imports: [`import sql from 'mssql';`],
      code: `const pool = await sql.connect({
${tedious(target)}  authentication: { type: 'token-credential', options: { credential } }, // a token for each new connection
});
${tediousRun}`,
    },
    csharp: {
      packages: ['Microsoft.Data.SqlClient'],
      imports: ['System', 'Azure.Core', 'Microsoft.Data.SqlClient'],
      code: `using var connection = new SqlConnection(${csharpString(target)})
{
    AccessTokenCallback = async (_, cancellation) => // for each new connection of the pool
    {
        var token = await credential.GetTokenAsync(new TokenRequestContext(["«scope»"]), cancellation);
        return new SqlAuthenticationToken(token.Token, token.ExpiresOn);
    },
};
${csharpRun}`,
    },
    java: {
      packages: ['com.microsoft.sqlserver:mssql-jdbc'],
      imports: [
        'com.azure.core.credential.AccessToken',
        'com.azure.core.credential.TokenRequestContext',
        'com.microsoft.sqlserver.jdbc.SqlAuthenticationToken',
        ...JAVA_IMPORTS,
      ],
      code: `${javaSource(target)}source.setAccessTokenCallback((resource, authority) -> { // for each new connection
    AccessToken token = credential.getTokenSync(new TokenRequestContext().addScopes("«scope»"));
    return new SqlAuthenticationToken(token.getToken(), token.getExpiresAt().toInstant().toEpochMilli());
});
${javaRun}`,
    },
    go: {
      packages: [GO_CORE, GO_MSSQL],
      imports: ['database/sql', 'fmt', 'net/url', `${GO_CORE}/policy`, `mssql ${GO_MSSQL}`],
      code: `${goUrl(target)}connector, err := mssql.NewAccessTokenConnector(dsn, func() (string, error) { // for each new connection
	token, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"«scope»"}})
	return token.Token, err
})
if err != nil {
	log.Fatal(err)
}
${goRun}`,
    },
  };
}

/** With an account of the database. */
export function sqlWithPassword(target: SqlTarget): Blocks {
  return {
    python: {
      packages: ['pyodbc'],
      imports: ['import os', 'import pyodbc'],
      code: `connection = pyodbc.connect(
${odbc(target)},
    user="«databaseUser»",
    password=os.environ["SQL_PASSWORD"],
)
print(connection.execute("${QUERY}").fetchval())
connection.close()
`,
    },
    typescript: {
      packages: ['mssql', '@types/mssql'],
      imports: [`import sql from 'mssql';`],
      code: `const pool = await sql.connect({
${tedious(target)}  user: '«databaseUser»',
  password: process.env['SQL_PASSWORD'] ?? '',
});
${tediousRun}`,
    },
    csharp: {
      packages: ['Microsoft.Data.SqlClient'],
      imports: ['System', 'System.Net', 'Microsoft.Data.SqlClient'],
      code: `var password = new NetworkCredential("", Environment.GetEnvironmentVariable("SQL_PASSWORD")).SecurePassword;
password.MakeReadOnly();
using var connection = new SqlConnection(${csharpString(target)},
    new SqlCredential("«databaseUser»", password));
${csharpRun}`,
    },
    java: {
      packages: ['com.microsoft.sqlserver:mssql-jdbc'],
      imports: JAVA_IMPORTS,
      code: `${javaSource(target)}source.setUser("«databaseUser»");
source.setPassword(System.getenv("SQL_PASSWORD"));
${javaRun}`,
    },
    go: {
      packages: [GO_MSSQL],
      imports: ['database/sql', 'fmt', 'net/url', 'os', `mssql ${GO_MSSQL}`],
      code: `${goUrl(target)}address, err := url.Parse(dsn)
if err != nil {
	log.Fatal(err)
}
address.User = url.UserPassword("«databaseUser»", os.Getenv("SQL_PASSWORD"))
connector, err := mssql.NewConnector(address.String())
if err != nil {
	log.Fatal(err)
}
${goRun}`,
    },
    shell: {
      code: `${sqlcmd(target)} -U '«databaseUser»' -Q '${QUERY}' # SQLCMDPASSWORD from the environment\n`,
    },
  };
}

/** sqlcmd signs in by itself; which way depends on the credential. */
export function sqlcmdWith(target: SqlTarget, method: string): Blocks {
  return { shell: { code: `${sqlcmd(target)} --authentication-method=${method} -Q '${QUERY}'\n` } };
}
