import { readPastedToken } from '../../core/jwt/pastedToken.ts';
import { tokenOf } from '../../core/oauth/tokenStore.ts';
import type { AnyToken } from '../../manifest/targets.ts';
import type { Services } from '../services.ts';

/**
 * The token a command is about: the one given, else the one at the cursor or in the selection, else the one on the
 * clipboard; undefined when there is none. Throws `tokens.unknown`.
 */
export async function tokenTarget(
  { tokens, workbench }: Pick<Services, 'tokens' | 'workbench'>,
  target: AnyToken | undefined,
): Promise<string | undefined> {
  if (target === undefined)
    return (await workbench.tokenAt()) ?? readPastedToken(await workbench.clipboard.read()).token;
  if ('token' in target) return target.token;
  if ('uri' in target) return workbench.tokenAt(target);
  const set = await tokens.get(target.tokenId);
  const part = target.part === undefined ? undefined : tokenOf(set, target.part);
  return part ?? set.accessToken ?? set.idToken ?? set.refreshToken;
}
