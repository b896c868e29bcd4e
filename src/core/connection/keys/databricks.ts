import type { KeyDefinition, OtherKeys } from './keyDefinition.ts';

/** Keys of Databricks. */
export const databricksKeys: readonly KeyDefinition[] = [
  {
    property: 'httpPath',
    summary: 'The SQL warehouse or cluster.',
    names: { jdbcDatabricks: ['httpPath'], odbcDatabricks: ['HTTPPath'] },
  },
  {
    property: 'authMech',
    summary: '11 is OAuth, 3 a personal access token.',
    names: { jdbcDatabricks: ['AuthMech'], odbcDatabricks: ['AuthMech'] },
  },
  {
    property: 'authFlow',
    summary: '0 takes a token given, 1 is client credentials, 2 the browser.',
    names: { jdbcDatabricks: ['Auth_Flow'], odbcDatabricks: ['Auth_Flow'] },
  },
];

/** Keys of its formats besides, whose meaning does not travel to another. */
export const databricksOtherKeys: OtherKeys = {
  jdbcDatabricks: [
    'ssl',
    'transportMode',
    'ConnCatalog',
    'ConnSchema',
    'EnableArrow',
    'UseNativeQuery',
    'OAuth2RedirectUrlPort',
    'Auth_Scope',
    'UserAgentEntry',
    'LogLevel',
    'LogPath',
    'EnableOIDCDiscovery',
    'azure_workspace_resource_id',
    'OAuth2TokenEndpoint',
    'TokenCachePassPhrase',
    'Auth_RefreshToken',
    'AzureTenantId',
    'ProxyHost',
    'ProxyPort',
    'UseProxy',
  ],
  odbcDatabricks: [
    'SSL',
    'ThriftTransport',
    'Catalog',
    'SparkServerType',
    'UserAgentEntry',
    'Auth_Scope',
    'EnableArrow',
  ],
};
