import type { Credential, Script } from '../catalogue.ts';
import { GO_IDENTITY, GO_POLICY } from '../pieces.ts';

/** What every federated credential is about. */
export const EXACT =
  'Issuer, subject and audience of the federated credential are compared exactly: case and trailing slash count. AADSTS70021 and AADSTS700213 say what did not match.';
export const DELAY = 'A federated credential takes up to some minutes before it is honoured.';

/** A federated credential for that issuer and subject. */
/** Makes a federated credential of the application. */
export const federate = (title: string, issuer: string, subject: string): Script => ({
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
