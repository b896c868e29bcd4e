import type { Purpose, Script } from '../catalogue.ts';
import { appCredentials, entraCredentials } from '../credentials/sets.ts';
import { entraToken, m2m, pat, PATH } from './databricksBlocks.ts';
import { restGet } from './rest.ts';
import { TYPESCRIPT_PRINT } from '../pieces.ts';

const SCOPE = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default';

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
${TYPESCRIPT_PRINT}`,
          },
        },
      },
    ],
  },
];
