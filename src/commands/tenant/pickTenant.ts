import type { Choice } from '../../core/prompt.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Services } from '../services.ts';

/** The tenant a command is about: the given one, the only one, or the one the person picks; undefined when dismissed. */
export async function pickTenant(
  { tenants, prompt, translate }: Pick<Services, 'tenants' | 'prompt' | 'translate'>,
  id: string | undefined,
  fits: (tenant: Tenant) => boolean = () => true,
): Promise<Tenant | undefined> {
  if (id !== undefined) return tenants.find(id);
  const choices = tenants.list().then(({ tenants: all }) =>
    all.filter(fits).map((tenant): Choice<Tenant> => ({
      label: tenant.name,
      description: tenant.authority,
      icon: tenant.kind === 'sandbox' ? 'beaker' : 'organization',
      value: tenant,
    })),
  );
  return prompt.pick(choices, translate('Tenant'), translate('Which tenant?'));
}
