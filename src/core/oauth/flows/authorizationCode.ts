import {
  authorizationUrl,
  authorize,
  givenParameters,
  makeAttempt,
  responseMember,
  scopeOf,
  type Attempt,
} from '../authorizationRequest.ts';
import { finishTokens } from '../finishTokens.ts';
import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import { authorizationServerParameters, dpop, redirectUri, responseMode, scope } from '../parameters.ts';
import { pushedOrSignedUrl } from '../pushedRequest.ts';
import { readResponseMode } from '../requestParameters.ts';
import { everyMethod } from './clientMethods.ts';
import * as steps from './steps.ts';

/** Authorization code with PKCE (RFC 6749 §4.1, RFC 7636, OpenID Connect Core 1.0 §3.1). */
export const authorizationCode: FlowDefinition = {
  id: 'authorizationCode',
  title: 'Authorization Code with PKCE',
  kind: 'flow',
  references: [
    { title: 'RFC 6749 §4.1', url: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1' },
    { title: 'RFC 7636 (PKCE)', url: 'https://www.rfc-editor.org/rfc/rfc7636' },
    { title: 'RFC 9700 §2.1.1', url: 'https://www.rfc-editor.org/rfc/rfc9700#section-2.1.1' },
  ],
  summary: 'A person signs in with the browser; the client redeems a one-time code for tokens.',
  audience: 'Web apps, single-page apps, mobile and desktop apps: every client with a person and a browser.',
  status: {
    level: 'recommended',
    why: 'Tokens never pass through the browser address, and PKCE ties the code to this attempt (RFC 9700 §2.1.1).',
  },
  parameters: [
    scope,
    redirectUri,
    responseMode,
    ...authorizationServerParameters,
    {
      name: 'par',
      reference: 'RFC 9126',
      explanation: 'Push the request to the server first, where the server supports it.',
      choices: ['true', 'false'],
      default: 'false',
    },
    {
      name: 'jar',
      reference: 'RFC 9101',
      explanation: 'Send the request as an object signed with the key of the client.',
      choices: ['true', 'false'],
      default: 'false',
    },
    dpop,
  ],
  clientAuthentication: everyMethod,
  needs: ['browser', 'person', 'redirect'],
  steps: [
    steps.openBrowser,
    steps.authorizationRequest,
    steps.authentication,
    steps.authorizationResponse,
    steps.tokenRequest('code, code_verifier'),
    steps.tokenResponse('access_token, id_token, refresh_token'),
    steps.verification,
    steps.resourceRequest,
    steps.resourceResponse,
  ],
  entra: {
    offered: true,
    note: 'A redirect URI of the SPA platform needs Origin and gets a refresh token of 24 h; web needs a credential; mobile and desktop must send none.',
  },
  warnings: [],
  requires: ['authorization_endpoint', 'token_endpoint'],
  grantType: 'authorization_code',
  run,
};

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  const attempt = await makeAttempt(context.random);
  const mode = readResponseMode(request, authorizationCode, 'query');
  const { parameters, redirectUri: uri } = await authorize(
    context,
    request,
    attempt,
    (redirect) => requestUrl(context, request, attempt, redirect, mode),
    mode,
  );
  const code = responseMember(parameters, 'code');
  const tokens = await context.grant('authorization_code', {
    code,
    redirect_uri: uri,
    code_verifier: attempt.codeVerifier,
  });
  return finishTokens(context, request, tokens, { nonce: attempt.nonce, code });
}

async function requestUrl(
  context: FlowContext,
  request: FlowRequest,
  attempt: Attempt,
  redirect: string,
  mode: string,
): Promise<string> {
  const parameters = {
    client_id: context.client.clientId,
    response_type: 'code',
    redirect_uri: redirect,
    ...scopeOf(request),
    state: attempt.state,
    ...(request.scopes.includes('openid') ? { nonce: attempt.nonce } : {}),
    code_challenge: attempt.codeChallenge,
    code_challenge_method: 'S256',
    ...(mode === 'query' ? {} : { response_mode: mode }),
    ...givenParameters(request),
  };
  const pushed = await pushedOrSignedUrl(context, request, authorizationCode, parameters);
  return pushed ?? authorizationUrl(context, authorizationCode, parameters);
}
