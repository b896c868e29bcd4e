import type { Services } from '../commands/services.ts';
import type { Arm } from '../core/entra/arm.ts';
import type { Graph } from '../core/entra/graph.ts';
import type { GraphTokenSource } from '../core/entra/graphToken.ts';
import type { AccessTokens, TokenSource } from '../core/entra/signIn/accessTokens.ts';
import { IdentityError } from '../core/errors.ts';
import { lazy } from '../core/lazy.ts';
import type { Tenant } from '../core/oauth/model.ts';
import { quietTokens } from '../core/oauth/quietTokens.ts';
import type { Random } from '../core/ports.ts';
import type { LocalSandbox } from '../platform/node/localSandbox.ts';
import { flowRunner } from './flows.ts';

/** What tenants are reached with. */
interface TenantAccess extends Pick<Services, 'fetch' | 'clock' | 'tokens' | 'credentials'> {
  readonly random: Random;
  readonly sandbox: () => Promise<LocalSandbox>;
}

/** Microsoft Graph and Azure of a tenant, with tokens of the way it is signed in to. */
export function tenantAccess(
  access: TenantAccess,
): Pick<Services, 'graph' | 'arm' | 'signedIn' | 'forgetSignIn'> {
  const tokens = lazy(() => openAccessTokens(access));
  let known: AccessTokens | undefined;
  const opened = async () => (known = await tokens());
  // One client a tenant, so that the pace Graph asks for is kept whoever asks.
  const clients = new Map<string, Graph>();

  function graphClient(tenant: Tenant): Graph {
    const { graph: base } = tenant;
    if (base === undefined) throw new IdentityError('tenants.noGraph', { tenant: tenant.name });
    const client = lazy(async () => {
      const [{ graph: make }, { source }] = await Promise.all([import('../core/entra/graph.ts'), opened()]);
      return make(access.fetch, base, source(tenant, 'graph'));
    });
    return {
      get: async (...request) => (await client()).get(...request),
      list: async (...request) => (await client()).list(...request),
      batch: async (...request) => (await client()).batch(...request),
      write: async (...request) => (await client()).write(...request),
    };
  }

  return {
    graph(tenant) {
      const key = JSON.stringify(tenant);
      const found = clients.get(key) ?? graphClient(tenant);
      clients.set(key, found);
      return found;
    },
    arm(tenant): Arm {
      const client = lazy(async () => {
        const [{ arm: make }, { addressOf }, { source }] = await Promise.all([
          import('../core/entra/arm.ts'),
          import('../core/entra/signIn/accessTokens.ts'),
          opened(),
        ]);
        return make(access.fetch, addressOf(tenant, 'arm'), source(tenant, 'arm'));
      });
      return { list: async (...request) => (await client()).list(...request) };
    },
    signedIn: (tenantId) => known?.signedIn(tenantId),
    forgetSignIn: (tenantId) => known?.forget(tenantId),
  };
}

/** VS Code's own Microsoft account; `isAsked` says that a person asked to sign in. */
export function microsoftAccount(isAsked: boolean): TokenSource {
  return async (wish) =>
    (await import('../platform/vscode/microsoftAccount.ts')).microsoftAccountToken(wish, isAsked);
}

async function openAccessTokens(access: TenantAccess): Promise<AccessTokens> {
  const [{ accessTokens }, { tokenSources }] = await Promise.all([
    import('../core/entra/signIn/accessTokens.ts'),
    import('../core/entra/signIn/sources.ts'),
  ]);
  const { clock, tokens } = access;
  const quiet = quietTokens(tokens);
  const runFlow = flowRunner({ ...access, tokens: quiet });
  const sources = tokenSources({
    clock,
    tokens,
    async runQuietly(run) {
      const { tokenId } = await runFlow(run);
      return tokenId === undefined ? undefined : quiet.take(tokenId)?.accessToken;
    },
    sandbox: sandboxSource(access),
    microsoftAccount: microsoftAccount(false),
    async tool(tool, wish) {
      const { toolToken } = await import('../platform/node/toolTokens.ts');
      return toolToken(tool, wish, process.env);
    },
  });
  return accessTokens(clock, sources);
}

/** The application Identity Workbench of a sandbox tenant, for Graph and Azure each. */
function sandboxSource({ fetch, clock, sandbox }: TenantAccess): TokenSource {
  const readers = new Map<string, GraphTokenSource>();
  const open = async ({ id, authority }: Tenant, scope: string): Promise<GraphTokenSource> => {
    const [{ appOnlyGraphToken }, { reader }] = await Promise.all([
      import('../core/entra/graphToken.ts'),
      sandbox(),
    ]);
    const client = reader(id);
    const endpoint = `${authority.replace(/\/v2\.0$/, '')}/oauth2/v2.0/token`;
    return client === undefined
      ? () => Promise.resolve(undefined)
      : appOnlyGraphToken({ fetch, clock }, endpoint, client, scope);
  };
  return async (wish) => {
    if (wish.claims !== undefined) return undefined;
    const { resourceOf } = await import('../core/entra/signIn/accessTokens.ts');
    const scope = `${resourceOf(wish)}/.default`;
    const key = `${wish.tenant.id} ${scope}`;
    const found = readers.get(key) ?? (await open(wish.tenant, scope));
    readers.set(key, found);
    return found(wish.signal);
  };
}
