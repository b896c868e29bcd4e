import type { Credential } from './catalogue.ts';
import { identityAsAssertion, workloadIdentity } from './credentials/federated.ts';
import { defaultChain, systemIdentity, userAssignedIdentity } from './credentials/managedIdentity.ts';
import { ldapCredentials, ownCredentials } from './credentials/own.ts';
import { onBehalfOf } from './credentials/onBehalfOf.ts';
import { azureCli, deviceCode, interactive } from './credentials/people.ts';
import { azurePipelines, githubActions } from './credentials/pipelines.ts';
import { clientCertificate, clientSecret } from './credentials/servicePrincipal.ts';

/** Every credential in the order it is offered; a new one is one entry. */
export const credentials: readonly Credential[] = [
  defaultChain,
  systemIdentity,
  userAssignedIdentity,
  workloadIdentity,
  clientCertificate,
  clientSecret,
  identityAsAssertion,
  githubActions,
  azurePipelines,
  azureCli,
  interactive,
  deviceCode,
  onBehalfOf,
  ...ownCredentials,
  ...ldapCredentials,
];

/** The credential of that id. Throws a TypeError for one the catalogue does not have, which is a mistake of ours. */
export function findCredential(id: string): Credential {
  const found = credentials.find((each) => each.id === id);
  if (found === undefined) throw new TypeError(`No credential ${id}`);
  return found;
}
