import assert from 'node:assert/strict';
import { allEntries } from '../../../../src/core/code/entry.ts';

/** Each code sample of the guide, by section, with the entry that is its correct form and what makes it correct. */
const samples: readonly (readonly [section: string, entry: string, ...must: readonly RegExp[]])[] = [
  [
    '2.4.1 authorization code with PKCE',
    'token/interactive/python',
    /InteractiveBrowserCredential/,
    /get_token\("/,
  ],
  ['2.4.1 with MSAL', 'signInNative/interactive/python', /acquire_token_interactive/],
  [
    '2.4.2 client credentials',
    'token/clientSecret/python',
    /os\.environ\["AZURE_CLIENT_SECRET"\]/,
    /get_token\("/,
  ],
  ['2.4.3 device code', 'token/deviceCode/python', /DeviceCodeCredential/],
  ['2.4.4 refresh token', 'tokenReuse/interactive/python', /get_bearer_token_provider/],
  ['2.4.4 kept between runs', 'tokenPersistent/interactive/python', /TokenCachePersistenceOptions/],
  ['3.2 bind', 'ldapBind/ldapStartTls/python', /AUTO_BIND_TLS_BEFORE_BIND/, /who_am_i/],
  ['3.2 SASL bind', 'ldapBind/ldapExternal/python', /sasl_mechanism=EXTERNAL/],
  ['3.2 search', 'ldapSearch/ldapStartTls/python', /search_scope=SUBTREE/],
  ['3.2 modify', 'ldapModify/ldapStartTls/python', /MODIFY_ADD/, /MODIFY_REPLACE/, /MODIFY_DELETE/],
  ['3.2 add', 'ldapAdd/ldapStartTls/python', /connection\.add\(\n {4}"«entryDn»",\n {4}\["top"/],
  ['3.2 delete', 'ldapDelete/ldapStartTls/python', /connection\.delete\("«entryDn»"\)/],
  ['3.2 unbind', 'ldapBind/ldaps/python', /connection\.unbind\(\)/],
  ['3.2 StartTLS', 'ldapSearch/ldapStartTls/typescript', /startTLS[^]*\.bind\(/],
  ['3.2 password modify', 'ldapPassword/ldapStartTls/python', /extend\.standard\.modify_password/],
  ['3.2 password modify in AD', 'ldapPasswordAd/ldaps/python', /extend\.microsoft\.modify_password/],
  ['4.2 workload identity', 'aksWorkload/workloadIdentity/yaml', /azure\.workload\.identity\/use: "true"/],
  ['4.3 cluster sign-in', 'aksCluster/azureCli/shell', /kubelogin convert-kubeconfig --login azurecli/],
  [
    '4.4 Key Vault',
    'keyVaultSecret/default/python',
    /DefaultAzureCredential\(require_envvar=True\)/,
    /SecretClient/,
  ],
  ['4.4 Storage', 'storageBlobs/clientSecret/python', /list_blobs\(\)/],
  ['4.4 certificate', 'token/clientCertificate/python', /CertificateCredential/],
  ['4.4 workload identity', 'token/workloadIdentity/python', /WorkloadIdentityCredential/],
  ['5.5 subscription key', 'apimKey/subscriptionKey/python', /Ocp-Apim-Subscription-Key/, /os\.environ/],
  ['5.5 bearer', 'apimBearer/default/python', /get_token\("«apiAppId»\/\.default"\)/],
  ['5.1 client certificate', 'apimMtls/mtls/python', /cert="«certificatePath»"/],
  ['5.1 basic', 'apimBasic/basic/python', /auth=\("«basicUser»"/],
  [
    '6.1 PostgreSQL',
    'postgres/default/python',
    /ossrdbms-aad\.database\.windows\.net\/\.default/,
    /verify-full/,
  ],
  ['6.1 PostgreSQL, pg8000', 'postgresPg8000/default/python', /ssl_context=ssl\.create_default_context\(\)/],
  ['6.2 Hyperscale, secondary', 'sqlReadReplica/default/python', /ApplicationIntent=ReadOnly/],
  ['6.2 Hyperscale, named replica', 'sqlNamedReplica/default/csharp', /Database=«replicaDatabase»/],
  ['6.3 SQL Data Warehouse', 'dedicatedPool/default/python', /«poolServer»/],
  ['6.4 Synapse, dedicated', 'synapseDedicated/default/python', /«synapseWorkspace»\.sql\.azuresynapse\.net/],
  ['6.4 Synapse, serverless', 'synapseServerless/default/python', /-ondemand\.sql\.azuresynapse\.net/],
  ['6.4 Synapse, Spark', 'synapseDev/default/python', /dev\.azuresynapse\.net\/\.default/],
  [
    '6.5 Databricks, Entra token',
    'databricksSql/default/python',
    /2ff814a6-3304-4ab8-85cb-cd0e6f879c1d\/\.default/,
  ],
  ['6.5 Databricks, OAuth M2M', 'databricksSql/databricksM2m/python', /oauth_service_principal/],
  ['6.5 Databricks, PAT', 'databricksSql/pat/python', /DATABRICKS_TOKEN/],
  ['6.5 Databricks, JDBC', 'databricksSql/default/java', /Auth_AccessToken/],
  ['6.6 control plane', 'databricksControlPlane/default/python', /management\.azure\.com/],
  [
    '6.7 SQLAlchemy',
    'sqlAlchemy/default/python',
    /do_connect/,
    /attrs_before"\] = \{1256:/,
    /ODBC Driver 18/,
  ],
  ['7.4.1 mail, delegated', 'mailDelegated/interactive/python', /graph\.me\.send_mail\.post/, /Mail\.Send/],
  ['7.4.2 mail, application', 'mailApplication/clientSecret/python', /users\.by_user_id\("«mailSender»"\)/],
  ['7.4.3 mail, device code', 'mailDelegated/deviceCode/python', /graph\.me\.send_mail\.post/],
  [
    '7.3 raw request',
    'mailDelegated/deviceCode/http',
    /POST https:\/\/graph\.microsoft\.com\/v1\.0\/me\/sendMail/,
  ],
  ['8.2 on-behalf-of', 'token/onBehalfOf/python', /OnBehalfOfCredential/],
];

/** What the guide got wrong: none of it comes back. */
const wrong = [
  /get_token\(scopes\)/,
  /azure\.keyvault import/,
  /msgraph\.core/,
  /"attrs":/,
  /EXTENDED_OPERATION/,
  /ODBC Driver 17/,
  /auto_bind=True/,
  /Mail\.Send User\.Read/,
];

describe('samples of the guide', () => {
  const entries = new Map(allEntries().map((entry) => [entry.id, entry]));
  for (const [section, id, ...must] of samples)
    it(`${section} is ${id}`, () => {
      const entry = entries.get(id);
      assert.ok(entry, id);
      for (const each of must) assert.match([...entry.imports, entry.body].join('\n'), each);
    });

  it('repeats none of its mistakes', () => {
    for (const { id, body, imports } of entries.values())
      for (const each of wrong) assert.doesNotMatch([...imports, body].join('\n'), each, id);
  });
});
