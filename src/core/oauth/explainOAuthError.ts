import { isObject, list, parseJson, text, type JsonObject } from '../json.ts';
import { aadstsLink, findAadsts } from './aadsts.ts';

/** An error of an authorization server, taken apart and explained. Its texts from outside are plain text. */
export interface OAuthErrorExplained {
  /** `error`, e.g. `invalid_grant`; empty when only a number was found. */
  readonly error: string;
  /** The name a person recognises: `AADSTS50011 (invalid_request)`. */
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  /** The server's own text, its first line. */
  readonly description: string;
  readonly numbers: readonly number[];
  /** Page about the error. */
  readonly link?: string;
  readonly source?: string;
  readonly suberror?: string;
  /** Claims challenge to pass on in an interactive request. */
  readonly claims?: string;
  readonly traceId?: string;
  readonly correlationId?: string;
  readonly timestamp?: string;
}

interface OAuthErrorCode {
  readonly cause: string;
  readonly fix: string;
  readonly source: string;
}

const RFC = 'https://www.rfc-editor.org/rfc/rfc';
const OIDC = 'https://openid.net/specs/openid-connect-core-1_0.html#AuthError';

/** Every registered OAuth error code. A new one is one entry. */
export const oauthErrorCodes: Readonly<Record<string, OAuthErrorCode>> = {
  invalid_request: {
    cause: 'A parameter is missing, repeated or malformed.',
    fix: 'Compare the request in the trace with the specification.',
    source: `${RFC}6749#section-5.2`,
  },
  invalid_client: {
    cause: 'The client is unknown, or did not authenticate as it must.',
    fix: 'Check client id, credential and authentication method.',
    source: `${RFC}6749#section-5.2`,
  },
  invalid_grant: {
    cause:
      'Code, refresh token or assertion is invalid, expired, revoked, or belongs to another client or redirect_uri.',
    fix: 'Run the flow again from its start.',
    source: `${RFC}6749#section-5.2`,
  },
  unauthorized_client: {
    cause: 'The client may not use this grant.',
    fix: 'Allow the grant in the registration of the client.',
    source: `${RFC}6749#section-5.2`,
  },
  unsupported_grant_type: {
    cause: 'The server does not know this grant.',
    fix: 'Choose a grant from grant_types_supported of its discovery document.',
    source: `${RFC}6749#section-5.2`,
  },
  unsupported_response_type: {
    cause: 'The server does not offer this response_type to the client.',
    fix: 'Enable it in the registration, or use authorization code with PKCE.',
    source: `${RFC}6749#section-4.1.2.1`,
  },
  invalid_scope: {
    cause: 'A scope is unknown, malformed or not allowed.',
    fix: 'Check the scopes against what the resource exposes.',
    source: `${RFC}6749#section-5.2`,
  },
  access_denied: {
    cause: 'The person or the server refused the request.',
    fix: 'Run the flow again and accept; if nobody was asked, look at policies and assignments.',
    source: `${RFC}6749#section-4.1.2.1`,
  },
  server_error: {
    cause: 'The server had an unexpected problem.',
    fix: 'Try again; report it with its correlation id if it stays.',
    source: `${RFC}6749#section-4.1.2.1`,
  },
  temporarily_unavailable: {
    cause: 'The server is overloaded or in maintenance.',
    fix: 'Try again in a moment.',
    source: `${RFC}6749#section-4.1.2.1`,
  },
  interaction_required: {
    cause: 'The person must do something at the sign-in page.',
    fix: 'Run an interactive flow without prompt=none.',
    source: OIDC,
  },
  login_required: {
    cause: 'There is no session, and prompt=none forbids to make one.',
    fix: 'Run the flow without prompt=none.',
    source: OIDC,
  },
  account_selection_required: {
    cause: 'Several accounts are signed in.',
    fix: 'Give login_hint, or run the flow without prompt=none.',
    source: OIDC,
  },
  consent_required: {
    cause: 'The person has not consented yet.',
    fix: 'Run an interactive flow with prompt=consent.',
    source: OIDC,
  },
  invalid_request_uri: {
    cause: 'The request_uri is unknown or has expired.',
    fix: 'Push the request again and use it at once.',
    source: `${RFC}9101#section-7`,
  },
  invalid_request_object: {
    cause: 'The request object is not valid.',
    fix: 'Check its signature, iss, aud and exp.',
    source: `${RFC}9101#section-7`,
  },
  request_not_supported: {
    cause: 'The server takes no request object.',
    fix: 'Send the parameters plainly.',
    source: OIDC,
  },
  request_uri_not_supported: {
    cause: 'The server takes no request_uri.',
    fix: 'Send the parameters plainly.',
    source: OIDC,
  },
  registration_not_supported: {
    cause: 'The server takes no registration parameter.',
    fix: 'Leave it out.',
    source: OIDC,
  },
  authorization_pending: {
    cause: 'The person has not finished yet.',
    fix: 'Keep polling at the interval.',
    source: `${RFC}8628#section-3.5`,
  },
  slow_down: {
    cause: 'The client polls too often.',
    fix: 'Wait 5 seconds longer between requests.',
    source: `${RFC}8628#section-3.5`,
  },
  expired_token: {
    cause: 'The device code has expired before anybody signed in.',
    fix: 'Run the flow again and enter the code in time.',
    source: `${RFC}8628#section-3.5`,
  },
  authorization_declined: {
    cause: 'The person declined the sign-in.',
    fix: 'Run the flow again and accept.',
    source: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code',
  },
  bad_verification_code: {
    cause: 'The device code is not known.',
    fix: 'Run the flow again.',
    source: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code',
  },
  invalid_target: {
    cause: 'The resource or audience is unknown or not allowed.',
    fix: 'Check resource and audience.',
    source: `${RFC}8707#section-2`,
  },
  invalid_token: {
    cause: 'The access token is expired, revoked, malformed or for somebody else.',
    fix: 'Inspect the token, then obtain a new one.',
    source: `${RFC}6750#section-3.1`,
  },
  insufficient_scope: {
    cause: 'The access token lacks a scope.',
    fix: 'Ask for the scope the resource names.',
    source: `${RFC}6750#section-3.1`,
  },
  unsupported_token_type: {
    cause: 'The server cannot revoke this kind of token.',
    fix: 'Revoke the refresh token instead.',
    source: `${RFC}7009#section-2.2.1`,
  },
  invalid_dpop_proof: {
    cause: 'The DPoP proof is not valid.',
    fix: 'Check key, htm, htu, iat and nonce of the proof.',
    source: `${RFC}9449#section-5`,
  },
  use_dpop_nonce: {
    cause: 'The server wants its nonce in the DPoP proof.',
    fix: 'Repeat the request with the DPoP-Nonce it sent.',
    source: `${RFC}9449#section-8`,
  },
  invalid_authorization_details: {
    cause: 'The authorization_details are not valid.',
    fix: 'Check their types and members.',
    source: `${RFC}9396#section-5`,
  },
  invalid_resource: {
    cause: 'The resource does not exist in this tenant.',
    fix: 'Check the scope, and that the API has a service principal here.',
    source: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow',
  },
  invalid_tenant: {
    cause: 'The tenant does not exist in this cloud.',
    fix: 'Check its id or domain, and the national cloud.',
    source: 'https://learn.microsoft.com/entra/identity-platform/reference-error-codes',
  },
};

/** Explains an error response (RFC 6749 §5.2 with Entra's further members). Unknown codes keep the server's text. */
export function explainOAuthError(body: JsonObject): OAuthErrorExplained {
  const error = text(body, 'error') ?? '';
  const whole = text(body, 'error_description') ?? '';
  const description = whole.split(/\r?\n/)[0] ?? '';
  const numbers = [...new Set([...listed(body), ...numbersIn(whole)])];
  const number = numbers[0];
  const known = numbers.map(findAadsts).find((each) => each !== undefined) ?? oauthErrorCodes[error];
  const rest = optional({
    link: number === undefined ? text(body, 'error_uri') : aadstsLink(number),
    source: known?.source,
    suberror: text(body, 'suberror'),
    claims: text(body, 'claims'),
    traceId: text(body, 'trace_id') ?? labelled(whole, 'Trace ID'),
    correlationId: text(body, 'correlation_id') ?? labelled(whole, 'Correlation ID'),
    timestamp: text(body, 'timestamp') ?? labelled(whole, 'Timestamp'),
  });
  return {
    error,
    title: number === undefined ? error : error === '' ? `AADSTS${number}` : `AADSTS${number} (${error})`,
    cause: known?.cause ?? (description || 'The server gave no reason.'),
    fix:
      known?.fix ??
      'Open the trace to see the whole answer, and look the error up in the documentation of the server.',
    description,
    numbers,
    ...rest,
  };
}

/**
 * Explains whatever a person pastes: a redirect address, an error body, or the text of an error page.
 * Undefined when there is no error in it.
 */
export function explainPasted(pasted: string): OAuthErrorExplained | undefined {
  const source = pasted.trim();
  const json = parseJson(source);
  if (isObject(json) && 'error' in json) return explainOAuthError(json);
  const parameters = addressParameters(source);
  if (parameters.has('error')) return explainOAuthError(Object.fromEntries(parameters));
  if (numbersIn(source).length > 0) return explainOAuthError({ error_description: source });
  return Object.hasOwn(oauthErrorCodes, source) ? explainOAuthError({ error: source }) : undefined;
}

function addressParameters(source: string): URLSearchParams {
  const [, query = '', fragment = ''] = /^[^?#]*\??([^#]*)#?(.*)$/s.exec(source) ?? [];
  return new URLSearchParams([...new URLSearchParams(query), ...new URLSearchParams(fragment)]);
}

/** The AADSTS numbers in a text, in order. */
export function numbersIn(source: string): readonly number[] {
  return [...source.matchAll(/AADSTS(\d{4,8})\b/g)].map(([, digits]) => Number(digits));
}

function listed(body: JsonObject): readonly number[] {
  return list(body, 'error_codes').filter((each) => typeof each === 'number');
}

function labelled(source: string, label: string): string | undefined {
  return new RegExp(`${label}: ([\\w:. -]+?)(?=\\s+(?:Trace|Correlation|Timestamp)|$)`, 'm').exec(
    source,
  )?.[1];
}

/** The members that have a value. */
function optional<Name extends string>(
  members: Record<Name, string | undefined>,
): Partial<Record<Name, string>> {
  const present: Partial<Record<Name, string>> = {};
  for (const name in members) {
    const value = members[name];
    if (value !== undefined) present[name] = value;
  }
  return present;
}
