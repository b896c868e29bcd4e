import { isFor } from '../../core/oauth/authority.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import { isReadable } from '../../core/oauth/tokenStore.ts';
import type { Choice } from '../../core/prompt.ts';
import type { TokenTarget } from '../../manifest/targets.ts';
import type { Services } from '../services.ts';

/** The token set the person picks, of one tenant and client or of all; undefined when dismissed or when there is none. */
export async function pickToken(
  { tokens, prompt, translate }: Pick<Services, 'tokens' | 'prompt' | 'translate'>,
  tenant?: Tenant,
  clientId?: string,
): Promise<TokenTarget | undefined> {
  const rows = (await tokens.list())
    .filter(isReadable)
    .filter((row) => tenant === undefined || isFor(row, tenant))
    .filter((row) => clientId === undefined || row.clientId === clientId);
  const choices = rows.map((row): Choice<TokenTarget> => ({
    label: row.subject ?? row.clientName ?? row.clientId,
    description: row.clientName ?? row.clientId,
    detail: row.scope,
    icon: 'key',
    value: { tokenId: row.id },
  }));
  if (choices.length === 0) {
    void prompt.tell(translate('There is no cached token yet. Obtain one with "Identity: Run OAuth Flow".'));
    return undefined;
  }
  return prompt.pick(choices, translate('Cached Token'), translate('Which token?'));
}
