import { entry, type AadstsError } from './entry.ts';

/** Requests that are not what the endpoint takes: redirect URIs, scopes, response types, parameters. */
export const requests: readonly AadstsError[] = [
  entry(
    [28002, 28003],
    'The scope is malformed or empty.',
    'Ask for api://<application id>/<scope>, or <resource>/.default.',
  ),
  entry(
    [50011],
    'The redirect_uri of the request is not registered for the application, or differs in case, path or trailing slash.',
    'Add exactly this redirect_uri to the application, on the platform that fits (web, SPA, mobile and desktop).',
  ),
  entry(
    [50059, 50128],
    'Neither the request nor the credentials say which tenant is meant.',
    'Use the authority of a tenant, by its id or a verified domain.',
  ),
  entry(
    [50147],
    'The code_challenge does not have a valid size.',
    'Use S256 over a code_verifier of 43 to 128 characters (RFC 7636 §4).',
  ),
  entry(
    [501481],
    'The code_verifier does not match the code_challenge.',
    'Send the verifier of the same attempt; do not mix two sign-ins.',
  ),
  entry(
    [501491],
    'The code_verifier does not have a valid size.',
    'Use 43 to 128 characters (RFC 7636 §4.1).',
  ),
  entry(
    [500113],
    'No redirect_uri was sent, or the application has none.',
    'Register a redirect URI and send it.',
  ),
  entry(
    [65002],
    'A Microsoft application id was used for a request it is not preauthorized for.',
    'Register an application of your own and use its client id.',
  ),
  entry(
    [70003],
    'The grant type is not supported here.',
    'Use a grant Entra offers; token exchange (RFC 8693) is not among them.',
  ),
  entry(
    [70005, 700054],
    'The response type is not enabled for the application.',
    'Ask for openid, and enable ID tokens or access tokens under Authentication, Implicit grant and hybrid flows.',
  ),
  entry(
    [700051],
    'The response_type token is not enabled for the application.',
    'Better use authorization code with PKCE; else enable access tokens under Authentication.',
  ),
  entry(
    [70007],
    'The response_mode does not fit the response_type.',
    'Tokens must not come back in a query; use fragment or form_post.',
  ),
  entry(
    [70011],
    'The scope is not valid.',
    'Ask for api://<application id>/<scope>, or <resource>/.default; client credentials take only .default.',
  ),
  entry([700022], 'Scopes of more than one resource were asked.', 'Ask for one resource per token request.'),
  entry([28000], 'Scopes of more than one resource were asked.', 'Ask for one resource per token request.'),
  entry(
    [700025],
    'A public client sent a secret or assertion.',
    'Leave it out, or register the redirect URI on the web platform.',
  ),
  entry(
    [900144, 90014],
    'A required field is missing from the request.',
    'Compare the request in the trace; parameters belong form-encoded into the body.',
  ),
  entry([9000410], 'The request carries malformed JSON.', 'Check the claims parameter.'),
  entry(
    [9002331],
    'The application is for personal Microsoft accounts only.',
    'Use the authority /consumers, or change which accounts the application signs in (signInAudience).',
  ),
  entry(
    [9001023, 90130, 9002332],
    'The grant or the application is not supported at /common, /organizations or /consumers.',
    'Use the authority of a tenant.',
  ),
  entry(
    [90009],
    'The application asks for a token for itself.',
    'Name it by its client id (GUID) as resource.',
  ),
  entry(
    [90023, 9002313],
    'The request is malformed.',
    'Compare it in the trace with the specification; the body must be form-encoded.',
  ),
  entry([9002325], 'A SPA must use PKCE to redeem codes.', 'Send code_challenge and code_verifier.'),
  entry(
    [9002326],
    'Codes may be redeemed cross-origin only by the SPA platform, and the request has an Origin.',
    'Send no Origin for web and desktop redirects, or move the redirect URI to the SPA platform.',
    'https://github.com/SecureAuthCorp/oauth2c/issues/109',
  ),
  entry(
    [9002327],
    'Tokens of the SPA platform are issued only to requests with an Origin.',
    'Mark the redirect URI as SPA here so that Origin is sent, or register it as mobile and desktop.',
    'https://github.com/SecureAuthCorp/oauth2c/issues/108',
  ),
  entry(
    [901002],
    'The parameter resource does not exist in the v2 endpoint.',
    'Use scope: <resource>/.default.',
  ),
  entry(
    [500112],
    'The redirect_uri of the token request differs from the one the code was issued for.',
    'Send the redirect_uri of the authorization request again, letter by letter.',
    'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow',
  ),
  entry(
    [70004, 900971],
    'The redirect_uri is missing or not valid for the application.',
    'Register exactly the redirect_uri that is sent, on the platform that fits.',
  ),
  entry([700020], 'The grant needs a person to act.', 'Run an interactive flow.'),
  entry(
    [90004, 90100, 90102, 90107, 90117, 90121],
    'The request is empty, or a parameter of it is missing or malformed.',
    'Compare the request in the trace with the specification.',
  ),
  entry([90005], 'A session id and login_hint were sent together.', 'Send one of them.'),
  entry(
    [90007, 90013],
    'A value of the request cannot be read.',
    'Send it as it was received, unchanged and encoded once.',
  ),
  entry(
    [90015],
    'The query string is too long.',
    'Send the request as a form POST, or pass fewer parameters; a long claims parameter is the usual cause.',
  ),
  entry(
    [90056],
    'The token endpoint was called with GET, or without a code.',
    'Send the grant to the token endpoint as a form POST; people go to the authorization endpoint.',
  ),
  entry(
    [900561],
    'The endpoint was called with another HTTP method than it takes.',
    'Use POST for tokens; a person pressing Back in the browser causes it too and may ignore it.',
  ),
  entry(
    [90124],
    'The resource cannot be asked for at /common or /consumers.',
    'Use the authority of a tenant, or /organizations.',
  ),
  entry([90119], 'The user code is empty.', 'Enter the code that the device shows.'),
  entry([90120], 'The device code was approved or declined before.', 'Start the flow again.'),
  entry(
    [50061, 50068, 50070, 50071],
    'The sign-out request does not fit a running session, or has expired.',
    'Send id_token_hint or logout_hint of the session that is to end, and start the sign-out anew.',
  ),
  entry(
    [50143],
    'The session belongs to another tenant than domain_hint names.',
    'Sign out, or send the domain_hint of the account that is signed in.',
  ),
  entry(
    [51001],
    'domain_hint is missing beside an on-premises identifier.',
    'Send domain_hint with the domain of the user.',
  ),
  entry(
    [240002],
    'An ID token was sent where an access token is wanted as assertion.',
    'Pass an access token whose aud is the middle-tier application.',
  ),
];
