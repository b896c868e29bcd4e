import { scopeOf } from '../authorizationRequest.ts';
import { finishTokens } from '../finishTokens.ts';
import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import { scope } from '../parameters.ts';
import { optionalParameter } from '../requestParameters.ts';
import * as steps from './steps.ts';

/** Entra's on-behalf-of: JWT bearer (RFC 7523 §2.1) with `requested_token_use`. */
export const onBehalfOf: FlowDefinition = {
  id: 'onBehalfOf',
  title: 'On-Behalf-Of',
  kind: 'flow',
  references: [
    {
      title: 'Microsoft identity platform: on-behalf-of',
      url: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow',
    },
    { title: 'RFC 7523 §2.1', url: 'https://www.rfc-editor.org/rfc/rfc7523#section-2.1' },
  ],
  summary: 'An API exchanges the token it was called with for one to the next API, still as the same person.',
  audience: 'Middle-tier APIs that call further APIs.',
  status: {
    level: 'recommended',
    why: 'The person and their permissions are kept along the chain of calls.',
  },
  parameters: [
    scope,
    {
      name: 'assertion',
      reference: 'RFC 7523 §2.1',
      explanation:
        'Access token of the person, whose aud is this application. Taken from a cached token set.',
      required: true,
      secret: true,
    },
    {
      name: 'claims',
      reference: 'OpenID Connect Core 1.0 §5.5',
      explanation: 'A claims challenge passed on, as JSON.',
    },
  ],
  clientAuthentication: ['client_secret_post', 'client_secret_basic', 'private_key_jwt', 'federated'],
  needs: ['token', 'clientCredential'],
  steps: [
    {
      id: 'assertion',
      from: 'browser',
      to: 'client',
      label: 'Call of the API with an access token for it',
      channel: 'back',
    },
    steps.tokenRequest('assertion, requested_token_use=on_behalf_of'),
    steps.tokenResponse('access_token for the next API'),
    steps.resourceRequest,
    steps.resourceResponse,
  ],
  entra: {
    offered: true,
    note: 'Consent must cover both APIs (knownClientApplications or preauthorization); tokens of personal or app-only sign-ins do not work.',
  },
  warnings: ['Never pass on the token you were called with; its audience is you.'],
  requires: ['token_endpoint'],
  offeredBy: ['entra', 'externalId', 'sandbox', 'adfs'],
  grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  run,
};

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  const claims = optionalParameter(request, onBehalfOf, 'claims');
  const tokens = await context.grant('urn:ietf:params:oauth:grant-type:jwt-bearer', {
    assertion: await context.token('assertion'),
    requested_token_use: 'on_behalf_of',
    ...scopeOf(request),
    ...(claims === undefined ? {} : { claims }),
  });
  return finishTokens(context, request, tokens);
}
