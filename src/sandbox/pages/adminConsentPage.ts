import { html } from 'hono/html';
import type { AdminGrant } from '../interaction/adminConsent.ts';
import type { Interaction } from '../interaction/interaction.ts';
import type { Subject } from '../interaction/subject.ts';
import type { Web } from '../interaction/web.ts';
import { decision, interactionForm } from './interactionForm.ts';
import { respondPage, type Markup } from './layout.ts';

/** Asks an administrator to grant an application its permissions for everybody. */
export async function adminConsentPage(
  web: Web,
  interaction: Interaction,
  { application, redirectUri }: Pick<Subject, 'application' | 'redirectUri'>,
  grants: readonly AdminGrant[],
): Promise<Response> {
  const content = html`${grants.map(permissions)} ${decision('Accept')}`;
  const form = await interactionForm(web, interaction, 'consent', content);
  const body = html`<h1>Permissions requested</h1>
    <p class="quiet">
      <strong>${application.displayName}</strong> of ${application.publisherDomain}<br />
      asks for these permissions for the whole organization. Nobody else will be asked.
    </p>
    ${form}`;
  return await respondPage(web, { title: 'Admin consent', body, redirectUri });
}

function permissions({ resource, scopes, roles }: AdminGrant): Markup {
  const rows = [
    ...scopes.map((scope) => [scope.value, scope.adminConsentDisplayName, scope.adminConsentDescription]),
    ...roles.map((role) => [role.value, `${role.displayName} (application)`, role.description]),
  ].map(
    ([value, title, description]) =>
      html`<li><code>${value}</code><strong>${title}</strong> <span>${description}</span></li>`,
  );
  return html`<h2>${resource.displayName}</h2>
    <ul class="scopes">
      ${rows}
    </ul>`;
}
