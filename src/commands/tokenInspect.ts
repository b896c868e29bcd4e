import { tokenOf } from '../core/oauth/tokenStore.ts';
import type { Commands } from '../manifest.ts';
import type { Services } from './services.ts';

/** Opens the inspector on the given token, the selected one, the one on the clipboard, or empty. */
export function tokenInspect({
  tokens,
  workbench,
  inspect,
}: Pick<Services, 'tokens' | 'workbench' | 'inspect'>): Commands['identity.token.inspect'] {
  return async (target) => {
    if (target === undefined) {
      const texts = [workbench.selection(), await workbench.clipboard.read()];
      return inspect(texts.map(tokenIn).find((token) => token !== undefined));
    }
    if ('token' in target) return inspect(target.token);
    const set = await tokens.get(target.tokenId);
    const part = target.part === undefined ? undefined : tokenOf(set, target.part);
    return inspect(part ?? set.accessToken ?? set.idToken ?? set.refreshToken);
  };
}

/** The text if it looks like a token, so that other clipboard content is never shown. */
function tokenIn(text: string): string | undefined {
  const candidate = text.trim().replace(/^Bearer\s+/i, '');
  return /^ey[\w-]+={0,2}(\.[\w-]*={0,2}){1,4}$/.test(candidate.replace(/\\?\s+/g, ''))
    ? candidate
    : undefined;
}
