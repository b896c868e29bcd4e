import type { CredentialRow } from '../oauth/credentialStore.ts';
import type { FlowDefinition } from '../oauth/flow.ts';
import type { TokenRow } from '../oauth/tokenStore.ts';
import type { Application } from './application.ts';

/** What is known of a client when a flow is chosen for it. */
export interface FitnessSubject {
  readonly application: Application;
  /** Credentials stored here for the client. */
  readonly credentials: readonly CredentialRow[];
  /** Cached tokens of the tenant. */
  readonly tokens: readonly TokenRow[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** One reason why a flow is nothing for an application. */
export interface FitnessRule {
  readonly id: string;
  /** The reason with what would change it, undefined when the flow fits. */
  readonly reason: (flow: FlowDefinition, subject: FitnessSubject) => string | undefined;
}

const isAppOnly = ({ grantType, needs }: FlowDefinition) =>
  grantType === 'client_credentials' && !needs.includes('azureHost');
const isConfidential = ({ clientAuthentication }: FlowDefinition) =>
  clientAuthentication.length > 0 && !clientAuthentication.includes('none');
const PUBLIC_FLOWS = ['deviceCode', 'password'];

/** Every rule, the most telling first. A new one is one entry. */
export const fitnessRules: readonly FitnessRule[] = [
  {
    id: 'identity-managed',
    reason: ({ id }) =>
      id === 'managedIdentity'
        ? 'A managed identity has no app registration; its client ID is that of the identity.'
        : undefined,
  },
  {
    id: 'redirect-none',
    reason: (flow, { application: { redirectUris } }) =>
      flow.needs.includes('redirect') && Object.values(redirectUris).every((uris) => uris.length === 0)
        ? 'It has no redirect URI. Add one under Authentication.'
        : undefined,
  },
  {
    id: 'redirect-front-channel',
    reason: ({ id }, { application: { redirectUris } }) =>
      (id === 'implicit' || id === 'hybrid') && redirectUris.web.length + redirectUris.spa.length === 0
        ? 'Tokens in the browser need a redirect URI of the platform Web or Single-page application.'
        : undefined,
  },
  {
    id: 'implicit-disabled',
    reason({ id }, { application: { issuesIdTokens, issuesAccessTokens } }) {
      const isAllowed = id === 'hybrid' ? issuesIdTokens : issuesIdTokens || issuesAccessTokens;
      return (id === 'implicit' || id === 'hybrid') && !isAllowed
        ? 'Tokens from the authorization endpoint are not enabled under Authentication.'
        : undefined;
    },
  },
  {
    id: 'audience-personal',
    reason: (flow, { application: { signInAudience } }) =>
      signInAudience === 'PersonalMicrosoftAccount' && (isAppOnly(flow) || flow.id === 'onBehalfOf')
        ? 'Its audience is personal Microsoft accounts only; they have no tokens for applications.'
        : undefined,
  },
  {
    id: 'audience-password',
    reason: ({ id }, { application: { signInAudience } }) =>
      id === 'password' && signInAudience === 'PersonalMicrosoftAccount'
        ? 'Personal Microsoft accounts, its only audience, cannot sign in this way.'
        : undefined,
  },
  {
    id: 'public-client-disabled',
    reason: ({ id }, { application, credentials }) =>
      PUBLIC_FLOWS.includes(id) &&
      !application.allowsPublicClient &&
      application.redirectUris.publicClient.length === 0 &&
      credentials.length === 0
        ? 'It does not allow public client flows. Set that under Authentication.'
        : undefined,
  },
  {
    id: 'credential-none',
    reason: (flow, { application: { hasSecret, hasCertificate }, credentials }) =>
      isConfidential(flow) &&
      flow.id !== 'workloadIdentity' &&
      !hasSecret &&
      !hasCertificate &&
      credentials.length === 0
        ? 'It has neither a client secret nor a certificate.'
        : undefined,
  },
  {
    id: 'credential-expired',
    reason: (flow, { application: { secretsEndAt, hasCertificate }, credentials, now }) =>
      isConfidential(flow) &&
      !hasCertificate &&
      secretsEndAt.length > 0 &&
      secretsEndAt.every((end) => end <= now) &&
      credentials.every(({ kind }) => kind === 'secret')
        ? 'Every client secret of it has expired (AADSTS7000222).'
        : undefined,
  },
  {
    id: 'scope-none-exposed',
    reason: ({ id }, { application: { exposedScopes } }) =>
      id === 'onBehalfOf' && exposedScopes.length === 0
        ? 'It exposes no scope, so nobody can call it with a token to pass on.'
        : undefined,
  },
  {
    id: 'consent-application',
    reason: (flow, { application: { requests } }) =>
      isAppOnly(flow) && !requests.roles
        ? 'It requests no application permissions, so no administrator can have consented to any.'
        : undefined,
  },
  {
    id: 'token-none',
    reason(flow, { application: { clientId }, tokens }) {
      if (flow.id === 'refreshToken')
        return tokens.some((row) => row.clientId === clientId && row.parts.includes('refresh_token'))
          ? undefined
          : 'There is no cached refresh token of it. Run a flow with offline_access first.';
      return flow.needs.includes('token') && tokens.length === 0
        ? 'There is no cached token of this tenant yet. Run another flow first.'
        : undefined;
    },
  },
];

/** Why a flow is nothing for the application: the first rule that says so, undefined when none does. */
export function misfitOf(flow: FlowDefinition, subject: FitnessSubject): string | undefined {
  for (const rule of fitnessRules) {
    const reason = rule.reason(flow, subject);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
