import { lazy } from '../core/lazy.ts';
import type { Disposer, Fetch, SecretStore } from '../core/ports.ts';
import type { LocalSandbox } from '../platform/node/localSandbox.ts';

/** The sandbox of this window, opened at first use, and the one way out to HTTP, which answers for it in process. */
export function sandboxAndFetch(
  secrets: SecretStore,
  own: (disposable: Disposer) => void,
): { readonly sandbox: () => Promise<LocalSandbox>; readonly fetch: Fetch } {
  const sandbox = lazy(async () => {
    const { openLocalSandbox } = await import('../platform/node/localSandbox.ts');
    const opened = await openLocalSandbox(secrets);
    own({ dispose: () => void opened.close() });
    return opened;
  });
  const transport = lazy(async () => {
    const [{ transport: make }, { server }] = await Promise.all([
      import('../platform/node/transport.ts'),
      sandbox(),
    ]);
    return make({ inProcess: server });
  });
  return { sandbox, fetch: async (url, init) => (await transport())(url, init) };
}
