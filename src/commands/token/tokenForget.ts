import type { Commands } from '../../manifest.ts';
import { pickToken } from './pickToken.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'tokens' | 'prompt' | 'translate'>;

/** Forgets one token set after asking. The server is not told: the tokens stay valid until they expire. */
export function tokenForget(deps: Deps): Commands['identity.token.forget'] {
  const { prompt, tokens, translate } = deps;
  return async (target) => {
    const picked = target ?? (await pickToken(deps));
    if (picked === undefined) return;
    const row = (await tokens.list()).find(({ id }) => id === picked.tokenId);
    if (row === undefined) return;
    const name = 'broken' in row ? row.id : (row.subject ?? row.clientName ?? row.clientId);
    if (
      await prompt.confirm(
        translate('Forget the token of {name}?', { name }),
        stillValid(deps),
        translate('Forget'),
      )
    )
      await tokens.forget(picked.tokenId);
  };
}

/** Forgets every token set after asking. */
export function tokensForgetAll(deps: Deps): Commands['identity.tokens.forgetAll'] {
  const { prompt, tokens, translate } = deps;
  return async () => {
    const { length } = await tokens.list();
    if (length === 0) return;
    if (
      await prompt.confirm(
        translate('Forget all {count} cached tokens?', { count: length }),
        stillValid(deps),
        translate('Forget All'),
      )
    )
      await tokens.forgetAll();
  };
}

function stillValid({ translate }: Deps): string {
  return translate(
    'They are deleted from secret storage. The server is not told: the tokens stay valid until they expire.',
  );
}
