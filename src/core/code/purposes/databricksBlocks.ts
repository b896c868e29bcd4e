import type { Blocks } from '../catalogue.ts';
import { GO_CORE, GO_TOKEN, JAVA_SQL_IMPORTS } from '../pieces.ts';

/** Where a warehouse answers. */
export const PATH = '/sql/1.0/warehouses/«warehouseId»';
const GO_DATABRICKS = 'github.com/databricks/databricks-sql-go';

const pythonRun = `with connection.cursor() as cursor:
    cursor.execute("select current_user()")
    print(cursor.fetchall())
connection.close()
`;
const python = (authentication: string) => `connection = sql.connect(
    server_hostname="«databricksHost»",
    http_path="${PATH}",
${authentication})
${pythonRun}`;
const typescript = (authentication: string) => `const client = new DBSQLClient();
await client.connect({
  host: '«databricksHost»',
  path: '${PATH}',
${authentication}});
const session = await client.openSession();
const operation = await session.executeStatement('select current_user()');
console.log(await operation.fetchAll());
await operation.close();
await session.close();
await client.close();
`;
const java = (properties: string) => `Properties properties = new Properties();
${properties}String url = "jdbc:databricks://«databricksHost»:443;httpPath=${PATH}";
try (Connection connection = DriverManager.getConnection(url, properties);
     ResultSet row = connection.createStatement().executeQuery("select current_user()")) {
    row.next();
    System.out.println(row.getString(1));
}
`;
const javaProperties = (entries: Readonly<Record<string, string>>) =>
  Object.entries(entries)
    .map(([name, value]) => `properties.setProperty("${name}", ${value});\n`)
    .join('');
const go = (option: string) => `connector, err := dbsql.NewConnector(
	dbsql.WithServerHostname("«databricksHost»"),
	dbsql.WithPort(443),
	dbsql.WithHTTPPath("${PATH}"),
	${option},
)
if err != nil {
	log.Fatal(err)
}
database := sql.OpenDB(connector)
defer database.Close()
var user string
if err := database.QueryRowContext(ctx, "select current_user()").Scan(&user); err != nil {
	log.Fatal(err)
}
fmt.Println(user)
`;

/** With a token of the credential before it. */
export const entraToken: Blocks = {
  python: {
    packages: ['databricks-sql-connector'],
    imports: ['from databricks import sql'],
    code: python(`    access_token=credential.get_token("«scope»").token,\n`),
  },
  typescript: {
    packages: ['@databricks/sql'],
    imports: [`import { DBSQLClient } from '@databricks/sql';`],
    code: typescript(`  authType: 'external-token',
  getToken: async () => (await credential.getToken('«scope»')).token, // asked again before it ends
`),
  },
  java: {
    packages: ['com.databricks:databricks-jdbc'],
    imports: ['com.azure.core.credential.TokenRequestContext', ...JAVA_SQL_IMPORTS],
    code: java(
      javaProperties({
        AuthMech: '"11"',
        Auth_Flow: '"0"',
        Auth_AccessToken:
          'credential.getTokenSync(new TokenRequestContext().addScopes("«scope»")).getToken()',
      }),
    ),
  },
  go: {
    packages: [GO_CORE, GO_DATABRICKS],
    imports: ['database/sql', 'fmt', `${GO_CORE}/policy`, `dbsql ${GO_DATABRICKS}`],
    code: `${GO_TOKEN}${go('dbsql.WithAccessToken(token.Token)')}`,
  },
};

/** With an application of Databricks itself (OAuth M2M). */
export const m2m: Blocks = {
  python: {
    packages: ['databricks-sql-connector', 'databricks-sdk'],
    imports: [
      'import os',
      'from databricks import sql',
      'from databricks.sdk.core import Config',
      'from databricks.sdk.credentials_provider import oauth_service_principal',
    ],
    code: `config = Config(
    host="https://«databricksHost»",
    client_id="«databricksClientId»",
    client_secret=os.environ["DATABRICKS_CLIENT_SECRET"],
)
${python('    credentials_provider=lambda: oauth_service_principal(config),\n')}`,
  },
  typescript: {
    packages: ['@databricks/sql'],
    imports: [`import { DBSQLClient } from '@databricks/sql';`],
    code: typescript(`  authType: 'databricks-oauth',
  oauthClientId: '«databricksClientId»',
  oauthClientSecret: process.env['DATABRICKS_CLIENT_SECRET'] ?? '',
`),
  },
  java: {
    packages: ['com.databricks:databricks-jdbc'],
    imports: JAVA_SQL_IMPORTS,
    code: java(
      javaProperties({
        AuthMech: '"11"',
        Auth_Flow: '"1"',
        OAuth2ClientId: '"«databricksClientId»"',
        OAuth2Secret: 'System.getenv("DATABRICKS_CLIENT_SECRET")',
      }),
    ),
  },
  go: {
    packages: [GO_DATABRICKS],
    imports: ['database/sql', 'fmt', 'os', `dbsql ${GO_DATABRICKS}`],
    code: go('dbsql.WithClientCredentials("«databricksClientId»", os.Getenv("DATABRICKS_CLIENT_SECRET"))'),
  },
  shell: {
    code: `token=$(curl --fail-with-body --silent 'https://«databricksHost»/oidc/v1/token' \\
  --config <(printf 'user = "%s:%s"' '«databricksClientId»' "$DATABRICKS_CLIENT_SECRET") \\
  --data 'grant_type=client_credentials&scope=all-apis' | jq --raw-output .access_token)
curl --fail-with-body --silent 'https://«databricksHost»/api/2.0/preview/scim/v2/Me' \\
  --header @<(printf 'Authorization: Bearer %s' "$token")
`,
  },
};

/** With a personal access token. */
export const pat: Blocks = {
  python: {
    packages: ['databricks-sql-connector'],
    imports: ['import os', 'from databricks import sql'],
    code: python('    access_token=os.environ["DATABRICKS_TOKEN"],\n'),
  },
  typescript: {
    packages: ['@databricks/sql'],
    imports: [`import { DBSQLClient } from '@databricks/sql';`],
    code: typescript(`  token: process.env['DATABRICKS_TOKEN'] ?? '',\n`),
  },
  java: {
    packages: ['com.databricks:databricks-jdbc'],
    imports: JAVA_SQL_IMPORTS,
    code: java(javaProperties({ AuthMech: '"3"', UID: '"token"', PWD: 'System.getenv("DATABRICKS_TOKEN")' })),
  },
  go: {
    packages: [GO_DATABRICKS],
    imports: ['database/sql', 'fmt', 'os', `dbsql ${GO_DATABRICKS}`],
    code: go('dbsql.WithAccessToken(os.Getenv("DATABRICKS_TOKEN"))'),
  },
};
