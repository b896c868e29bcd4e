import type { Commands } from '../../manifest.ts';
import { flowRun, type FlowRunDeps } from '../flow/flowRun.ts';
import { pickToken } from './pickToken.ts';

/** Redeems the refresh token of a set and puts the new tokens in its place. */
export function tokenRefresh(deps: FlowRunDeps): Commands['identity.token.refresh'] {
  return async (target) => {
    const picked = target ?? (await pickToken(deps));
    if (picked === undefined) return undefined;
    const { tenantId, clientId } = await deps.tokens.get(picked.tokenId);
    return flowRun(deps)({
      flow: 'refreshToken',
      tenant: tenantId,
      clientId,
      scopes: [],
      tokenId: picked.tokenId,
    });
  };
}
