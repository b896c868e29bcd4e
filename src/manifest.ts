/** The typed catalogue of every id the product contributes; test/manifest holds package.json to it, both ways. */

import type { FlowRequest, FlowSummary } from './core/oauth/flow.ts';

/** Every command with its signature: the arguments object it takes from code, and what it resolves to. */
export interface Commands {
  'identity.flow.run'(request?: Partial<FlowRequest>): Promise<FlowSummary | undefined>;
  'identity.token.inspect'(target?: string | { readonly token: string }): Promise<void>;
}
