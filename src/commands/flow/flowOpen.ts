import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** Opens the flow panel: for a row's tenant or application, for a request, or as it was left. */
export function flowOpen({ openFlowPanel }: Pick<Services, 'openFlowPanel'>): Commands['identity.flow.open'] {
  return (target) => openFlowPanel(target);
}
