import * as vscode from 'vscode';
import type { UriHost } from '../../core/oauth/uriRedirect.ts';

/** Addresses that lead to this extension. VS Code takes one handler of an extension, so all attempts share it. */
export function uriHost(extension: string): UriHost {
  const listeners = new Set<(address: URL) => void>();
  let handler: vscode.Disposable | undefined;
  return {
    scheme: vscode.env.uriScheme,
    extension,
    listen(receive) {
      listeners.add(receive);
      handler ??= vscode.window.registerUriHandler({
        handleUri(uri) {
          const address = new URL(uri.toString(true));
          for (const each of [...listeners]) each(address);
        },
      });
      return {
        dispose() {
          listeners.delete(receive);
          if (listeners.size > 0) return;
          handler?.dispose();
          handler = undefined;
        },
      };
    },
  };
}
