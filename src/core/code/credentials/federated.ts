import type { Credential, Script } from '../catalogue.ts';

const GO_IDENTITY = 'github.com/Azure/azure-sdk-for-go/sdk/azidentity';
const GO_POLICY = 'github.com/Azure/azure-sdk-for-go/sdk/azcore/policy';
const EXACT =
  'Issuer, subject and audience of the federated credential are compared exactly: case and trailing slash count. AADSTS70021 and AADSTS700213 say what did not match.';
const DELAY = 'A federated credential takes up to some minutes before it is honoured.';

/** A federated credential for that issuer and subject. */
const federate = (title: string, issuer: string, subject: string): Script => ({
  title,
  language: 'shell',
  code: `az ad app federated-credential create --id '«clientId»' --parameters @- <<'JSON'
{
  "name": "${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}",
  "issuer": "${issuer}",
  "subject": "${subject}",
  "audiences": ["api://AzureADTokenExchange"]
}
JSON
`,
});

export const workloadIdentity: Credential = {
  id: 'workloadIdentity',
  prefix: 'workload',
  title: 'Workload identity (AKS and other Kubernetes)',
  detail: 'The token of the Kubernetes service account is exchanged by the program in the pod.',
  actor: 'app',
  source: 'https://learn.microsoft.com/azure/aks/workload-identity-overview',
  pitfalls: [
    'The label azure.workload.identity/use: "true" belongs on the pod template; on the service account alone it does nothing.',
    EXACT,
    DELAY,
  ],
  setup: [
    {
      title: 'Trust the service account',
      language: 'shell',
      code: `issuer=$(az aks show --resource-group '«resourceGroup»' --name '«clusterName»' \\
  --query oidcIssuerProfile.issuerUrl --output tsv)
az identity federated-credential create --resource-group '«resourceGroup»' --identity-name '«identityName»' \\
  --name kubernetes --issuer "$issuer" --audience api://AzureADTokenExchange \\
  --subject 'system:serviceaccount:«namespace»:«serviceAccount»'
`,
    },
  ],
  blocks: {
    python: {
      packages: ['azure-identity'],
      imports: ['from azure.identity import WorkloadIdentityCredential'],
      code: `# AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE: set by AKS, elsewhere by you.
credential = WorkloadIdentityCredential()
`,
    },
    typescript: {
      packages: ['@azure/identity'],
      imports: [`import { WorkloadIdentityCredential } from '@azure/identity';`],
      code: `// AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE: set by AKS, elsewhere by you.
const credential = new WorkloadIdentityCredential();
`,
    },
    csharp: {
      packages: ['Azure.Identity'],
      imports: ['Azure.Identity'],
      code: `// AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE: set by AKS, elsewhere by you.
var credential = new WorkloadIdentityCredential();
`,
    },
    java: {
      packages: ['com.azure:azure-identity'],
      imports: [
        'com.azure.core.credential.TokenCredential',
        'com.azure.identity.WorkloadIdentityCredentialBuilder',
      ],
      code: `// AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE: set by AKS, elsewhere by you.
TokenCredential credential = new WorkloadIdentityCredentialBuilder().build();
`,
    },
    go: {
      packages: [GO_IDENTITY],
      imports: [GO_IDENTITY],
      code: `// AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE: set by AKS, elsewhere by you.
credential, err := azidentity.NewWorkloadIdentityCredential(nil)
if err != nil {
	log.Fatal(err)
}
`,
    },
    shell: {
      code: `# AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE: set by AKS, elsewhere by you.
token=$(curl --fail-with-body --silent "\${AZURE_AUTHORITY_HOST:-https://login.microsoftonline.com/}$AZURE_TENANT_ID/oauth2/v2.0/token" \\
  --data-urlencode "client_id=$AZURE_CLIENT_ID" \\
  --data-urlencode 'scope=«scope»' \\
  --data 'grant_type=client_credentials' \\
  --data-urlencode 'client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer' \\
  --data-urlencode "client_assertion@$AZURE_FEDERATED_TOKEN_FILE" | jq --raw-output .access_token)
`,
    },
  },
};

export const identityAsAssertion: Credential = {
  id: 'identityAsAssertion',
  prefix: 'mifederated',
  title: 'Application that trusts a managed identity',
  detail:
    'An application of any tenant proves itself with the token of a managed identity: multitenant without a secret.',
  actor: 'app',
  source:
    'https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity',
  pitfalls: [EXACT, 'Only a user-assigned identity can be trusted so.'],
  setup: [
    federate(
      'Trust the managed identity',
      'https://login.microsoftonline.com/«tenantId»/v2.0',
      '<object id of the identity>',
    ),
  ],
  blocks: {
    python: {
      packages: ['azure-identity'],
      imports: ['from azure.identity import ClientAssertionCredential, ManagedIdentityCredential'],
      code: `identity = ManagedIdentityCredential(client_id="«identityClientId»")
credential = ClientAssertionCredential(
    "«tenantId»",
    "«clientId»",
    func=lambda: identity.get_token("api://AzureADTokenExchange/.default").token,
)
`,
    },
    typescript: {
      packages: ['@azure/identity'],
      imports: [`import { ClientAssertionCredential, ManagedIdentityCredential } from '@azure/identity';`],
      code: `const identity = new ManagedIdentityCredential({ clientId: '«identityClientId»' });
const credential = new ClientAssertionCredential('«tenantId»', '«clientId»', async () => {
  const assertion = await identity.getToken('api://AzureADTokenExchange/.default');
  return assertion.token;
});
`,
    },
    csharp: {
      packages: ['Azure.Identity'],
      imports: ['Azure.Core', 'Azure.Identity'],
      code: `var identity = new ManagedIdentityCredential(
    ManagedIdentityId.FromUserAssignedClientId("«identityClientId»"));
var credential = new ClientAssertionCredential("«tenantId»", "«clientId»", async cancellation =>
    (await identity.GetTokenAsync(
        new TokenRequestContext(["api://AzureADTokenExchange/.default"]), cancellation)).Token);
`,
    },
    java: {
      packages: ['com.azure:azure-identity'],
      imports: [
        'com.azure.core.credential.TokenCredential',
        'com.azure.core.credential.TokenRequestContext',
        'com.azure.identity.ClientAssertionCredentialBuilder',
        'com.azure.identity.ManagedIdentityCredentialBuilder',
      ],
      code: `TokenCredential identity = new ManagedIdentityCredentialBuilder().clientId("«identityClientId»").build();
TokenCredential credential = new ClientAssertionCredentialBuilder()
    .tenantId("«tenantId»")
    .clientId("«clientId»")
    .clientAssertion(() -> identity
        .getTokenSync(new TokenRequestContext().addScopes("api://AzureADTokenExchange/.default")).getToken())
    .build();
`,
    },
    go: {
      packages: [GO_IDENTITY],
      imports: [GO_POLICY, GO_IDENTITY],
      code: `identity, err := azidentity.NewManagedIdentityCredential(&azidentity.ManagedIdentityCredentialOptions{
	ID: azidentity.ClientID("«identityClientId»"),
})
if err != nil {
	log.Fatal(err)
}
credential, err := azidentity.NewClientAssertionCredential("«tenantId»", "«clientId»",
	func(ctx context.Context) (string, error) {
		assertion, err := identity.GetToken(ctx, policy.TokenRequestOptions{
			Scopes: []string{"api://AzureADTokenExchange/.default"},
		})
		return assertion.Token, err
	}, nil)
if err != nil {
	log.Fatal(err)
}
`,
    },
  },
};

export const githubActions: Credential = {
  id: 'githubActions',
  prefix: 'github',
  title: 'GitHub Actions (OIDC)',
  detail: 'The job asks GitHub for a token that says which repository and branch it is; no secret is stored.',
  actor: 'app',
  source: 'https://docs.github.com/actions/concepts/security/openid-connect',
  pitfalls: ['The job needs permissions: id-token: write.', EXACT, DELAY],
  setup: [
    federate(
      'Trust GitHub Actions',
      'https://token.actions.githubusercontent.com',
      'repo:«repository»:ref:refs/heads/main',
    ),
  ],
  blocks: {
    python: {
      packages: ['azure-identity', 'requests'],
      imports: ['import os', 'import requests', 'from azure.identity import ClientAssertionCredential'],
      code: `def github_token() -> str:
    response = requests.get(
        os.environ["ACTIONS_ID_TOKEN_REQUEST_URL"],
        params={"audience": "api://AzureADTokenExchange"},
        headers={"Authorization": f"Bearer {os.environ['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}"},
        timeout=30,
    )
    response.raise_for_status()
    return response.json()["value"]


credential = ClientAssertionCredential("«tenantId»", "«clientId»", func=github_token)
`,
    },
    typescript: {
      packages: ['@azure/identity'],
      imports: [`import { ClientAssertionCredential } from '@azure/identity';`],
      code: `async function githubToken(): Promise<string> {
  const address = new URL(process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '');
  address.searchParams.set('audience', 'api://AzureADTokenExchange');
  const authorization = \`Bearer \${process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? ''}\`;
  const answer = await fetch(address, { headers: { authorization } });
  if (!answer.ok) throw new Error(\`GitHub answered \${String(answer.status)}\`);
  const { value } = (await answer.json()) as { value: string };
  return value;
}
const credential = new ClientAssertionCredential('«tenantId»', '«clientId»', githubToken);
`,
    },
    csharp: {
      packages: ['Azure.Identity'],
      imports: ['System', 'System.Net.Http', 'System.Net.Http.Headers', 'System.Text.Json', 'Azure.Identity'],
      code: `var github = new HttpClient();
github.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
    "Bearer", Environment.GetEnvironmentVariable("ACTIONS_ID_TOKEN_REQUEST_TOKEN"));
var credential = new ClientAssertionCredential("«tenantId»", "«clientId»", async cancellation =>
{
    var address = Environment.GetEnvironmentVariable("ACTIONS_ID_TOKEN_REQUEST_URL");
    var answer = await github.GetStringAsync(address + "&audience=api://AzureADTokenExchange", cancellation);
    return JsonDocument.Parse(answer).RootElement.GetProperty("value").GetString()!;
});
`,
    },
    shell: {
      code: `github=$(curl --fail-with-body --silent "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=api://AzureADTokenExchange" \\
  --header @<(printf 'Authorization: Bearer %s' "$ACTIONS_ID_TOKEN_REQUEST_TOKEN") | jq --raw-output .value)
token=$(curl --fail-with-body --silent 'https://login.microsoftonline.com/«tenantId»/oauth2/v2.0/token' \\
  --data-urlencode 'client_id=«clientId»' \\
  --data-urlencode 'scope=«scope»' \\
  --data 'grant_type=client_credentials' \\
  --data-urlencode 'client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer' \\
  --data-urlencode "client_assertion@"<(printf %s "$github") | jq --raw-output .access_token)
`,
    },
  },
};

export const azurePipelines: Credential = {
  id: 'azurePipelines',
  prefix: 'pipelines',
  title: 'Azure Pipelines (service connection)',
  detail: 'A service connection with workload identity federation; the task passes $(System.AccessToken).',
  actor: 'app',
  source: 'https://learn.microsoft.com/azure/devops/pipelines/release/configure-workload-identity',
  pitfalls: ['SYSTEM_ACCESSTOKEN reaches a script only when the step maps it in env.'],
  blocks: {
    python: {
      packages: ['azure-identity'],
      imports: ['import os', 'from azure.identity import AzurePipelinesCredential'],
      code: `credential = AzurePipelinesCredential(
    tenant_id="«tenantId»",
    client_id="«clientId»",
    service_connection_id="«serviceConnectionId»",
    system_access_token=os.environ["SYSTEM_ACCESSTOKEN"],
)
`,
    },
    typescript: {
      packages: ['@azure/identity'],
      imports: [`import { AzurePipelinesCredential } from '@azure/identity';`],
      code: `const systemAccessToken = process.env['SYSTEM_ACCESSTOKEN'] ?? '';
const credential = new AzurePipelinesCredential(
  '«tenantId»',
  '«clientId»',
  '«serviceConnectionId»',
  systemAccessToken,
);
`,
    },
    csharp: {
      packages: ['Azure.Identity'],
      imports: ['System', 'Azure.Identity'],
      code: `var systemAccessToken = Environment.GetEnvironmentVariable("SYSTEM_ACCESSTOKEN");
var credential = new AzurePipelinesCredential(
    "«tenantId»", "«clientId»", "«serviceConnectionId»", systemAccessToken);
`,
    },
    java: {
      packages: ['com.azure:azure-identity'],
      imports: [
        'com.azure.core.credential.TokenCredential',
        'com.azure.identity.AzurePipelinesCredentialBuilder',
      ],
      code: `TokenCredential credential = new AzurePipelinesCredentialBuilder()
    .tenantId("«tenantId»")
    .clientId("«clientId»")
    .serviceConnectionId("«serviceConnectionId»")
    .systemAccessToken(System.getenv("SYSTEM_ACCESSTOKEN"))
    .build();
`,
    },
    go: {
      packages: [GO_IDENTITY],
      imports: ['os', GO_IDENTITY],
      code: `credential, err := azidentity.NewAzurePipelinesCredential(
	"«tenantId»", "«clientId»", "«serviceConnectionId»", os.Getenv("SYSTEM_ACCESSTOKEN"), nil)
if err != nil {
	log.Fatal(err)
}
`,
    },
  },
};
