import type { Application } from './application.ts';

/** What a configuration is made of. */
export interface ConfigurationSubject {
  readonly application: Application;
  readonly tenantId: string;
  /** Authority without version, as MSAL takes it. */
  readonly authority: string;
  readonly redirectUri: string;
}

/** The configuration of one library or format. Secrets are read from the environment, never written. */
export interface ClientConfiguration {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly language: string;
  readonly make: (subject: ConfigurationSubject) => string;
}

const quoted = (value: string) => JSON.stringify(value);

/** Every library and format, by how often they are asked for. A new one is one entry. */
export const clientConfigurations: readonly ClientConfiguration[] = [
  {
    id: 'environment',
    title: '.env',
    detail: 'The variables of @azure/identity and other Azure SDKs',
    language: 'properties',
    make: ({ tenantId, application: { clientId }, redirectUri }) =>
      `AZURE_TENANT_ID=${tenantId}\nAZURE_CLIENT_ID=${clientId}\nAZURE_CLIENT_SECRET=\nREDIRECT_URI=${redirectUri}\n`,
  },
  {
    id: 'appsettings',
    title: 'appsettings.json',
    detail: 'ASP.NET Core with Microsoft.Identity.Web',
    language: 'json',
    make: ({ tenantId, authority, application: { clientId }, redirectUri }) => {
      const azureAd = {
        Instance: `${new URL(authority).origin}/`,
        TenantId: tenantId,
        ClientId: clientId,
        CallbackPath: URL.canParse(redirectUri) ? new URL(redirectUri).pathname : '/signin-oidc',
      };
      return `${JSON.stringify({ AzureAd: azureAd }, undefined, 2)}\n`;
    },
  },
  {
    id: 'msalNode',
    title: 'MSAL Node',
    detail: 'TypeScript, a confidential client',
    language: 'typescript',
    make: ({
      authority,
      application: { clientId },
    }) => `import { ConfidentialClientApplication } from '@azure/msal-node';

const client = new ConfidentialClientApplication({
  auth: {
    clientId: ${quoted(clientId)},
    authority: ${quoted(authority)},
    clientSecret: process.env.AZURE_CLIENT_SECRET,
  },
});
`,
  },
  {
    id: 'msalBrowser',
    title: 'MSAL Browser',
    detail: 'TypeScript, a single-page application',
    language: 'typescript',
    make: ({
      authority,
      application: { clientId },
      redirectUri,
    }) => `import { PublicClientApplication } from '@azure/msal-browser';

const client = await PublicClientApplication.createPublicClientApplication({
  auth: {
    clientId: ${quoted(clientId)},
    authority: ${quoted(authority)},
    redirectUri: ${quoted(redirectUri)},
  },
});
`,
  },
  {
    id: 'msalPython',
    title: 'MSAL for Python',
    detail: 'A confidential client',
    language: 'python',
    make: ({ authority, application: { clientId } }) => `import os

import msal

client = msal.ConfidentialClientApplication(
    ${quoted(clientId)},
    authority=${quoted(authority)},
    client_credential=os.environ["AZURE_CLIENT_SECRET"],
)
`,
  },
  {
    id: 'msalDotnet',
    title: 'MSAL.NET',
    detail: 'C#, a confidential client',
    language: 'csharp',
    make: ({ authority, application: { clientId }, redirectUri }) => `using Microsoft.Identity.Client;

var client = ConfidentialClientApplicationBuilder
    .Create(${quoted(clientId)})
    .WithAuthority(${quoted(authority)})
    .WithClientSecret(Environment.GetEnvironmentVariable("AZURE_CLIENT_SECRET"))
    .WithRedirectUri(${quoted(redirectUri)})
    .Build();
`,
  },
  {
    id: 'msalJava',
    title: 'MSAL4J',
    detail: 'Java, a confidential client',
    language: 'java',
    make: ({
      authority,
      application: { clientId },
    }) => `import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;

ConfidentialClientApplication client = ConfidentialClientApplication
    .builder(${quoted(clientId)}, ClientCredentialFactory.createFromSecret(System.getenv("AZURE_CLIENT_SECRET")))
    .authority(${quoted(authority)})
    .build();
`,
  },
  {
    id: 'msalGo',
    title: 'MSAL Go',
    detail: 'A confidential client',
    language: 'go',
    make: ({ authority, application: { clientId } }) => `package main

import (
	"log"
	"os"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/confidential"
)

func main() {
	credential, err := confidential.NewCredFromSecret(os.Getenv("AZURE_CLIENT_SECRET"))
	if err != nil {
		log.Fatal(err)
	}
	client, err := confidential.New(${quoted(authority)}, ${quoted(clientId)}, credential)
	if err != nil {
		log.Fatal(err)
	}
	_ = client
}
`,
  },
];
