import type { AskAuthority } from '../../../../src/core/oauth/authority.ts';
import {
  credentialStore,
  type AssertionSource,
  type CredentialStore,
  type CredentialValue,
} from '../../../../src/core/oauth/credentialStore.ts';
import type {
  DeviceCodePrompt,
  Engine,
  Environment,
  FlowParameter,
  FlowRequest,
  FlowSummary,
} from '../../../../src/core/oauth/flow.ts';
import type { ClientCertificate, Tenant } from '../../../../src/core/oauth/model.ts';
import { openidEngine } from '../../../../src/core/oauth/openidEngine.ts';
import type { RedirectStrategy } from '../../../../src/core/oauth/redirect.ts';
import { runFlow } from '../../../../src/core/oauth/runFlow.ts';
import { tokenStore, type TokenStore } from '../../../../src/core/oauth/tokenStore.ts';
import { Trace } from '../../../../src/core/oauth/trace.ts';
import type { Clock, Fetch } from '../../../../src/core/ports.ts';
import { loopbackRedirect } from '../../../../src/platform/node/loopbackRedirect.ts';
import { memorySecrets } from '../../../support/memorySecrets.ts';
import { nobodyAsked } from '../../../support/nobodyAsked.ts';

/** Everything a test needs to run a flow, and what it left behind. */
export interface FlowBench {
  readonly tokens: TokenStore;
  readonly credentials: CredentialStore;
  readonly secrets: ReturnType<typeof memorySecrets>;
  /** The trace of the last run. */
  readonly trace: () => Trace;
  run(request: Partial<FlowRequest> & Pick<FlowRequest, 'flow' | 'clientId'>): Promise<FlowSummary>;
  credential(clientId: string, value: CredentialValue): Promise<string>;
}

export interface FlowBenchOptions {
  readonly fetch: Fetch;
  readonly fetchWith?: (certificate: () => Promise<ClientCertificate>) => Fetch;
  readonly tenant: Tenant;
  readonly clock?: Clock;
  readonly engines?: readonly Engine[];
  readonly redirect?: RedirectStrategy;
  readonly browser?: (url: string) => Promise<unknown>;
  readonly onDeviceCode?: (prompt: DeviceCodePrompt) => void;
  readonly secret?: (parameter: FlowParameter) => string | undefined;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly assertion?: (source: AssertionSource) => Promise<string>;
  readonly environment?: Environment;
  readonly signal?: AbortSignal;
  /** What is stored already. */
  readonly secrets?: ReturnType<typeof memorySecrets>;
  readonly askAuthority?: AskAuthority;
}

export const systemClock: Clock = { now: () => Date.now() };
export const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));

export function flowBench(options: FlowBenchOptions): FlowBench {
  const { fetch, tenant, clock = systemClock } = options;
  const { secrets = memorySecrets(), askAuthority = nobodyAsked } = options;
  const tokens = tokenStore(secrets, clock, askAuthority);
  const credentials = credentialStore(secrets, random, askAuthority);
  let trace = new Trace(clock);
  const ports = {
    fetch,
    clock,
    random,
    tokens,
    credentials,
    engines: options.engines ?? [openidEngine],
    sleep: options.sleep ?? (() => new Promise<void>((resolve) => setTimeout(resolve, 20))),
    assertion: options.assertion ?? (() => Promise.reject(new Error('no assertion'))),
    environment: options.environment ?? {},
    ...(options.fetchWith === undefined ? {} : { fetchWith: options.fetchWith }),
  };
  return {
    tokens,
    credentials,
    secrets,
    trace: () => trace,
    credential: async (clientId, value) =>
      (await credentials.add({ tenant, clientId, name: 'test', value })).id,
    run(request) {
      trace = new Trace(clock);
      return runFlow(ports, {
        request: { tenant: tenant.id, scopes: [], ...request },
        tenant,
        trace,
        redirect: options.redirect ?? loopbackRedirect(10),
        signal: options.signal ?? new AbortController().signal,
        interaction: {
          onDeviceCode: (prompt) => options.onDeviceCode?.(prompt),
          secret: (parameter) => Promise.resolve(options.secret?.(parameter)),
          openBrowser: async (url) => {
            // As with a real browser, opening returns before the person is done.
            void Promise.resolve(options.browser?.(url)).catch(() => undefined);
            return Promise.resolve(options.browser !== undefined);
          },
        },
      });
    },
  };
}
