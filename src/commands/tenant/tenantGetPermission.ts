import { resourceOf } from '../../core/entra/signIn/accessTokens.ts';
import { adminConsentLink } from '../../core/entra/signIn/consentLink.ts';
import { signInMethodOf } from '../../core/entra/signIn/methods.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'tenants' | 'prompt' | 'translate' | 'workbench'>;

/** A way to get a permission that is missing. */
type Way = () => Promise<unknown>;

/** Offers the ways to a permission that is missing: ask for it, have it consented to, or sign in another way. */
export function tenantGetPermission(deps: Deps): Commands['identity.tenant.getPermission'] {
  const { prompt, translate, tenants } = deps;
  return async (target) => {
    if (target === undefined) return;
    const { permission } = target;
    const tenant = await tenants.find(target.tenant);
    const choice = await prompt.pick(
      waysTo(deps, tenant, permission),
      translate('Get {permission}', { permission }),
      translate('{tenant} answered that it is missing', { tenant: tenant.name }),
    );
    await choice?.();
  };
}

function waysTo(
  { translate, workbench, prompt }: Deps,
  tenant: Tenant,
  permission: string,
): readonly Choice<Way>[] {
  const method = signInMethodOf(tenant);
  const clientId = tenant.signIn?.clientId;
  const { graph: resource = '' } = tenant;
  const scope = `${resourceOf({ tenant, resource })}/${permission}`;
  const asksForScopes = method.id === 'vscode' || method.id === 'browser' || method.id === 'deviceCode';
  const link =
    clientId === undefined ? undefined : adminConsentLink(tenant, clientId, method.isPerson ? [scope] : []);
  return [
    ...(asksForScopes
      ? [
          {
            label: translate('Sign in again and ask for it'),
            detail: translate('Whoever signs in may have to be an administrator, or have it consented to'),
            icon: 'sign-in',
            value: () => workbench.run('identity.tenant.signIn', { tenant: tenant.id, permission }),
          },
        ]
      : []),
    ...(link === undefined
      ? []
      : [
          {
            label: translate('Open the page where an administrator consents'),
            detail: link,
            icon: 'link-external',
            value: () =>
              workbench.run('identity.flow.runAgain', {
                flow: 'adminConsent',
                tenant: tenant.id,
                clientId,
                scopes: method.isPerson ? [scope] : [],
              }),
          },
          {
            label: translate('Copy a request to an administrator'),
            icon: 'copy',
            async value() {
              await workbench.clipboard.write(
                translate(
                  'Please consent to the permission {permission} of Microsoft Graph for the application {clientId} in {tenant}: {link}',
                  { permission, clientId: clientId ?? '', tenant: tenant.name, link },
                ),
              );
              void prompt.tell(translate('Copied.'));
            },
          },
        ]),
    {
      label: translate('Sign in another way…'),
      detail: translate('Now: {method}', { method: translate(method.title) }),
      icon: 'account',
      value: () => workbench.run('identity.tenant.changeSignIn', { tenant: tenant.id }),
    },
    {
      label: translate('Run a flow that asks for it…'),
      detail: translate('Its token is used when the tenant is signed in to with an access token'),
      icon: 'play',
      value: () => workbench.run('identity.flow.run', { tenant: tenant.id, scopes: [scope] }),
    },
  ];
}
