/** One error of Microsoft Entra: why it happens and what to change. */
export interface AadstsError {
  /** Numbers after `AADSTS` that mean this. */
  readonly codes: readonly number[];
  readonly cause: string;
  readonly fix: string;
  /** Where it is documented or was reported. */
  readonly source: string;
}

/** Microsoft's list; it warns that numbers and texts change and must not steer programs. */
const LIST = 'https://learn.microsoft.com/entra/identity-platform/reference-error-codes';

const entry = (codes: readonly number[], cause: string, fix: string, source = LIST): AadstsError => ({
  codes,
  cause,
  fix,
  source,
});

/** Every known error. A new code is one entry. */
export const aadstsErrors: readonly AadstsError[] = [
  entry(
    [16000],
    'The signed-in account is not in this tenant; often it is a personal account.',
    'Invite the account as a guest, or sign in with another account (prompt=select_account).',
  ),
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
    [50013],
    'The assertion is not valid: its audience, issuer or signature does not fit.',
    'For on-behalf-of, pass an access token whose aud is the middle-tier application.',
  ),
  entry(
    [500133],
    'The assertion is outside its validity time.',
    'Obtain a fresh user token, and check the clock.',
  ),
  entry(
    [50020],
    'The user comes from another tenant or identity provider and is unknown here.',
    'Invite the user as a guest, or use the tenant and audience the user belongs to.',
  ),
  entry(
    [50027],
    'The JSON Web Token that was sent is not valid.',
    'Inspect it: nonce, sub, iss, aud, nbf and exp; check clock and issuer.',
  ),
  entry(
    [50034],
    'The user is not in the directory of this tenant.',
    'Check user name and tenant for typing errors, or invite the user.',
  ),
  entry(
    [50053],
    'The account is locked after too many attempts, or the address is considered risky.',
    'Wait, then look at the sign-in log of the user.',
  ),
  entry([50055], 'The password has expired.', 'Sign in interactively and change it.'),
  entry(
    [50056],
    'The account has no usable password, or the password is wrong.',
    'Sign in interactively; a federated user has the password elsewhere.',
  ),
  entry([50057], 'The account is disabled.', 'Have an administrator enable it, or use another account.'),
  entry(
    [50058],
    'prompt=none was asked, and there is no session to use.',
    'Run the flow without prompt=none.',
  ),
  entry(
    [50059, 50128],
    'Neither the request nor the credentials say which tenant is meant.',
    'Use the authority of a tenant, by its id or a verified domain.',
  ),
  entry(
    [50072, 50079],
    'The user must first enrol for multifactor authentication.',
    'Sign in interactively and complete the enrolment.',
  ),
  entry(
    [50074, 50076],
    'Multifactor authentication is required.',
    'Run an interactive flow, passing the claims value of the error; a password grant can never satisfy it.',
  ),
  entry([50078], 'The multifactor authentication has expired.', 'Sign in interactively again.'),
  entry(
    [50097],
    'A registered or managed device is required.',
    'Sign in on a managed device through its broker; device code cannot prove the device.',
  ),
  entry(
    [50105],
    'The application requires assignment, and the user is not assigned to it.',
    'Assign the user or a group of theirs under Enterprise applications, Users and groups.',
  ),
  entry([50126], 'User name or password is wrong.', 'Check both; a federated account cannot use this grant.'),
  entry(
    [50131],
    'Conditional Access blocked the sign-in because of the device or the place.',
    'See the policy in the sign-in log.',
  ),
  entry(
    [50140],
    'The sign-in was interrupted by "Stay signed in?".',
    'Run the flow again and answer the question.',
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
  entry([50173], 'The refresh token was revoked: password change, revocation or policy.', 'Sign in again.'),
  entry(
    [50194],
    'The application has a single tenant, but /common or /organizations was asked.',
    'Use the authority of its tenant, or make the application multitenant.',
  ),
  entry(
    [50196],
    'The same request came in a loop and was stopped.',
    'Cache tokens, and stop retrying on errors.',
  ),
  entry(
    [500011],
    'The resource of the scope has no service principal in this tenant.',
    'Check the scope and the tenant; consent to the API so that its service principal is made.',
  ),
  entry(
    [500113],
    'No redirect_uri was sent, or the application has none.',
    'Register a redirect URI and send it.',
  ),
  entry(
    [500208],
    'The domain is not valid for this kind of account.',
    'Use the endpoint for work or for personal accounts, whichever fits.',
  ),
  entry(
    [501461],
    'acceptMappedClaims needs an audience with a verified domain, or a signing key of its own.',
    'Use such an application ID URI, or give the application a custom signing key.',
  ),
  entry(
    [53000],
    'The device is not compliant with Conditional Access.',
    'Use a compliant device; the sign-in log names the policy.',
  ),
  entry(
    [53003],
    'Conditional Access blocked the sign-in.',
    'See which policy in the sign-in log of the user; device code is often blocked by itself.',
  ),
  entry(
    [530035],
    'Security defaults blocked the request.',
    'Use an interactive flow with multifactor authentication.',
  ),
  entry(
    [54005],
    'The authorization code was redeemed already.',
    'Redeem a code once; run the flow again for another.',
  ),
  entry(
    [65001],
    'Neither the user nor an administrator has consented to the permissions.',
    'Run an interactive flow (prompt=consent), or let an administrator consent.',
  ),
  entry(
    [65002],
    'A Microsoft application id was used for a request it is not preauthorized for.',
    'Register an application of your own and use its client id.',
  ),
  entry([65004], 'The user declined to consent.', 'Run the flow again and accept, or ask for fewer scopes.'),
  entry(
    [650052],
    'The organization lacks a subscription or service principal for the resource.',
    'Subscribe to the service, or consent to it in this tenant.',
  ),
  entry(
    [650053],
    'A scope does not exist on the resource.',
    'Check the spelling of the scope, and that the API exposes it.',
  ),
  entry(
    [650056],
    'The application is misconfigured: permissions missing or consent incomplete.',
    'Add the API permission to the registration, then consent.',
  ),
  entry(
    [650057],
    'The resource is not among the required permissions of the application.',
    'Add it under API permissions, then consent.',
  ),
  entry(
    [70000],
    'The grant is not valid.',
    'Start a new sign-in; code or refresh token belong to another client, tenant or attempt.',
  ),
  entry([70001], 'The application is not in this tenant or not enabled.', 'Check client id and tenant.'),
  entry(
    [70002, 7000215],
    'The client secret is wrong.',
    'Use the Value of the secret, not its Secret ID; make a new one if the value is lost.',
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
  entry([70008, 700082], 'The refresh token or code expired, often by inactivity.', 'Sign in again.'),
  entry(
    [700084],
    'A refresh token of a SPA lives a fixed time (24 h) and has passed it.',
    'Send the user through the authorization endpoint again.',
  ),
  entry(
    [70011],
    'The scope is not valid.',
    'Ask for api://<application id>/<scope>, or <resource>/.default; client credentials take only .default.',
  ),
  entry([70012], 'The server had an error with this account.', 'Try again; see the sign-in log if it stays.'),
  entry(
    [70016],
    'The user has not finished the device code sign-in yet.',
    'Keep polling at the interval that was named.',
  ),
  entry([70018], 'The user code is wrong.', 'Enter the code again, exactly as shown.'),
  entry([70019], 'The device code has expired.', 'Start the flow again.'),
  entry([70020], 'The device code has expired or was used.', 'Start the flow again.'),
  entry(
    [70021, 700213],
    'No federated credential of the application matches issuer, subject and audience of the assertion.',
    'Compare them with the federated credential, letter by letter.',
  ),
  entry(
    [7002138],
    'A federated credential matches but for upper and lower case.',
    'Write issuer, subject and audience in exactly the case the assertion has.',
    'https://github.com/Azure/login/issues/482',
  ),
  entry([70043], 'The sign-in is older than the sign-in frequency policy allows.', 'Sign in again.'),
  entry(
    [700005],
    'The code was redeemed at another tenant than it was issued for.',
    'Use the same authority for both requests.',
  ),
  entry(
    [700011, 700016],
    'There is no application with this client id in the tenant.',
    'Check client id and tenant; a multitenant application must first be consented to there.',
  ),
  entry([700022], 'Scopes of more than one resource were asked.', 'Ask for one resource per token request.'),
  entry([28000], 'Scopes of more than one resource were asked.', 'Ask for one resource per token request.'),
  entry(
    [700025],
    'A public client sent a secret or assertion.',
    'Leave it out, or register the redirect URI on the web platform.',
  ),
  entry(
    [700027],
    'The signature of the client assertion does not verify.',
    'Upload this certificate to the application, and sign with its key and thumbprint.',
  ),
  entry(
    [700030],
    'The subject of the certificate or assertion does not fit the application.',
    'Use the certificate that was uploaded; sub and iss must be the client id.',
  ),
  entry(
    [700229],
    'Only app-only tokens can serve as federated credential.',
    'Obtain the assertion with client credentials or a managed identity, not as a user.',
  ),
  entry(
    [7000112],
    'The application is disabled.',
    'Enable the service principal under Enterprise applications.',
  ),
  entry(
    [7000114],
    'The application may not make on-behalf-of requests.',
    'Use an application of your tenant that may.',
  ),
  entry(
    [7000216],
    'The client must authenticate with client_assertion, client_secret or a claim.',
    'Give the client a credential.',
  ),
  entry(
    [7000218],
    'The request lacks client_secret or client_assertion.',
    'Send the credential; or register the redirect URI as mobile and desktop and allow public client flows.',
  ),
  entry(
    [7000222],
    'The client secret has expired.',
    'Make a new one; better a certificate or a federated credential.',
  ),
  entry(
    [900144, 90014],
    'A required field is missing from the request.',
    'Compare the request in the trace; parameters belong form-encoded into the body.',
  ),
  entry(
    [900384],
    'The signature of the token that was sent does not verify.',
    'Sign it with the right key, and do not change it afterwards.',
  ),
  entry([9000410], 'The request carries malformed JSON.', 'Check the claims parameter.'),
  entry(
    [9001023, 90130, 9002332],
    'The grant or the application is not supported at /common, /organizations or /consumers.',
    'Use the authority of a tenant.',
  ),
  entry(
    [90002, 900021, 900023],
    'The tenant does not exist in this cloud.',
    'Check its id or domain, and use the authority of the right national cloud.',
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
    [90072],
    'The account is external and not in the tenant of the resource.',
    'Add it as a guest, or sign in with another account.',
  ),
  entry(
    [90094],
    'The permissions need an administrator.',
    'Open the admin consent address with an administrator account.',
  ),
  entry(
    [90095],
    'The permissions need an administrator; a request can be sent to one.',
    'Send the request, and run the flow again once it is granted.',
  ),
  entry([90033], 'The service is busy.', 'Try again in a moment.'),
  entry(
    [1002012],
    'Client credentials were sent with a scope that does not end in /.default.',
    'Ask for <resource>/.default alone; the application permissions an administrator consented to are in it.',
  ),
  entry(
    [901002],
    'The parameter resource does not exist in the v2 endpoint.',
    'Use scope: <resource>/.default.',
  ),
];

/** The error with this number, undefined when it is not known. */
export function findAadsts(code: number): AadstsError | undefined {
  return aadstsErrors.find(({ codes }) => codes.includes(code));
}

/** Microsoft's own page about a number. */
export function aadstsLink(code: number): string {
  return `https://login.microsoftonline.com/error?code=${code}`;
}
