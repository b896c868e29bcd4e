import { scopeOf } from '../authorizationRequest.ts';
import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import { dpop, scope } from '../parameters.ts';
import { optionalParameter } from '../requestParameters.ts';
import * as steps from './steps.ts';

/** Client credentials (RFC 6749 §4.4). */
export const clientCredentials: FlowDefinition = {
  id: 'clientCredentials',
  title: 'Client Credentials',
  kind: 'flow',
  references: [{ title: 'RFC 6749 §4.4', url: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.4' }],
  summary: 'The client obtains a token for itself, with its own credential and nobody signed in.',
  audience: 'Daemons, services, scheduled jobs, pipelines.',
  status: {
    level: 'recommended',
    why: 'The only grant for programs acting as themselves; use a certificate or federation rather than a secret.',
  },
  parameters: [
    scope,
    {
      name: 'resource',
      reference: 'RFC 8707 §2',
      explanation: 'The resource server the token is for. Not for Entra.',
    },
    {
      name: 'audience',
      reference: 'RFC 8693 §2.1',
      explanation: 'Name of the resource server, where the server asks for it.',
    },
    {
      name: 'claims',
      reference: 'OpenID Connect Core 1.0 §5.5',
      explanation: 'A claims challenge passed on, as JSON.',
    },
    dpop,
  ],
  clientAuthentication: [
    'client_secret_basic',
    'client_secret_post',
    'client_secret_jwt',
    'private_key_jwt',
    'federated',
    'tls_client_auth',
  ],
  needs: ['clientCredential'],
  steps: [
    steps.tokenRequest('client authentication, scope'),
    steps.tokenResponse('access_token'),
    steps.resourceRequest,
    steps.resourceResponse,
  ],
  entra: {
    offered: true,
    note: 'Scope is <resource>/.default; permissions are application permissions in roles; no refresh token.',
  },
  warnings: ['Application permissions reach every object of the tenant; grant the least.'],
  requires: ['token_endpoint'],
  grantType: 'client_credentials',
  run,
};

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  const parameters: Record<string, string> = scopeOf(request);
  for (const name of ['resource', 'audience', 'claims']) {
    const value = optionalParameter(request, clientCredentials, name);
    if (value !== undefined) parameters[name] = value;
  }
  return { tokens: await context.grant('client_credentials', parameters) };
}
