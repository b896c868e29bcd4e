import { scopeOf } from '../authorizationRequest.ts';
import { finishTokens } from '../finishTokens.ts';
import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import { scope } from '../parameters.ts';
import { requestParameter, secretParameter } from '../requestParameters.ts';
import * as steps from './steps.ts';

/** Resource owner password credentials (RFC 6749 §4.3). */
export const password: FlowDefinition = {
  id: 'password',
  title: 'Password (ROPC)',
  kind: 'flow',
  references: [
    { title: 'RFC 6749 §4.3', url: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.3' },
    { title: 'RFC 9700 §2.4', url: 'https://www.rfc-editor.org/rfc/rfc9700#section-2.4' },
  ],
  summary: 'The client itself takes name and password of the person and sends them to the server.',
  audience: 'Nobody: only for understanding and replacing old programs.',
  status: {
    level: 'discouraged',
    why: 'RFC 9700 §2.4 forbids it: it hands the password to the client, and breaks multifactor authentication, federation, passkeys and Conditional Access.',
  },
  parameters: [
    scope,
    { name: 'username', reference: 'RFC 6749 §4.3.2', explanation: 'Name of the account.', required: true },
    {
      name: 'password',
      reference: 'RFC 6749 §4.3.2',
      explanation: 'Password of the account; asked when the flow runs and never kept.',
      required: true,
      secret: true,
    },
  ],
  clientAuthentication: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt', 'federated'],
  needs: ['person'],
  steps: [
    { id: 'authentication', from: 'user', to: 'client', label: 'Name and password', channel: 'person' },
    steps.tokenRequest('username, password'),
    steps.tokenResponse('access_token, id_token, refresh_token'),
    steps.verification,
  ],
  entra: {
    offered: true,
    note: 'Works only for cloud accounts without multifactor authentication; personal, federated and guest accounts cannot use it (AADSTS50076, 50126, 7000218).',
  },
  warnings: [
    'Do not use it. Entra requires multifactor authentication in ever more places, and this cannot do it.',
  ],
  requires: ['token_endpoint'],
  grantType: 'password',
  run,
};

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  const username = requestParameter(request, password, 'username');
  const secret = await secretParameter(context, password, 'password');
  const tokens = await context.grant('password', { username, password: secret, ...scopeOf(request) });
  return finishTokens(context, request, tokens);
}
