import { entry, type AadstsError } from './entry.ts';

/** Permissions and consent. */
export const consent: readonly AadstsError[] = [
  entry(
    [500011],
    'The resource of the scope has no service principal in this tenant.',
    'Check the scope and the tenant; consent to the API so that its service principal is made.',
  ),
  entry(
    [65001],
    'Neither the user nor an administrator has consented to the permissions.',
    'Run an interactive flow (prompt=consent), or let an administrator consent.',
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
    [90094],
    'The permissions need an administrator.',
    'Open the admin consent address with an administrator account.',
  ),
  entry(
    [90095],
    'The permissions need an administrator; a request can be sent to one.',
    'Send the request, and run the flow again once it is granted.',
  ),
  entry(
    [65005],
    'The required permissions name a resource or permission that cannot be found.',
    'Compare API permissions with what the API exposes, then consent.',
  ),
  entry(
    [650054],
    'A permission is for a resource that was removed from the tenant.',
    'Remove the permission, or add the service principal of the resource again.',
  ),
  entry(
    [90008],
    'The application lacks the permission to sign users in.',
    'Add openid and User.Read under API permissions, then consent.',
  ),
  entry(
    [90093],
    'The user may not do what the request needs in the directory.',
    'Let an administrator with the right role do it.',
  ),
  entry(
    [90099],
    'A delegated administrator uses an application the customer tenant has not authorized.',
    'Consent to the application there first, or through Partner Center.',
  ),
  entry(
    [52004],
    'The user has not consented to LinkedIn account connections.',
    'Connect the account, or leave it out.',
  ),
];
