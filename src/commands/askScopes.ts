import type { FlowDefinition } from '../core/oauth/flow.ts';
import type { Tenant } from '../core/oauth/model.ts';
import type { Services } from './services.ts';

/** The scopes to ask for: what was asked last time for this application and flow, or a good first guess. */
export async function askScopes(
  { prompt, translate, memory }: Pick<Services, 'prompt' | 'translate' | 'memory'>,
  flow: FlowDefinition,
  tenant: Tenant,
  clientId: string,
): Promise<readonly string[] | undefined> {
  const key = `scopes ${flow.id} ${tenant.id} ${clientId}`;
  const remembered = memory.recall(key);
  const typed = await prompt.input({
    title: translate('Scopes'),
    prompt: translate('What the token may do, separated by spaces'),
    value: typeof remembered === 'string' ? remembered : firstGuess(flow, tenant),
  });
  if (typed === undefined) return undefined;
  await memory.remember(key, typed);
  return typed.split(/\s+/).filter((scope) => scope !== '');
}

function firstGuess(flow: FlowDefinition, { graph }: Tenant): string {
  const isAppOnly = !flow.needs.includes('person') && flow.needs.includes('clientCredential');
  if (graph === undefined) return isAppOnly ? '' : 'openid profile offline_access';
  return isAppOnly ? 'https://graph.microsoft.com/.default' : 'openid profile offline_access User.Read';
}
