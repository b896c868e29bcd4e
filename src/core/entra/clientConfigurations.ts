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

/** A client that keeps no secret: nothing but mobile and desktop redirect URIs, or none and no credential. */
function isPublic({
  redirectUris: { web, publicClient },
  hasSecret,
  hasCertificate,
  allowsPublicClient,
}: Application): boolean {
  const hasCredential = hasSecret || hasCertificate;
  return web.length === 0 && !hasCredential && (publicClient.length > 0 || allowsPublicClient);
}

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
    detail: 'TypeScript, confidential or public as the registration is',
    language: 'typescript',
    make: ({ authority, application }) =>
      isPublic(application)
        ? `import { PublicClientApplication } from '@azure/msal-node';

const client = new PublicClientApplication({
  auth: {
    clientId: ${quoted(application.clientId)},
    authority: ${quoted(authority)},
  },
});
`
        : `import { ConfidentialClientApplication } from '@azure/msal-node';

const client = new ConfidentialClientApplication({
  auth: {
    clientId: ${quoted(application.clientId)},
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
    detail: 'Confidential or public as the registration is',
    language: 'python',
    make: ({ authority, application }) =>
      isPublic(application)
        ? `import msal

client = msal.PublicClientApplication(
    ${quoted(application.clientId)},
    authority=${quoted(authority)},
)
`
        : `import os

import msal

client = msal.ConfidentialClientApplication(
    ${quoted(application.clientId)},
    authority=${quoted(authority)},
    client_credential=os.environ["AZURE_CLIENT_SECRET"],
)
`,
  },
  {
    id: 'msalDotnet',
    title: 'MSAL.NET',
    detail: 'C#, confidential or public as the registration is',
    language: 'csharp',
    make: ({ authority, application, redirectUri }) =>
      isPublic(application)
        ? `using Microsoft.Identity.Client;

var client = PublicClientApplicationBuilder
    .Create(${quoted(application.clientId)})
    .WithAuthority(${quoted(authority)})
    .WithRedirectUri(${quoted(redirectUri)})
    .Build();
`
        : `using Microsoft.Identity.Client;

var client = ConfidentialClientApplicationBuilder
    .Create(${quoted(application.clientId)})
    .WithAuthority(${quoted(authority)})
    .WithClientSecret(Environment.GetEnvironmentVariable("AZURE_CLIENT_SECRET"))
    .WithRedirectUri(${quoted(redirectUri)})
    .Build();
`,
  },
  {
    id: 'msalJava',
    title: 'MSAL4J',
    detail: 'Java, confidential or public as the registration is',
    language: 'java',
    make: ({ authority, application }) =>
      isPublic(application)
        ? `import com.microsoft.aad.msal4j.PublicClientApplication;

PublicClientApplication client = PublicClientApplication
    .builder(${quoted(application.clientId)})
    .authority(${quoted(authority)})
    .build();
`
        : `import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;

ConfidentialClientApplication client = ConfidentialClientApplication
    .builder(${quoted(application.clientId)}, ClientCredentialFactory.createFromSecret(System.getenv("AZURE_CLIENT_SECRET")))
    .authority(${quoted(authority)})
    .build();
`,
  },
  {
    id: 'msalAndroid',
    title: 'MSAL for Android',
    detail: 'auth_config_single_account.json',
    language: 'json',
    make({ tenantId, authority, application: { clientId, redirectUris } }) {
      const redirect = redirectUris.publicClient.find((uri) => uri.startsWith('msauth://')) ?? '';
      const audience = { type: 'AzureADMyOrg', tenant_id: tenantId };
      const configuration = {
        client_id: clientId,
        authorization_user_agent: 'DEFAULT',
        redirect_uri: redirect,
        account_mode: 'SINGLE',
        broker_redirect_uri_registered: redirect !== '',
        authorities: [{ type: 'AAD', authority_url: authority, audience, default: true }],
      };
      return `${JSON.stringify(configuration, undefined, 2)}\n`;
    },
  },
  {
    id: 'msalApple',
    title: 'MSAL for iOS and macOS',
    detail: 'Swift',
    language: 'swift',
    make({ authority, application: { clientId, redirectUris } }) {
      const redirect = redirectUris.publicClient.find((uri) => uri.startsWith('msauth.')) ?? '';
      return `import MSAL

let authority = try MSALAADAuthority(url: URL(string: ${quoted(authority)})!)
let configuration = MSALPublicClientApplicationConfig(
    clientId: ${quoted(clientId)},
    redirectUri: ${redirect === '' ? 'nil' : quoted(redirect)},
    authority: authority)
let client = try MSALPublicClientApplication(configuration: configuration)
`;
    },
  },
  {
    id: 'msalGo',
    title: 'MSAL Go',
    detail: 'Confidential or public as the registration is',
    language: 'go',
    make: ({ authority, application }) =>
      isPublic(application)
        ? `package main

import (
	"log"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/public"
)

func main() {
	client, err := public.New(${quoted(application.clientId)}, public.WithAuthority(${quoted(authority)}))
	if err != nil {
		log.Fatal(err)
	}
	_ = client
}
`
        : `package main

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
	client, err := confidential.New(${quoted(authority)}, ${quoted(application.clientId)}, credential)
	if err != nil {
		log.Fatal(err)
	}
	_ = client
}
`,
  },
];
