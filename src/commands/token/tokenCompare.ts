import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { askToken } from './askToken.ts';
import { tokenTarget } from './tokenTarget.ts';

type Deps = Pick<Services, 'tokens' | 'workbench' | 'prompt' | 'translate' | 'inspect'>;

/** Shows two tokens side by side in the inspector, asking for the ones not given. */
export function tokenCompare(deps: Deps): Commands['identity.token.compare'] {
  const { translate } = deps;
  return async (target) => {
    const first = await (target === undefined
      ? askToken(deps, translate('Compare Tokens'), translate('Which token?'))
      : tokenTarget(deps, target));
    if (first === undefined) return;
    const second = await (target?.with === undefined
      ? askToken(deps, translate('Compare Tokens'), translate('Compare it with which token?'))
      : tokenTarget(deps, target.with));
    if (second !== undefined) await deps.inspect(first, { compareWith: second });
  };
}
