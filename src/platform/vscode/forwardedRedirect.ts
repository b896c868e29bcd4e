import * as vscode from 'vscode';
import type { RedirectStrategy } from '../../core/oauth/redirect.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The loopback listener of a remote host, reached through the port VS Code forwards to the person's computer. The
 * forwarded address is what the browser uses, so it is what is sent as `redirect_uri`.
 */
export function forwardedRedirect(loopback: RedirectStrategy): RedirectStrategy {
  return {
    id: 'forwardedPort',
    title: vscode.l10n.t('Come back through a forwarded port'),
    capabilities: { ...loopback.capabilities, hosts: ['remote'] },
    async start(wish) {
      const session = await loopback.start(wish);
      const listening = new URL(session.redirectUri);
      const external = await vscode.env.asExternalUri(vscode.Uri.parse(listening.origin, true));
      const forwarded = forwardedOrigin(listening, new URL(external.toString(true)));
      return { ...session, redirectUri: session.redirectUri.replace(listening.origin, forwarded) };
    },
  };
}

/** Where the browser reaches the listener: the address as far as the registered path, which stays what it was. */
function forwardedOrigin(listening: URL, { hostname, port, origin, pathname }: URL): string {
  const prefix = pathname.replace(/\/$/, '');
  if (!LOOPBACK.includes(hostname)) return `${origin}${prefix}`;
  // A proxy by path on loopback means that the browser runs on this very computer and needs no proxy.
  if (prefix !== '') return listening.origin;
  // A forwarded loopback port keeps the registered host name: servers match it, and not the port.
  return `http://${listening.hostname}:${port}`;
}
