import { html } from 'hono/html';
import type { Interaction } from '../interaction/interaction.ts';
import type { Subject } from '../interaction/subject.ts';
import type { Web } from '../interaction/web.ts';
import { decision, interactionForm } from './interactionForm.ts';
import { respondPage } from './layout.ts';

/** Makes sure the person started the sign-in on the device themselves (RFC 8628 §5.4). */
export async function confirmPage(web: Web, interaction: Interaction, subject: Subject): Promise<Response> {
  const name = subject.application.displayName;
  const form = await interactionForm(web, interaction, 'confirm', decision('Continue'));
  const body = html`<h1>Are you signing in to ${name}?</h1>
    <p>
      You entered the code <code>${interaction.request}</code>. Only continue if you started this on a device
      of your own: whoever sent you the code gets access as you.
    </p>
    ${form}`;
  return await respondPage(web, { title: 'Confirm', body });
}
