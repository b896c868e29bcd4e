import { scopeOf } from '../authorizationRequest.ts';
import { finishTokens } from '../finishTokens.ts';
import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import { scope } from '../parameters.ts';
import { optionalParameter } from '../requestParameters.ts';
import { everyMethodOfItsOwn } from './clientMethods.ts';
import * as steps from './steps.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';
const TYPE = 'urn:ietf:params:oauth:token-type:';
const TYPES = ['access_token', 'id_token', 'refresh_token', 'jwt'].map((type) => TYPE + type);

/** Token exchange (RFC 8693). */
export const tokenExchange: FlowDefinition = {
  id: 'tokenExchange',
  title: 'Token Exchange',
  kind: 'flow',
  references: [{ title: 'RFC 8693', url: 'https://www.rfc-editor.org/rfc/rfc8693' }],
  summary: 'A token is exchanged for another: another audience, fewer scopes, or acting for somebody.',
  audience: 'Services that call on with less than they were given; gateways between trust domains.',
  status: {
    level: 'recommended',
    why: 'The standard for delegation and for narrowing tokens, on servers that have it.',
  },
  parameters: [
    scope,
    {
      name: 'subject_token_type',
      reference: 'RFC 8693 §3',
      explanation: 'What the cached token is that goes in.',
      choices: TYPES,
      default: `${TYPE}access_token`,
    },
    {
      name: 'requested_token_type',
      reference: 'RFC 8693 §2.1',
      explanation: 'What should come out.',
      choices: TYPES,
    },
    { name: 'audience', reference: 'RFC 8693 §2.1', explanation: 'Name of the service the token is for.' },
    { name: 'resource', reference: 'RFC 8693 §2.1', explanation: 'Address of the service the token is for.' },
  ],
  clientAuthentication: everyMethodOfItsOwn,
  needs: ['token'],
  steps: [
    steps.tokenRequest('subject_token, audience'),
    steps.tokenResponse('access_token, issued_token_type'),
    steps.resourceRequest,
    steps.resourceResponse,
  ],
  entra: {
    offered: false,
    note: 'Entra has no token exchange (AADSTS70003): use on-behalf-of for a person, a federated credential for a workload.',
  },
  warnings: [],
  requires: ['token_endpoint'],
  grantType: GRANT,
  run,
};

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  const type = optionalParameter(request, tokenExchange, 'subject_token_type') ?? `${TYPE}access_token`;
  const optional: Record<string, string> = {};
  for (const name of ['requested_token_type', 'audience', 'resource']) {
    const value = optionalParameter(request, tokenExchange, name);
    if (value !== undefined) optional[name] = value;
  }
  const tokens = await context.grant(GRANT, {
    subject_token: await context.token(inputOf(type)),
    subject_token_type: type,
    ...scopeOf(request),
    ...optional,
  });
  return finishTokens(context, request, tokens);
}

function inputOf(type: string): 'access_token' | 'id_token' | 'refresh_token' {
  if (type.endsWith('id_token')) return 'id_token';
  return type.endsWith('refresh_token') ? 'refresh_token' : 'access_token';
}
