/** Sets of credentials that purposes name. */

/** A program as itself. */
export const appCredentials = [
  'default',
  'systemIdentity',
  'userAssignedIdentity',
  'workloadIdentity',
  'clientCertificate',
  'clientSecret',
  'identityAsAssertion',
  'githubActions',
  'azurePipelines',
] as const;

/** A person, at the program or behind it. */
export const personCredentials = ['azureCli', 'interactive', 'deviceCode', 'onBehalfOf'] as const;

/** Whatever Entra issues a token for. */
export const entraCredentials = [...appCredentials, ...personCredentials] as const;
