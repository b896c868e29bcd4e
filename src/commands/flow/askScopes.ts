import type { FlowDefinition } from '../../core/oauth/flow.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Services } from '../services.ts';

/** The scopes to ask for: what was asked last time for this application and flow, or a good first guess. */
export async function askScopes(
  { prompt, translate, memory }: Pick<Services, 'prompt' | 'translate' | 'memory'>,
  flow: FlowDefinition,
  tenant: Tenant,
  clientId: string,
): Promise<readonly string[] | undefined> {
  const typed = await prompt.input({
    title: translate('Scopes'),
    prompt: translate('What the token may do, separated by spaces'),
    value: firstScopes(memory, flow, tenant, clientId),
  });
  if (typed === undefined) return undefined;
  await memory.remember(scopesKey(flow, tenant, clientId), typed);
  return typed.split(/\s+/).filter((scope) => scope !== '');
}

/** What was asked last time for this application and flow, or a good first guess. */
export function firstScopes(
  memory: Services['memory'],
  flow: FlowDefinition,
  tenant: Tenant,
  clientId: string,
): string {
  const remembered = memory.recall(scopesKey(flow, tenant, clientId));
  return typeof remembered === 'string' ? remembered : firstGuess(flow, tenant);
}

function scopesKey(flow: FlowDefinition, tenant: Tenant, clientId: string): string {
  return `scopes ${flow.id} ${tenant.id} ${clientId}`;
}

function firstGuess(flow: FlowDefinition, { graph }: Tenant): string {
  const isAppOnly = !flow.needs.includes('person') && flow.needs.includes('clientCredential');
  if (graph === undefined) return isAppOnly ? '' : 'openid profile offline_access';
  return isAppOnly ? 'https://graph.microsoft.com/.default' : 'openid profile offline_access User.Read';
}
