import {
  authorizationUrl,
  authorize,
  givenParameters,
  makeAttempt,
  scopeOf,
} from '../authorizationRequest.ts';
import { IdentityError } from '../../errors.ts';
import { finishTokens } from '../finishTokens.ts';
import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import { authorizationServerParameters, redirectUri, responseMode, scope } from '../parameters.ts';
import { optionalParameter, readResponseMode } from '../requestParameters.ts';
import { readTokens } from '../serverAnswer.ts';
import * as steps from './steps.ts';

/** Implicit grant (RFC 6749 §4.2, OpenID Connect Core 1.0 §3.2). */
export const implicit: FlowDefinition = {
  id: 'implicit',
  title: 'Implicit',
  kind: 'flow',
  references: [
    { title: 'RFC 6749 §4.2', url: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.2' },
    { title: 'RFC 9700 §2.1.2', url: 'https://www.rfc-editor.org/rfc/rfc9700#section-2.1.2' },
  ],
  summary: 'The tokens themselves come back in the address of the browser.',
  audience: 'Old single-page apps, to understand and replace.',
  status: {
    level: 'legacy',
    why: 'Access tokens leak through history, logs and referrers, and nothing ties them to this client (RFC 9700 §2.1.2).',
  },
  parameters: [
    scope,
    redirectUri,
    {
      name: 'response_type',
      reference: 'OAuth 2.0 Multiple Response Type Encoding §3',
      explanation: 'Which tokens come back.',
      choices: ['id_token', 'token', 'id_token token'],
      default: 'id_token',
    },
    { ...responseMode, choices: ['fragment', 'form_post'], default: 'fragment' },
    ...authorizationServerParameters,
  ],
  clientAuthentication: ['none'],
  needs: ['browser', 'person', 'redirect'],
  steps: [
    steps.openBrowser,
    steps.authorizationRequest,
    steps.authentication,
    { ...steps.authorizationResponse, label: 'Authorization response: id_token, access_token, state' },
    steps.verification,
    steps.resourceRequest,
    steps.resourceResponse,
  ],
  entra: {
    offered: true,
    note: 'Each kind of token must be enabled under Authentication, Implicit grant and hybrid flows; there is no refresh token.',
  },
  warnings: ['Do not build anything new on it: use authorization code with PKCE.'],
  requires: ['authorization_endpoint'],
  grantType: 'implicit',
  run,
};

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  const attempt = await makeAttempt(context.random);
  const responseType = optionalParameter(request, implicit, 'response_type') ?? 'id_token';
  const mode = readResponseMode(request, implicit, 'fragment');
  const { parameters } = await authorize(
    context,
    request,
    attempt,
    (redirect) =>
      authorizationUrl(context, implicit, {
        client_id: context.client.clientId,
        response_type: responseType,
        response_mode: mode,
        redirect_uri: redirect,
        ...scopeOf(request),
        state: attempt.state,
        nonce: attempt.nonce,
        ...givenParameters(request),
      }),
    mode,
  );
  const tokens = readTokens(Object.fromEntries(parameters));
  const wanted = responseType.split(' ').map((type) => (type === 'token' ? 'access_token' : 'id_token'));
  const absent = wanted.find((name) => tokens[name] === undefined);
  if (absent !== undefined) throw new IdentityError('redirect.incomplete', { member: absent });
  const tokenType = parameters.get('token_type') ?? 'Bearer';
  const expected = { nonce: attempt.nonce, frontChannel: true };
  const scopes = wanted.includes('id_token') ? request.scopes : [];
  return finishTokens(context, { ...request, scopes }, { token_type: tokenType, ...tokens }, expected);
}
