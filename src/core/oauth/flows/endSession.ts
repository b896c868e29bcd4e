import { IdentityError } from '../../errors.ts';
import { authorize, makeAttempt } from '../authorizationRequest.ts';
import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import { optionalParameter } from '../requestParameters.ts';

/** RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0). */
export const endSession: FlowDefinition = {
  id: 'endSession',
  title: 'End Session',
  kind: 'action',
  references: [
    {
      title: 'OpenID Connect RP-Initiated Logout 1.0',
      url: 'https://openid.net/specs/openid-connect-rpinitiated-1_0.html',
    },
  ],
  summary: 'Signs the person out at the server, in the browser.',
  audience: 'Web apps with a sign-out button.',
  status: { level: 'recommended', why: 'Signing out of the app alone leaves the session at the server.' },
  parameters: [
    {
      name: 'post_logout_redirect_uri',
      reference: 'RP-Initiated Logout 1.0 §2',
      explanation:
        'Where the browser goes afterwards; it must be registered. Without it the flow does not wait.',
    },
  ],
  clientAuthentication: ['none'],
  needs: ['browser', 'token'],
  steps: [
    {
      id: 'endSession',
      from: 'browser',
      to: 'authorizationServer',
      label: 'Logout request: id_token_hint',
      channel: 'front',
    },
    {
      id: 'endSessionResponse',
      from: 'authorizationServer',
      to: 'client',
      label: 'Back to post_logout_redirect_uri: state',
      channel: 'front',
      answer: true,
    },
  ],
  entra: {
    offered: true,
    note: 'Entra asks which account to sign out unless logout_hint or id_token_hint says it.',
  },
  warnings: ['Tokens that were issued stay valid until they expire.'],
  requires: ['end_session_endpoint'],
  run,
};

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  const hint = await context.token('id_token');
  const redirect = optionalParameter(request, endSession, 'post_logout_redirect_uri');
  if (redirect === undefined) {
    const url = address(context, { id_token_hint: hint });
    context.trace.note({
      step: 'endSession',
      from: 'browser',
      to: 'authorizationServer',
      channel: 'front',
      label: 'Logout request',
      url,
    });
    if (!(await context.interaction.openBrowser(url))) throw new IdentityError('redirect.noBrowser', {});
    return { result: { signedOut: 'opened in the browser' } };
  }
  const attempt = await makeAttempt(context.random);
  const back = { ...request, parameters: { ...request.parameters, redirect_uri: redirect } };
  const build = (uri: string) =>
    address(context, { id_token_hint: hint, post_logout_redirect_uri: uri, state: attempt.state });
  await authorize({ ...context, metadata: withoutIssuer(context) }, back, attempt, build, 'query');
  return { result: { signedOut: 'the browser came back' } };
}

/** A logout answer carries no iss (RFC 9207 is about authorization responses). */
function withoutIssuer({ metadata }: FlowContext): FlowContext['metadata'] {
  return { ...metadata, authorization_response_iss_parameter_supported: false };
}

function address({ metadata, client }: FlowContext, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(metadata.end_session_endpoint ?? metadata.issuer);
  url.searchParams.set('client_id', client.clientId);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
