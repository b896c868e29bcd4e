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
      const { hostname, port, origin } = new URL(external.toString(true));
      // A forwarded loopback port keeps the registered host name: servers match it, and not the port.
      const forwarded = LOOPBACK.includes(hostname) ? `http://${listening.hostname}:${port}` : origin;
      return { ...session, redirectUri: session.redirectUri.replace(listening.origin, forwarded) };
    },
  };
}
