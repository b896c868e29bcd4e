import { IdentityError } from '../errors.ts';

/** How an authorization response comes back from the browser. */
export interface RedirectStrategy {
  readonly id: 'loopback' | 'forwardedPort' | 'uriHandler' | 'paste';
  /** What a person reads about it. */
  readonly title: string;
  readonly capabilities: RedirectCapabilities;
  /** Gets ready to receive one response. Throws the `redirect.*` errors, and AbortError. */
  start(wanted: RedirectWish): Promise<RedirectSession>;
}

/** Where a strategy works, and what it can receive. */
export interface RedirectCapabilities {
  /** Where the extension host may run. */
  readonly hosts: readonly ('local' | 'remote' | 'web')[];
  readonly responseModes: readonly ResponseMode[];
  /** Whether it can serve this registered redirect URI. */
  readonly serves: (redirectUri: URL) => boolean;
}

export type ResponseMode = 'query' | 'fragment' | 'form_post';

export interface RedirectWish {
  /** As registered; without a port any free one is taken (RFC 8252 §7.3). */
  readonly redirectUri: string;
  readonly responseMode: ResponseMode;
  readonly state: string;
  readonly signal: AbortSignal;
}

/** One response on its way. */
export interface RedirectSession {
  /** What to send as `redirect_uri`. */
  readonly redirectUri: string;
  /** The parameters that came back; unchecked. Rejects with `redirect.timedOut` or AbortError. */
  response(): Promise<URLSearchParams>;
  /** Stops listening. */
  dispose(): Promise<void>;
}

/** Whether a redirect URI leads to this computer (RFC 8252 §7.3). */
export function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/**
 * The strategies that work here for a redirect URI, best first; the first is to be used, the others offered
 * when it fails.
 */
export function usableStrategies(
  strategies: readonly RedirectStrategy[],
  query: {
    readonly host: RedirectCapabilities['hosts'][number];
    readonly redirectUri: string;
    readonly responseMode: ResponseMode;
  },
): readonly RedirectStrategy[] {
  if (!URL.canParse(query.redirectUri)) return [];
  const redirectUri = new URL(query.redirectUri);
  return strategies.filter(
    ({ capabilities }) =>
      capabilities.hosts.includes(query.host) &&
      capabilities.responseModes.includes(query.responseMode) &&
      capabilities.serves(redirectUri),
  );
}

/** A strategy where the person pastes the address the browser ended on. `ask` resolves to undefined when declined. */
export function pasteRedirect(
  ask: (redirectUri: string, signal: AbortSignal) => Promise<string | undefined>,
): RedirectStrategy {
  return {
    id: 'paste',
    title: 'Paste the address the browser ended on',
    capabilities: {
      hosts: ['local', 'remote', 'web'],
      responseModes: ['query', 'fragment'],
      serves: () => true,
    },
    start: ({ redirectUri, signal }) =>
      Promise.resolve({
        redirectUri,
        async response() {
          const pasted = await ask(redirectUri, signal);
          signal.throwIfAborted();
          if (pasted === undefined) throw new DOMException('Nothing was pasted.', 'AbortError');
          return responseParameters(pasted);
        },
        dispose: () => Promise.resolve(),
      }),
  };
}

/** The parameters of an address that was redirected to, in its query and its fragment. Throws `redirect.incomplete`. */
export function responseParameters(address: string): URLSearchParams {
  const found = address.trim();
  const [, query = '', fragment = ''] = /^[^?#]*\??([^#]*)#?(.*)$/s.exec(found) ?? [];
  const parameters = new URLSearchParams([...new URLSearchParams(query), ...new URLSearchParams(fragment)]);
  if (parameters.size === 0) throw new IdentityError('redirect.incomplete', { member: 'code' });
  return parameters;
}
