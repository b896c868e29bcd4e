import type { LanguageId } from './catalogue.ts';

/** The version of each package that the code was proved with, by language and name; test/code holds its lock files to it. */
const versions: { readonly [Id in LanguageId]?: Readonly<Record<string, string>> } = {
  python: {
    'azure-identity': '1.27.0',
    msal: '1.39.0',
    flask: '3.1.3',
    requests: '2.34.2',
    psycopg: '3.3.9',
    'psycopg-pool': '3.3.3',
    asyncpg: '0.32.0',
    pg8000: '1.31.6',
    sqlalchemy: '2.1.9',
    pyodbc: '5.5.0',
    'mssql-python': '1.16.0',
    'databricks-sql-connector': '4.9.0',
    'databricks-sdk': '0.162.0',
    'azure-keyvault-secrets': '4.12.0',
    'azure-storage-blob': '12.31.1',
    ldap3: '2.9.1',
    'msgraph-sdk': '1.65.0',
  },
  typescript: {
    '@azure/identity': '4.13.1',
    '@azure/identity-cache-persistence': '1.2.0',
    '@azure/msal-node': '7.2.3',
    '@azure/msal-browser': '5.30.0',
    open: '11.0.4',
    pg: '8.23.1',
    '@types/pg': '8.23.1',
    mssql: '12.7.14',
    '@types/mssql': '12.3.0',
    '@databricks/sql': '2.1.0',
    '@azure/keyvault-secrets': '4.11.2',
    '@azure/storage-blob': '12.32.0',
    ldapts: '8.2.0',
    '@microsoft/microsoft-graph-client': '3.0.7',
  },
  java: {
    'com.azure:azure-identity': '1.19.0',
    'com.microsoft.azure:msal4j': '1.26.1',
    'org.postgresql:postgresql': '42.7.14',
    'com.zaxxer:HikariCP': '7.1.0',
    'com.microsoft.sqlserver:mssql-jdbc': '13.6.2.jre11',
    'com.databricks:databricks-jdbc': '3.4.5',
    'com.azure:azure-security-keyvault-secrets': '4.11.1',
    'com.azure:azure-storage-blob': '12.37.2',
    'com.microsoft.graph:microsoft-graph': '6.69.0',
  },
  go: {
    'github.com/Azure/azure-sdk-for-go/sdk/azcore': '1.24.0',
    'github.com/Azure/azure-sdk-for-go/sdk/azidentity': '1.15.0',
    'github.com/Azure/azure-sdk-for-go/sdk/azidentity/cache': '0.4.0',
    'github.com/AzureAD/microsoft-authentication-library-for-go': '1.10.1',
    'github.com/jackc/pgx/v5': '5.12.0',
    'github.com/microsoft/go-mssqldb': '1.11.2',
    'github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets': '1.5.1',
    'github.com/Azure/azure-sdk-for-go/sdk/storage/azblob': '1.8.3',
  },
};

/** Packages with extras or another name where they are installed. */
const installNames: Readonly<Record<string, string>> = { psycopg: 'psycopg[binary]' };

/** The proved version of a package, undefined where none was proved here. */
export function provedVersion(language: LanguageId, name: string): string | undefined {
  return versions[language]?.[name];
}

/** The proved packages of a language, by name. */
export function provedPackages(language: LanguageId): Readonly<Record<string, string>> {
  return versions[language] ?? {};
}

/**
 * The command that installs packages, at the proved version or later where there is one; undefined where nothing is to
 * be installed, or no command does it (Java: `javaDependencies`).
 */
export function installCommand(language: LanguageId, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const at = (name: string) => versions[language]?.[name];
  switch (language) {
    case 'python':
      return `python -m pip install ${names.map((name) => `"${installNames[name] ?? name}>=${at(name) ?? '0'}"`).join(' ')}`;
    case 'typescript':
      return `npm install ${names.map((name) => (at(name) === undefined ? name : `${name}@^${String(at(name))}`)).join(' ')}`;
    case 'csharp':
      return names.map((name) => `dotnet add package ${name}`).join(' && ');
    case 'go':
      return `go get ${names.map((name) => `${name}@${at(name) === undefined ? 'latest' : `v${String(at(name))}`}`).join(' ')}`;
    case 'powershell':
      return `Install-Module ${names.join(', ')} -Scope CurrentUser`;
    default:
      return undefined;
  }
}

/** The `<dependency>` elements for a pom.xml. */
export function javaDependencies(names: readonly string[]): string {
  return names
    .map((name) => {
      const [group = '', artifact = ''] = name.split(':');
      return `<dependency>
  <groupId>${group}</groupId>
  <artifactId>${artifact}</artifactId>
  <version>${versions.java?.[name] ?? ''}</version>
</dependency>
`;
    })
    .join('');
}
