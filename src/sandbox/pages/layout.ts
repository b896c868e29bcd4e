import { base64url } from 'jose';
import { html } from 'hono/html';
import type { Web } from '../interaction/web.ts';
import { stylesheet } from './stylesheet.ts';

/** A piece of HTML made by the `html` tag, which escapes every value put into it. */
export type Markup = ReturnType<typeof html>;

export interface Page {
  readonly title: string;
  readonly body: Markup | Promise<Markup>;
  readonly status?: 200 | 400 | 403 | 404;
  /** Where forms of the page may end, beside the sandbox: an application's redirect URI. */
  readonly redirectUri?: string | undefined;
  /** Submits the page's only form at once. */
  readonly submitsItself?: boolean;
}

/** Answers with a page of the sandbox: one card, no outside resource, a policy that allows nothing else. */
export async function respondPage(web: Web, page: Page): Promise<Response> {
  const { context, sts } = web;
  const nonce = base64url.encode(sts.random(16));
  context.header('Content-Security-Policy', policy(nonce, page));
  context.header('X-Frame-Options', 'DENY');
  context.header('X-Content-Type-Options', 'nosniff');
  context.header('Referrer-Policy', 'no-referrer');
  context.header('Cache-Control', 'no-store');
  const script = page.submitsItself
    ? html`<script nonce="${nonce}">
        document.forms[0].submit();
      </script>`
    : '';
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} · Sandbox</title>
        <style nonce="${nonce}">
          ${stylesheet}
        </style>
      </head>
      <body>
        <main>
          <header>
            ${logo}
            <span class="brand">Identity Workbench</span>
            <span class="badge">Sandbox</span>
          </header>
          <section class="card">${page.body}</section>
          <footer>
            A sign-in page of your own machine, for learning and testing. Accounts, passwords and tokens here
            open nothing elsewhere.
          </footer>
        </main>
        ${script}
      </body>
    </html>`;
  return await context.html(document, page.status ?? 200);
}

function policy(nonce: string, { redirectUri, submitsItself }: Page): string {
  const script = submitsItself ? `script-src 'nonce-${nonce}'` : "script-src 'none'";
  // Browsers hold redirects that follow a form to form-action, so the application's address belongs there.
  const targets = ["'self'", ...(redirectUri === undefined ? [] : [sourceOf(redirectUri)])].join(' ');
  return `default-src 'none'; style-src 'nonce-${nonce}'; ${script}; form-action ${targets}; base-uri 'none'; frame-ancestors 'none'`;
}

function sourceOf(uri: string): string {
  const url = new URL(uri);
  return url.origin === 'null' ? url.protocol : url.origin;
}

const logo = html`<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
  <path class="logo-shield" d="M16 2 4 6.5v8.7C4 22.6 9 28 16 30c7-2 12-7.4 12-14.8V6.5z" />
  <circle class="logo-key" cx="16" cy="13" r="4" />
  <path class="logo-key" d="M14.6 15.5h2.8L18.6 23h-5.2z" />
</svg>`;
