import { servicePrincipalOf } from '../directory/buildApplication.ts';
import type { Application, AppRole, PermissionScope, ServicePrincipal } from '../directory/model.ts';
import { sandboxId } from '../directory/sandboxId.ts';
import type { SandboxTenant } from '../directory/sandboxTenant.ts';
import { aadsts, errorDescription } from '../oauth/aadsts.ts';
import { authorizeTarget } from '../oauth/authorizeRequest.ts';
import { Form } from '../oauth/form.ts';
import { resolveScopes } from '../oauth/scopes.ts';
import { enabledUser } from '../oauth/userTokens.ts';
import { adminConsentPage } from '../pages/adminConsentPage.ts';
import { errorPage } from '../pages/errorPage.ts';
import type { Interaction } from './interaction.ts';
import type { Subject } from './subject.ts';
import type { Web } from './web.ts';

/** Permissions of one resource that an administrator grants for everybody. */
export interface AdminGrant {
  readonly resource: ServicePrincipal;
  readonly scopes: readonly PermissionScope[];
  readonly roles: readonly AppRole[];
}

/**
 * The admin consent endpoint (Microsoft: admin consent protocol): an administrator grants an application its
 * registered permissions, or those of `scope`, for the whole tenant. Throws AADSTS 90014, 700016, 50011.
 */
export function adminConsentSubject(web: Web, { segment, request }: Interaction): Subject {
  const form = new Form(new URLSearchParams(request));
  // The application need not be in the tenant yet: consent brings it there.
  const { application, redirectUri, state } = authorizeTarget(web.sts, homeOf(web, form), form);
  const scope = form.get('scope') ?? '';
  const answer = (parameters: Readonly<Record<string, string>>): Response => {
    const url = new URL(redirectUri);
    const all = { admin_consent: 'True', ...parameters, ...(state === undefined ? {} : { state }) };
    for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
    return web.context.redirect(url.href, 302);
  };
  return {
    application,
    segment,
    scope,
    request: {},
    needsConfirmation: false,
    redirectUri,
    async administer(account, interaction) {
      const user = enabledUser(account);
      if (!account.tenant.canConsentForAll(user.id))
        throw aadsts(90093, { user: user.userPrincipalName, application: application.displayName });
      const grants = asked(account.tenant, application, scope);
      if (!interaction.isConsented) return await adminConsentPage(web, interaction, this, grants);
      grantForEverybody(account.tenant, application, grants);
      const granted = grants.flatMap(({ resource, scopes }) =>
        scopes.map(({ value }) => `${resource.servicePrincipalNames.at(-1) ?? ''}/${value}`),
      );
      return answer({ tenant: account.tenant.id, scope: granted.join(' ') });
    },
    finish: () => Promise.reject(new TypeError('admin consent ends in administer')),
    refuse: (error) =>
      error.code === 65004
        ? answer({
            error: 'permission_denied',
            error_description: errorDescription(error, web.trace),
            error_subcode: 'cancel',
          })
        : errorPage(web, error),
  };
}

/** The application's own tenant, where it is known for certain. Throws AADSTS 700016. */
function homeOf({ sts: { directory } }: Web, form: Form): string {
  const application = directory.application(form.required('client_id'));
  const home = directory.tenants.find(
    ({ content }) => application && content.applications.includes(application),
  );
  return home?.id ?? 'organizations';
}

function asked(tenant: SandboxTenant, application: Application, scope: string): readonly AdminGrant[] {
  const registered = application.requiredResourceAccess.flatMap(({ resourceAppId, resourceAccess }) => {
    const resource = tenant.servicePrincipal(resourceAppId);
    if (!resource) return [];
    const ids = new Set(resourceAccess.map(({ id }) => id));
    const isAsked = ({ id }: { readonly id: string }) => ids.has(id);
    return {
      resource,
      scopes: resource.oauth2PermissionScopes.filter(isAsked),
      roles: resource.appRoles.filter(isAsked),
    };
  });
  if (scope === '') return registered;
  return resolveScopes(scope, tenant).resources.flatMap(({ principal: resource, values, isDefault }) =>
    isDefault
      ? registered.filter((each) => each.resource === resource)
      : {
          resource,
          scopes: resource.oauth2PermissionScopes.filter(({ value }) => values.includes(value)),
          roles: [],
        },
  );
}

function grantForEverybody(
  tenant: SandboxTenant,
  application: Application,
  grants: readonly AdminGrant[],
): void {
  const client = tenant.servicePrincipal(application.appId) ?? bringIn(tenant, application);
  for (const { resource, scopes, roles } of grants) {
    if (scopes.length > 0) tenant.grant(client, resource, scopes, null);
    const held = tenant.appRoles(resource, client.id);
    for (const role of roles.filter(({ value }) => !held.includes(value))) {
      tenant.content.appRoleAssignments.push({
        id: sandboxId(`${tenant.domain}/admin-consent/${client.id}/${role.id}`),
        appRoleId: role.id,
        principalId: client.id,
        principalDisplayName: client.displayName,
        principalType: 'ServicePrincipal',
        resourceId: resource.id,
        resourceDisplayName: resource.displayName,
        createdDateTime: application.createdDateTime,
      });
    }
  }
}

function bringIn(tenant: SandboxTenant, application: Application): ServicePrincipal {
  const id = sandboxId(`${tenant.domain}/sp/${application.appId}`);
  const principal = servicePrincipalOf(application, id, application.publisherDomain);
  tenant.content.servicePrincipals.push(principal);
  return principal;
}
