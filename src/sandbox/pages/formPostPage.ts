import { html } from 'hono/html';
import type { Web } from '../interaction/web.ts';
import { respondPage } from './layout.ts';

/** Carries an authorization response to the redirect URI by POST (OAuth 2.0 Form Post Response Mode §2). */
export async function formPostPage(
  web: Web,
  redirectUri: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Response> {
  const fields = Object.entries(parameters).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const body = html`<h1>Going back to the application</h1>
    <p class="quiet">Your browser should continue by itself.</p>
    <form method="post" action="${redirectUri}">
      ${fields}
      <div class="buttons"><button type="submit" class="primary">Continue</button></div>
    </form>`;
  return await respondPage(web, { title: 'Continue', body, redirectUri, submitsItself: true });
}
