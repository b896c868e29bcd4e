import { entry, type AadstsError } from './entry.ts';

/** Conditional Access, multifactor authentication, devices, tenant restrictions. */
export const accessPolicies: readonly AadstsError[] = [
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
    [50005, 53001, 53002],
    'Conditional Access asks for a supported platform, a domain-joined device or an approved application.',
    'The sign-in log names the policy; use a device or application it takes.',
  ),
  entry(
    [50086, 50087, 50088],
    'The second factor failed on its way.',
    'Try again in a few minutes, or with another method.',
  ),
  entry(
    [50127],
    'Conditional Access asks for a broker application.',
    'Install Microsoft Authenticator or Company Portal and sign in through it.',
  ),
  entry(
    [50129, 50155, 50187],
    'The device is not registered, or could not prove itself.',
    'Join or register the device; device code and embedded browsers cannot prove it.',
  ),
  entry(
    [50158, 50161, 50166, 50170, 50177, 50178],
    'A control of another provider (custom control, external authentication method) was not satisfied.',
    'Complete it in the browser; the sign-in log names the control.',
  ),
  entry(
    [50192],
    'The certificate that was to sign the user in did not arrive.',
    'Check that no proxy ends the TLS connection before Entra sees the certificate.',
  ),
  entry(
    [53004, 53010],
    'The user has to register for multifactor authentication, and may not from here.',
    'Register from a trusted place or device at https://aka.ms/mfasetup.',
  ),
  entry(
    [53011, 530034],
    'The account is blocked for its risk in its home tenant.',
    'Have the risk remediated there.',
  ),
  entry([530032], 'A security policy of the tenant blocks the request.', 'The sign-in log names the policy.'),
  entry(
    [50002, 500021, 500022],
    'A proxy of the network restricts which tenants may be reached.',
    'Ask the network administrators to allow the tenant (tenant restrictions).',
  ),
  entry(
    [500212, 500213, 1000104],
    'Cross-tenant access settings of one of the two tenants forbid it.',
    'Allow the other tenant under External Identities, Cross-tenant access settings.',
  ),
  entry(
    [50168],
    "The browser's Windows account extension gave no fresh token.",
    'Sign in to the extension again, or use another browser profile.',
  ),
  entry(
    [130004, 130005, 130006, 130007, 130008, 135010, 135011],
    'The Windows Hello key or its device is missing, disabled or does not verify.',
    'Set up Windows Hello again on this device.',
  ),
  entry(
    [140000, 140001],
    'The nonce or session key of the primary refresh token is not valid.',
    'Lock and unlock the device, or sign in to Windows again.',
  ),
  entry([221000], 'The resource takes no tokens of a device alone.', 'Sign in a user.'),
  entry([240001], 'The user may not register devices.', 'Allow it under Devices, Device settings.'),
];
