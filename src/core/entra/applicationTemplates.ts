import type { JsonObject } from '../json.ts';
import type { Platform } from './application.ts';

/** What a person builds, with the registration it needs. A new kind is one entry. */
export interface ApplicationTemplate {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly icon: string;
  /** The platform of its redirect URI; absent where it has none. */
  readonly platform?: Platform;
  readonly redirectUri: string;
  /** The properties besides the name; `redirectUri` may be empty. */
  readonly body: (redirectUri: string) => JsonObject;
}

const GRAPH = '00000003-0000-0000-c000-000000000000';
const USER_READ = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';

/** `User.Read` of Microsoft Graph, which the portal asks for in every new registration. */
const signInPermission = [{ resourceAppId: GRAPH, resourceAccess: [{ id: USER_READ, type: 'Scope' }] }];
const uris = (redirectUri: string) => (redirectUri === '' ? [] : [redirectUri]);

/** The kinds of applications, as Microsoft's scenarios order them. Token version 2.0 throughout. */
export const applicationTemplates: readonly ApplicationTemplate[] = [
  {
    id: 'web',
    title: 'Web app',
    detail: 'A server signs users in: authorization code with a secret or certificate',
    icon: 'globe',
    platform: 'web',
    redirectUri: 'http://localhost:3000/auth/callback',
    body: (redirectUri) => ({
      signInAudience: 'AzureADMyOrg',
      web: { redirectUris: uris(redirectUri) },
      api: { requestedAccessTokenVersion: 2 },
      requiredResourceAccess: signInPermission,
    }),
  },
  {
    id: 'spa',
    title: 'Single-page application',
    detail: 'The browser signs users in: authorization code with PKCE, no secret',
    icon: 'browser',
    platform: 'spa',
    redirectUri: 'http://localhost:5173',
    body: (redirectUri) => ({
      signInAudience: 'AzureADMyOrg',
      spa: { redirectUris: uris(redirectUri) },
      api: { requestedAccessTokenVersion: 2 },
      requiredResourceAccess: signInPermission,
    }),
  },
  {
    id: 'desktop',
    title: 'Desktop, mobile or command-line app',
    detail: 'A public client: PKCE on loopback, device code',
    icon: 'device-desktop',
    platform: 'publicClient',
    redirectUri: 'http://localhost',
    body: (redirectUri) => ({
      signInAudience: 'AzureADMyOrg',
      publicClient: { redirectUris: uris(redirectUri) },
      isFallbackPublicClient: true,
      api: { requestedAccessTokenVersion: 2 },
      requiredResourceAccess: signInPermission,
    }),
  },
  {
    id: 'daemon',
    title: 'Daemon or service',
    detail: 'Runs without a user: client credentials with application permissions',
    icon: 'server-process',
    redirectUri: '',
    body: () => ({ signInAudience: 'AzureADMyOrg', api: { requestedAccessTokenVersion: 2 } }),
  },
  {
    id: 'api',
    title: 'Web API',
    detail: 'Receives access tokens: exposes scopes and app roles',
    icon: 'shield',
    redirectUri: '',
    body: () => ({ signInAudience: 'AzureADMyOrg', api: { requestedAccessTokenVersion: 2 } }),
  },
];
