import { scopeOf } from '../authorizationRequest.ts';
import { finishTokens } from '../finishTokens.ts';
import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import { scope } from '../parameters.ts';
import { everyMethod } from './clientMethods.ts';
import * as steps from './steps.ts';

/** Refreshing an access token (RFC 6749 §6). */
export const refreshToken: FlowDefinition = {
  id: 'refreshToken',
  title: 'Refresh Token',
  kind: 'flow',
  references: [
    { title: 'RFC 6749 §6', url: 'https://www.rfc-editor.org/rfc/rfc6749#section-6' },
    { title: 'RFC 9700 §4.14', url: 'https://www.rfc-editor.org/rfc/rfc9700#section-4.14' },
  ],
  summary: 'The client obtains new tokens without asking the person again.',
  audience: 'Every client that was given a refresh token.',
  status: { level: 'recommended', why: 'It keeps access tokens short-lived.' },
  parameters: [
    scope,
    {
      name: 'refresh_token',
      reference: 'RFC 6749 §6',
      explanation: 'Taken from a cached token set.',
      required: true,
      secret: true,
    },
  ],
  clientAuthentication: everyMethod,
  needs: ['token'],
  steps: [
    steps.tokenRequest('refresh_token'),
    steps.tokenResponse('access_token, refresh_token'),
    steps.verification,
  ],
  entra: {
    offered: true,
    note: 'A new refresh token comes each time and the old one stays valid; one refresh token serves every resource the client may use.',
  },
  warnings: [
    'Servers with rotation and reuse detection end the whole session when an old refresh token is sent.',
  ],
  requires: ['token_endpoint'],
  grantType: 'refresh_token',
  run,
};

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  const value = await context.token('refresh_token');
  const tokens = await context.grant('refresh_token', { refresh_token: value, ...scopeOf(request) });
  // A server that does not rotate leaves the old one in force (RFC 6749 §6).
  return finishTokens(context, request, { refresh_token: value, ...tokens });
}
