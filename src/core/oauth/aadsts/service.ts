import { entry, type AadstsError } from './entry.ts';

/** Tenants, clouds and the service itself. */
export const service: readonly AadstsError[] = [
  entry([70012], 'The server had an error with this account.', 'Try again; see the sign-in log if it stays.'),
  entry(
    [70016],
    'The user has not finished the device code sign-in yet.',
    'Keep polling at the interval that was named.',
  ),
  entry(
    [90002, 900021, 900023],
    'The tenant does not exist in this cloud.',
    'Check its id or domain, and use the authority of the right national cloud.',
  ),
  entry([90033], 'The service is busy.', 'Try again in a moment.'),
  entry(
    [1002012],
    'Client credentials were sent with a scope that does not end in /.default.',
    'Ask for <resource>/.default alone; the application permissions an administrator consented to are in it.',
  ),
  entry(
    [50000, 90010, 90036],
    'The service failed for good.',
    'Repeat once; then give Microsoft support the correlation id and time.',
  ),
  entry(
    [50033, 50049, 50050, 90006, 90012, 90024],
    'The service failed in passing, or did not know the instance that was asked.',
    'Try again in a moment.',
  ),
  entry(
    [90055],
    'The tenant sends too many requests.',
    'Wait as Retry-After says, cache tokens, and find what asks so often.',
  ),
  entry(
    [90019, 50107, 50169],
    'Entra could not tell the tenant or realm from the request.',
    'Use the authority of a tenant, by its id or a verified domain.',
  ),
  entry([90027], 'Personal accounts get no tokens from this version of the API.', 'Use the v2 endpoint.'),
  entry(
    [90038, 90043, 90051],
    'The tenant lives in another national cloud.',
    'Use the authority of that cloud.',
  ),
  entry([50029], 'The domain name holds characters that are not allowed.', 'Check its spelling.'),
  entry(
    [50042, 50043],
    'The pairwise subject of the user cannot be made.',
    'Have the service principal repaired by an administrator.',
  ),
  entry([51000], 'The feature is switched off in this tenant.', 'Have an administrator enable it.'),
];
