import type { FlowContext, FlowDefinition, FlowOutcome } from '../flow.ts';
import { answered, configureOpenid } from '../openidEngine.ts';
import { readAnswer } from '../serverAnswer.ts';

/** Token introspection (RFC 7662). */
export const introspection: FlowDefinition = {
  id: 'introspection',
  title: 'Introspect Token',
  kind: 'action',
  references: [{ title: 'RFC 7662', url: 'https://www.rfc-editor.org/rfc/rfc7662' }],
  summary: 'Asks the server whether an access token is active, and what it is for.',
  audience: 'Resource servers with opaque tokens.',
  status: {
    level: 'situational',
    why: 'Right for opaque tokens and for instant revocation; a signed JWT needs it rarely.',
  },
  parameters: [],
  clientAuthentication: [
    'client_secret_basic',
    'client_secret_post',
    'client_secret_jwt',
    'private_key_jwt',
    'tls_client_auth',
    'none',
  ],
  needs: ['token'],
  steps: [
    {
      id: 'resourceRequest',
      from: 'client',
      to: 'authorizationServer',
      label: 'Introspection request: token',
      channel: 'back',
    },
    {
      id: 'resourceResponse',
      from: 'authorizationServer',
      to: 'client',
      label: 'active, scope, sub, exp',
      channel: 'back',
      answer: true,
    },
  ],
  entra: {
    offered: false,
    note: 'Entra publishes no introspection_endpoint: validate the token by its signature and claims.',
  },
  warnings: [],
  requires: ['introspection_endpoint'],
  run,
};

async function run(context: FlowContext): Promise<FlowOutcome> {
  const token = await context.token('access_token');
  const openid = await configureOpenid(context);
  const { library, configuration } = openid;
  const parameters = { token_type_hint: 'access_token' };
  const answer = await answered(openid, () => library.tokenIntrospection(configuration, token, parameters));
  return { result: readAnswer(answer) };
}
