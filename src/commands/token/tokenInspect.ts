import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { tokenTarget } from './tokenTarget.ts';

/** Opens the inspector on the token that is meant, or empty; `verify` has its signature verified at once. */
export function tokenInspect(
  deps: Pick<Services, 'tokens' | 'workbench' | 'inspect'>,
  verify?: 'verify',
): Commands['identity.token.inspect'] {
  return async (target) => deps.inspect(await tokenTarget(deps, target), verify);
}
