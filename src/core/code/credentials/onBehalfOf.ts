import type { Credential } from '../catalogue.ts';
import { GO_IDENTITY } from '../pieces.ts';

export const onBehalfOf: Credential = {
  id: 'onBehalfOf',
  prefix: 'obo',
  title: 'API, on behalf of its caller',
  detail:
    'The API exchanges the token it received for one of the API it calls; the person stays the one who acts.',
  actor: 'caller',
  source: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow',
  pitfalls: [
    'The audience of the received token must be this API, and its validation comes first.',
    'A token of an application without a person cannot be exchanged (AADSTS50013 and others).',
    'Pass a claims challenge of the other API on to the caller.',
  ],
  blocks: {
    python: {
      packages: ['azure-identity'],
      imports: ['import os', 'from azure.identity import OnBehalfOfCredential'],
      code: `credential = OnBehalfOfCredential(
    "«tenantId»",
    "«clientId»",
    client_secret=os.environ["AZURE_CLIENT_SECRET"],
    user_assertion=os.environ["RECEIVED_TOKEN"],  # the bearer token of the request, once it is validated
)
`,
    },
    typescript: {
      packages: ['@azure/identity'],
      imports: [`import { OnBehalfOfCredential } from '@azure/identity';`],
      code: `const credential = new OnBehalfOfCredential({
  tenantId: '«tenantId»',
  clientId: '«clientId»',
  clientSecret: process.env['AZURE_CLIENT_SECRET'] ?? '',
  userAssertionToken: process.env['RECEIVED_TOKEN'] ?? '', // the bearer token of the request, once it is validated
});
`,
    },
    csharp: {
      packages: ['Azure.Identity'],
      imports: ['System', 'Azure.Identity'],
      code: `var clientSecret = Environment.GetEnvironmentVariable("AZURE_CLIENT_SECRET");
var receivedToken = Environment.GetEnvironmentVariable("RECEIVED_TOKEN"); // the bearer token of the request, once it is validated
var credential = new OnBehalfOfCredential("«tenantId»", "«clientId»", clientSecret, receivedToken);
`,
    },
    java: {
      packages: ['com.azure:azure-identity'],
      imports: [
        'com.azure.core.credential.TokenCredential',
        'com.azure.identity.OnBehalfOfCredentialBuilder',
      ],
      code: `TokenCredential credential = new OnBehalfOfCredentialBuilder()
    .tenantId("«tenantId»")
    .clientId("«clientId»")
    .clientSecret(System.getenv("AZURE_CLIENT_SECRET"))
    .userAssertion(System.getenv("RECEIVED_TOKEN")) // the bearer token of the request, once it is validated
    .build();
`,
    },
    go: {
      packages: [GO_IDENTITY],
      imports: ['os', GO_IDENTITY],
      code: `received := os.Getenv("RECEIVED_TOKEN") // the bearer token of the request, once it is validated
credential, err := azidentity.NewOnBehalfOfCredentialWithSecret(
	"«tenantId»", "«clientId»", received, os.Getenv("AZURE_CLIENT_SECRET"), nil)
if err != nil {
	log.Fatal(err)
}
`,
    },
    http: {
      code: `# @name token
POST https://login.microsoftonline.com/«tenantId»/oauth2/v2.0/token
Content-Type: application/x-www-form-urlencoded

grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer
&client_id=«clientId»
&client_secret={{$processEnv AZURE_CLIENT_SECRET}}
&assertion={{$processEnv RECEIVED_TOKEN}}
&scope=«scope»
&requested_token_use=on_behalf_of
`,
    },
  },
};
