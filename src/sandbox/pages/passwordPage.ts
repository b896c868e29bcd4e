import { html } from 'hono/html';
import { tenantOfName } from '../interaction/advance.ts';
import type { Interaction } from '../interaction/interaction.ts';
import type { Subject } from '../interaction/subject.ts';
import type { Web } from '../interaction/web.ts';
import type { AadstsError } from '../oauth/aadsts.ts';
import { interactionForm, notice } from './interactionForm.ts';
import { respondPage } from './layout.ts';

/** Asks for the password; the sandbox shows it, for nobody else will have told the person. */
export async function passwordPage(
  web: Web,
  interaction: Interaction,
  subject: Subject,
  { name, error }: { readonly name: string; readonly error?: AadstsError },
): Promise<Response> {
  const user = tenantOfName(web, subject.segment, name)?.userNamed(name);
  const known = user && web.sts.directory.credentials.passwords.get(user.id);
  const form = await interactionForm(
    web,
    interaction,
    'password',
    html`<input type="hidden" name="username" value="${name}" />
      <label for="password">Password</label>
      <input
        type="password"
        id="password"
        name="password"
        value="${error ? '' : known}"
        autocomplete="off"
        autofocus
        required
      />
      ${known ? html`<p class="hint">The sandbox password of this account is <code>${known}</code></p>` : ''}
      <div class="buttons"><button type="submit" class="primary">Sign in</button></div>`,
  );
  const body = html`<h1>Enter password</h1>
    <p class="quiet">
      <strong>${user?.displayName ?? ''}</strong> <code>${name}</code><br />
      to continue to <strong>${subject.application.displayName}</strong>
    </p>
    ${notice(error)} ${form}`;
  return await respondPage(web, { title: 'Enter password', body, redirectUri: subject.redirectUri });
}
