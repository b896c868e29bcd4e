import { list } from '../json.ts';
import type { FlowDefinition } from './flow.ts';
import { flows } from './flows.ts';
import type { ServerMetadata, Tenant } from './model.ts';

/** A flow, and why this server does not offer it. */
export interface FlowAvailability {
  readonly flow: FlowDefinition;
  readonly refusal?: string;
}

/** Every flow, each one the server does not offer with the reason from its discovery document. */
export function availableFlows(tenant: Tenant, metadata: ServerMetadata): readonly FlowAvailability[] {
  return flows.map((flow) => {
    const refusal = refusalOf(flow, tenant, metadata);
    return refusal === undefined ? { flow } : { flow, refusal };
  });
}

/** Why the server does not offer the flow, undefined when it does. */
export function refusalOf(
  flow: FlowDefinition,
  tenant: Tenant,
  metadata: ServerMetadata,
): string | undefined {
  const { offeredBy } = flow;
  if (offeredBy !== undefined && !offeredBy.includes(tenant.kind)) return 'Only Microsoft Entra has it.';
  const absent = flow.requires.filter((member) => metadata[member] === undefined);
  if (absent.length > 0) return `Its discovery document has no ${absent.join(', ')}.`;
  const isEntra = tenant.kind === 'entra' || tenant.kind === 'externalId' || tenant.kind === 'sandbox';
  if (isEntra && !flow.entra.offered) return flow.entra.note;
  const grants = list(metadata, 'grant_types_supported');
  if (flow.grantType !== undefined && grants.length > 0 && !grants.includes(flow.grantType))
    return `Its grant_types_supported does not list ${flow.grantType}.`;
  return undefined;
}
