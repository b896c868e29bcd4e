import type { Credential } from '../catalogue.ts';
import { GO_IDENTITY } from '../pieces.ts';

const CURL_IMDS = (extra: string) =>
  `# On a virtual machine. App Service: $IDENTITY_ENDPOINT?api-version=2019-08-01 with X-IDENTITY-HEADER.
token=$(curl --fail-with-body --silent --get 'http://169.254.169.254/metadata/identity/oauth2/token' \\
  --header 'Metadata: true' \\
  --data-urlencode 'api-version=2018-02-01' \\
  --data-urlencode 'resource=«resource»'${extra} | jq --raw-output .access_token)
`;

/** The chain of DefaultAzureCredential, narrowed by AZURE_TOKEN_CREDENTIALS. */
export const defaultChain: Credential = {
  id: 'default',
  prefix: 'default',
  title: 'DefaultAzureCredential, narrowed',
  detail:
    'Your own sign-in while you develop, the managed or workload identity in production; AZURE_TOKEN_CREDENTIALS says which.',
  actor: 'app',
  source: 'https://learn.microsoft.com/azure/developer/intro/passwordless-overview',
  pitfalls: [
    'Unnarrowed, the chain tries credentials nobody meant: a stray AZURE_CLIENT_SECRET wins over the managed identity, and a developer tool on a server wins over nothing.',
    'Make one credential and keep it: its cache is what renews tokens.',
  ],
  blocks: {
    python: {
      packages: ['azure-identity'],
      imports: ['from azure.identity import DefaultAzureCredential'],
      code: `# AZURE_TOKEN_CREDENTIALS has to be set: prod on the server, dev on your computer.
credential = DefaultAzureCredential(require_envvar=True)
`,
    },
    typescript: {
      packages: ['@azure/identity'],
      imports: [`import { DefaultAzureCredential } from '@azure/identity';`],
      code: `// AZURE_TOKEN_CREDENTIALS has to be set: prod on the server, dev on your computer.
const credential = new DefaultAzureCredential({ requiredEnvVars: ['AZURE_TOKEN_CREDENTIALS'] });
`,
    },
    csharp: {
      packages: ['Azure.Identity'],
      imports: ['Azure.Identity'],
      code: `// AZURE_TOKEN_CREDENTIALS has to be set: prod on the server, dev on your computer.
var credential = new DefaultAzureCredential(DefaultAzureCredential.DefaultEnvironmentVariableName);
`,
    },
    java: {
      packages: ['com.azure:azure-identity'],
      imports: [
        'com.azure.core.credential.TokenCredential',
        'com.azure.identity.AzureIdentityEnvVars',
        'com.azure.identity.DefaultAzureCredentialBuilder',
      ],
      code: `// AZURE_TOKEN_CREDENTIALS has to be set: prod on the server, dev on your computer.
TokenCredential credential = new DefaultAzureCredentialBuilder()
    .requireEnvVars(AzureIdentityEnvVars.AZURE_TOKEN_CREDENTIALS)
    .build();
`,
    },
    go: {
      packages: [GO_IDENTITY],
      imports: [GO_IDENTITY],
      code: `// AZURE_TOKEN_CREDENTIALS has to be set: prod on the server, dev on your computer.
credential, err := azidentity.NewDefaultAzureCredential(&azidentity.DefaultAzureCredentialOptions{
	RequireAzureTokenCredentials: true,
})
if err != nil {
	log.Fatal(err)
}
`,
    },
  },
};

export const systemIdentity: Credential = {
  id: 'systemIdentity',
  prefix: 'mi',
  title: 'System-assigned managed identity',
  detail: 'The identity of the Azure resource the program runs on; it lives and dies with it.',
  actor: 'app',
  source: 'https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview',
  pitfalls: [
    'There is no managed identity on your own computer: the request for 169.254.169.254 finds nobody.',
  ],
  setup: [
    {
      title: 'Give a virtual machine or a web app its identity',
      language: 'shell',
      code: `az vm identity assign --resource-group '«resourceGroup»' --name '«identityName»'
az webapp identity assign --resource-group '«resourceGroup»' --name '«identityName»'
`,
    },
  ],
  blocks: {
    python: {
      packages: ['azure-identity'],
      imports: ['from azure.identity import ManagedIdentityCredential'],
      code: `credential = ManagedIdentityCredential()\n`,
    },
    typescript: {
      packages: ['@azure/identity'],
      imports: [`import { ManagedIdentityCredential } from '@azure/identity';`],
      code: `const credential = new ManagedIdentityCredential();\n`,
    },
    csharp: {
      packages: ['Azure.Identity'],
      imports: ['Azure.Identity'],
      code: `var credential = new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned);\n`,
    },
    java: {
      packages: ['com.azure:azure-identity'],
      imports: [
        'com.azure.core.credential.TokenCredential',
        'com.azure.identity.ManagedIdentityCredentialBuilder',
      ],
      code: `TokenCredential credential = new ManagedIdentityCredentialBuilder().build();\n`,
    },
    go: {
      packages: [GO_IDENTITY],
      imports: [GO_IDENTITY],
      code: `credential, err := azidentity.NewManagedIdentityCredential(nil)
if err != nil {
	log.Fatal(err)
}
`,
    },
    shell: { code: CURL_IMDS('') },
    powershell: {
      packages: ['Az.Accounts'],
      code: `Connect-AzAccount -Identity | Out-Null
$token = (Get-AzAccessToken -ResourceUrl '«resource»' -AsSecureString).Token
`,
    },
  },
};

export const userAssignedIdentity: Credential = {
  id: 'userAssignedIdentity',
  prefix: 'uami',
  title: 'User-assigned managed identity',
  detail:
    'An identity of its own, made and granted before the program is deployed, shared by several resources.',
  actor: 'app',
  source: 'https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview',
  pitfalls: [
    'The client ID, not the object ID: IMDS answers "Identity not found" for the other.',
    'Give the ID even where one identity is assigned: with a second one the request without it fails.',
  ],
  setup: [
    {
      title: 'Create the identity and assign it',
      language: 'shell',
      code: `az identity create --resource-group '«resourceGroup»' --name '«identityName»'
id=$(az identity show --resource-group '«resourceGroup»' --name '«identityName»' --query id --output tsv)
az webapp identity assign --resource-group '«resourceGroup»' --name '«appName»' --identities "$id"
`,
    },
  ],
  blocks: {
    python: {
      packages: ['azure-identity'],
      imports: ['from azure.identity import ManagedIdentityCredential'],
      code: `credential = ManagedIdentityCredential(client_id="«identityClientId»")\n`,
    },
    typescript: {
      packages: ['@azure/identity'],
      imports: [`import { ManagedIdentityCredential } from '@azure/identity';`],
      code: `const credential = new ManagedIdentityCredential({ clientId: '«identityClientId»' });\n`,
    },
    csharp: {
      packages: ['Azure.Identity'],
      imports: ['Azure.Identity'],
      code: `var credential = new ManagedIdentityCredential(
    ManagedIdentityId.FromUserAssignedClientId("«identityClientId»"));
`,
    },
    java: {
      packages: ['com.azure:azure-identity'],
      imports: [
        'com.azure.core.credential.TokenCredential',
        'com.azure.identity.ManagedIdentityCredentialBuilder',
      ],
      code: `TokenCredential credential = new ManagedIdentityCredentialBuilder()
    .clientId("«identityClientId»")
    .build();
`,
    },
    go: {
      packages: [GO_IDENTITY],
      imports: [GO_IDENTITY],
      code: `credential, err := azidentity.NewManagedIdentityCredential(&azidentity.ManagedIdentityCredentialOptions{
	ID: azidentity.ClientID("«identityClientId»"),
})
if err != nil {
	log.Fatal(err)
}
`,
    },
    shell: { code: CURL_IMDS(` \\\n  --data-urlencode 'client_id=«identityClientId»'`) },
    powershell: {
      packages: ['Az.Accounts'],
      code: `Connect-AzAccount -Identity -AccountId '«identityClientId»' | Out-Null
$token = (Get-AzAccessToken -ResourceUrl '«resource»' -AsSecureString).Token
`,
    },
  },
};
