import { copyText } from '../../core/jwt/copyText.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { tokenTarget } from './tokenTarget.ts';

/** Copies the claims of a token, or the token without its signature: nothing that could be used. */
export function tokenCopyText(
  deps: Pick<Services, 'tokens' | 'workbench' | 'prompt' | 'translate'>,
  part: 'claims' | 'redacted',
): Commands['identity.token.copyClaims'] {
  return async (target) => {
    const token = await tokenTarget(deps, target);
    if (token !== undefined) return deps.workbench.clipboard.write(copyText(token, part));
    await deps.prompt.tell(deps.translate('Place the cursor in a token, or copy one, then try again.'));
  };
}
