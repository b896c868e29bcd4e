import { IdentityError } from '../errors.ts';
import type { FlowDefinition } from './flow.ts';
import { authorizationCode } from './flows/authorizationCode.ts';
import { clientCredentials } from './flows/clientCredentials.ts';
import { deviceCode } from './flows/deviceCode.ts';
import { refreshToken } from './flows/refreshToken.ts';

/** Every flow, the commonest first. A new flow is one file and one entry. */
export const flows: readonly FlowDefinition[] = [
  authorizationCode,
  clientCredentials,
  deviceCode,
  refreshToken,
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
