import {
  findApplication,
  listApplications,
  platformName,
  type Application,
} from '../../core/entra/application.ts';
import { IdentityError } from '../../core/errors.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'prompt' | 'translate' | 'graph'>;

/** An application by its client id, with its registration where Graph could be read. */
export interface PickedApplication {
  readonly clientId: string;
  readonly registration?: Application;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PAGE_SIZE = 100;

/**
 * The given application, or the one the person picks from the tenant's registrations, or types where the tenant has no
 * Graph or no sign-in; undefined when dismissed.
 */
export async function pickApplication(
  deps: Deps,
  tenant: Tenant,
  clientId?: string,
): Promise<PickedApplication | undefined> {
  if (clientId !== undefined) return picked(clientId, await findRegistration(deps, tenant, clientId));
  const { prompt, translate } = deps;
  const applications = await prompt.progress(
    translate('Reading the app registrations of {tenant}', { tenant: tenant.name }),
    (signal) => readableApplications(deps, tenant, signal),
  );
  if (applications.length === 0) return typeClientId(deps, tenant);
  const choices = applications.map((registration): Choice<PickedApplication | undefined> => ({
    label: registration.name,
    description: platformName(registration),
    detail: registration.clientId,
    icon: 'symbol-method',
    value: { clientId: registration.clientId, registration },
  }));
  const other: Choice<PickedApplication | undefined> = {
    label: translate('Another client ID…'),
    icon: 'edit',
    value: undefined,
  };
  const choice = await prompt.pick(
    [...choices, other].map((each) => ({ ...each, value: each })),
    translate('Application'),
    translate('Which application in {tenant}?', { tenant: tenant.name }),
  );
  if (choice === undefined) return undefined;
  return choice.value ?? typeClientId(deps, tenant);
}

/** The app registrations of a tenant, as many as one page has; none where they cannot be read. */
export async function readableApplications(
  { graph }: Pick<Services, 'graph'>,
  tenant: Tenant,
  signal: AbortSignal,
): Promise<readonly Application[]> {
  const page = await readable(tenant, () => listApplications(graph(tenant), { signal, pageSize: PAGE_SIZE }));
  return page?.applications ?? [];
}

/** The registration of a client, undefined where it cannot be read. */
export async function findRegistration(
  { graph }: Pick<Services, 'graph'>,
  tenant: Tenant,
  clientId: string,
): Promise<Application | undefined> {
  return readable(tenant, () => findApplication(graph(tenant), clientId));
}

function picked(clientId: string, registration: Application | undefined): PickedApplication {
  return registration === undefined ? { clientId } : { clientId, registration };
}

/** What Graph says, undefined where there is none or it may not be read: a client id is enough to go on. */
async function readable<Value>(tenant: Tenant, read: () => Promise<Value>): Promise<Value | undefined> {
  if (tenant.graph === undefined) return undefined;
  try {
    return await read();
  } catch (error) {
    if (IdentityError.is(error) && error.code.startsWith('graph.')) return undefined;
    throw error;
  }
}

async function typeClientId(
  { prompt, translate }: Deps,
  tenant: Tenant,
): Promise<PickedApplication | undefined> {
  const isGuid = tenant.kind !== 'oidc' && tenant.kind !== 'adfs';
  const typed = await prompt.input({
    title: translate('Client ID'),
    prompt: translate('client_id of the application in {tenant}', { tenant: tenant.name }),
    check: (value) =>
      value.trim() === '' || (isGuid && !UUID.test(value.trim()))
        ? translate('A client ID here looks like 00000000-0000-0000-0000-000000000000.')
        : undefined,
  });
  return typed === undefined ? undefined : { clientId: typed.trim() };
}
