import type { Tenant } from '../../oauth/model.ts';

/** What a way of signing in has to know besides the tenant. No secret is part of it. */
export type SignInDetail = 'clientId' | 'optionalClientId' | 'identityId';

/** One way to get access tokens for a tenant. */
export interface SignInMethod {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly icon: string;
  /** A person signs in, so permissions are delegated and are asked for one by one. */
  readonly isPerson: boolean;
  readonly asks: readonly SignInDetail[];
  /** The kind of credential it needs in the credential store. */
  readonly credential?: 'secret' | 'certificate' | 'federated';
  readonly fits: (tenant: Tenant) => boolean;
}

const hasGraph = ({ graph }: Tenant): boolean => graph !== undefined;
const isEntra = ({ kind, graph }: Tenant): boolean =>
  graph !== undefined && (kind === 'entra' || kind === 'externalId');

/** Every way to sign in to a tenant, in the order offered. A new one is one entry, and its source of tokens. */
export const signInMethods = [
  {
    id: 'sandbox',
    title: 'Sandbox',
    detail: 'As the application Identity Workbench of the sandbox',
    icon: 'beaker',
    isPerson: false,
    asks: [],
    fits: ({ kind }) => kind === 'sandbox',
  },
  {
    id: 'vscode',
    title: 'Microsoft account of VS Code',
    detail: 'Signs in with VS Code; its own client reads apps and users, yours reads what it may',
    icon: 'vscode',
    isPerson: true,
    asks: ['optionalClientId'],
    fits: isEntra,
  },
  {
    id: 'browser',
    title: 'Browser, with a client of yours',
    detail: 'PKCE; a mobile and desktop client with the redirect URI http://localhost',
    icon: 'globe',
    isPerson: true,
    asks: ['clientId'],
    fits: hasGraph,
  },
  {
    id: 'deviceCode',
    title: 'Device code, with a client of yours',
    detail: 'Where no browser comes back; the client must allow public client flows',
    icon: 'device-mobile',
    isPerson: true,
    asks: ['clientId'],
    fits: hasGraph,
  },
  {
    id: 'azureCli',
    title: 'Azure CLI',
    detail: 'Whoever is signed in with az login',
    icon: 'terminal',
    isPerson: true,
    asks: [],
    fits: isEntra,
  },
  {
    id: 'azureDeveloperCli',
    title: 'Azure Developer CLI',
    detail: 'Whoever is signed in with azd auth login',
    icon: 'terminal',
    isPerson: true,
    asks: [],
    fits: isEntra,
  },
  {
    id: 'azurePowerShell',
    title: 'Azure PowerShell',
    detail: 'Whoever is signed in with Connect-AzAccount',
    icon: 'terminal-powershell',
    isPerson: true,
    asks: [],
    fits: isEntra,
  },
  {
    id: 'clientSecret',
    title: 'Service principal with a secret',
    detail: 'Client credentials; the secret is kept in secret storage',
    icon: 'lock',
    isPerson: false,
    asks: ['clientId'],
    credential: 'secret',
    fits: hasGraph,
  },
  {
    id: 'clientCertificate',
    title: 'Service principal with a certificate',
    detail: 'Client credentials; the private key is kept in secret storage',
    icon: 'verified',
    isPerson: false,
    asks: ['clientId'],
    credential: 'certificate',
    fits: hasGraph,
  },
  {
    id: 'federatedAssertion',
    title: 'Service principal with a federated token',
    detail: 'Client credentials with the token of another issuer, read from its file each time',
    icon: 'link',
    isPerson: false,
    asks: ['clientId'],
    credential: 'federated',
    fits: hasGraph,
  },
  {
    id: 'managedIdentity',
    title: 'Managed identity',
    detail: 'On an Azure host: system-assigned, or user-assigned by its client id',
    icon: 'vm',
    isPerson: false,
    asks: ['identityId'],
    fits: ({ kind, graph }) => graph !== undefined && (kind === 'entra' || kind === 'sandbox'),
  },
  {
    id: 'token',
    title: 'Access token, pasted or from a flow',
    detail: 'The cached token with the most permissions; a pasted one is kept in secret storage',
    icon: 'key',
    isPerson: true,
    asks: [],
    fits: hasGraph,
  },
] as const satisfies readonly SignInMethod[];

export type SignInMethodId = (typeof signInMethods)[number]['id'];

/** How a tenant is signed in to: part of its entry in the setting. */
export interface SignInChoice {
  readonly method: SignInMethodId;
  /** Client of yours, or a user-assigned identity. */
  readonly clientId?: string;
}

/** The method of a choice; what nobody chose is the sandbox's own for it, and VS Code's account elsewhere. */
export function signInMethodOf(tenant: Tenant): SignInMethod & { readonly id: SignInMethodId } {
  const chosen = tenant.signIn?.method ?? (tenant.kind === 'sandbox' ? 'sandbox' : 'vscode');
  return signInMethods.find(({ id }) => id === chosen) ?? signInMethods[1];
}

/** Whether this is the id of a method. */
export function isSignInMethod(id: string): id is SignInMethodId {
  return signInMethods.some((each) => each.id === id);
}
