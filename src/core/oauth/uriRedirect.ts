import { IdentityError } from '../errors.ts';
import type { Disposer } from '../ports.ts';
import type { RedirectStrategy } from './redirect.ts';

/** The editor as the program behind a private-use URI scheme (RFC 8252 §7.1). */
export interface UriHost {
  /** `vscode`, `vscode-insiders`, …: addresses of this scheme lead to the editor. */
  readonly scheme: string;
  /** Id of the extension, which is the authority of addresses that lead to it. */
  readonly extension: string;
  /** Calls with each address that comes, until disposed. */
  listen(receive: (address: URL) => void): Disposer;
}

/**
 * The response comes as an address the operating system hands to the editor. Only what carries the state of this
 * attempt is taken: the handler is one for all, and anybody can open an address. Rejects with `redirect.timedOut`.
 */
export function uriRedirect(host: UriHost, timeoutSeconds: number, title: string): RedirectStrategy {
  return {
    id: 'uriHandler',
    title,
    capabilities: {
      hosts: ['local', 'remote'],
      responseModes: ['query', 'fragment'],
      serves: ({ protocol, host: authority }) =>
        protocol === `${host.scheme}:` && authority.toLowerCase() === host.extension.toLowerCase(),
    },
    start({ redirectUri, state, signal }) {
      signal.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<URLSearchParams>();
      // A rejection before anybody awaits the response must not end the process.
      promise.catch(() => undefined);
      const path = new URL(redirectUri).pathname;
      const listening = host.listen(({ pathname, search, hash }) => {
        const parameters = new URLSearchParams([
          ...new URLSearchParams(search),
          ...new URLSearchParams(hash.slice(1)),
        ]);
        if (pathname === path && parameters.get('state') === state) resolve(parameters);
      });
      const abort = () =>
        reject(signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError'));
      signal.addEventListener('abort', abort, { once: true });
      const timer = setTimeout(
        () => reject(new IdentityError('redirect.timedOut', { seconds: timeoutSeconds })),
        timeoutSeconds * 1000,
      );
      return Promise.resolve({
        redirectUri,
        response: () => promise,
        dispose() {
          clearTimeout(timer);
          signal.removeEventListener('abort', abort);
          listening.dispose();
          return Promise.resolve();
        },
      });
    },
  };
}
