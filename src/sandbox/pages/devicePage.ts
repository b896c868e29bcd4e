import { html } from 'hono/html';
import { startInteraction } from '../interaction/interaction.ts';
import type { Web } from '../interaction/web.ts';
import type { AadstsError } from '../oauth/aadsts.ts';
import { interactionForm, notice } from './interactionForm.ts';
import { respondPage } from './layout.ts';

/** Where a person enters the code that a device shows (RFC 8628 §3.3). */
export async function devicePage(
  web: Web,
  { userCode, error }: { readonly userCode: string; readonly error?: AadstsError },
): Promise<Response> {
  const form = await interactionForm(
    web,
    startInteraction('device', 'common', ''),
    'code',
    html`<label for="user_code">Code</label>
      <input
        type="text"
        class="code"
        id="user_code"
        name="user_code"
        value="${userCode}"
        maxlength="16"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        autofocus
        required
      />
      <div class="buttons"><button type="submit" class="primary">Next</button></div>`,
  );
  const body = html`<h1>Enter code</h1>
    <p class="quiet">Enter the code shown by the application or device you are signing in to.</p>
    ${notice(error)} ${form}`;
  return await respondPage(web, { title: 'Enter code', body });
}
