import type { FormatId, Property } from './model.ts';

/** What a key stands for, and how each format spells it; the first name is the one that is written. */
export interface KeyDefinition {
  readonly property: Property;
  readonly summary: string;
  readonly isSecret?: boolean;
  /** Formats that have no key for it place it themselves (`host` of a URL), or cannot say it. */
  readonly names: Partial<Readonly<Record<FormatId, readonly string[]>>>;
  /** Values in canonical form, and how formats spell them; a format without an entry spells it canonically. */
  readonly values?: Readonly<Record<string, Partial<Readonly<Record<FormatId, readonly string[]>>>>>;
}

const TRUE: readonly string[] = ['true', 'yes'];
const FALSE: readonly string[] = ['false', 'no'];

/** Every key; a new one is one entry. */
export const keyDefinitions: readonly KeyDefinition[] = [
  {
    property: 'host',
    summary: 'The server.',
    names: {
      adonet: ['Server', 'Data Source', 'Address', 'Addr', 'Network Address'],
      odbc: ['Server', 'Address', 'Addr'],
      jdbcSqlserver: ['serverName', 'server'],
      tedious: ['server'],
      libpqUrl: ['host'],
      libpq: ['host'],
      npgsql: ['Host', 'Server'],
      odbcDatabricks: ['Host'],
    },
  },
  {
    property: 'port',
    summary: 'The TCP port.',
    names: {
      jdbcSqlserver: ['portNumber', 'port'],
      tedious: ['options.port', 'port'],
      libpqUrl: ['port'],
      libpq: ['port'],
      npgsql: ['Port'],
      odbcDatabricks: ['Port'],
    },
  },
  {
    property: 'instance',
    summary: 'The named instance, found through SQL Server Browser.',
    names: { jdbcSqlserver: ['instanceName'], tedious: ['options.instanceName'] },
  },
  {
    property: 'database',
    summary: 'The database. Contained users need it: without it the login goes to master.',
    names: {
      adonet: ['Database', 'Initial Catalog'],
      odbc: ['Database'],
      jdbcSqlserver: ['databaseName', 'database'],
      goSqlserver: ['database'],
      tedious: ['options.database', 'database'],
      libpqUrl: ['dbname'],
      libpq: ['dbname'],
      npgsql: ['Database', 'DB'],
      odbcDatabricks: ['Schema'],
    },
  },
  {
    property: 'user',
    summary: 'Who signs in. For Entra tokens on PostgreSQL: the role as it was created.',
    names: {
      adonet: ['User ID', 'UID', 'User'],
      odbc: ['UID'],
      jdbcSqlserver: ['user', 'userName'],
      goSqlserver: ['user id'],
      tedious: ['authentication.options.userName', 'user'],
      libpqUrl: ['user'],
      libpq: ['user'],
      npgsql: ['Username', 'User Name', 'UserId', 'User Id', 'UID'],
      jdbcPostgresql: ['user'],
      jdbcDatabricks: ['UID'],
      odbcDatabricks: ['UID'],
    },
  },
  {
    property: 'password',
    summary: 'The password, or for PostgreSQL the access token.',
    isSecret: true,
    names: {
      adonet: ['Password', 'PWD'],
      odbc: ['PWD'],
      jdbcSqlserver: ['password'],
      goSqlserver: ['password'],
      tedious: ['authentication.options.password', 'password'],
      libpqUrl: ['password'],
      libpq: ['password'],
      npgsql: ['Password', 'PSW', 'PWD'],
      jdbcPostgresql: ['password'],
      jdbcDatabricks: ['PWD'],
      odbcDatabricks: ['PWD'],
    },
  },
  {
    property: 'authentication',
    summary: 'How the driver obtains a token, or that it does not.',
    names: {
      adonet: ['Authentication'],
      odbc: ['Authentication'],
      jdbcSqlserver: ['authentication'],
      goSqlserver: ['fedauth'],
      tedious: ['authentication.type'],
    },
    values: {
      default: {
        adonet: ['Active Directory Default'],
        odbc: [],
        jdbcSqlserver: ['ActiveDirectoryDefault'],
        goSqlserver: ['ActiveDirectoryDefault'],
        tedious: ['azure-active-directory-default'],
      },
      managedIdentity: {
        adonet: ['Active Directory Managed Identity', 'Active Directory MSI'],
        odbc: ['ActiveDirectoryMsi'],
        jdbcSqlserver: ['ActiveDirectoryManagedIdentity', 'ActiveDirectoryMSI'],
        goSqlserver: ['ActiveDirectoryManagedIdentity', 'ActiveDirectoryMSI'],
        tedious: ['azure-active-directory-msi-vm', 'azure-active-directory-msi-app-service'],
      },
      servicePrincipal: {
        adonet: ['Active Directory Service Principal'],
        odbc: ['ActiveDirectoryServicePrincipal'],
        jdbcSqlserver: ['ActiveDirectoryServicePrincipal'],
        goSqlserver: ['ActiveDirectoryServicePrincipal', 'ActiveDirectoryApplication'],
        tedious: ['azure-active-directory-service-principal-secret'],
      },
      interactive: {
        adonet: ['Active Directory Interactive'],
        odbc: ['ActiveDirectoryInteractive'],
        jdbcSqlserver: ['ActiveDirectoryInteractive'],
        goSqlserver: ['ActiveDirectoryInteractive'],
        tedious: [],
      },
      workloadIdentity: {
        adonet: ['Active Directory Workload Identity'],
        odbc: [],
        jdbcSqlserver: [],
        goSqlserver: ['ActiveDirectoryWorkloadIdentity'],
        tedious: [],
      },
      deviceCode: {
        adonet: ['Active Directory Device Code Flow'],
        odbc: [],
        jdbcSqlserver: [],
        goSqlserver: ['ActiveDirectoryDeviceCode'],
        tedious: [],
      },
      password: {
        adonet: ['Active Directory Password'],
        odbc: ['ActiveDirectoryPassword'],
        jdbcSqlserver: ['ActiveDirectoryPassword'],
        goSqlserver: ['ActiveDirectoryPassword'],
        tedious: ['azure-active-directory-password'],
      },
      token: {
        adonet: [],
        odbc: [],
        jdbcSqlserver: [],
        goSqlserver: [],
        tedious: ['azure-active-directory-access-token'],
      },
      integrated: {
        adonet: ['Active Directory Integrated'],
        odbc: ['ActiveDirectoryIntegrated'],
        jdbcSqlserver: ['ActiveDirectoryIntegrated'],
        goSqlserver: ['ActiveDirectoryIntegrated'],
        tedious: [],
      },
      sqlPassword: {
        adonet: ['Sql Password'],
        odbc: ['SqlPassword'],
        jdbcSqlserver: ['SqlPassword', 'NotSpecified'],
        goSqlserver: [],
        tedious: ['default'],
      },
      ntlm: { adonet: [], odbc: [], jdbcSqlserver: [], goSqlserver: [], tedious: ['ntlm'] },
    },
  },
  {
    property: 'clientId',
    summary: 'Client ID of the user-assigned managed identity, or of the application.',
    names: {
      jdbcSqlserver: ['msiClientId'],
      tedious: ['authentication.options.clientId'],
      jdbcDatabricks: ['OAuth2ClientId', 'Azure_workspace_client_id'],
      odbcDatabricks: ['Auth_Client_ID'],
    },
  },
  {
    property: 'tenantId',
    summary: 'The tenant that issues the token.',
    names: { tedious: ['authentication.options.tenantId'] },
  },
  {
    property: 'clientSecret',
    summary: 'The secret of the application.',
    isSecret: true,
    names: {
      tedious: ['authentication.options.clientSecret'],
      jdbcDatabricks: ['OAuth2Secret'],
      odbcDatabricks: ['Auth_Client_Secret'],
    },
  },
  {
    property: 'token',
    summary: 'An access token, good for an hour or so.',
    isSecret: true,
    names: {
      jdbcSqlserver: ['accessToken'],
      tedious: ['authentication.options.token'],
      jdbcDatabricks: ['Auth_AccessToken'],
      odbcDatabricks: ['Auth_AccessToken'],
    },
  },
  {
    property: 'encrypt',
    summary: 'Whether the connection is encrypted; strict is TLS before anything else (TDS 8).',
    names: {
      adonet: ['Encrypt'],
      odbc: ['Encrypt'],
      jdbcSqlserver: ['encrypt'],
      goSqlserver: ['encrypt'],
      tedious: ['options.encrypt', 'encrypt'],
    },
    values: {
      mandatory: {
        adonet: ['True', 'Mandatory', 'Yes'],
        odbc: ['yes', 'mandatory'],
        jdbcSqlserver: ['true'],
        goSqlserver: ['true', 'mandatory', 'yes', '1'],
        tedious: ['true'],
      },
      optional: {
        adonet: ['False', 'Optional', 'No'],
        odbc: ['no', 'optional'],
        jdbcSqlserver: ['false'],
        goSqlserver: ['false', 'optional', 'no', '0'],
        tedious: ['false'],
      },
      strict: {
        adonet: ['Strict'],
        odbc: ['strict'],
        jdbcSqlserver: ['strict'],
        goSqlserver: ['strict'],
        tedious: ['strict'],
      },
      disable: { adonet: [], odbc: [], jdbcSqlserver: [], goSqlserver: ['disable'], tedious: [] },
    },
  },
  {
    property: 'trustServerCertificate',
    summary: 'Whether any certificate is taken, so that nothing protects against a server in between.',
    names: {
      adonet: ['TrustServerCertificate', 'Trust Server Certificate'],
      odbc: ['TrustServerCertificate'],
      jdbcSqlserver: ['trustServerCertificate'],
      goSqlserver: ['TrustServerCertificate'],
      tedious: ['options.trustServerCertificate', 'trustServerCertificate'],
      npgsql: ['Trust Server Certificate'],
    },
    values: {
      true: {
        adonet: ['True', ...TRUE],
        odbc: ['yes'],
        jdbcSqlserver: ['true'],
        goSqlserver: ['true', '1'],
        tedious: ['true'],
        npgsql: ['true'],
      },
      false: {
        adonet: ['False', ...FALSE],
        odbc: ['no'],
        jdbcSqlserver: ['false'],
        goSqlserver: ['false', '0'],
        tedious: ['false'],
        npgsql: ['false'],
      },
    },
  },
  {
    property: 'hostNameInCertificate',
    summary: 'The name the certificate must have, where it is not the host.',
    names: {
      adonet: ['Host Name In Certificate', 'HostNameInCertificate'],
      odbc: ['HostnameInCertificate'],
      jdbcSqlserver: ['hostNameInCertificate'],
      goSqlserver: ['hostnameincertificate'],
    },
  },
  {
    property: 'sslMode',
    summary: 'Whether TLS is used and the certificate verified: only verify-full does both.',
    names: {
      libpqUrl: ['sslmode'],
      libpq: ['sslmode'],
      npgsql: ['SSL Mode', 'SslMode'],
      jdbcPostgresql: ['sslmode'],
    },
    values: {
      disable: { npgsql: ['Disable'] },
      allow: { npgsql: ['Allow'] },
      prefer: { npgsql: ['Prefer'] },
      require: { npgsql: ['Require'] },
      'verify-ca': { npgsql: ['VerifyCA'] },
      'verify-full': { npgsql: ['VerifyFull'] },
    },
  },
  {
    property: 'sslRootCert',
    summary: 'The authorities that are trusted: a file, or system.',
    names: {
      libpqUrl: ['sslrootcert'],
      libpq: ['sslrootcert'],
      npgsql: ['Root Certificate'],
      jdbcPostgresql: ['sslrootcert'],
    },
  },
  {
    property: 'intent',
    summary: 'ReadOnly routes to a readable secondary.',
    names: {
      adonet: ['Application Intent', 'ApplicationIntent'],
      odbc: ['ApplicationIntent'],
      jdbcSqlserver: ['applicationIntent'],
      goSqlserver: ['applicationintent'],
      tedious: ['options.readOnlyIntent'],
    },
    values: {
      ReadOnly: { tedious: ['true'] },
      ReadWrite: { tedious: ['false'] },
    },
  },
  {
    property: 'connectTimeout',
    summary: 'Seconds to wait for the connection.',
    names: {
      adonet: ['Connect Timeout', 'Connection Timeout', 'Timeout'],
      odbc: ['Connection Timeout'],
      jdbcSqlserver: ['loginTimeout'],
      goSqlserver: ['dial timeout', 'connection timeout'],
      libpqUrl: ['connect_timeout'],
      libpq: ['connect_timeout'],
      npgsql: ['Timeout'],
      jdbcPostgresql: ['connectTimeout', 'loginTimeout'],
    },
  },
  {
    property: 'applicationName',
    summary: 'How the connection is named in logs and sessions.',
    names: {
      adonet: ['Application Name', 'App'],
      odbc: ['APP'],
      jdbcSqlserver: ['applicationName'],
      goSqlserver: ['app name'],
      tedious: ['options.appName'],
      libpqUrl: ['application_name'],
      libpq: ['application_name'],
      npgsql: ['Application Name'],
      jdbcPostgresql: ['ApplicationName'],
    },
  },
  {
    property: 'driver',
    summary: 'The ODBC driver.',
    names: { odbc: ['Driver', 'DSN'], odbcDatabricks: ['Driver', 'DSN'] },
  },
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
  {
    property: 'integrated',
    summary: 'Signs in as the Windows account that runs the program.',
    names: {
      adonet: ['Integrated Security', 'Trusted_Connection'],
      odbc: ['Trusted_Connection'],
      jdbcSqlserver: ['integratedSecurity'],
    },
    values: {
      true: { adonet: ['True', 'SSPI', ...TRUE], odbc: ['yes'], jdbcSqlserver: ['true'] },
      false: { adonet: ['False', ...FALSE], odbc: ['no'], jdbcSqlserver: ['false'] },
    },
  },
  {
    property: 'authPlugin',
    summary: 'The class that obtains the token.',
    names: { jdbcPostgresql: ['authenticationPluginClassName'] },
  },
];

/** Keys a format knows besides, whose meaning does not travel to another. */
export const otherKeys: Partial<Readonly<Record<FormatId, readonly string[]>>> = {
  adonet: [
    'MultipleActiveResultSets',
    'Multiple Active Result Sets',
    'Pooling',
    'Max Pool Size',
    'Min Pool Size',
    'Persist Security Info',
    'Packet Size',
    'Command Timeout',
    'MultiSubnetFailover',
    'Multi Subnet Failover',
    'Connect Retry Count',
    'ConnectRetryCount',
    'Connect Retry Interval',
    'ConnectRetryInterval',
    'Column Encryption Setting',
    'Workstation ID',
    'Failover Partner',
    'AttachDbFilename',
    'Load Balance Timeout',
    'Connection Lifetime',
    'Server Certificate',
    'Server SPN',
    'IP Address Preference',
    'Pool Blocking Period',
    'Type System Version',
    'Enlist',
    'Replication',
    'User Instance',
    'Current Language',
    'Network Library',
  ],
  odbc: [
    'MultiSubnetFailover',
    'MARS_Connection',
    'WSID',
    'Language',
    'QuotedId',
    'AnsiNPW',
    'Regional',
    'AutoTranslate',
    'Failover_Partner',
    'ColumnEncryption',
    'ConnectRetryCount',
    'ConnectRetryInterval',
    'KeepAlive',
    'Network',
    'ServerCertificate',
    'ServerSPN',
    'LongAsMax',
    'TransparentNetworkIPResolution',
    'Port',
    'Description',
  ],
  jdbcSqlserver: [
    'multiSubnetFailover',
    'responseBuffering',
    'selectMethod',
    'sendStringParametersAsUnicode',
    'socketTimeout',
    'queryTimeout',
    'lockTimeout',
    'packetSize',
    'trustStore',
    'trustStorePassword',
    'trustStoreType',
    'columnEncryptionSetting',
    'authenticationScheme',
    'accessTokenCallbackClass',
    'connectRetryCount',
    'connectRetryInterval',
    'workstationID',
    'serverCertificate',
    'realm',
    'domain',
    'sslProtocol',
    'AADSecurePrincipalId',
    'AADSecurePrincipalSecret',
    'useBulkCopyForBatchInsert',
  ],
  goSqlserver: [
    'keepAlive',
    'packet size',
    'log',
    'certificate',
    'workstation id',
    'failoverpartner',
    'failoverport',
    'disableretry',
    'protocol',
    'multisubnetfailover',
    'tlsmin',
    'columnencryption',
    'ServerSPN',
    'guid conversion',
    'pool',
    'resource id',
    'clientcertpath',
    'tokenfilepath',
    'applicationclientid',
  ],
  libpqUrl: [
    'hostaddr',
    'passfile',
    'sslcert',
    'sslkey',
    'sslpassword',
    'sslcrl',
    'sslsni',
    'sslnegotiation',
    'requirepeer',
    'channel_binding',
    'client_encoding',
    'options',
    'fallback_application_name',
    'keepalives',
    'keepalives_idle',
    'keepalives_interval',
    'keepalives_count',
    'tcp_user_timeout',
    'gssencmode',
    'krbsrvname',
    'gsslib',
    'service',
    'target_session_attrs',
    'load_balance_hosts',
    'replication',
    'ssl_min_protocol_version',
    'ssl_max_protocol_version',
    'require_auth',
    'pool_max_conns',
    'pool_min_conns',
    'schema',
    'uselibpqcompat',
    'connection_limit',
    'pgbouncer',
    'search_path',
    'pool_timeout',
    'ssl',
  ],
  npgsql: [
    'Pooling',
    'Minimum Pool Size',
    'Maximum Pool Size',
    'MinPoolSize',
    'MaxPoolSize',
    'Connection Idle Lifetime',
    'Connection Lifetime',
    'Command Timeout',
    'Keepalive',
    'Tcp Keepalive',
    'Include Error Detail',
    'Persist Security Info',
    'Search Path',
    'Client Encoding',
    'Timezone',
    'Passfile',
    'SSL Certificate',
    'SSL Key',
    'SSL Password',
    'Check Certificate Revocation',
    'Channel Binding',
    'Kerberos Service Name',
    'Include Realm',
    'Target Session Attributes',
    'Load Balance Hosts',
    'Host Recheck Seconds',
    'Enlist',
    'Multiplexing',
    'Max Auto Prepare',
    'Auto Prepare Min Usages',
    'No Reset On Close',
    'Options',
    'Read Buffer Size',
    'Write Buffer Size',
    'Cancellation Timeout',
    'Array Nullability Mode',
    'Encoding',
  ],
  jdbcPostgresql: [
    'ssl',
    'sslcert',
    'sslkey',
    'sslpassword',
    'sslfactory',
    'sslhostnameverifier',
    'currentSchema',
    'socketTimeout',
    'tcpKeepAlive',
    'targetServerType',
    'loadBalanceHosts',
    'prepareThreshold',
    'reWriteBatchedInserts',
    'options',
    'gssEncMode',
    'stringtype',
    'binaryTransfer',
    'assumeMinServerVersion',
    'readOnly',
    'defaultRowFetchSize',
    'azure.clientId',
    'azure.tenantId',
    'channelBinding',
  ],
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
// Keyword strings and URLs of libpq share their keys.
export const libpqOtherKeys: readonly string[] = otherKeys.libpqUrl ?? [];

/** Whether two spellings of a key are the same key: case and spaces do not count, as in the drivers. */
export function sameKey(a: string, b: string): boolean {
  const plain = (text: string) => text.replace(/[\s_]/g, '').toLowerCase();
  return plain(a) === plain(b);
}

/** What a key stands for in a format; undefined when it is another key, or none. */
export function keyOf(format: FormatId, key: string): KeyDefinition | undefined {
  return keyDefinitions.find(({ names }) => names[format]?.some((name) => sameKey(name, key)) === true);
}

/** Every key a format knows. */
export function keysOf(format: FormatId): readonly string[] {
  const others = format === 'libpq' ? libpqOtherKeys : (otherKeys[format] ?? []);
  return [...keyDefinitions.flatMap(({ names }) => names[format] ?? []), ...others];
}

/** A value in canonical form; undefined when the key takes certain values and this is none of them. */
export function canonicalValue(
  definition: KeyDefinition,
  format: FormatId,
  value: string,
): string | undefined {
  if (definition.values === undefined) return value;
  const same = (other: string) =>
    other.replaceAll(' ', '').toLowerCase() === value.replaceAll(' ', '').toLowerCase();
  const found = Object.entries(definition.values).find(([canonical, spellings]) =>
    (spellings[format] ?? [canonical]).some(same),
  );
  return found?.[0];
}

/** How a format spells a canonical value; undefined when it cannot say it. */
export function spelledValue(
  definition: KeyDefinition,
  format: FormatId,
  canonical: string,
): string | undefined {
  if (definition.values === undefined) return canonical;
  const spellings = definition.values[canonical];
  return spellings === undefined ? undefined : (spellings[format] ?? [canonical])[0];
}

/** The values a key may take in a format, as it writes them; empty when it takes any. */
export function spellings({ values = {} }: KeyDefinition, format: FormatId): readonly string[] {
  return Object.entries(values).flatMap(([canonical, each]) => (each[format] ?? [canonical]).slice(0, 1));
}
