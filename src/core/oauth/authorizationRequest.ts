import { encodeBase64url } from '../jwt/base64url.ts';
import { IdentityError } from '../errors.ts';
import type { Random } from '../ports.ts';
import type { FlowContext, FlowDefinition, FlowRequest } from './flow.ts';
import { authorizationServerParameters } from './parameters.ts';
import type { RedirectSession, ResponseMode } from './redirect.ts';
import { refused } from './serverAnswer.ts';

/** The unguessable values of one attempt; checked when the response comes. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly codeChallenge: string;
}

/** An authorization request ready to be sent. */
export interface AuthorizationRequest {
  readonly parameters: Readonly<Record<string, string>>;
  readonly responseMode: ResponseMode;
}

/** Fresh state, nonce and PKCE values, 256 bits each (RFC 7636 §4.1, S256 always). */
export async function makeAttempt(random: Random): Promise<Attempt> {
  const codeVerifier = encodeBase64url(random(32));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier));
  return {
    state: encodeBase64url(random(32)),
    nonce: encodeBase64url(random(32)),
    codeVerifier,
    codeChallenge: encodeBase64url(new Uint8Array(digest)),
  };
}

/** The scopes of a request as the protocol writes them. */
export function scopeOf({ scopes }: FlowRequest): Record<string, string> {
  return scopes.length === 0 ? {} : { scope: scopes.join(' ') };
}

/** The parameters a person gave that belong into the authorization request. */
export function givenParameters(request: FlowRequest): Record<string, string> {
  const given = request.parameters ?? {};
  const entries = authorizationServerParameters
    .map(({ name }): [string, string | undefined] => [name, given[name]])
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  return Object.fromEntries(entries);
}

/** The redirect URI a person gave, or the loopback default. */
export function redirectUriOf(request: FlowRequest): string {
  return request.parameters?.['redirect_uri'] ?? 'http://localhost';
}

/**
 * Sends the person through the authorization endpoint and returns the parameters that came back, checked:
 * `error` (RFC 6749 §4.1.2.1), `state`, and `iss` (RFC 9207). Throws `server.refused` and the `redirect.*` errors.
 */
export async function authorize(
  context: FlowContext,
  request: FlowRequest,
  attempt: Attempt,
  build: (redirectUri: string) => Promise<string> | string,
  responseMode: ResponseMode,
): Promise<{ readonly parameters: URLSearchParams; readonly redirectUri: string }> {
  const session = await context.redirect.start({
    redirectUri: redirectUriOf(request),
    responseMode,
    state: attempt.state,
    signal: context.signal,
  });
  context.trace.note({ from: 'client', to: 'client', channel: 'local', label: context.redirect.title });
  try {
    const url = await build(session.redirectUri);
    context.trace.note({
      step: 'authorizationRequest',
      from: 'browser',
      to: 'authorizationServer',
      channel: 'front',
      label: 'Authorization request',
      url,
    });
    if (!(await context.interaction.openBrowser(url))) throw new IdentityError('redirect.noBrowser', {});
    const parameters = await receive(context, session);
    checkResponse(parameters, attempt.state, context);
    return { parameters, redirectUri: session.redirectUri };
  } finally {
    await session.dispose();
  }
}

async function receive(context: FlowContext, session: RedirectSession): Promise<URLSearchParams> {
  const parameters = await session.response();
  context.trace.note({
    step: 'authorizationResponse',
    from: 'authorizationServer',
    to: 'client',
    channel: 'front',
    label: 'Authorization response',
    parameters,
  });
  return parameters;
}

function checkResponse(parameters: URLSearchParams, state: string, { metadata }: FlowContext): void {
  const received = parameters.get('state');
  if (received !== state)
    throw new IdentityError('redirect.stateMismatch', {
      received: received === null ? 'missing' : 'another',
    });
  const issuer = parameters.get('iss');
  if (issuer !== null && issuer !== metadata.issuer && !metadata.issuer.includes('{tenantid}'))
    throw new IdentityError('redirect.issuerMismatch', { received: issuer, expected: metadata.issuer });
  // An id_token in the response names the issuer itself (RFC 9207 §2).
  const promised =
    metadata['authorization_response_iss_parameter_supported'] === true && !parameters.has('id_token');
  if (issuer === null && promised)
    throw new IdentityError('redirect.issuerMismatch', { received: 'missing', expected: metadata.issuer });
  if (parameters.has('error')) throw refused(Object.fromEntries(parameters));
}

/** The address of the authorization endpoint with these parameters (RFC 6749 §3.1 keeps its own query). */
export function authorizationUrl(
  { metadata, tenant }: Pick<FlowContext, 'metadata' | 'tenant'>,
  definition: Pick<FlowDefinition, 'title'>,
  parameters: Readonly<Record<string, string>>,
): string {
  const endpoint = metadata.authorization_endpoint;
  if (endpoint === undefined)
    throw new IdentityError('flow.notOffered', {
      tenant: tenant.name,
      flow: definition.title,
      reason: 'Its discovery document has no authorization_endpoint.',
    });
  const url = new URL(endpoint);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** The member of an authorization response. Throws `redirect.incomplete`. */
export function responseMember(parameters: URLSearchParams, member: string): string {
  const value = parameters.get(member);
  if (value === null || value === '') throw new IdentityError('redirect.incomplete', { member });
  return value;
}
