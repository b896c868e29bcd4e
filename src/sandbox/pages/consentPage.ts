import { html } from 'hono/html';
import type { SandboxTenant } from '../directory/sandboxTenant.ts';
import { userName, type AskedScopes } from '../interaction/advance.ts';
import type { Interaction } from '../interaction/interaction.ts';
import type { Subject } from '../interaction/subject.ts';
import type { Web } from '../interaction/web.ts';
import type { SignIn } from '../oauth/sts.ts';
import { decision, interactionForm } from './interactionForm.ts';
import { respondPage, type Markup } from './layout.ts';

/** Asks the person to grant the application what it wants; an administrator may grant it for everybody. */
export async function consentPage(
  web: Web,
  interaction: Interaction & { readonly account: SignIn },
  subject: Subject,
  {
    asked,
    isAdmin,
    tenant,
  }: { readonly asked: readonly AskedScopes[]; readonly isAdmin: boolean; readonly tenant: SandboxTenant },
): Promise<Response> {
  const { application } = subject;
  const everyone = html`<label class="check">
    <input type="checkbox" name="for" value="everyone" />
    <span
      ><strong>Consent on behalf of ${tenant.name}</strong><br /><span class="quiet small"
        >Nobody else in the organization will be asked.</span
      ></span
    >
  </label>`;
  const form = await interactionForm(
    web,
    interaction,
    'consent',
    html`${asked.map(resourceScopes)} ${isAdmin ? everyone : ''} ${decision('Accept')}`,
  );
  const body = html`<h1>Permissions requested</h1>
    <p class="quiet">
      <strong>${application.displayName}</strong> of ${application.publisherDomain}<br />
      asks <code>${userName(interaction.account)}</code> to let it
    </p>
    ${form}`;
  return await respondPage(web, { title: 'Permissions requested', body, redirectUri: subject.redirectUri });
}

function resourceScopes({ resource, scopes }: AskedScopes): Markup {
  const rows = scopes.map(
    (scope) =>
      html`<li>
        <code>${scope.value}</code
        ><strong>${scope.userConsentDisplayName ?? scope.adminConsentDisplayName}</strong>
        <span>${scope.userConsentDescription ?? scope.adminConsentDescription}</span>
      </li>`,
  );
  return html`<h2>${resource.displayName}</h2>
    <ul class="scopes">
      ${rows}
    </ul>`;
}
