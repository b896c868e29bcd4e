import type { Credential } from '../catalogue.ts';
import { GO_IDENTITY } from '../pieces.ts';

export const interactive: Credential = {
  id: 'interactive',
  prefix: 'browser',
  title: 'Person, in the system browser',
  detail: 'Authorization code with PKCE and a redirect to the loopback address.',
  actor: 'user',
  source: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow',
  pitfalls: [
    'Register http://localhost for the platform "Mobile and desktop applications"; any port is accepted then.',
    'A public client has no secret: adding one is AADSTS700025.',
  ],
  setup: [
    {
      title: 'Register a desktop application',
      language: 'shell',
      code: `az ad app create --display-name '«appName»' --public-client-redirect-uris http://localhost \\
  --sign-in-audience AzureADMyOrg
`,
    },
  ],
  blocks: {
    python: {
      packages: ['azure-identity'],
      imports: ['from azure.identity import InteractiveBrowserCredential'],
      code: `credential = InteractiveBrowserCredential(tenant_id="«tenantId»", client_id="«clientId»")\n`,
    },
    typescript: {
      packages: ['@azure/identity'],
      imports: [`import { InteractiveBrowserCredential } from '@azure/identity';`],
      code: `const credential = new InteractiveBrowserCredential({
  tenantId: '«tenantId»',
  clientId: '«clientId»',
  redirectUri: 'http://localhost',
});
`,
    },
    csharp: {
      packages: ['Azure.Identity'],
      imports: ['Azure.Identity'],
      code: `var credential = new InteractiveBrowserCredential(new InteractiveBrowserCredentialOptions
{
    TenantId = "«tenantId»",
    ClientId = "«clientId»",
});
`,
    },
    java: {
      packages: ['com.azure:azure-identity'],
      imports: [
        'com.azure.core.credential.TokenCredential',
        'com.azure.identity.InteractiveBrowserCredentialBuilder',
      ],
      code: `TokenCredential credential = new InteractiveBrowserCredentialBuilder()
    .tenantId("«tenantId»")
    .clientId("«clientId»")
    .redirectUrl("http://localhost:8765")
    .build();
`,
    },
    go: {
      packages: [GO_IDENTITY],
      imports: [GO_IDENTITY],
      code: `credential, err := azidentity.NewInteractiveBrowserCredential(&azidentity.InteractiveBrowserCredentialOptions{
	TenantID: "«tenantId»",
	ClientID: "«clientId»",
})
if err != nil {
	log.Fatal(err)
}
`,
    },
    powershell: {
      packages: ['Az.Accounts'],
      code: `Connect-AzAccount -Tenant '«tenantId»' | Out-Null
$token = (Get-AzAccessToken -ResourceUrl '«resource»' -AsSecureString).Token
`,
    },
  },
};

export const deviceCode: Credential = {
  id: 'deviceCode',
  prefix: 'device',
  title: 'Person, on another device (device code)',
  detail: 'For a program without a browser: it shows a code, the person signs in elsewhere.',
  actor: 'user',
  source: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code',
  pitfalls: [
    'Conditional Access often blocks device code: it is what phishers ask people to type.',
    'The registration needs "Allow public client flows", else AADSTS7000218.',
  ],
  setup: [
    {
      title: 'Allow public client flows',
      language: 'shell',
      code: `az ad app update --id '«clientId»' --is-fallback-public-client true\n`,
    },
  ],
  blocks: {
    python: {
      packages: ['azure-identity'],
      imports: ['from azure.identity import DeviceCodeCredential'],
      code: `credential = DeviceCodeCredential(tenant_id="«tenantId»", client_id="«clientId»")  # prints what to do\n`,
    },
    typescript: {
      packages: ['@azure/identity'],
      imports: [`import { DeviceCodeCredential } from '@azure/identity';`],
      code: `const credential = new DeviceCodeCredential({
  tenantId: '«tenantId»',
  clientId: '«clientId»',
  userPromptCallback: ({ message }) => console.log(message),
});
`,
    },
    csharp: {
      packages: ['Azure.Identity'],
      imports: ['System', 'System.Threading.Tasks', 'Azure.Identity'],
      code: `var credential = new DeviceCodeCredential(new DeviceCodeCredentialOptions
{
    TenantId = "«tenantId»",
    ClientId = "«clientId»",
    DeviceCodeCallback = (code, cancellation) =>
    {
        Console.WriteLine(code.Message);
        return Task.CompletedTask;
    },
});
`,
    },
    java: {
      packages: ['com.azure:azure-identity'],
      imports: [
        'com.azure.core.credential.TokenCredential',
        'com.azure.identity.DeviceCodeCredentialBuilder',
      ],
      code: `TokenCredential credential = new DeviceCodeCredentialBuilder()
    .tenantId("«tenantId»")
    .clientId("«clientId»")
    .challengeConsumer(challenge -> System.out.println(challenge.getMessage()))
    .build();
`,
    },
    go: {
      packages: [GO_IDENTITY],
      imports: ['fmt', GO_IDENTITY],
      code: `credential, err := azidentity.NewDeviceCodeCredential(&azidentity.DeviceCodeCredentialOptions{
	TenantID: "«tenantId»",
	ClientID: "«clientId»",
	UserPrompt: func(_ context.Context, code azidentity.DeviceCodeMessage) error {
		fmt.Println(code.Message)
		return nil
	},
})
if err != nil {
	log.Fatal(err)
}
`,
    },
    shell: {
      code: `az login --use-device-code --tenant '«tenantId»' --output none
token=$(az account get-access-token --scope '«scope»' --query accessToken --output tsv)
`,
    },
    powershell: {
      packages: ['Az.Accounts'],
      code: `Connect-AzAccount -UseDeviceAuthentication -Tenant '«tenantId»' | Out-Null
$token = (Get-AzAccessToken -ResourceUrl '«resource»' -AsSecureString).Token
`,
    },
    http: {
      code: `# @name device
POST https://login.microsoftonline.com/«tenantId»/oauth2/v2.0/devicecode
Content-Type: application/x-www-form-urlencoded

client_id=«clientId»
&scope=«scope»

### Open verification_uri, type user_code, then send this.

# @name token
POST https://login.microsoftonline.com/«tenantId»/oauth2/v2.0/token
Content-Type: application/x-www-form-urlencoded

grant_type=urn:ietf:params:oauth:grant-type:device_code
&client_id=«clientId»
&device_code={{device.response.body.device_code}}
`,
    },
  },
};

export const azureCli: Credential = {
  id: 'azureCli',
  prefix: 'cli',
  title: 'Whoever is signed in to Azure CLI',
  detail: 'For your own computer: az login once, no registration needed.',
  actor: 'user',
  source: 'https://learn.microsoft.com/cli/azure/authenticate-azure-cli',
  pitfalls: [
    'The client is Azure CLI itself: it may ask for Azure resources, but not for mail, Conditional Access or role management in Graph (AADSTS65002).',
  ],
  blocks: {
    python: {
      packages: ['azure-identity'],
      imports: ['from azure.identity import AzureCliCredential'],
      code: `credential = AzureCliCredential(tenant_id="«tenantId»")\n`,
    },
    typescript: {
      packages: ['@azure/identity'],
      imports: [`import { AzureCliCredential } from '@azure/identity';`],
      code: `const credential = new AzureCliCredential({ tenantId: '«tenantId»' });\n`,
    },
    csharp: {
      packages: ['Azure.Identity'],
      imports: ['Azure.Identity'],
      code: `var credential = new AzureCliCredential(new AzureCliCredentialOptions { TenantId = "«tenantId»" });\n`,
    },
    java: {
      packages: ['com.azure:azure-identity'],
      imports: ['com.azure.core.credential.TokenCredential', 'com.azure.identity.AzureCliCredentialBuilder'],
      code: `TokenCredential credential = new AzureCliCredentialBuilder().tenantId("«tenantId»").build();\n`,
    },
    go: {
      packages: [GO_IDENTITY],
      imports: [GO_IDENTITY],
      code: `credential, err := azidentity.NewAzureCLICredential(&azidentity.AzureCLICredentialOptions{TenantID: "«tenantId»"})
if err != nil {
	log.Fatal(err)
}
`,
    },
    shell: {
      code: `token=$(az account get-access-token --tenant '«tenantId»' --scope '«scope»' --query accessToken --output tsv)\n`,
    },
  },
};
