import { listApplications, platformName, type Application } from '../core/entra/application.ts';
import type { Graph } from '../core/entra/graph.ts';
import type { TenantRegistry } from '../core/entra/tenantRegistry.ts';
import { IdentityError } from '../core/errors.ts';
import type { Translate } from '../core/explain.ts';
import type { Tenant } from '../core/oauth/model.ts';
import { page, row, type Page, type Row } from './treeNode.ts';

export interface ApplicationsViewDeps {
  readonly tenants: TenantRegistry;
  readonly graph: (tenant: Tenant) => Graph;
  readonly translate: Translate;
}

/** The App Registrations view: each tenant that has Microsoft Graph, and its applications page by page. */
export function applicationsView(deps: ApplicationsViewDeps): () => Promise<Page> {
  return async () => {
    const { tenants } = await deps.tenants.list();
    return page(tenants.filter(({ graph }) => graph !== undefined).map((tenant) => tenantRow(tenant, deps)));
  };
}

function tenantRow(tenant: Tenant, deps: ApplicationsViewDeps): Row {
  const icon = tenant.kind === 'sandbox' ? 'beaker' : 'organization';
  return row(
    tenant.id,
    { label: tenant.name, icon },
    {
      target: { tenant: tenant.id },
      expanded: true,
      empty: deps.translate('No app registrations in this tenant'),
      load: (signal) => applicationPage(tenant, deps, signal),
    },
  );
}

async function applicationPage(
  tenant: Tenant,
  deps: ApplicationsViewDeps,
  signal: AbortSignal,
  next?: string,
): Promise<Page> {
  try {
    const found = await listApplications(deps.graph(tenant), {
      signal,
      ...(next === undefined ? {} : { next }),
    });
    const rows = found.applications.map((application) => applicationRow(tenant, application, deps.translate));
    const { next: following } = found;
    if (following === undefined) return page(rows);
    return { rows, next: (nextSignal) => applicationPage(tenant, deps, nextSignal, following) };
  } catch (error) {
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

function applicationRow(tenant: Tenant, application: Application, translate: Translate): Row {
  const { clientId, name } = application;
  const platform = platformName(application);
  return row(
    application.objectId,
    {
      label: name,
      description: `${platform} · ${clientId}`,
      tooltip: `${name}\n${platform}\n${clientId}`,
      icon: 'symbol-method',
    },
    {
      context: 'application',
      target: { tenant: tenant.id, clientId },
      load: () => Promise.resolve(page(details(application, translate))),
    },
  );
}

/** What the registration says, each value a row; read from the page already loaded. */
function details(application: Application, translate: Translate): readonly Row[] {
  const facts: readonly (readonly [id: string, label: string, values: readonly string[], icon: string])[] = [
    ['clientId', translate('Client ID'), [application.clientId], 'key'],
    ['audience', translate('Audience'), [application.signInAudience], 'account'],
    ['web', translate('Redirect URI (web)'), application.redirectUris.web, 'link-external'],
    ['spa', translate('Redirect URI (SPA)'), application.redirectUris.spa, 'link-external'],
    [
      'publicClient',
      translate('Redirect URI (public client)'),
      application.redirectUris.publicClient,
      'link-external',
    ],
    ['scope', translate('Exposed scope'), application.exposedScopes, 'shield'],
    ['role', translate('App role'), application.appRoles, 'person'],
    ['secret', translate('Client secret'), application.hasSecret ? [translate('registered')] : [], 'lock'],
    [
      'certificate',
      translate('Certificate'),
      application.hasCertificate ? [translate('registered')] : [],
      'verified',
    ],
  ];
  return facts.flatMap(([id, label, values, icon]) =>
    values.map((value) => row(`${id} ${value}`, { label, description: value, icon })),
  );
}
