import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Log } from '../core/ports.ts';
import { isReady } from '../protocol/handshake.ts';

/** A page: which app of `src/webviews` it runs, and what it is told and may say. */
export interface PageDefinition<ToPage, FromPage> {
  /** Folder under `src/webviews`; also the end of the panel's view type. */
  readonly app: string;
  readonly title: string;
  /** Everything the page must know when it appears; asked again whenever VS Code shows it anew. */
  readonly snapshot: () => readonly ToPage[];
  /** A message of the page, or undefined when it is none. */
  readonly parse: (message: unknown) => FromPage | undefined;
  readonly receive: (message: FromPage) => void;
}

/** An open page. */
export interface Page<ToPage> {
  /** Tells the page something, once it listens; dropped while it is hidden, as the snapshot tells it all later. */
  post(message: ToPage): void;
  reveal(): void;
  readonly onDidDispose: vscode.Event<void>;
  dispose(): void;
}

/**
 * Opens a page beside the editor, or over another page. The only place where a webview's HTML and Content Security Policy are made:
 * one script and one style sheet of our own, no network, no images, no inline code. Pages are not restored
 * after a reload and keep no state of their own, so that nothing of a token reaches the disk.
 */
export function openPage<ToPage, FromPage>(
  extensionUri: vscode.Uri,
  log: Log,
  definition: PageDefinition<ToPage, FromPage>,
): Page<ToPage> {
  const media = vscode.Uri.joinPath(extensionUri, 'dist', 'webviews');
  const panel = vscode.window.createWebviewPanel(
    `identity.${definition.app}`,
    definition.title,
    isPageInFront() ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside,
    {
      enableScripts: true,
      localResourceRoots: [media],
      enableCommandUris: false,
    },
  );
  panel.iconPath = new vscode.ThemeIcon('key');
  panel.webview.onDidReceiveMessage((message: unknown) => {
    if (isReady(message)) {
      for (const told of definition.snapshot()) void panel.webview.postMessage(told);
      return;
    }
    const parsed = definition.parse(message);
    if (parsed === undefined)
      log.warn(`The page ${definition.app} sent a message that is not in its protocol.`);
    else definition.receive(parsed);
  });
  panel.webview.html = pageHtml(panel.webview, media, definition);
  return {
    post(message) {
      // A page that is hidden or still loading misses this, and asks for the snapshot when it is ready.
      void panel.webview.postMessage(message);
    },
    reveal: () => panel.reveal(undefined, false),
    onDidDispose: panel.onDidDispose,
    dispose: () => {
      panel.dispose();
    },
  };
}

/** A second page takes the place of the first: one at a time, and the editor keeps its half. */
function isPageInFront(): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputWebview && input.viewType.includes('identity.');
}

function pageHtml(
  webview: vscode.Webview,
  media: vscode.Uri,
  { app, title }: { readonly app: string; readonly title: string },
): string {
  const nonce = randomBytes(18).toString('base64');
  const address = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(media, file)).toString();
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(address(`${app}.css`))}">
</head>
<body>
<main id="app"></main>
<script nonce="${nonce}" src="${escapeHtml(address(`${app}.js`))}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
