import { listApplications } from '../core/entra/application.ts';
import {
  APPLICATION_QUERY,
  readApplicationQuery,
  type ApplicationQuery,
} from '../core/entra/applicationQuery.ts';
import { pinnedApplications } from '../core/entra/pinnedApplications.ts';
import type { TenantRegistry } from '../core/entra/tenantRegistry.ts';
import { IdentityError } from '../core/errors.ts';
import type { Translate } from '../core/explain.ts';
import type { Tenant } from '../core/oauth/model.ts';
import type { Memory } from '../core/prompt.ts';
import { recentApplications } from '../core/entra/recentApplications.ts';
import {
  applicationRow,
  deletedRow,
  recentRow,
  rememberedRow,
  type ApplicationRowsDeps,
} from './applicationRows.ts';
import { messageRow, page, row, type Page, type Row } from './treeNode.ts';

export interface ApplicationsViewDeps extends ApplicationRowsDeps {
  readonly tenants: TenantRegistry;
  readonly memory: Memory;
}

/** The App Registrations view: each tenant that has Microsoft Graph, and its applications page by page. */
export function applicationsView(deps: ApplicationsViewDeps): () => Promise<Page> {
  return async () => {
    const { tenants } = await deps.tenants.list();
    const query = readApplicationQuery(deps.memory.recall(APPLICATION_QUERY));
    return page(
      tenants.filter(({ graph }) => graph !== undefined).map((tenant) => tenantRow(tenant, query, deps)),
    );
  };
}

function tenantRow(tenant: Tenant, query: ApplicationQuery, deps: ApplicationsViewDeps): Row {
  const icon = tenant.kind === 'sandbox' ? 'beaker' : 'organization';
  const shown = queryText(query, deps.translate);
  return row(
    tenant.id,
    { label: tenant.name, icon, ...(shown === '' ? {} : { description: shown }) },
    {
      target: { tenant: tenant.id },
      expanded: true,
      empty:
        shown === ''
          ? deps.translate('No app registrations in this tenant')
          : deps.translate('No app registration fits'),
      context: 'registration.tenant',
      load: (signal) => firstPage(tenant, query, deps, signal),
    },
  );
}

/** What the list leaves out, as the tenant's row says it. */
function queryText({ list, search, tag }: ApplicationQuery, translate: Translate): string {
  const lists = { all: '', owned: translate('owned by you'), deleted: translate('deleted') };
  return [
    lists[list],
    search === undefined ? '' : translate('search: {search}', { search }),
    tag === undefined ? '' : translate('tag: {tag}', { tag }),
  ]
    .filter((each) => each !== '')
    .join(' · ');
}

/** The pinned and recent applications before the others, unless only some are looked for. */
async function firstPage(
  tenant: Tenant,
  query: ApplicationQuery,
  deps: ApplicationsViewDeps,
  signal: AbortSignal,
): Promise<Page> {
  const found = await applicationPage(tenant, query, deps, signal);
  if (query.search !== undefined || query.tag !== undefined || query.list === 'deleted') return found;
  const ofTenant = (each: { readonly tenant: string }) => each.tenant === tenant.id;
  const pins = pinnedApplications(deps.memory).filter(ofTenant);
  const recent = recentApplications(deps.memory).filter(ofTenant);
  return {
    ...found,
    rows: [
      ...(recent.length === 0 ? [] : [recentRow(tenant, recent, deps)]),
      ...pins.map((pin) => rememberedRow(tenant, pin, 'pinned', deps)),
      ...found.rows,
    ],
  };
}

async function applicationPage(
  tenant: Tenant,
  query: ApplicationQuery,
  deps: ApplicationsViewDeps,
  signal: AbortSignal,
  next?: string,
): Promise<Page> {
  try {
    const found = await listApplications(deps.graph(tenant), {
      signal,
      query,
      ...(next === undefined ? {} : { next }),
    });
    const rows = found.applications.map((application) =>
      query.list === 'deleted' ? deletedRow(tenant, application) : applicationRow(tenant, application, deps),
    );
    const { next: following } = found;
    if (following === undefined) return page(rows);
    return { rows, next: (nextSignal) => applicationPage(tenant, query, deps, nextSignal, following) };
  } catch (error) {
    if (IdentityError.is(error, 'graph.refused') && query.list === 'owned')
      return page([
        messageRow('nobody', deps.translate('Only a signed-in user owns registrations'), 'account'),
      ]);
    if (!IdentityError.is(error, 'graph.signInNeeded')) throw error;
    return page([signInRow(tenant, deps.translate)]);
  }
}

function signInRow(tenant: Tenant, translate: Translate): Row {
  return row(
    'signIn',
    { label: translate('Sign in to see its app registrations…'), icon: 'sign-in' },
    { command: 'identity.tenant.signIn', target: { tenant: tenant.id } },
  );
}
