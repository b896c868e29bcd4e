import { entry, type AadstsError } from './entry.ts';

/** Accounts and the sessions of people. */
export const accounts: readonly AadstsError[] = [
  entry(
    [16000],
    'The signed-in account is not in this tenant; often it is a personal account.',
    'Invite the account as a guest, or sign in with another account (prompt=select_account).',
  ),
  entry(
    [50020],
    'The user comes from another tenant or identity provider and is unknown here.',
    'Invite the user as a guest, or use the tenant and audience the user belongs to.',
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
    [500208],
    'The domain is not valid for this kind of account.',
    'Use the endpoint for work or for personal accounts, whichever fits.',
  ),
  entry(
    [90072],
    'The account is external and not in the tenant of the resource.',
    'Add it as a guest, or sign in with another account.',
  ),
  entry(
    [16001, 16002, 160021],
    'The session that was picked or named is not there any more.',
    'Sign in again and pick an account (prompt=select_account).',
  ),
  entry(
    [16003, 51004, 50014],
    'The account is not in the directory of this tenant, or its invitation was never accepted.',
    'Invite it as a guest and accept the invitation, or use the tenant it belongs to.',
  ),
  entry(
    [50015, 54000],
    'The account is restricted by age.',
    'A parent or administrator has to consent for it.',
  ),
  entry([50064], 'User name or password could not be validated.', 'Check both.'),
  entry(
    [50125],
    'The sign-in stopped for a password reset or registration.',
    'Complete it in the browser, then run the flow again.',
  ),
  entry(
    [50135],
    'The password must be changed because the account is at risk.',
    'Sign in interactively and change it.',
  ),
  entry(
    [50144],
    'The Active Directory password has expired.',
    'Change it on-premises or by self-service reset.',
  ),
  entry(
    [50136, 50197],
    'Several accounts fit, or none.',
    'Sign out, then sign in with the account that is meant.',
  ),
  entry(
    [50199],
    'The user had to confirm that this is the application they meant; a system web view causes it.',
    'Confirm it, or use the system browser with an http or https redirect_uri.',
  ),
  entry([50001], 'The resource is disabled or does not exist.', 'Check the resource of the scope.'),
  entry(
    [90101, 90125, 90126],
    'The name that was entered is not an account that can be found.',
    'Enter the user name as name@domain.',
  ),
  entry(
    [90123],
    'The other identity provider refused to issue a token.',
    'Ask its administrator; its own log says why.',
  ),
];
