import { authorizedClients } from './parts/authorizedClients.ts';
import { certificates, secrets } from './parts/credentials.ts';
import { roles, scopes } from './parts/entitlements.ts';
import { federatedCredentials } from './parts/federatedCredentials.ts';
import { identifierUris } from './parts/identifierUris.ts';
import { optionalClaims } from './parts/optionalClaims.ts';
import { owners } from './parts/owners.ts';
import { permissions } from './parts/permissions.ts';
import { redirectUris } from './parts/redirectUris.ts';
import { roleAssignments } from './parts/roleAssignments.ts';
import { tags } from './parts/tags.ts';

/** Every kind of value a registration holds, in the order of the tree. */
export const partKinds = [
  redirectUris,
  secrets,
  certificates,
  federatedCredentials,
  permissions,
  identifierUris,
  scopes,
  authorizedClients,
  roles,
  roleAssignments,
  optionalClaims,
  owners,
  tags,
] as const;

export type PartKindId = (typeof partKinds)[number]['id'];
