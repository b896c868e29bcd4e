import { html } from 'hono/html';
import type { Web } from '../interaction/web.ts';
import { respondPage } from './layout.ts';

/** The end of a road: signed in on the device, cancelled, signed out. */
export async function messagePage(
  web: Web,
  { title, text, isGood }: { readonly title: string; readonly text: string; readonly isGood: boolean },
): Promise<Response> {
  const body = html`<div class="mark ${isGood ? 'good' : 'bad'}" aria-hidden="true">
      ${isGood ? '✓' : '✕'}
    </div>
    <h1>${title}</h1>
    <p class="quiet">${text}</p>`;
  return await respondPage(web, { title, body });
}
