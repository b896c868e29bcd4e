import { html } from 'hono/html';
import type { AadstsError } from '../oauth/aadsts.ts';
import { sealInteraction, type Interaction } from '../interaction/interaction.ts';
import type { Web } from '../interaction/web.ts';
import type { Markup } from './layout.ts';

/** A form that sends the person's answer to one step of the interaction. */
export async function interactionForm(
  web: Web,
  interaction: Interaction,
  step: 'code' | 'account' | 'password' | 'confirm' | 'consent',
  content: Markup | Promise<Markup>,
): Promise<Markup> {
  const sealed = await sealInteraction(web, interaction);
  return html`<form method="post" action="/interaction/${step}">
    <input type="hidden" name="interaction" value="${sealed}" />
    ${content}
  </form>`;
}

/** A refusal the person can correct on this page, read out by screen readers. */
export function notice(error: AadstsError | undefined): Markup | '' {
  return error
    ? html`<p class="notice" role="alert"><strong>AADSTS${error.code}</strong> ${error.message}</p>`
    : '';
}

/** Accept and cancel. */
export function decision(accept: string): Markup {
  return html`<div class="buttons">
    <button type="submit" name="decision" value="cancel">Cancel</button>
    <button type="submit" name="decision" value="accept" class="primary">${accept}</button>
  </div>`;
}
