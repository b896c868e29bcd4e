import type { TextRule } from '../../textRule.ts';
import type { MistakeRule } from '../mistake.ts';

/** A package that is retired, how it is named in code and manifests, and what took its place. */
interface RetiredPackage {
  readonly name: string;
  readonly instead: string;
  readonly pattern: RegExp;
  /** Replaces the match, where the new name alone is a fix. */
  readonly text?: string;
}

const MANIFESTS = [
  'pip-requirements',
  'json',
  'jsonc',
  'xml',
  'toml',
  'go.mod',
  'properties',
  'plaintext',
  'groovy',
  'java-properties',
];

/** Every retired package; a new one is one entry. */
export const retiredPackages: readonly RetiredPackage[] = [
  {
    name: 'azure.keyvault',
    instead: 'azure.keyvault.secrets (azure-keyvault-secrets)',
    pattern: /(?<=from )azure\.keyvault(?= import)/g,
    text: 'azure.keyvault.secrets',
  },
  {
    name: 'azure-keyvault',
    instead: 'azure-keyvault-secrets',
    pattern: /^azure-keyvault(?=\s*(?:[=<>~!\s]|$))/g,
    text: 'azure-keyvault-secrets',
  },
  {
    name: 'msgraph.core',
    instead: 'msgraph: GraphServiceClient (msgraph-sdk)',
    pattern: /(?<=from )msgraph\.core(?= import GraphClient)/g,
  },
  { name: 'adal', instead: 'msal', pattern: /(?<=^\s*(?:import|from) )adal\b|^adal(?=\s*(?:[=<>~!\s]|$))/g },
  {
    name: 'azure.common.credentials',
    instead: 'azure.identity',
    pattern: /(?<=from )azure\.common\.credentials\b/g,
  },
  { name: 'msrestazure', instead: 'azure.identity', pattern: /(?<=^\s*(?:import|from) )msrestazure\b/g },
  { name: 'adal-node', instead: '@azure/msal-node', pattern: /(?<=["'])adal-node(?=["'])/g },
  { name: 'adal-angular', instead: '@azure/msal-browser', pattern: /(?<=["'])adal-angular(?=["'])/g },
  {
    name: 'msal (browser, v1)',
    instead: '@azure/msal-browser',
    pattern: /(?<=from ["'])msal(?=["'])/g,
    text: '@azure/msal-browser',
  },
  {
    name: '@azure/ms-rest-nodeauth',
    instead: '@azure/identity',
    pattern: /(?<=["'])@azure\/ms-rest-nodeauth(?=["'])/g,
  },
  {
    name: '@azure/keyvault',
    instead: '@azure/keyvault-secrets',
    pattern: /(?<=["'])(?:@azure\/keyvault|azure-keyvault)(?=["'])/g,
    text: '@azure/keyvault-secrets',
  },
  { name: 'passport-azure-ad', instead: '@azure/msal-node', pattern: /(?<=["'])passport-azure-ad(?=["'])/g },
  {
    name: 'Microsoft.IdentityModel.Clients.ActiveDirectory',
    instead: 'Microsoft.Identity.Client',
    pattern: /\bMicrosoft\.IdentityModel\.Clients\.ActiveDirectory\b/g,
  },
  {
    name: 'Microsoft.Azure.Services.AppAuthentication',
    instead: 'Azure.Identity',
    pattern: /\bMicrosoft\.Azure\.Services\.AppAuthentication\b/g,
  },
  {
    name: 'Microsoft.Azure.KeyVault',
    instead: 'Azure.Security.KeyVault.Secrets',
    pattern: /\bMicrosoft\.Azure\.KeyVault\b/g,
  },
  {
    name: 'System.Data.SqlClient',
    instead: 'Microsoft.Data.SqlClient',
    pattern: /\bSystem\.Data\.SqlClient\b/g,
    text: 'Microsoft.Data.SqlClient',
  },
  {
    name: 'adal4j',
    instead: 'com.microsoft.azure:msal4j',
    pattern: /\bcom\.microsoft\.aad\.adal4j\b|(?<=<artifactId>)adal4j(?=<)/g,
  },
  {
    name: 'azure-keyvault (Java, v1)',
    instead: 'com.azure:azure-security-keyvault-secrets',
    pattern: /(?<=<artifactId>)azure-keyvault(?=<)/g,
  },
  {
    name: 'go-autorest',
    instead: 'github.com/Azure/azure-sdk-for-go/sdk/azidentity',
    pattern: /\bgithub\.com\/Azure\/go-autorest[\w./-]*/g,
  },
  {
    name: 'azure-sdk-for-go/services',
    instead: 'github.com/Azure/azure-sdk-for-go/sdk',
    pattern: /\bgithub\.com\/Azure\/azure-sdk-for-go\/services[\w./-]*/g,
  },
  {
    name: 'denisenkom/go-mssqldb',
    instead: 'github.com/microsoft/go-mssqldb',
    pattern: /\bgithub\.com\/denisenkom\/go-mssqldb\b/g,
    text: 'github.com/microsoft/go-mssqldb',
  },
  { name: 'lib/pq', instead: 'github.com/jackc/pgx/v5', pattern: /(?<=")github\.com\/lib\/pq(?=")/g },
];

const RULE: TextRule = {
  id: 'retired-package',
  severity: 'warning',
  what: '{name} is no longer developed.',
  why: 'Use {instead}.',
  source: 'https://azure.github.io/azure-sdk/releases/deprecated/index.html',
};

const HINT =
  /adal|keyvault|KeyVault|msgraph|msrestazure|azure\.common|ms-rest-nodeauth|passport-azure|ActiveDirectory|AppAuthentication|SqlClient|autorest|azure-sdk-for-go\/services|denisenkom|lib\/pq|["']msal["']/;

/** Packages that are retired, in code and in manifests. */
export const packageMistakes: readonly MistakeRule[] = [
  {
    ...RULE,
    languages: [
      'python',
      'javascript',
      'typescript',
      'javascriptreact',
      'typescriptreact',
      'csharp',
      'java',
      'go',
      ...MANIFESTS,
    ],
    hint: HINT,
    *find(line) {
      for (const { name, instead, pattern, text } of retiredPackages)
        for (const { 0: whole, index } of line.matchAll(pattern)) {
          const range = { start: index, end: index + whole.length };
          yield {
            range,
            data: { name, instead },
            ...(text === undefined
              ? {}
              : { fix: { title: 'Change to {instead}', edits: [{ range, text }] } }),
          };
        }
    },
  },
];
