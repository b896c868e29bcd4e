/** What a person, a tenant or a directory fills in. */
export interface Placeholder {
  readonly title: string;
  /** What stands in its place until it is known; never a value that could work. */
  readonly example: string;
  /** Values to choose from; the first is not a default, only the first offered. */
  readonly choices?: readonly string[];
  /** What a value looks like, and how to say so. */
  readonly shape?: { readonly pattern: RegExp; readonly like: string };
}

const GUID = {
  pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  like: '00000000-0000-0000-0000-000000000000',
};
/** What ends a value inside a connection string, or begins another one. */
const PLAIN = { pattern: /^[^;{}"'\\\r\n]+$/, like: 'a name without ; { } quotes and backslashes' };
const host = (like: string) => ({ pattern: /^[a-z0-9][a-z0-9.-]*$/i, like });
const PORT = { pattern: /^\d{1,5}$/, like: '389' };
const URL_SHAPE = { pattern: /^https:\/\/[^\s"'\\]+$/, like: 'https://…' };

/** Every placeholder of the catalogue, by the name that stands between « and ». */
export const placeholders = {
  tenantId: { title: 'Tenant ID', example: '<tenant id>', shape: GUID },
  clientId: { title: 'Client ID of the application', example: '<client id>', shape: GUID },
  identityClientId: {
    title: 'Client ID of the user-assigned managed identity',
    example: '<client id of the identity>',
    shape: GUID,
  },
  authority: { title: 'Authority', example: '<authority>', shape: URL_SHAPE },
  scope: {
    title: 'Scope',
    example: '<scope>',
    choices: [
      'https://graph.microsoft.com/.default',
      'https://management.azure.com/.default',
      'https://vault.azure.net/.default',
      'https://storage.azure.com/.default',
      'https://database.windows.net/.default',
      'https://ossrdbms-aad.database.windows.net/.default',
      '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default',
    ],
  },
  redirectUri: { title: 'Redirect URI', example: '<redirect uri>' },
  certificatePath: {
    title: 'PEM file with certificate and private key',
    example: '<path to certificate.pem>',
  },
  serviceConnectionId: { title: 'Service connection ID', example: '<service connection id>', shape: GUID },
  pgHost: {
    title: 'PostgreSQL server',
    example: '<server>.postgres.database.azure.com',
    shape: host('name.postgres.database.azure.com'),
  },
  database: { title: 'Database', example: '<database>', shape: PLAIN },
  databaseUser: { title: 'Database user', example: '<role name or user principal name>', shape: PLAIN },
  sqlServer: {
    title: 'SQL server',
    example: '<server>.database.windows.net',
    shape: host('name.database.windows.net'),
  },
  replicaDatabase: { title: 'Database name of the named replica', example: '<named replica>', shape: PLAIN },
  poolServer: {
    title: 'Server of the dedicated SQL pool',
    example: '<server>.database.windows.net',
    shape: host('name.database.windows.net'),
  },
  synapseWorkspace: {
    title: 'Synapse workspace',
    example: '<workspace>',
    shape: { pattern: /^[a-z0-9-]+$/i, like: 'its name, without a domain' },
  },
  sparkPool: { title: 'Spark pool', example: '<spark pool>', shape: PLAIN },
  databricksHost: {
    title: 'Databricks workspace',
    example: 'adb-<workspace id>.<n>.azuredatabricks.net',
    shape: host('adb-1234567890123456.7.azuredatabricks.net'),
  },
  warehouseId: {
    title: 'SQL warehouse ID',
    example: '<warehouse id>',
    shape: { pattern: /^[a-z0-9]+$/i, like: 'letters and digits' },
  },
  databricksClientId: {
    title: 'Client ID of the Databricks service principal',
    example: '<databricks client id>',
    shape: GUID,
  },
  workspaceResourceId: {
    title: 'Azure resource ID of the workspace',
    example: '/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Databricks/workspaces/<name>',
  },
  subscriptionId: { title: 'Azure subscription', example: '<subscription id>', shape: GUID },
  vaultName: {
    title: 'Key vault',
    example: '<vault>',
    shape: { pattern: /^[a-z][a-z0-9-]{1,22}[a-z0-9]$/i, like: 'its name, without a domain' },
  },
  secretName: {
    title: 'Secret',
    example: '<secret name>',
    shape: { pattern: /^[0-9a-z-]+$/i, like: 'letters, digits and -' },
  },
  storageAccount: {
    title: 'Storage account',
    example: '<account>',
    shape: { pattern: /^[a-z0-9]{3,24}$/, like: 'three to 24 lower-case letters and digits' },
  },
  container: {
    title: 'Blob container',
    example: '<container>',
    shape: { pattern: /^[a-z0-9$-]+$/, like: 'lower-case letters, digits and -' },
  },
  apiUrl: { title: 'URL of the API', example: 'https://<name>.azure-api.net/<path>', shape: URL_SHAPE },
  apiAppId: { title: 'Application ID URI of the API', example: 'api://<client id of the api>' },
  basicUser: { title: 'User of the API', example: '<user>', shape: PLAIN },
  ldapHost: { title: 'LDAP server', example: '<dc.example.com>', shape: host('dc1.corp.example.com') },
  ldapPort: { title: 'Port for StartTLS', example: '389', choices: ['389', '3268'], shape: PORT },
  ldapsPort: { title: 'Port of LDAPS', example: '636', choices: ['636', '3269'], shape: PORT },
  bindDn: { title: 'Who binds: DN, or in AD user@domain', example: '<user dn or upn>' },
  baseDn: { title: 'Base DN', example: '<dc=example,dc=com>' },
  ldapFilter: {
    title: 'Filter',
    example: '(objectClass=person)',
    choices: ['(objectClass=person)', '(&(objectCategory=person)(objectClass=user))', '(objectClass=*)'],
  },
  entryDn: { title: 'DN of the entry', example: '<cn=user,dc=example,dc=com>' },
  mailSender: {
    title: 'Mailbox that sends',
    example: '<user@example.com>',
    shape: { pattern: /^[^\s"'@]+@[^\s"'@]+$/, like: 'user@example.com' },
  },
  mailRecipient: {
    title: 'Recipient',
    example: '<recipient@example.com>',
    shape: { pattern: /^[^\s"'@]+@[^\s"'@]+$/, like: 'user@example.com' },
  },
  attachmentPath: { title: 'File to attach', example: '<file>' },
  resourceGroup: { title: 'Resource group', example: '<resource group>', shape: PLAIN },
  clusterName: { title: 'AKS cluster', example: '<cluster>', shape: PLAIN },
  namespace: {
    title: 'Kubernetes namespace',
    example: '<namespace>',
    shape: { pattern: /^[a-z0-9-]+$/, like: 'lower-case letters, digits and -' },
  },
  serviceAccount: {
    title: 'Kubernetes service account',
    example: '<service account>',
    shape: { pattern: /^[a-z0-9.-]+$/, like: 'lower-case letters, digits, - and .' },
  },
  image: { title: 'Container image', example: '<registry>/<image>:<tag>' },
  identityName: { title: 'Name of the managed identity', example: '<identity>', shape: PLAIN },
  repository: {
    title: 'GitHub repository',
    example: '<owner>/<repository>',
    shape: { pattern: /^[\w.-]+\/[\w.-]+$/, like: 'owner/repository' },
  },
  appName: { title: 'Display name of the application', example: '<application>', shape: PLAIN },
} as const satisfies Readonly<Record<string, Placeholder>>;

export type PlaceholderName = keyof typeof placeholders;

/** Values by placeholder, as far as they are known. */
export type Values = { readonly [Name in PlaceholderName]?: string };

const MARK = /«(\w+)»/g;

/** Whether the catalogue has a placeholder of that name. */
export function isPlaceholder(name: string): name is PlaceholderName {
  return Object.hasOwn(placeholders, name);
}

/** The placeholders of a template in the order they first stand in it. */
export function placeholdersIn(template: string): readonly PlaceholderName[] {
  const names = [...template.matchAll(MARK)].flatMap(([, name = '']) => (isPlaceholder(name) ? [name] : []));
  return [...new Set(names)];
}

/** The template with every placeholder replaced by what `value` makes of its name. */
export function replacePlaceholders(template: string, value: (name: PlaceholderName) => string): string {
  return template.replaceAll(MARK, (whole, name: string) => (isPlaceholder(name) ? value(name) : whole));
}

/** What is wrong with a value, as the text that says what it should look like; undefined when it fits. */
export function misshapen(name: PlaceholderName, value: string): string | undefined {
  const { shape }: Placeholder = placeholders[name];
  return shape === undefined || shape.pattern.test(value) ? undefined : shape.like;
}
