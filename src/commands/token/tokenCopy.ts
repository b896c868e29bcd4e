import { IdentityError } from '../../core/errors.ts';
import type { Commands } from '../../manifest.ts';
import type { TokenPart } from '../../manifest/targets.ts';
import { tokenOf } from '../../core/oauth/tokenStore.ts';
import { pickToken } from './pickToken.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'tokens' | 'prompt' | 'translate' | 'workbench'>;

/** Copies a cached token: the access token unless another part is named. */
export function tokenCopy(deps: Deps): Commands['identity.token.copy'] {
  return async (target) => {
    const token = await rawToken(deps, target);
    if (token !== undefined) await deps.workbench.clipboard.write(token);
  };
}

/** Writes a cached token at every cursor of the active editor. */
export function tokenInsert(deps: Deps): Commands['identity.token.insert'] {
  return async (target) => {
    const token = await rawToken(deps, target);
    if (token === undefined || (await deps.workbench.insert(token))) return;
    await deps.prompt.tell(deps.translate('Open a file and place the cursor where the token should go.'));
  };
}

/** The token that is meant. Throws `tokens.unknown`, and `flow.tokenMissing` when the set has no such part. */
async function rawToken(deps: Deps, target: TokenPart | undefined): Promise<string | undefined> {
  const picked: TokenPart | undefined = target ?? (await pickToken(deps));
  if (picked === undefined) return undefined;
  const set = await deps.tokens.get(picked.tokenId);
  const part = picked.part ?? (set.accessToken === undefined ? 'id_token' : 'access_token');
  const token = tokenOf(set, part);
  if (token === undefined)
    throw new IdentityError('flow.tokenMissing', { flow: set.clientName ?? set.clientId, kind: part });
  return token;
}
