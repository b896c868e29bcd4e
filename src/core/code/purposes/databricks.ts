import type { Blocks, Purpose, Script } from '../catalogue.ts';
import { appCredentials, entraCredentials } from '../credentials/sets.ts';
import { restGet } from './rest.ts';

const SCOPE = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default';
const PATH = '/sql/1.0/warehouses/«warehouseId»';
const GO_CORE = 'github.com/Azure/azure-sdk-for-go/sdk/azcore';
const GO_DATABRICKS = 'github.com/databricks/databricks-sql-go';

const grants: Script = {
  title: 'In Unity Catalog: what the principal may read',
  language: 'sql',
  code: `-- A service principal is named by its application ID.
GRANT USE CATALOG ON CATALOG main TO \`«clientId»\`;
GRANT USE SCHEMA, SELECT ON SCHEMA main.default TO \`«clientId»\`;
`,
};
const pitfalls = [
  'The principal has to be in the workspace, with the entitlement for SQL and CAN USE on the warehouse.',
  "The scope is Databricks' application ID with /.default; a token for management.azure.com is for Resource Manager only.",
  'Storage is reached with the managed identity of the access connector (Unity Catalog), not with the token of the caller.',
];

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
const JAVA_IMPORTS = [
  'java.sql.Connection',
  'java.sql.DriverManager',
  'java.sql.ResultSet',
  'java.util.Properties',
];
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

const entraToken: Blocks = {
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
    imports: ['com.azure.core.credential.TokenRequestContext', ...JAVA_IMPORTS],
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
    code: `token, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"«scope»"}})
if err != nil {
	log.Fatal(err)
}
${go('dbsql.WithAccessToken(token.Token)')}`,
  },
};
const m2m: Blocks = {
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
    imports: JAVA_IMPORTS,
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
const pat: Blocks = {
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
    imports: JAVA_IMPORTS,
    code: java(javaProperties({ AuthMech: '"3"', UID: '"token"', PWD: 'System.getenv("DATABRICKS_TOKEN")' })),
  },
  go: {
    packages: [GO_DATABRICKS],
    imports: ['database/sql', 'fmt', 'os', `dbsql ${GO_DATABRICKS}`],
    code: go('dbsql.WithAccessToken(os.Getenv("DATABRICKS_TOKEN"))'),
  },
};

const odbcString = `    "Driver=Simba Spark ODBC Driver;Host=«databricksHost»;Port=443;HTTPPath=${PATH};SSL=1;ThriftTransport=2;"`;

export const databricksPurposes: readonly Purpose[] = [
  {
    id: 'databricksSql',
    prefix: 'databricks',
    group: 'Databricks',
    title: 'Databricks SQL warehouse',
    detail: 'Over the connector of the language; in Java over JDBC.',
    scope: SCOPE,
    setup: [grants],
    pitfalls,
    source: 'https://learn.microsoft.com/azure/databricks/dev-tools/auth/',
    ways: [
      { credentials: entraCredentials, blocks: entraToken },
      { credentials: ['databricksM2m'], blocks: m2m },
      { credentials: ['pat'], blocks: pat },
    ],
  },
  {
    id: 'databricksOdbc',
    prefix: 'databricks-odbc',
    group: 'Databricks',
    title: 'Databricks SQL warehouse over ODBC',
    detail:
      'The same keys as JDBC: AuthMech 11 with a token or OAuth secret, AuthMech 3 with a personal access token.',
    scope: SCOPE,
    setup: [grants],
    pitfalls: [...pitfalls, 'The ODBC manager writes connection strings to its trace: keep the trace off.'],
    source: 'https://learn.microsoft.com/azure/databricks/integrations/odbc/authentication',
    ways: [
      {
        credentials: entraCredentials,
        blocks: {
          python: {
            packages: ['pyodbc'],
            imports: ['import pyodbc'],
            code: `connection = pyodbc.connect(
${odbcString}
    "AuthMech=11;Auth_Flow=0",
    autocommit=True,
    Auth_AccessToken=credential.get_token("«scope»").token,
)
print(connection.execute("select current_user()").fetchval())
`,
          },
          csharp: {
            packages: ['System.Data.Odbc'],
            imports: ['System', 'System.Data.Odbc', 'Azure.Core'],
            code: `var token = await credential.GetTokenAsync(new TokenRequestContext(["«scope»"]), default);
var text = new OdbcConnectionStringBuilder
{
    Driver = "Simba Spark ODBC Driver",
    ["Host"] = "«databricksHost»",
    ["Port"] = "443",
    ["HTTPPath"] = "${PATH}",
    ["SSL"] = "1",
    ["ThriftTransport"] = "2",
    ["AuthMech"] = "11",
    ["Auth_Flow"] = "0",
    ["Auth_AccessToken"] = token.Token,
};
using var connection = new OdbcConnection(text.ConnectionString);
await connection.OpenAsync();
using var command = new OdbcCommand("select current_user()", connection);
Console.WriteLine(await command.ExecuteScalarAsync());
`,
          },
        },
      },
      {
        credentials: ['databricksM2m'],
        blocks: {
          python: {
            packages: ['pyodbc'],
            imports: ['import os', 'import pyodbc'],
            code: `connection = pyodbc.connect(
${odbcString}
    "AuthMech=11;Auth_Flow=1;Auth_Client_ID=«databricksClientId»;Auth_Scope=all-apis",
    autocommit=True,
    Auth_Client_Secret=os.environ["DATABRICKS_CLIENT_SECRET"],
)
print(connection.execute("select current_user()").fetchval())
`,
          },
        },
      },
    ],
  },
  {
    id: 'databricksRest',
    prefix: 'databricks-rest',
    group: 'Databricks',
    title: 'Databricks workspace REST API',
    detail: 'The Databricks control plane: clusters, jobs, Unity Catalog.',
    scope: SCOPE,
    pitfalls,
    source: 'https://learn.microsoft.com/azure/databricks/dev-tools/auth/',
    ways: [
      {
        credentials: entraCredentials,
        blocks: restGet({ url: 'https://«databricksHost»/api/2.1/clusters/list' }),
      },
    ],
  },
  {
    id: 'databricksControlPlane',
    prefix: 'databricks-arm',
    group: 'Databricks',
    title: 'Databricks workspaces in Azure Resource Manager',
    detail: 'The Azure control plane makes and lists workspaces; its token opens none of them.',
    scope: 'https://management.azure.com/.default',
    setup: [
      {
        title: 'Reader on the workspaces',
        language: 'shell',
        code: `az role assignment create --assignee '«clientId»' --role Reader --scope '/subscriptions/«subscriptionId»'\n`,
      },
    ],
    pitfalls: [
      'Two planes, two tokens: management.azure.com for the workspace resource, the Databricks application for what is in it.',
    ],
    source: 'https://learn.microsoft.com/rest/api/databricks/workspaces/list-by-subscription',
    ways: [
      {
        credentials: entraCredentials,
        blocks: restGet({
          url: 'https://management.azure.com/subscriptions/«subscriptionId»/providers/Microsoft.Databricks/workspaces?api-version=2024-05-01',
        }),
      },
    ],
  },
  {
    id: 'databricksNewPrincipal',
    prefix: 'databricks-principal',
    group: 'Databricks',
    title: 'Databricks REST as a principal not yet in the workspace',
    detail: 'A Contributor of the workspace resource sends two tokens, and is added by it.',
    scope: SCOPE,
    pitfalls: ['Both tokens are of the same principal: one for Databricks, one for Resource Manager.'],
    source: 'https://learn.microsoft.com/azure/databricks/dev-tools/service-prin-aad-token',
    ways: [
      {
        credentials: appCredentials,
        blocks: {
          python: {
            packages: ['requests'],
            imports: ['import requests'],
            code: `response = requests.get(
    "https://«databricksHost»/api/2.0/preview/scim/v2/Me",
    headers={
        "Authorization": f"Bearer {credential.get_token('«scope»').token}",
        "X-Databricks-Azure-SP-Management-Token": credential.get_token("https://management.azure.com/.default").token,
        "X-Databricks-Azure-Workspace-Resource-Id": "«workspaceResourceId»",
    },
    timeout=30,
)
response.raise_for_status()
print(response.json()["userName"])
`,
          },
          typescript: {
            code: `const databricks = await credential.getToken('«scope»');
const management = await credential.getToken('https://management.azure.com/.default');
const response = await fetch('https://«databricksHost»/api/2.0/preview/scim/v2/Me', {
  headers: {
    Authorization: \`Bearer \${databricks.token}\`,
    'X-Databricks-Azure-SP-Management-Token': management.token,
    'X-Databricks-Azure-Workspace-Resource-Id': '«workspaceResourceId»',
  },
});
if (!response.ok) throw new Error(\`\${String(response.status)} \${await response.text()}\`);
console.log(await response.json());
`,
          },
        },
      },
    ],
  },
];
