import {
  authorizationUrl,
  authorize,
  givenParameters,
  makeAttempt,
  responseMember,
  scopeOf,
} from '../authorizationRequest.ts';
import { IdentityError } from '../../errors.ts';
import { finishTokens } from '../finishTokens.ts';
import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import { authorizationServerParameters, redirectUri, responseMode, scope } from '../parameters.ts';
import { optionalParameter, readResponseMode } from '../requestParameters.ts';
import { readTokens } from '../serverAnswer.ts';
import { everyMethod } from './clientMethods.ts';
import * as steps from './steps.ts';

/** Hybrid flow (OpenID Connect Core 1.0 §3.3). */
export const hybrid: FlowDefinition = {
  id: 'hybrid',
  title: 'Hybrid',
  kind: 'flow',
  references: [
    {
      title: 'OpenID Connect Core 1.0 §3.3',
      url: 'https://openid.net/specs/openid-connect-core-1_0.html#HybridFlowAuth',
    },
  ],
  summary:
    'The browser brings an id_token together with the code, so that the person is known before the code is redeemed.',
  audience: 'Older server-side web apps that sign in and call APIs.',
  status: {
    level: 'legacy',
    why: 'Authorization code with PKCE and nonce gives the same with less; tokens in the front channel can leak.',
  },
  parameters: [
    scope,
    redirectUri,
    {
      name: 'response_type',
      reference: 'OAuth 2.0 Multiple Response Type Encoding §5',
      explanation: 'What comes back through the browser.',
      choices: ['code id_token', 'code token', 'code id_token token'],
      default: 'code id_token',
    },
    { ...responseMode, choices: ['form_post', 'fragment'], default: 'form_post' },
    ...authorizationServerParameters,
  ],
  clientAuthentication: everyMethod,
  needs: ['browser', 'person', 'redirect'],
  steps: [
    steps.openBrowser,
    steps.authorizationRequest,
    steps.authentication,
    { ...steps.authorizationResponse, label: 'Authorization response: code, id_token, state' },
    steps.verification,
    steps.tokenRequest('code, code_verifier'),
    steps.tokenResponse('access_token, id_token, refresh_token'),
    steps.resourceRequest,
    steps.resourceResponse,
  ],
  entra: {
    offered: true,
    note: 'ID tokens must be enabled under Authentication, Implicit grant and hybrid flows (AADSTS700054).',
  },
  warnings: ['The id_token passes through the browser: use form_post, and check c_hash.'],
  requires: ['authorization_endpoint', 'token_endpoint'],
  grantType: 'authorization_code',
  run,
};

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  const attempt = await makeAttempt(context.random);
  const responseType = optionalParameter(request, hybrid, 'response_type') ?? 'code id_token';
  const mode = readResponseMode(request, hybrid, 'form_post');
  const { parameters, redirectUri: uri } = await authorize(
    context,
    request,
    attempt,
    (redirect) =>
      authorizationUrl(context, hybrid, {
        client_id: context.client.clientId,
        response_type: responseType,
        response_mode: mode,
        redirect_uri: redirect,
        ...scopeOf(request),
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: attempt.codeChallenge,
        code_challenge_method: 'S256',
        ...givenParameters(request),
      }),
    mode,
  );
  const code = responseMember(parameters, 'code');
  const front = readTokens(Object.fromEntries(parameters));
  if (responseType.includes('id_token') && front.id_token === undefined)
    throw new IdentityError('redirect.incomplete', { member: 'id_token' });
  const verified = await finishTokens(
    context,
    { ...request, scopes: [] },
    { token_type: 'Bearer', ...front },
    { nonce: attempt.nonce, code, frontChannel: true },
  );
  const tokens = await context.grant('authorization_code', {
    code,
    redirect_uri: uri,
    code_verifier: attempt.codeVerifier,
  });
  const idToken = front.id_token === undefined ? {} : { id_token: front.id_token };
  const finished = await finishTokens(context, request, { ...idToken, ...tokens }, { nonce: attempt.nonce });
  return { ...verified, ...finished };
}
