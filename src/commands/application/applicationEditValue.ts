import type { PartKindId } from '../../core/entra/parts.ts';
import type { Commands } from '../../manifest.ts';
import { changeScopes } from './applicationAuthorizedClient.ts';
import { changeEntitlement } from './applicationEntitlement.ts';
import { changeFederatedCredential } from './applicationFederatedCredential.ts';
import { changeIdentifierUri } from './applicationIdentifierUri.ts';
import { changeClaim } from './applicationOptionalClaim.ts';
import { askPart, type AskedPart } from './applicationPart.ts';
import { changeRedirectUri } from './applicationRedirectUri.ts';
import type { ChangeDeps } from './changeApplication.ts';
import type { Services } from '../services.ts';

/** What changes a value where it stands; the other kinds are added and removed only. */
const editors: Partial<Record<PartKindId, (deps: ChangeDeps, asked: AskedPart) => Promise<void>>> = {
  redirectUri: changeRedirectUri,
  identifierUri: changeIdentifierUri,
  scope: changeEntitlement,
  role: changeEntitlement,
  federatedCredential: changeFederatedCredential,
  authorizedClient: (deps, asked) =>
    changeScopes(deps, asked, { appId: asked.part.key, name: asked.part.label }),
  optionalClaim: (deps, asked) => changeClaim(deps, asked, asked.part.key),
};
const KINDS = [
  'redirectUri',
  'identifierUri',
  'scope',
  'role',
  'federatedCredential',
  'authorizedClient',
  'optionalClaim',
] as const satisfies readonly PartKindId[];

/** Changes a value of a registration: a redirect URI, scope, app role, … */
export function applicationEditValue(
  deps: ChangeDeps & Pick<Services, 'clock'>,
): Commands['identity.application.editValue'] {
  return async (target) => {
    const asked = await askPart(deps, target, KINDS);
    if (asked !== undefined) await editors[asked.kind.id]?.(deps, asked);
  };
}
