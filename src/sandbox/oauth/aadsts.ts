import { fill } from '../../core/errors.ts';

interface Entry {
  /** OAuth error code (RFC 6749 §4.1.2.1, §5.2; OpenID Connect Core §3.1.2.6). */
  readonly error: string;
  /** What went wrong and what to change; `{name}` is filled from the error's data. */
  readonly text: string;
  readonly status?: 401;
  readonly suberror?: string;
  /** Shown to the person on the authorization endpoint, never sent to the redirect URI. */
  readonly page?: true;
}

/** Every error the sandbox answers with, under Entra's numbers (Microsoft: AADSTS error code reference). */
export const aadstsErrors = {
  28000: {
    error: 'invalid_scope',
    text: "The scopes '{scope}' belong to more than one resource. Ask for one resource per token request.",
  },
  50011: {
    error: 'invalid_request',
    text: "The redirect URI '{redirectUri}' is not registered for the application '{clientId}'. Add exactly this URI to the right platform of the registration.",
    page: true,
  },
  50013: {
    error: 'invalid_grant',
    text: 'The assertion is not a token of this sandbox, or its signature does not hold. Send an access token the middle-tier API has received.',
  },
  50027: {
    error: 'invalid_client',
    text: 'The client assertion is not a well-formed signed JWT: {reason}.',
    status: 401,
  },
  50034: {
    error: 'invalid_grant',
    text: "The user '{user}' does not exist in the directory '{tenant}'. Check the spelling and the tenant.",
  },
  50057: { error: 'invalid_grant', text: "The account '{user}' is disabled." },
  50058: {
    error: 'login_required',
    text: 'prompt=none was asked for, but nobody is signed in. Send an interactive request.',
  },
  50059: {
    error: 'invalid_request',
    text: "The request names no tenant: '{tenant}' does not say which one this grant is for. Use a tenant id or domain.",
  },
  50105: {
    error: 'access_denied',
    text: "'{user}' is not assigned to '{application}', which requires assignment. Assign the user or one of the user's groups.",
    page: true,
  },
  50126: { error: 'invalid_grant', text: 'The user name or the password is wrong.' },
  50147: {
    error: 'invalid_request',
    text: 'The code_challenge is not valid: S256 takes 43 base64url characters, plain takes 43 to 128 (RFC 7636 §4.2).',
  },
  50194: {
    error: 'unauthorized_client',
    text: "The application '{clientId}' is not multi-tenant, so it cannot use '/{tenant}'. Use its own tenant's endpoint.",
    page: true,
  },
  50196: {
    error: 'slow_down',
    text: 'The client asks again and again without waiting. Wait {interval} seconds between two requests.',
  },
  54005: {
    error: 'invalid_grant',
    text: 'The authorization code was already redeemed. A code is good for one redemption; start a new sign-in.',
  },
  65001: {
    error: 'invalid_grant',
    text: "No consent: neither the user nor an administrator has granted '{scope}' to '{application}'. Send an interactive request, or grant admin consent.",
    suberror: 'consent_required',
  },
  65004: { error: 'access_denied', text: 'The user declined to consent.' },
  70000: {
    error: 'invalid_grant',
    text: 'The {grant} is malformed, was not issued by this sandbox, or was issued to another application.',
  },
  70002: {
    error: 'invalid_client',
    text: 'The request does not identify its client: {reason}.',
    status: 401,
  },
  70021: {
    error: 'invalid_client',
    text: "The assertion is of another issuer, but the application '{clientId}' has no federated credential. Add one with the issuer, subject and audience of the token.",
    status: 401,
  },
  70003: { error: 'unsupported_grant_type', text: "The grant type '{grant}' is not offered." },
  70007: {
    error: 'unsupported_response_mode',
    text: "The response mode '{mode}' cannot be used with the response type '{type}'. Tokens come back by fragment or form_post.",
  },
  70008: {
    error: 'invalid_grant',
    text: 'The authorization code has expired. Redeem it within minutes of the sign-in.',
  },
  70011: { error: 'invalid_scope', text: "The scope '{scope}' is not valid: {reason}." },
  70016: {
    error: 'authorization_pending',
    text: 'The user has not finished signing in with the device code. Keep polling at the interval.',
  },
  70018: {
    error: 'bad_verification_code',
    text: 'The device code is not one this sandbox has issued, or it was redeemed already.',
  },
  70019: {
    error: 'expired_token',
    text: 'The code has expired or is not known. Start again on the device to get a new one.',
    page: true,
  },
  70020: { error: 'expired_token', text: 'The device code has expired. Ask for a new one.' },
  90002: {
    error: 'invalid_request',
    text: "The tenant '{tenant}' does not exist in this sandbox. It has: {tenants}.",
    page: true,
  },
  90014: {
    error: 'invalid_request',
    text: "The required field '{field}' is missing from the request.",
    page: true,
  },
  90023: { error: 'invalid_request', text: '{reason}.' },
  90093: {
    error: 'access_denied',
    text: "'{user}' may not consent for the organization. A Global Administrator has to open this address for '{application}'.",
    page: true,
  },
  90094: {
    error: 'access_denied',
    text: "'{application}' asks for permissions that only an administrator can grant: {scope}. Ask one to sign in and consent.",
    page: true,
  },
  500011: {
    error: 'invalid_resource',
    text: "No resource named '{resource}' exists in the tenant '{tenant}'. Check the scope, and that the API has a service principal here.",
  },
  500112: {
    error: 'invalid_grant',
    text: "The redirect_uri '{redirectUri}' differs from the one the code was asked for with.",
  },
  500133: {
    error: 'invalid_grant',
    text: 'The assertion is outside its time range. Get a fresh user token.',
  },
  500131: {
    error: 'invalid_grant',
    text: "The assertion is meant for '{audience}', not for the application that sends it.",
  },
  501481: {
    error: 'invalid_grant',
    text: 'The code_verifier does not match the code_challenge of the authorization request (RFC 7636 §4.6).',
  },
  650053: {
    error: 'invalid_scope',
    text: "The resource '{resource}' has no scope '{scope}'. Check its spelling; scopes are exact.",
  },
  700005: { error: 'invalid_grant', text: "The grant was issued in another tenant than '{tenant}'." },
  700016: {
    error: 'unauthorized_client',
    text: "No application '{clientId}' is present in the tenant '{tenant}'. Check the client id and the tenant.",
    page: true,
  },
  700023: {
    error: 'invalid_client',
    text: "The audience of the client assertion is '{audience}'; it must be the token endpoint '{expected}'.",
    status: 401,
  },
  700024: {
    error: 'invalid_client',
    text: 'The client assertion is outside its time range. Check the clock, iat, nbf and exp.',
    status: 401,
  },
  700025: {
    error: 'invalid_client',
    text: "The application '{clientId}' is a public client here, so it must send neither client_secret nor client_assertion.",
    status: 401,
  },
  700027: {
    error: 'invalid_client',
    text: "The client assertion's signature does not hold: {reason}.",
    status: 401,
  },
  700030: {
    error: 'invalid_client',
    text: "Issuer and subject of the client assertion must both be the client id '{clientId}'.",
    status: 401,
  },
  700051: {
    error: 'unsupported_response_type',
    text: "The response type 'token' is not enabled for the application. Prefer the authorization code flow with PKCE.",
  },
  700054: {
    error: 'unsupported_response_type',
    text: "The response type 'id_token' is not enabled for the application. Enable ID tokens in the registration, or use code.",
  },
  700082: { error: 'invalid_grant', text: 'The refresh token has expired by inactivity. Sign in again.' },
  700084: {
    error: 'invalid_grant',
    text: 'The refresh token was issued to a single-page application and its 24 hours are over. Sign in again.',
  },
  700211: {
    error: 'invalid_client',
    text: "No federated credential of the application has the assertion's issuer '{issuer}'. Compare it character by character, a last slash included.",
    status: 401,
  },
  700212: {
    error: 'invalid_client',
    text: "The federated credential does not take the assertion's audience '{audience}'; it takes '{expected}'.",
    status: 401,
  },
  700213: {
    error: 'invalid_client',
    text: "No federated credential for this issuer has the assertion's subject '{subject}'. Compare it with the credential's subject.",
    status: 401,
  },
  901002: {
    error: 'invalid_request',
    text: "The 'resource' parameter belongs to version 1.0. Use 'scope' on this endpoint.",
  },
  900144: { error: 'invalid_request', text: "The request body must contain the parameter '{parameter}'." },
  900561: { error: 'invalid_request', text: 'The endpoint takes {expected}, not {method}.' },
  1002012: {
    error: 'invalid_scope',
    text: "The scope '{scope}' is not valid for client credentials: send '<resource>/.default'.",
  },
  7000112: { error: 'unauthorized_client', text: "The application '{clientId}' is disabled in this tenant." },
  7002138: {
    error: 'invalid_client',
    text: "A federated credential has the subject '{subject}' but for letter case, which counts. Write both the same.",
    status: 401,
  },
  7000215: {
    error: 'invalid_client',
    text: "The client secret for '{clientId}' is wrong. Send the secret's value, not its id.",
    status: 401,
  },
  7000218: {
    error: 'invalid_client',
    text: "The application '{clientId}' is confidential here: the request must contain 'client_assertion' or 'client_secret'.",
    status: 401,
  },
  7000222: {
    error: 'invalid_client',
    text: "The client secret for '{clientId}' expired on {expired}. Add a new one, or prefer a certificate.",
    status: 401,
  },
  9002313: { error: 'invalid_request', text: 'The request is malformed: {reason}.' },
  9002325: {
    error: 'invalid_request',
    text: 'A single-page application must use PKCE: send code_challenge in the authorization request.',
  },
  9002326: {
    error: 'invalid_request',
    text: "Only the 'single-page application' platform may redeem tokens across origins; '{origin}' sent an Origin header for another platform.",
  },
  9002327: {
    error: 'invalid_request',
    text: "Tokens for the 'single-page application' platform may only be redeemed across origins: send an Origin header.",
  },
  9002332: {
    error: 'invalid_request',
    text: "The application '{clientId}' is for work accounts only; '/consumers' has no account it could use.",
    page: true,
  },
} as const satisfies Record<number, Entry>;

/** A number of the catalogue. */
export type AadstsCode = keyof typeof aadstsErrors;

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
type Data<Code extends AadstsCode> = Readonly<
  Record<Placeholders<(typeof aadstsErrors)[Code]['text']>, string | number>
>;

/** A refusal by the sandbox's authorization server; `endpoint.ts` and the pages turn it into a response. */
export class AadstsError extends Error {
  override readonly name = 'AadstsError';
  readonly code: AadstsCode;
  readonly entry: Entry;

  constructor(code: AadstsCode, text: string) {
    super(text);
    this.code = code;
    this.entry = aadstsErrors[code];
  }
}

/** The error of the catalogue with its text filled: `throw aadsts(50011, { redirectUri, clientId })`. */
export function aadsts<Code extends AadstsCode>(code: Code, data: Data<Code>): AadstsError {
  return new AadstsError(code, fill(aadstsErrors[code].text, data));
}

/** Ids that tie an error to its request, as Entra reports them. */
export interface ErrorTrace {
  readonly traceId: string;
  readonly correlationId: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** What an error response needs of an error. */
type Refusal = Pick<AadstsError, 'message' | 'entry'> & { readonly code: number };

/** The `error_description` of an error, shaped as Entra's. */
export function errorDescription(error: Refusal, trace: ErrorTrace): string {
  const { traceId, correlationId } = trace;
  return `AADSTS${error.code}: ${error.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp(trace)}`;
}

/** The JSON body of an error response (RFC 6749 §5.2 with Entra's members). `origin` hosts the error page. */
export function errorBody(error: Refusal, trace: ErrorTrace, origin: string): Record<string, unknown> {
  return {
    error: error.entry.error,
    error_description: errorDescription(error, trace),
    error_codes: [error.code],
    timestamp: timestamp(trace),
    trace_id: trace.traceId,
    correlation_id: trace.correlationId,
    error_uri: `${origin}/error?code=${error.code}`,
    ...(error.entry.suberror ? { suberror: error.entry.suberror } : {}),
  };
}

function timestamp(trace: ErrorTrace): string {
  return `${new Date(trace.time).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}
