import type { Graph } from '../core/entra/graph.ts';
import type { TenantRegistry } from '../core/entra/tenantRegistry.ts';
import type { Translate } from '../core/explain.ts';
import type { Tenant } from '../core/oauth/model.ts';
import type { Clock, Fetch, Log, Random } from '../core/ports.ts';
import type { Prompt, Workbench } from '../core/prompt.ts';

/** What commands may use. Each command states the few members it needs; `extension.ts` hands over all of them. */
export interface Services {
  readonly clock: Clock;
  readonly random: Random;
  readonly fetch: Fetch;
  readonly log: Log & { show(): void };
  readonly prompt: Prompt;
  readonly workbench: Workbench;
  readonly translate: Translate;
  readonly tenants: TenantRegistry;
  readonly graph: (tenant: Tenant) => Graph;
  /** Signs in to a tenant so that Graph can be read. */
  readonly signIn: (tenant: Tenant) => Promise<void>;
  /** Loads a view again. */
  readonly refreshView: (view: 'identity.tenants' | 'identity.applications' | 'identity.tokens') => void;
}
