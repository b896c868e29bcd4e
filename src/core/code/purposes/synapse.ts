import type { Purpose, Script } from '../catalogue.ts';
import { entraCredentials } from '../credentials/sets.ts';
import { restGet } from './rest.ts';
import { sqlWays } from './sql.ts';

const SQL_SCOPE = 'https://database.windows.net/.default';
const SQL_SOURCE = 'https://learn.microsoft.com/azure/synapse-analytics/sql/active-directory-authentication';
const layers =
  'Three layers decide: Azure RBAC on the workspace resource, Synapse RBAC on the development endpoint, SQL permissions in the pools.';

const user: Script = {
  title: 'In the pool: a user for the identity',
  language: 'sql',
  code: `CREATE USER [«databaseUser»] FROM EXTERNAL PROVIDER;
EXEC sp_addrolemember 'db_datareader', '«databaseUser»';
`,
};
const login: Script = {
  title: 'In master of the serverless endpoint: a login, and a user in the database',
  language: 'sql',
  code: `CREATE LOGIN [«databaseUser»] FROM EXTERNAL PROVIDER;
USE [«database»];
CREATE USER [«databaseUser»] FROM LOGIN [«databaseUser»];
ALTER ROLE db_datareader ADD MEMBER [«databaseUser»];
-- The caller reads storage with its own token: it needs Storage Blob Data Reader, or a database scoped credential
-- WITH IDENTITY = 'Managed Identity'.
`,
};

export const synapsePurposes: readonly Purpose[] = [
  {
    id: 'synapseDedicated',
    prefix: 'synapse',
    group: 'Synapse',
    title: 'Synapse, dedicated SQL pool of a workspace',
    detail: 'The endpoint <workspace>.sql.azuresynapse.net.',
    scope: SQL_SCOPE,
    setup: [user],
    pitfalls: [layers, 'A paused pool refuses connections until it is resumed.'],
    source: SQL_SOURCE,
    ways: sqlWays({
      server: '«synapseWorkspace».sql.azuresynapse.net',
      database: '«database»',
      timeout: 300,
    }),
  },
  {
    id: 'synapseServerless',
    prefix: 'synapse-serverless',
    group: 'Synapse',
    title: 'Synapse, serverless SQL',
    detail: 'The endpoint <workspace>-ondemand.sql.azuresynapse.net; data stays in the lake.',
    scope: SQL_SCOPE,
    setup: [login],
    pitfalls: [
      layers,
      'Files are read with the token of the caller: without Storage Blob Data Reader the query fails, not the connection. A SQL login cannot pass through.',
    ],
    source: SQL_SOURCE,
    ways: sqlWays({
      server: '«synapseWorkspace»-ondemand.sql.azuresynapse.net',
      database: '«database»',
      timeout: 300,
    }),
  },
  {
    id: 'synapseDev',
    prefix: 'synapse-dev',
    group: 'Synapse',
    title: 'Synapse, development endpoint (Spark, pipelines)',
    detail: 'Sessions of a Spark pool over REST; the audience is dev.azuresynapse.net, not that of SQL.',
    scope: 'https://dev.azuresynapse.net/.default',
    setup: [
      {
        title: 'A Synapse role for the identity',
        language: 'shell',
        code: `az synapse role assignment create --workspace-name '«synapseWorkspace»' \\
  --role 'Synapse Compute Operator' --assignee '«clientId»'
`,
      },
    ],
    pitfalls: [layers],
    source: 'https://learn.microsoft.com/rest/api/synapse/data-plane/spark-session',
    ways: [
      {
        credentials: entraCredentials,
        blocks: restGet({
          url: 'https://«synapseWorkspace».dev.azuresynapse.net/livyApi/versions/2019-11-01-preview/sparkPools/«sparkPool»/sessions',
        }),
      },
    ],
  },
  {
    id: 'synapseNotebook',
    prefix: 'synapse-notebook',
    group: 'Synapse',
    title: 'Synapse, token inside a Spark notebook',
    detail: 'The notebook asks its platform; no credential of its own.',
    pitfalls: ['The audiences are names here: Storage, Vault, AzureManagement, DW, Synapse.'],
    source: 'https://learn.microsoft.com/azure/synapse-analytics/spark/microsoft-spark-utilities',
    ways: [
      {
        credentials: ['systemIdentity'],
        whole: true,
        blocks: {
          python: {
            imports: ['from notebookutils import mssparkutils'],
            code: `token = mssparkutils.credentials.getToken("Storage")
secret = mssparkutils.credentials.getSecret("«vaultName»", "«secretName»")
`,
          },
        },
      },
    ],
  },
];
