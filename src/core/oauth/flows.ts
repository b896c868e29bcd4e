import { IdentityError } from '../errors.ts';
import type { FlowDefinition } from './flow.ts';
import { adminConsent } from './flows/adminConsent.ts';
import { authorizationCode } from './flows/authorizationCode.ts';
import { clientCredentials } from './flows/clientCredentials.ts';
import { deviceCode } from './flows/deviceCode.ts';
import { endSession } from './flows/endSession.ts';
import { hybrid } from './flows/hybrid.ts';
import { implicit } from './flows/implicit.ts';
import { introspection } from './flows/introspection.ts';
import { jwtBearer } from './flows/jwtBearer.ts';
import { managedIdentity } from './flows/managedIdentity.ts';
import { onBehalfOf } from './flows/onBehalfOf.ts';
import { password } from './flows/password.ts';
import { refreshToken } from './flows/refreshToken.ts';
import { revocation } from './flows/revocation.ts';
import { tokenExchange } from './flows/tokenExchange.ts';
import { userInfo } from './flows/userInfo.ts';
import { workloadIdentity } from './flows/workloadIdentity.ts';

/** Every flow and action, the commonest first. A new flow is one file and one entry. */
export const flows: readonly FlowDefinition[] = [
  authorizationCode,
  clientCredentials,
  deviceCode,
  refreshToken,
  onBehalfOf,
  workloadIdentity,
  managedIdentity,
  tokenExchange,
  jwtBearer,
  hybrid,
  implicit,
  password,
  userInfo,
  introspection,
  revocation,
  endSession,
  adminConsent,
];

/** The flow with this id. Throws `flow.unknown`. */
export function findFlow(id: string): FlowDefinition {
  const found = flows.find((flow) => flow.id === id);
  if (found !== undefined) return found;
  throw new IdentityError('flow.unknown', {
    flow: id.slice(0, 100),
    flows: flows.map((flow) => flow.id).join(', '),
  });
}
