import { html } from 'hono/html';
import type { User } from '../directory/model.ts';
import { signInName } from '../directory/sandboxTenant.ts';
import type { Interaction } from '../interaction/interaction.ts';
import type { Subject } from '../interaction/subject.ts';
import type { Web } from '../interaction/web.ts';
import type { AadstsError } from '../oauth/aadsts.ts';
import { tenantOfSegment } from '../oauth/client.ts';
import type { SignIn } from '../oauth/sts.ts';
import { interactionForm, notice } from './interactionForm.ts';
import { respondPage, type Markup } from './layout.ts';

/** The account picker: every user of the sandbox that could sign in here, and a field for any other name. */
export async function accountPage(
  web: Web,
  interaction: Interaction,
  subject: Subject,
  { signedIn, error }: { readonly signedIn: readonly SignIn[]; readonly error?: AadstsError },
): Promise<Response> {
  const ids = new Set(signedIn.map((each) => each.userId));
  const rows = usersFor(web, subject).map((user) => accountRow(user, ids.has(user.id)));
  const list = await interactionForm(
    web,
    interaction,
    'account',
    html`<ul class="accounts">
      ${rows}
    </ul>`,
  );
  const other = await interactionForm(
    web,
    interaction,
    'account',
    html`<label for="username">User name</label>
      <input type="text" id="username" name="username" autocomplete="username" spellcheck="false" required />
      <div class="buttons"><button type="submit" class="primary">Next</button></div>`,
  );
  const body = html`<h1>Pick an account</h1>
    <p class="quiet">to continue to <strong>${subject.application.displayName}</strong></p>
    ${notice(error)} ${list}
    <details ${error ? 'open' : ''}>
      <summary>Use another account</summary>
      ${other}
    </details>`;
  return await respondPage(web, { title: 'Pick an account', body, redirectUri: subject.redirectUri });
}

function usersFor({ sts }: Web, { segment, request }: Subject): readonly User[] {
  const tenant = tenantOfSegment(sts.directory, segment);
  const { domainHint } = request;
  const tenants = tenant
    ? [tenant]
    : sts.directory.tenants.filter((each) => domainHint === undefined || each.isCalled(domainHint));
  return tenants
    .flatMap((each) => each.content.users)
    .filter((user) => tenant !== undefined || user.userType === 'Member');
}

function accountRow(user: User, isSignedIn: boolean): Markup {
  const name = signInName(user);
  const initials = `${user.givenName.charAt(0)}${user.surname.charAt(0)}`;
  const tag = isSignedIn
    ? 'Signed in'
    : !user.accountEnabled
      ? 'Disabled'
      : user.userType === 'Guest'
        ? 'Guest'
        : '';
  return html`<li>
    <button type="submit" name="username" value="${name}">
      <span class="avatar" aria-hidden="true">${initials}</span>
      <span class="who"><strong>${user.displayName}</strong><span>${name}</span></span>
      <span class="tag ${isSignedIn ? 'in' : ''}">${tag}</span>
    </button>
  </li>`;
}
