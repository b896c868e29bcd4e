/** A service that takes Entra tokens: which scope, at which hosts, and how a token is handed over. */
export interface Platform {
  readonly id: string;
  readonly title: string;
  /** The v2.0 scope; managed identities take it without `/.default`. */
  readonly scope: string;
  /** Other spellings of the same resource. */
  readonly aliases?: readonly RegExp[];
  /** Its hosts in the public cloud. */
  readonly hosts: RegExp;
  /** The variable in which its own tools look for a token. */
  readonly variable: string;
  /** A harmless request, for an `.http` file; absent where there is no HTTP. */
  readonly request?: { readonly url: string; readonly headers?: Readonly<Record<string, string>> };
  readonly source: string;
}

const LEARN = 'https://learn.microsoft.com/azure/';

/** Every platform; a new one is one entry. */
export const platforms: readonly Platform[] = [
  {
    id: 'graph',
    title: 'Microsoft Graph',
    scope: 'https://graph.microsoft.com/.default',
    hosts: /(?:^|\.)graph\.microsoft\.com$/i,
    variable: 'GRAPH_TOKEN',
    request: { url: 'https://graph.microsoft.com/v1.0/me' },
    source: 'https://learn.microsoft.com/graph/auth/',
  },
  {
    id: 'postgresql',
    title: 'Azure Database for PostgreSQL or MySQL',
    scope: 'https://ossrdbms-aad.database.windows.net/.default',
    hosts: /\.(?:postgres|mysql)\.database\.azure\.com$/i,
    variable: 'PGPASSWORD',
    source: `${LEARN}postgresql/flexible-server/how-to-configure-sign-in-azure-ad-authentication`,
  },
  {
    id: 'sql',
    title: 'Azure SQL, Hyperscale, Synapse SQL',
    scope: 'https://database.windows.net/.default',
    aliases: [/^https:\/\/database\.windows\.net\/\/\.default$/],
    hosts: /\.(?:database\.windows\.net|sql\.azuresynapse\.net)$/i,
    variable: 'SQL_ACCESS_TOKEN',
    source: `${LEARN}azure-sql/database/authentication-aad-overview`,
  },
  {
    id: 'synapse',
    title: 'Synapse workspace (Spark, pipelines)',
    scope: 'https://dev.azuresynapse.net/.default',
    hosts: /\.dev\.azuresynapse\.net$/i,
    variable: 'SYNAPSE_TOKEN',
    request: {
      url: 'https://{{workspace}}.dev.azuresynapse.net/rbac/roleDefinitions?api-version=2020-12-01',
    },
    source: `${LEARN}synapse-analytics/sql/active-directory-authentication`,
  },
  {
    id: 'databricks',
    title: 'Azure Databricks workspace',
    scope: '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default',
    hosts: /\.azuredatabricks\.net$/i,
    variable: 'DATABRICKS_TOKEN',
    request: { url: 'https://{{workspace}}.azuredatabricks.net/api/2.0/preview/scim/v2/Me' },
    source: `${LEARN}databricks/dev-tools/auth/`,
  },
  {
    id: 'keyVault',
    title: 'Key Vault',
    scope: 'https://vault.azure.net/.default',
    hosts: /\.vault\.azure\.net$/i,
    variable: 'VAULT_TOKEN',
    request: { url: 'https://{{vault}}.vault.azure.net/secrets?api-version=7.4' },
    source: `${LEARN}key-vault/general/authentication`,
  },
  {
    id: 'storage',
    title: 'Storage',
    scope: 'https://storage.azure.com/.default',
    aliases: [/^https:\/\/[\w-]+\.(?:blob|dfs|queue|table|file)\.core\.windows\.net\/\.default$/i],
    hosts: /\.(?:blob|dfs|queue|table|file)\.core\.windows\.net$/i,
    variable: 'STORAGE_TOKEN',
    request: {
      url: 'https://{{account}}.blob.core.windows.net/?comp=list',
      headers: { 'x-ms-version': '2023-11-03' },
    },
    source: `${LEARN}storage/blobs/authorize-access-azure-active-directory`,
  },
  {
    id: 'resourceManager',
    title: 'Azure Resource Manager',
    scope: 'https://management.azure.com/.default',
    aliases: [/^https:\/\/management\.core\.windows\.net\/{1,2}\.default$/],
    hosts: /^management\.azure\.com$/i,
    variable: 'ARM_TOKEN',
    request: { url: 'https://management.azure.com/subscriptions?api-version=2022-12-01' },
    source: 'https://learn.microsoft.com/rest/api/azure/',
  },
  {
    id: 'aks',
    title: 'AKS cluster (API server)',
    scope: '6dae42f8-4368-4678-94ff-3960e28e3630/.default',
    hosts: /\.azmk8s\.io$/i,
    variable: 'KUBE_TOKEN',
    source: `${LEARN}aks/kubelogin-authentication`,
  },
  {
    id: 'serviceBus',
    title: 'Service Bus and Event Hubs',
    scope: 'https://servicebus.azure.net/.default',
    aliases: [/^https:\/\/eventhubs\.azure\.net\/\.default$/],
    hosts: /\.servicebus\.windows\.net$/i,
    variable: 'SERVICEBUS_TOKEN',
    source: `${LEARN}service-bus-messaging/service-bus-managed-service-identity`,
  },
  {
    id: 'appConfiguration',
    title: 'App Configuration',
    scope: 'https://azconfig.io/.default',
    hosts: /\.azconfig\.io$/i,
    variable: 'APPCONFIG_TOKEN',
    request: { url: 'https://{{store}}.azconfig.io/kv?api-version=1.0' },
    source: `${LEARN}azure-app-configuration/rest-api-authentication-azure-ad`,
  },
  {
    id: 'cognitiveServices',
    title: 'Azure AI services and Azure OpenAI',
    scope: 'https://cognitiveservices.azure.com/.default',
    hosts: /\.(?:cognitiveservices|openai|services\.ai)\.azure\.com$/i,
    variable: 'AZURE_AI_TOKEN',
    source: `${LEARN}ai-services/authentication`,
  },
  {
    id: 'devOps',
    title: 'Azure DevOps',
    scope: '499b84ac-1321-427f-aa17-267ca6975798/.default',
    hosts: /^(?:dev\.azure\.com|[\w-]+\.visualstudio\.com)$/i,
    variable: 'AZURE_DEVOPS_TOKEN',
    request: { url: 'https://dev.azure.com/{{organization}}/_apis/projects?api-version=7.1' },
    source: `${LEARN}devops/integrate/get-started/authentication/entra`,
  },
];

/** The platform a scope is for; undefined for any other. */
export function platformOfScope(scope: string): Platform | undefined {
  return platforms.find(
    (each) => each.scope === scope || each.aliases?.some((alias) => alias.test(scope)) === true,
  );
}

/** The platform a host belongs to. */
export function platformOfHost(host: string): Platform | undefined {
  return platforms.find(({ hosts }) => hosts.test(host));
}
