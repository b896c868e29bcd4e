import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import { configureOpenid, rootCause } from '../openidEngine.ts';
import { optionalParameter } from '../requestParameters.ts';
import { readAnswer } from '../serverAnswer.ts';
import { everyMethodOfItsOwn } from './clientMethods.ts';

/** Token revocation (RFC 7009). */
export const revocation: FlowDefinition = {
  id: 'revocation',
  title: 'Revoke Token',
  kind: 'action',
  references: [{ title: 'RFC 7009', url: 'https://www.rfc-editor.org/rfc/rfc7009' }],
  summary: 'Tells the server that a token is no longer needed.',
  audience: 'Every client when a person signs out.',
  status: { level: 'recommended', why: 'A token nobody can use cannot be stolen.' },
  parameters: [
    {
      name: 'token_type_hint',
      reference: 'RFC 7009 §2.1',
      explanation: 'Which token of the set is revoked; revoking the refresh token ends the grant.',
      choices: ['refresh_token', 'access_token'],
      default: 'refresh_token',
    },
  ],
  clientAuthentication: everyMethodOfItsOwn,
  needs: ['token'],
  steps: [
    {
      id: 'resourceRequest',
      from: 'client',
      to: 'authorizationServer',
      label: 'Revocation request: token',
      channel: 'back',
    },
    {
      id: 'resourceResponse',
      from: 'authorizationServer',
      to: 'client',
      label: '200 OK',
      channel: 'back',
      answer: true,
    },
  ],
  entra: {
    offered: false,
    note: 'Entra publishes no revocation_endpoint: an administrator revokes sessions with Graph (revokeSignInSessions).',
  },
  warnings: ['Access tokens that are JWTs stay valid at resources that only check the signature.'],
  requires: ['revocation_endpoint'],
  run,
};

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  const hint =
    optionalParameter(request, revocation, 'token_type_hint') === 'access_token'
      ? 'access_token'
      : 'refresh_token';
  const token = await context.token(hint);
  const openid = await configureOpenid(context);
  const { library, configuration, lastAnswer } = openid;
  try {
    await library.tokenRevocation(configuration, token, { token_type_hint: hint });
  } catch (error) {
    const answer = lastAnswer();
    if (answer === undefined) throw rootCause(error);
    readAnswer(answer);
  }
  return { result: { revoked: hint } };
}
