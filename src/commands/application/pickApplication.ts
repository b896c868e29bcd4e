import {
  findApplication,
  listApplications,
  platformName,
  type Application,
} from '../../core/entra/application.ts';
import { recentApplications } from '../../core/entra/recentApplications.ts';
import { IdentityError } from '../../core/errors.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'prompt' | 'translate' | 'graph' | 'memory'>;

/** An application by its client id, with its registration where Graph could be read. */
export interface PickedApplication {
  readonly clientId: string;
  readonly registration?: Application;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PAGE_SIZE = 100;
const FOUND = 25;

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
  const page = await prompt.progress(
    translate('Reading the app registrations of {tenant}', { tenant: tenant.name }),
    (signal) => firstPage(deps, tenant, signal),
  );
  if (page === undefined || page.applications.length === 0) return typeClientId(deps, tenant);
  const other: Choice<Way> = { label: translate('Another client ID…'), icon: 'edit', value: 'typed' };
  const search: Choice<Way> = {
    label: translate('Search all applications…'),
    icon: 'search',
    value: 'search',
  };
  const way = await prompt.pick<Way>(
    [...page.applications.map(choiceOf), ...(page.next === undefined ? [] : [search]), other],
    translate('Application'),
    translate('Which application in {tenant}?', { tenant: tenant.name }),
  );
  if (way === 'typed') return typeClientId(deps, tenant);
  return way === 'search' ? searchApplication(deps, tenant) : way;
}

/** What is chosen: an application, or another way to name one. */
type Way = PickedApplication | 'typed' | 'search';

function choiceOf(registration: Application): Choice<PickedApplication> {
  return {
    label: registration.name,
    description: platformName(registration),
    detail: registration.clientId,
    icon: 'symbol-method',
    value: { clientId: registration.clientId, registration },
  };
}

/** Finds an application by its name or client id while it is typed. */
function searchApplication(
  { prompt, translate, graph }: Deps,
  tenant: Tenant,
): Promise<PickedApplication | undefined> {
  return prompt.search(
    translate('Application'),
    translate('The beginning of a word of the name, or a client ID'),
    async (search, signal) => {
      const query = { list: 'all', search } as const;
      const { applications } = await listApplications(graph(tenant), { signal, query, pageSize: FOUND });
      return applications.map(choiceOf);
    },
  );
}

/** The first page, the registrations worked with last before the others; undefined where they cannot be read. */
async function firstPage({ graph, memory }: Deps, tenant: Tenant, signal: AbortSignal) {
  const page = await readable(tenant, () => listApplications(graph(tenant), { signal, pageSize: PAGE_SIZE }));
  if (page === undefined) return undefined;
  const recent = recentApplications(memory).map(({ clientId }) => clientId);
  return {
    ...page,
    applications: page.applications.toSorted((one, other) => rank(recent, one) - rank(recent, other)),
  };
}

function rank(recent: readonly string[], { clientId }: Application): number {
  const place = recent.indexOf(clientId);
  return place < 0 ? recent.length : place;
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
