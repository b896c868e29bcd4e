import { listApplications, platformName, type Application } from '../core/entra/application.ts';
import { IdentityError } from '../core/errors.ts';
import type { Tenant } from '../core/oauth/model.ts';
import type { Choice } from '../core/prompt.ts';
import type { Services } from './services.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const OTHER = Symbol('other client id');

/**
 * The client id of an application the person picks from the tenant's registrations, or types where the tenant
 * has no Graph or no sign-in; undefined when dismissed.
 */
export async function pickApplication(
  deps: Pick<Services, 'prompt' | 'translate' | 'graph'>,
  tenant: Tenant,
): Promise<string | undefined> {
  const { prompt, translate } = deps;
  const registered = await registrations(deps, tenant);
  if (registered.length === 0) return typeClientId(deps, tenant);
  const choices: Choice<string | typeof OTHER>[] = registered.map((application) => ({
    label: application.name,
    description: platformName(application),
    detail: application.clientId,
    icon: 'symbol-method',
    value: application.clientId,
  }));
  const other = { label: translate('Another client ID…'), icon: 'edit', value: OTHER } as const;
  const picked = await prompt.pick(
    [...choices, other],
    translate('Application'),
    translate('Which application in {tenant}?', { tenant: tenant.name }),
  );
  return picked === OTHER ? typeClientId(deps, tenant) : picked;
}

async function registrations(
  { graph, prompt, translate }: Pick<Services, 'prompt' | 'translate' | 'graph'>,
  tenant: Tenant,
): Promise<readonly Application[]> {
  if (tenant.graph === undefined) return [];
  try {
    return await prompt.progress(
      translate('Reading the app registrations of {tenant}', { tenant: tenant.name }),
      async (signal) => {
        const { applications } = await listApplications(graph(tenant), { signal, pageSize: 100 });
        return applications;
      },
    );
  } catch (error) {
    if (IdentityError.is(error, 'graph.signInNeeded') || IdentityError.is(error, 'graph.forbidden'))
      return [];
    throw error;
  }
}

function typeClientId(
  { prompt, translate }: Pick<Services, 'prompt' | 'translate'>,
  tenant: Tenant,
): Promise<string | undefined> {
  const isGuid = tenant.kind !== 'oidc' && tenant.kind !== 'adfs';
  return prompt.input({
    title: translate('Client ID'),
    prompt: translate('client_id of the application in {tenant}', { tenant: tenant.name }),
    check: (typed) =>
      typed.trim() === '' || (isGuid && !UUID.test(typed.trim()))
        ? translate('A client ID here looks like 00000000-0000-0000-0000-000000000000.')
        : undefined,
  });
}
