import { misfitOf } from '../../core/entra/flowFitness.ts';
import { isFor } from '../../core/oauth/authority.ts';
import { availableFlows } from '../../core/oauth/availability.ts';
import { readMetadata } from '../../core/oauth/discovery.ts';
import type { FlowDefinition } from '../../core/oauth/flow.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import { isReadable } from '../../core/oauth/tokenStore.ts';
import type { PickedApplication } from '../application/pickApplication.ts';
import type { Services } from '../services.ts';

/** A flow, and why it is not for this client. */
export interface FlowChoice {
  readonly flow: FlowDefinition;
  /** The server does not offer it, or the application does not fit it. */
  readonly refusal?: { readonly by: 'server' | 'application'; readonly reason: string };
}

/** Every flow for a client, those that are not for it last. Throws the `discovery.*` errors. */
export async function flowChoices(
  { fetch, credentials, tokens, clock }: Pick<Services, 'fetch' | 'credentials' | 'tokens' | 'clock'>,
  tenant: Tenant,
  { clientId, registration }: PickedApplication,
  signal: AbortSignal,
): Promise<readonly FlowChoice[]> {
  const [metadata, stored, rows] = await Promise.all([
    readMetadata(fetch, tenant, { signal }),
    credentials.list({ tenant, clientId }),
    tokens.list(),
  ]);
  const ofTenant = rows.filter(isReadable).filter((row) => isFor(row, tenant));
  const subject = { credentials: stored, tokens: ofTenant, now: clock.now() };
  const choices = availableFlows(tenant, metadata).map(({ flow, refusal }): FlowChoice => {
    if (refusal !== undefined) return { flow, refusal: { by: 'server', reason: refusal } };
    const reason = registration && misfitOf(flow, { ...subject, application: registration });
    return reason === undefined ? { flow } : { flow, refusal: { by: 'application', reason } };
  });
  const rank = ({ refusal }: FlowChoice) =>
    refusal === undefined ? 0 : refusal.by === 'application' ? 1 : 2;
  return choices.toSorted((one, other) => rank(one) - rank(other));
}
