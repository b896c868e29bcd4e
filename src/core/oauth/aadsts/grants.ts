import { entry, type AadstsError } from './entry.ts';

/** Codes, refresh tokens and device codes. */
export const grants: readonly AadstsError[] = [
  entry([50173], 'The refresh token was revoked: password change, revocation or policy.', 'Sign in again.'),
  entry(
    [50194],
    'The application has a single tenant, but /common or /organizations was asked.',
    'Use the authority of its tenant, or make the application multitenant.',
  ),
  entry(
    [54005],
    'The authorization code was redeemed already.',
    'Redeem a code once; run the flow again for another.',
  ),
  entry(
    [70000],
    'The grant is not valid.',
    'Start a new sign-in; code or refresh token belong to another client, tenant or attempt.',
  ),
  entry([70008, 700082], 'The refresh token or code expired, often by inactivity.', 'Sign in again.'),
  entry(
    [700084],
    'A refresh token of a SPA lives a fixed time (24 h) and has passed it.',
    'Send the user through the authorization endpoint again.',
  ),
  entry([70018], 'The user code is wrong.', 'Enter the code again, exactly as shown.'),
  entry([70019], 'The device code has expired.', 'Start the flow again.'),
  entry([70020], 'The device code has expired or was used.', 'Start the flow again.'),
  entry(
    [70021, 700213],
    'No federated credential of the application matches issuer, subject and audience of the assertion.',
    'Compare them with the federated credential, letter by letter.',
  ),
  entry([70043], 'The sign-in is older than the sign-in frequency policy allows.', 'Sign in again.'),
  entry(
    [700005],
    'The code was redeemed at another tenant than it was issued for.',
    'Use the same authority for both requests.',
  ),
  entry([50085], 'The refresh token needs a fresh sign-in at the social provider.', 'Sign in again.'),
  entry([50089], 'What the sign-in was carried by has expired.', 'Sign in again.'),
  entry([50132, 50133], 'The session ended because the password changed or expired.', 'Sign in again.'),
  entry([50139], 'The session of the personal account lacks its refresh token.', 'Sign in again.'),
  entry(
    [50134],
    'The device code was approved in another data center than it was issued in.',
    'Start the flow again.',
  ),
  entry(
    [700003],
    'The device the token was issued to was deleted from the directory.',
    'Register the device again, then sign in.',
    'https://learn.microsoft.com/entra/identity/devices/faq',
  ),
  entry(
    [90090, 90091, 90092],
    'The directory could not be read while the token was made.',
    'Try again in a moment.',
  ),
];
