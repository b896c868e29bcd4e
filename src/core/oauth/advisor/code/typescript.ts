import type { Samples } from './sample.ts';

/** MSAL Node for people, @azure/identity for programs. */
export const typescript: Samples = {
  signInWeb: `import { ConfidentialClientApplication, CryptoProvider } from '@azure/msal-node';

const app = new ConfidentialClientApplication({
  auth: {
    clientId: '<client id>',
    authority: '%authority%',
    clientCertificate: { thumbprintSha256: '<SHA-256 of the certificate>', privateKey },
  },
});
const request = { scopes: ['%scope%'], redirectUri: 'https://<host>/callback' };

// Before the redirect: keep verifier and state in the session.
const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
const state = crypto.randomUUID();
export const signInUrl = await app.getAuthCodeUrl({
  ...request,
  state,
  codeChallenge: challenge,
  codeChallengeMethod: 'S256',
});

// At the redirect URI.
export async function onCallback(query: URLSearchParams): Promise<string> {
  if (query.get('state') !== state) throw new Error('state does not match');
  const code = query.get('code') ?? '';
  const { accessToken } = await app.acquireTokenByCode({ ...request, code, codeVerifier: verifier });
  return accessToken;
}

declare const privateKey: string; // PEM, from the vault
`,
  signInNative: `import { PublicClientApplication } from '@azure/msal-node';
import open from 'open';

const app = new PublicClientApplication({
  auth: { clientId: '<client id>', authority: '%authority%' },
});
const scopes = ['%scope%'];

const [account] = await app.getAllAccounts();
const result =
  account === undefined
    ? await app.acquireTokenInteractive({ scopes, openBrowser: async (url) => void (await open(url)) })
    : await app.acquireTokenSilent({ scopes, account });
export const accessToken = result.accessToken;
`,
  deviceCode: `import { PublicClientApplication } from '@azure/msal-node';

const app = new PublicClientApplication({
  auth: { clientId: '<client id>', authority: '%authority%' },
});
const result = await app.acquireTokenByDeviceCode({
  scopes: ['%scope%'],
  deviceCodeCallback: ({ message }) => console.log(message),
});
export const accessToken = result?.accessToken;
`,
  onBehalfOf: `import { OnBehalfOfCredential } from '@azure/identity';

export async function tokenFor(userAssertionToken: string): Promise<string> {
  const credential = new OnBehalfOfCredential({
    tenantId: '<tenant>',
    clientId: '<client id>',
    certificatePath: 'client.pem',
    userAssertionToken, // from the Authorization header, verified
  });
  const { token } = await credential.getToken('%scope%');
  return token;
}
`,
  managedIdentity: `import { ManagedIdentityCredential } from '@azure/identity';

const credential = new ManagedIdentityCredential({ clientId: '<client id of the user-assigned identity>' });
export const { token } = await credential.getToken('%scope%');
`,
  workloadIdentity: `import { WorkloadIdentityCredential } from '@azure/identity';

// AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE: set by AKS, elsewhere by you.
const credential = new WorkloadIdentityCredential();
export const { token } = await credential.getToken('%scope%');
`,
  clientCertificate: `import { ClientCertificateCredential } from '@azure/identity';

const credential = new ClientCertificateCredential('<tenant>', '<client id>', 'client.pem');
export const { token } = await credential.getToken('%scope%');
`,
  clientSecret: `import { ClientSecretCredential } from '@azure/identity';

const secret = process.env['AZURE_CLIENT_SECRET'] ?? '';
const credential = new ClientSecretCredential('<tenant>', '<client id>', secret);
export const { token } = await credential.getToken('%scope%');
`,
};

/** MSAL Browser: a page has one language whatever its server speaks. */
export const signInSpa = `import { InteractionRequiredAuthError, PublicClientApplication } from '@azure/msal-browser';

const app = new PublicClientApplication({
  auth: { clientId: '<client id>', authority: '%authority%', redirectUri: window.location.origin },
});
await app.initialize();
const scopes = ['%scope%'];

const redirected = await app.handleRedirectPromise();
const account = redirected?.account ?? app.getAllAccounts()[0];
if (account === undefined) await app.loginRedirect({ scopes });

export async function accessToken(): Promise<string | undefined> {
  try {
    return (await app.acquireTokenSilent({ scopes, account })).accessToken;
  } catch (error) {
    if (!(error instanceof InteractionRequiredAuthError)) throw error;
    await app.acquireTokenRedirect({ scopes });
    return undefined;
  }
}
`;
