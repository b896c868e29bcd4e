import { authorizationServerParameters, redirectUri, responseMode, scope } from './parameters.ts';

/** What one parameter or member of a message means, by its protocol name. */
export interface ParameterMeaning {
  readonly name: string;
  readonly explanation: string;
  /** Where it is defined: `RFC 6749 §4.1.1`. */
  readonly reference: string;
}

const CORE = 'OpenID Connect Core 1.0';
const ENTRA = 'Microsoft identity platform';

const meaning = (name: string, reference: string, explanation: string): ParameterMeaning => ({
  name,
  reference,
  explanation,
});

/** What messages carry besides the parameters a person chooses. A new one is one entry. */
export const protocolParameters: readonly ParameterMeaning[] = [
  scope,
  redirectUri,
  responseMode,
  ...authorizationServerParameters,
  meaning('client_id', 'RFC 6749 §2.2', 'Which application asks; public, not a secret.'),
  meaning('client_secret', 'RFC 6749 §2.3.1', 'Proves that the application is who it says.'),
  meaning(
    'response_type',
    'RFC 6749 §3.1.1',
    'What the authorization endpoint answers with: a code, tokens, or both.',
  ),
  meaning(
    'state',
    'RFC 6749 §4.1.1',
    'Random value that must come back unchanged; ties the response to this request.',
  ),
  meaning('nonce', `${CORE} §3.1.2.1`, 'Random value the id_token must repeat; stops replay of an old one.'),
  meaning(
    'code_challenge',
    'RFC 7636 §4.2',
    'Hash of a secret of this attempt; only who knows the secret can redeem the code.',
  ),
  meaning('code_challenge_method', 'RFC 7636 §4.3', 'How the challenge was made; S256 is SHA-256.'),
  meaning(
    'code_verifier',
    'RFC 7636 §4.1',
    'The secret behind the code_challenge, shown only when the code is redeemed.',
  ),
  meaning(
    'code',
    'RFC 6749 §4.1.2',
    'The authorization code: worth tokens once, for a few minutes, to this client only.',
  ),
  meaning('iss', 'RFC 9207 §2', 'Which server answers; defends against mixing servers up.'),
  meaning(
    'session_state',
    'OpenID Connect Session Management 1.0 §2',
    'Changes when the session at the server changes.',
  ),
  meaning('grant_type', 'RFC 6749 §4', 'What is handed in for tokens.'),
  meaning('refresh_token', 'RFC 6749 §1.5', 'Obtains new access tokens without the person. Keep it secret.'),
  meaning('access_token', 'RFC 6749 §1.4', 'What the client shows to the resource. Opaque to the client.'),
  meaning('id_token', `${CORE} §2`, 'Who signed in, for the client itself. Never send it to an API.'),
  meaning('token_type', 'RFC 6749 §7.1', 'How the access token is used: Bearer, DPoP.'),
  meaning('expires_in', 'RFC 6749 §5.1', 'Seconds the access token lives.'),
  meaning('ext_expires_in', ENTRA, 'Seconds the access token may be used on while the server is down.'),
  meaning('refresh_token_expires_in', ENTRA, 'Seconds the refresh token lives.'),
  meaning('foci', ENTRA, 'Family of client IDs: first-party applications that share refresh tokens.'),
  meaning('client_info', ENTRA, 'Identifies the account for the cache of MSAL.'),
  meaning(
    'client_assertion',
    'RFC 7523 §2.2',
    'A token signed by the client, or by a provider it is federated with, instead of a secret.',
  ),
  meaning('client_assertion_type', 'RFC 7521 §4.2', 'What kind of assertion the client proves itself with.'),
  meaning('assertion', 'RFC 7521 §4.1', 'The token that is handed in for another.'),
  meaning(
    'requested_token_use',
    `${ENTRA}, on-behalf-of flow`,
    'on_behalf_of asks to act for the person of the assertion.',
  ),
  meaning('username', 'RFC 6749 §4.3.2', 'Name of the person; only the legacy password grant sends it.'),
  meaning('password', 'RFC 6749 §4.3.2', 'Password of the person; only the legacy password grant sends it.'),
  meaning('device_code', 'RFC 8628 §3.2', 'What the client polls with; never shown to the person.'),
  meaning('user_code', 'RFC 8628 §3.2', 'What the person types on another device.'),
  meaning('verification_uri', 'RFC 8628 §3.2', 'Where the person types the code.'),
  meaning(
    'verification_uri_complete',
    'RFC 8628 §3.2',
    'The same address with the code in it, for a QR code.',
  ),
  meaning('interval', 'RFC 8628 §3.2', 'Seconds the client must wait between two polls.'),
  meaning('message', `${ENTRA}, device code flow`, 'What to tell the person, ready to show.'),
  meaning(
    'request_uri',
    'RFC 9126 §2.2',
    'Stands for the request that was pushed before; valid once, briefly.',
  ),
  meaning('request', 'RFC 9101 §4', 'The authorization request as a signed object.'),
  meaning('subject_token', 'RFC 8693 §2.1', 'The token that is exchanged: whom the new one is about.'),
  meaning('subject_token_type', 'RFC 8693 §2.1', 'What kind of token is exchanged.'),
  meaning('actor_token', 'RFC 8693 §2.1', 'Who acts for the subject.'),
  meaning('actor_token_type', 'RFC 8693 §2.1', 'What kind of token the actor is named with.'),
  meaning('requested_token_type', 'RFC 8693 §2.1', 'What kind of token should come out.'),
  meaning('issued_token_type', 'RFC 8693 §2.2.1', 'What kind of token came out.'),
  meaning('token', 'RFC 7662 §2.1', 'The token the server is asked about, or told to revoke.'),
  meaning('token_type_hint', 'RFC 7009 §2.1', 'Which kind the token is, to find it sooner.'),
  meaning('active', 'RFC 7662 §2.2', 'Whether the token is valid now.'),
  meaning('id_token_hint', 'OpenID Connect RP-Initiated Logout 1.0 §2', 'Who signs out.'),
  meaning(
    'post_logout_redirect_uri',
    'OpenID Connect RP-Initiated Logout 1.0 §2',
    'Where the browser goes after sign-out.',
  ),
  meaning('logout_hint', 'OpenID Connect RP-Initiated Logout 1.0 §2', 'The account that signs out.'),
  meaning('admin_consent', `${ENTRA}, admin consent`, 'Whether an administrator consented for everybody.'),
  meaning('error', 'RFC 6749 §5.2', 'Code of the error, for programs.'),
  meaning('error_description', 'RFC 6749 §5.2', 'What the server says about it, for developers.'),
  meaning('error_uri', 'RFC 6749 §5.2', 'Page about the error.'),
  meaning('error_codes', ENTRA, 'AADSTS numbers of the error.'),
  meaning('suberror', ENTRA, 'What can be done about it, such as consent_required.'),
  meaning('correlation_id', ENTRA, 'Finds the attempt in the sign-in logs of the tenant.'),
  meaning('trace_id', ENTRA, 'Finds the request in the logs of Microsoft.'),
  meaning('timestamp', ENTRA, 'When the error happened, UTC.'),
  meaning('issuer', 'RFC 8414 §2', 'Name of the server; every token must say the same in iss.'),
  meaning('authorization_endpoint', 'RFC 8414 §2', 'Where the browser is sent to sign in.'),
  meaning('token_endpoint', 'RFC 8414 §2', 'Where tokens are obtained.'),
  meaning('jwks_uri', 'RFC 8414 §2', 'Where the keys are that verify signatures.'),
  meaning('device_authorization_endpoint', 'RFC 8628 §4', 'Where a device code is obtained.'),
  meaning(
    'pushed_authorization_request_endpoint',
    'RFC 9126 §5',
    'Where a request can be pushed before the browser opens.',
  ),
  meaning('introspection_endpoint', 'RFC 8414 §2', 'Where the server says whether a token is valid.'),
  meaning('revocation_endpoint', 'RFC 8414 §2', 'Where a token is given up.'),
  meaning('userinfo_endpoint', 'OpenID Connect Discovery 1.0 §3', 'Where claims about the person are read.'),
  meaning(
    'end_session_endpoint',
    'OpenID Connect RP-Initiated Logout 1.0 §2.1',
    'Where the browser is sent to sign out.',
  ),
  meaning('scopes_supported', 'RFC 8414 §2', 'Scopes the server names in public; there may be more.'),
  meaning('response_types_supported', 'RFC 8414 §2', 'What the authorization endpoint can answer with.'),
  meaning('response_modes_supported', 'RFC 8414 §2', 'How it can answer.'),
  meaning('grant_types_supported', 'RFC 8414 §2', 'What can be handed in for tokens.'),
  meaning(
    'subject_types_supported',
    'OpenID Connect Discovery 1.0 §3',
    'Whether sub is the same for every client (public) or not (pairwise).',
  ),
  meaning(
    'id_token_signing_alg_values_supported',
    'OpenID Connect Discovery 1.0 §3',
    'How id_tokens may be signed.',
  ),
  meaning('token_endpoint_auth_methods_supported', 'RFC 8414 §2', 'How clients may authenticate.'),
  meaning('code_challenge_methods_supported', 'RFC 8414 §2', 'Whether the server knows PKCE, and how.'),
  meaning('claims_supported', 'OpenID Connect Discovery 1.0 §3', 'Claims the server may send.'),
  meaning('keys', 'RFC 7517 §5', 'The keys of the server.'),
  meaning('kid', 'RFC 7517 §4.5', 'Name of a key; the header of a token says the same.'),
  meaning('kty', 'RFC 7517 §4.1', 'Family of the key: RSA, EC, OKP.'),
  meaning('use', 'RFC 7517 §4.2', 'What the key is for: sig verifies signatures.'),
  meaning('x5t', 'RFC 7517 §4.8', 'SHA-1 thumbprint of the certificate of the key.'),
  meaning('x5c', 'RFC 7517 §4.7', 'Certificate of the key.'),
  meaning('n', 'RFC 7518 §6.3.1', 'Modulus of the RSA key; public.'),
  meaning('e', 'RFC 7518 §6.3.1', 'Exponent of the RSA key; public.'),
  meaning('alg', 'RFC 7517 §4.4', 'Algorithm the key is used with.'),
];

const PAGES: Readonly<Record<string, string>> = {
  'OpenID Connect Core 1.0': 'https://openid.net/specs/openid-connect-core-1_0.html',
  'OpenID Connect Discovery 1.0': 'https://openid.net/specs/openid-connect-discovery-1_0.html',
  'OpenID Connect RP-Initiated Logout 1.0': 'https://openid.net/specs/openid-connect-rpinitiated-1_0.html',
  'OpenID Connect Session Management 1.0': 'https://openid.net/specs/openid-connect-session-1_0.html',
  'OAuth 2.0 Multiple Response Type Encoding':
    'https://openid.net/specs/oauth-v2-multiple-response-types-1_0.html',
  'Microsoft identity platform':
    'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow',
  'Microsoft identity platform, authorization code flow':
    'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow',
  'Microsoft identity platform, on-behalf-of flow':
    'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow',
  'Microsoft identity platform, device code flow':
    'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code',
  'Microsoft identity platform, admin consent':
    'https://learn.microsoft.com/entra/identity-platform/v2-admin-consent',
};
const RFC = /^RFC (\d+)(?: §([\d.]+))?/;

/** The page of a reference such as `RFC 7636 §4.2`; undefined when it has none. */
export function referenceUrl(reference: string): string | undefined {
  const rfc = RFC.exec(reference);
  if (rfc === null) return PAGES[reference.split(' §', 1)[0] ?? ''];
  const [, number = '', section] = rfc;
  return `https://www.rfc-editor.org/rfc/rfc${number}${section === undefined ? '' : `#section-${section}`}`;
}

const BY_NAME = new Map(protocolParameters.toReversed().map((each) => [each.name, each]));

/** What a field of a message means; a path such as `keys[0].kid` is its last name. */
export function explainParameter(name: string): ParameterMeaning | undefined {
  return BY_NAME.get(name) ?? BY_NAME.get(lastName(name));
}

function lastName(path: string): string {
  return (
    path
      .replace(/\[\d+\]/g, '')
      .split('.')
      .at(-1) ?? path
  );
}
