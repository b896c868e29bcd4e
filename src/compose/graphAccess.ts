import type { Graph } from '../core/entra/graph.ts';
import type { GraphTokenSource } from '../core/entra/graphToken.ts';
import { IdentityError } from '../core/errors.ts';
import { lazy } from '../core/lazy.ts';
import type { Tenant } from '../core/oauth/model.ts';
import type { TokenStore } from '../core/oauth/tokenStore.ts';
import type { Clock, Fetch } from '../core/ports.ts';
import type { LocalSandbox } from '../platform/node/localSandbox.ts';
import { microsoftAccountToken } from '../platform/vscode/microsoftAccount.ts';

/** What Graph is reached with. */
interface GraphAccess {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly tokens: TokenStore;
  readonly sandbox: () => Promise<LocalSandbox>;
}

/** Microsoft Graph of a tenant, with the token that is at hand for it. */
export function graphAccess(access: GraphAccess): (tenant: Tenant) => Graph {
  const graphToken = graphTokens(access);
  // One client a tenant, so that the pace Graph asks for is kept whoever asks.
  const clients = new Map<string, Graph>();
  return (tenant) => {
    const key = JSON.stringify(tenant);
    const found = clients.get(key) ?? makeClient(tenant);
    clients.set(key, found);
    return found;
  };

  function makeClient(tenant: Tenant): Graph {
    const { graph: base } = tenant;
    if (base === undefined) throw new IdentityError('tenants.noGraph', { tenant: tenant.name });
    const client = lazy(async () => {
      const { graph: make } = await import('../core/entra/graph.ts');
      return make(access.fetch, base, (signal) => graphToken(tenant, base, signal));
    });
    return {
      get: async (...request) => (await client()).get(...request),
      list: async (...request) => (await client()).list(...request),
      batch: async (...request) => (await client()).batch(...request),
      write: async (...request) => (await client()).write(...request),
    };
  }
}

function graphTokens({ fetch, clock, tokens, sandbox }: GraphAccess) {
  const readSandbox = async ({ id, authority }: Tenant): Promise<GraphTokenSource> => {
    const [{ appOnlyGraphToken }, { reader }] = await Promise.all([
      import('../core/entra/graphToken.ts'),
      sandbox(),
    ]);
    const client = reader(id);
    if (client === undefined) return () => Promise.resolve(undefined);
    return appOnlyGraphToken(
      { fetch, clock },
      `${authority.replace(/\/v2\.0$/, '')}/oauth2/v2.0/token`,
      client,
    );
  };
  const sandboxReaders = new Map<string, Promise<GraphTokenSource>>();
  return async (tenant: Tenant, base: string, signal?: AbortSignal): Promise<string> => {
    if (tenant.kind === 'sandbox') {
      const reader = sandboxReaders.get(tenant.id) ?? readSandbox(tenant);
      sandboxReaders.set(tenant.id, reader);
      const token = await (await reader)(signal);
      if (token !== undefined) return token;
    }
    const { cachedGraphToken } = await import('../core/entra/graphToken.ts');
    const token =
      (await cachedGraphToken(tokens, clock, tenant.id, base)(signal)) ??
      (await microsoftAccountToken(tenant, false));
    if (token === undefined) throw new IdentityError('graph.signInNeeded', { tenant: tenant.name });
    return token;
  };
}
