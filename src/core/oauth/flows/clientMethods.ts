import type { ClientAuthenticationMethod } from '../model.ts';

/** How a client may authenticate to most flows: not at all, or by any credential it has; the default first. */
export const everyMethod = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'federated',
  'tls_client_auth',
] as const satisfies readonly ClientAuthenticationMethod[];

/** The same where no token of a platform stands in for a secret. */
export const everyMethodOfItsOwn: readonly ClientAuthenticationMethod[] = everyMethod.filter(
  (method) => method !== 'federated',
);
