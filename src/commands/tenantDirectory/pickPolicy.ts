import { needs } from '../../core/entra/directory/needs.ts';
import { text, type JsonObject } from '../../core/json.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { TenantObjectTarget } from '../../manifest/tenantDirectory.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'prompt' | 'translate' | 'tenants' | 'graph'>;

/** The Conditional Access policy a command is about, read afresh; undefined when dismissed. */
export async function pickPolicy(
  deps: Deps,
  target: TenantObjectTarget | undefined,
): Promise<{ readonly tenant: Tenant; readonly policy: JsonObject } | undefined> {
  const { prompt, translate, graph } = deps;
  const tenant = await pickTenant(deps, target?.tenant, (each) => each.graph !== undefined);
  if (tenant === undefined) return undefined;
  const { permission } = needs.conditionalAccess;
  const path = '/identity/conditionalAccess/policies';
  if (target?.id !== undefined) {
    const policy = await graph(tenant).get(`${path}/${encodeURIComponent(target.id)}`, { permission });
    return { tenant, policy };
  }
  const { values } = await prompt.progress(translate('Reading policies'), (signal) =>
    graph(tenant).list(path, { permission, signal }),
  );
  const policy = await prompt.pick(
    values.map((each) => ({
      label: text(each, 'displayName') ?? '',
      description: text(each, 'state') ?? '',
      icon: 'law',
      value: each,
    })),
    translate('Which policy?'),
  );
  return policy === undefined ? undefined : { tenant, policy };
}
