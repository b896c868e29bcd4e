import type { Credential } from '../catalogue.ts';
import { DELAY, EXACT, federate } from './federated.ts';
import { GO_IDENTITY } from '../pieces.ts';

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
