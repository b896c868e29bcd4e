import { discover } from '../../core/oauth/discovery.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** Finds an authorization server by what a person knows of it, says what was found, and keeps it in the settings. */
export function tenantAdd({
  prompt,
  translate,
  fetch,
  tenants,
  workbench,
}: Pick<
  Services,
  'prompt' | 'translate' | 'fetch' | 'tenants' | 'workbench'
>): Commands['identity.tenant.add'] {
  return async (target) => {
    const input =
      target?.input ??
      (await prompt.input({
        title: translate('Add Tenant'),
        prompt: translate('Domain, tenant ID, or issuer URL of any OpenID Connect or OAuth 2.0 server'),
        placeholder: 'contoso.onmicrosoft.com',
        check: (typed) =>
          typed.trim() === '' ? translate('Type a domain, a tenant ID or an issuer URL.') : undefined,
      }));
    if (input === undefined) return undefined;
    const { tenant, metadata } = await prompt.progress(
      translate('Looking for {input}', { input }),
      (signal) => discover(fetch, input, { signal }),
    );
    await tenants.add(tenant);
    if (target === undefined) {
      const openDiscovery = translate('Open Discovery Document');
      const told = translate('{tenant} added: issuer {issuer}.', {
        tenant: tenant.name,
        issuer: metadata.issuer,
      });
      void prompt
        .tell(told, openDiscovery)
        .then((button) =>
          button === openDiscovery
            ? workbench.run('identity.tenant.openDiscovery', { tenant: tenant.id })
            : undefined,
        );
    }
    return { tenant, metadata };
  };
}
