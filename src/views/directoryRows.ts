import {
  directoryBranches,
  organizationFacts,
  type DirectoryBranch,
} from '../core/entra/directoryBranches.ts';
import type { Graph } from '../core/entra/graph.ts';
import { IdentityError } from '../core/errors.ts';
import type { Translate } from '../core/explain.ts';
import type { Tenant } from '../core/oauth/model.ts';
import { page, row, type Page, type Row } from './treeNode.ts';

/** What the rows of a directory need. */
export interface DirectoryRowsDeps {
  readonly graph: (tenant: Tenant) => Graph;
  readonly translate: Translate;
}

const ORGANIZATION =
  '/organization?$select=id,displayName,countryLetterCode,createdDateTime,verifiedDomains,onPremisesSyncEnabled,onPremisesLastSyncDateTime';

/** What a tenant's directory holds: the organization, then each branch on demand. */
export function directoryRows(tenant: Tenant, deps: DirectoryRowsDeps): readonly Row[] {
  const { translate } = deps;
  const overview = row(
    'organization',
    { label: translate('Overview'), icon: 'info' },
    { load: (signal) => readable(tenant, translate, () => organizationPage(tenant, deps, signal)) },
  );
  return [overview, ...directoryBranches.map((branch) => branchRow(tenant, branch, deps))];
}

function branchRow(tenant: Tenant, branch: DirectoryBranch, deps: DirectoryRowsDeps): Row {
  const { translate } = deps;
  return row(
    branch.id,
    { label: translate(branch.title), icon: branch.icon },
    {
      empty: translate('None'),
      load: (signal) => readable(tenant, translate, () => branchPage(tenant, branch, deps, signal)),
    },
  );
}

async function branchPage(
  tenant: Tenant,
  branch: DirectoryBranch,
  deps: DirectoryRowsDeps,
  signal: AbortSignal,
  next?: string,
): Promise<Page> {
  const { permission, path, eventual = false } = branch;
  const found = await deps.graph(tenant).list(next ?? path, { permission, eventual, signal });
  const rows = found.values.map((json) => {
    const { id, label, description, icon, isOff, below } = branch.row(json, deps.translate);
    return row(
      id,
      {
        label,
        icon,
        ...(description === undefined ? {} : { description }),
        ...(isOff === true ? { color: 'disabledForeground' } : {}),
      },
      below === undefined
        ? {}
        : { load: () => Promise.resolve(page(below.map((each) => branchRow(tenant, each, deps)))) },
    );
  });
  const { next: following } = found;
  if (following === undefined) return page(rows);
  return { rows, next: (nextSignal) => branchPage(tenant, branch, deps, nextSignal, following) };
}

async function organizationPage(tenant: Tenant, deps: DirectoryRowsDeps, signal: AbortSignal): Promise<Page> {
  const found = await deps.graph(tenant).list(ORGANIZATION, { permission: 'Organization.Read.All', signal });
  const [organization = {}] = found.values;
  return page(
    organizationFacts(organization, deps.translate).map(([label, description]) =>
      row(label, { label, description, icon: 'symbol-field' }),
    ),
  );
}

/** A missing permission is a row that says which one and how to get it; a missing sign-in one that signs in. */
async function readable(tenant: Tenant, translate: Translate, load: () => Promise<Page>): Promise<Page> {
  try {
    return await load();
  } catch (error) {
    if (IdentityError.is(error, 'graph.signInNeeded'))
      return page([
        row(
          'signIn',
          { label: translate('Sign in to see this…'), icon: 'sign-in' },
          { command: 'identity.tenant.signIn', target: { tenant: tenant.id } },
        ),
      ]);
    if (!IdentityError.is(error, 'graph.forbidden')) throw error;
    const { permission, reason } = error.data;
    return page([
      row(
        'forbidden',
        {
          label: translate('Needs the permission {permission}', { permission }),
          description: translate('obtain a Microsoft Graph token with it'),
          tooltip: [
            String(reason),
            translate(
              'Run a flow with a client that may ask for {permission}; an administrator may have to consent. A cached Microsoft Graph token is used here.',
              { permission },
            ),
          ].join('\n\n'),
          icon: 'lock',
          color: 'list.warningForeground',
        },
        {
          command: 'identity.flow.run',
          target: { tenant: tenant.id, scopes: [`https://graph.microsoft.com/${String(permission)}`] },
        },
      ),
    ]);
  }
}
