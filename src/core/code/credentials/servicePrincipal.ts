import type { Credential } from '../catalogue.ts';
import { GO_IDENTITY } from '../pieces.ts';

const TOKEN_URL = 'https://login.microsoftonline.com/«tenantId»/oauth2/v2.0/token';

export const clientSecret: Credential = {
  id: 'clientSecret',
  prefix: 'secret',
  title: 'Service principal with a client secret',
  detail:
    'For what runs where nothing vouches for it; the secret comes from the environment, never from the code.',
  actor: 'app',
  source: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow',
  pitfalls: [
    'The value of the secret, not its ID: Entra answers AADSTS7000215 for the other.',
    'Secrets end: renew before the date that the registration shows.',
  ],
  setup: [
    {
      title: 'Register an application and give it a secret',
      language: 'shell',
      code: `app=$(az ad app create --display-name '«appName»' --query appId --output tsv)
az ad sp create --id "$app"
# Printed once: put it into a vault, and from there into AZURE_CLIENT_SECRET.
az ad app credential reset --id "$app" --append --years 1 --query password --output tsv
`,
    },
    {
      title: 'Register an application and give it a secret',
      language: 'powershell',
      code: `$app = New-MgApplication -DisplayName '«appName»'
New-MgServicePrincipal -AppId $app.AppId
# Shown once: put it into a vault, and from there into AZURE_CLIENT_SECRET.
(Add-MgApplicationPassword -ApplicationId $app.Id).SecretText
`,
    },
  ],
  blocks: {
    python: {
      packages: ['azure-identity'],
      imports: ['import os', 'from azure.identity import ClientSecretCredential'],
      code: `credential = ClientSecretCredential("«tenantId»", "«clientId»", os.environ["AZURE_CLIENT_SECRET"])\n`,
    },
    typescript: {
      packages: ['@azure/identity'],
      imports: [`import { ClientSecretCredential } from '@azure/identity';`],
      code: `const clientSecret = process.env['AZURE_CLIENT_SECRET'] ?? '';
const credential = new ClientSecretCredential('«tenantId»', '«clientId»', clientSecret);
`,
    },
    csharp: {
      packages: ['Azure.Identity'],
      imports: ['System', 'Azure.Identity'],
      code: `var clientSecret = Environment.GetEnvironmentVariable("AZURE_CLIENT_SECRET");
var credential = new ClientSecretCredential("«tenantId»", "«clientId»", clientSecret);
`,
    },
    java: {
      packages: ['com.azure:azure-identity'],
      imports: [
        'com.azure.core.credential.TokenCredential',
        'com.azure.identity.ClientSecretCredentialBuilder',
      ],
      code: `TokenCredential credential = new ClientSecretCredentialBuilder()
    .tenantId("«tenantId»")
    .clientId("«clientId»")
    .clientSecret(System.getenv("AZURE_CLIENT_SECRET"))
    .build();
`,
    },
    go: {
      packages: [GO_IDENTITY],
      imports: ['os', GO_IDENTITY],
      code: `credential, err := azidentity.NewClientSecretCredential(
	"«tenantId»", "«clientId»", os.Getenv("AZURE_CLIENT_SECRET"), nil)
if err != nil {
	log.Fatal(err)
}
`,
    },
    shell: {
      code: `# The secret goes through a pipe: an argument would show in the list of processes.
token=$(curl --fail-with-body --silent '${TOKEN_URL}' \\
  --data-urlencode 'client_id=«clientId»' \\
  --data-urlencode 'scope=«scope»' \\
  --data 'grant_type=client_credentials' \\
  --data-urlencode "client_secret@"<(printf %s "$AZURE_CLIENT_SECRET") | jq --raw-output .access_token)
`,
    },
    powershell: {
      packages: ['Az.Accounts'],
      code: `$secret = ConvertTo-SecureString $env:AZURE_CLIENT_SECRET -AsPlainText -Force
$account = [System.Management.Automation.PSCredential]::new('«clientId»', $secret)
Connect-AzAccount -ServicePrincipal -Tenant '«tenantId»' -Credential $account | Out-Null
$token = (Get-AzAccessToken -ResourceUrl '«resource»' -AsSecureString).Token
`,
    },
    http: {
      code: `# @name token
POST ${TOKEN_URL}
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials
&client_id=«clientId»
&client_secret={{$processEnv AZURE_CLIENT_SECRET}}
&scope=«scope»
`,
    },
  },
};

export const clientCertificate: Credential = {
  id: 'clientCertificate',
  prefix: 'certificate',
  title: 'Service principal with a certificate',
  detail: 'The program signs an assertion; the private key never travels.',
  actor: 'app',
  source: 'https://learn.microsoft.com/entra/identity-platform/certificate-credentials',
  pitfalls: [
    'The PEM file holds the certificate and the PKCS #8 key; the registration holds the certificate alone.',
  ],
  setup: [
    {
      title: 'Make a key with its certificate and register it',
      language: 'shell',
      code: `app='«clientId»'
openssl req -x509 -newkey rsa:3072 -nodes -days 365 -subj "/CN=$app" -keyout key.pem -out cert.pem
(umask 077 && cat key.pem cert.pem > '«certificatePath»')
az ad app credential reset --id "$app" --append --cert @cert.pem
`,
    },
  ],
  blocks: {
    python: {
      packages: ['azure-identity'],
      imports: ['from azure.identity import CertificateCredential'],
      code: `credential = CertificateCredential(
    "«tenantId»", "«clientId»", certificate_path="«certificatePath»"
)
`,
    },
    typescript: {
      packages: ['@azure/identity'],
      imports: [`import { ClientCertificateCredential } from '@azure/identity';`],
      code: `const credential = new ClientCertificateCredential('«tenantId»', '«clientId»', '«certificatePath»');\n`,
    },
    csharp: {
      packages: ['Azure.Identity'],
      imports: ['Azure.Identity'],
      code: `var credential = new ClientCertificateCredential("«tenantId»", "«clientId»", "«certificatePath»");\n`,
    },
    java: {
      packages: ['com.azure:azure-identity'],
      imports: [
        'com.azure.core.credential.TokenCredential',
        'com.azure.identity.ClientCertificateCredentialBuilder',
      ],
      code: `TokenCredential credential = new ClientCertificateCredentialBuilder()
    .tenantId("«tenantId»")
    .clientId("«clientId»")
    .pemCertificate("«certificatePath»")
    .build();
`,
    },
    go: {
      packages: [GO_IDENTITY],
      imports: ['os', GO_IDENTITY],
      code: `pem, err := os.ReadFile("«certificatePath»")
if err != nil {
	log.Fatal(err)
}
certificates, key, err := azidentity.ParseCertificates(pem, nil)
if err != nil {
	log.Fatal(err)
}
credential, err := azidentity.NewClientCertificateCredential("«tenantId»", "«clientId»", certificates, key, nil)
if err != nil {
	log.Fatal(err)
}
`,
    },
    shell: {
      code: `az login --service-principal --tenant '«tenantId»' --username '«clientId»' --certificate '«certificatePath»' --output none
token=$(az account get-access-token --scope '«scope»' --query accessToken --output tsv)
`,
    },
    powershell: {
      packages: ['Az.Accounts'],
      code: `Connect-AzAccount -ServicePrincipal -Tenant '«tenantId»' -ApplicationId '«clientId»' -CertificatePath '«certificatePath»' | Out-Null
$token = (Get-AzAccessToken -ResourceUrl '«resource»' -AsSecureString).Token
`,
    },
  },
};
