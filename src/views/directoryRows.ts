import type { Arm } from '../core/entra/arm.ts';
import type { DirectoryBranch, DirectoryItem, DirectoryRow } from '../core/entra/directory/branch.ts';
import { directory } from '../core/entra/directory/directory.ts';
import type { Need } from '../core/entra/directory/needs.ts';
import type { Graph } from '../core/entra/graph.ts';
import { IdentityError } from '../core/errors.ts';
import type { Translate } from '../core/explain.ts';
import type { Tenant } from '../core/oauth/model.ts';
import type { CommandId } from '../manifest.ts';
import { page, row, type Page, type Row } from './treeNode.ts';

/** What the rows of a directory need. */
export interface DirectoryRowsDeps {
  readonly graph: (tenant: Tenant) => Graph;
  readonly arm: (tenant: Tenant) => Arm;
  readonly translate: Translate;
}

const COLORS = {
  off: 'disabledForeground',
  warning: 'list.warningForeground',
  error: 'list.errorForeground',
};
const COMMANDS: Readonly<Record<NonNullable<DirectoryRow['follow']>['command'], CommandId>> = {
  'signIn.find': 'identity.signIn.find',
  'role.activate': 'identity.role.activate',
  'graph.read': 'identity.graph.read',
};

/** What a tenant holds, each branch on demand. */
export function directoryRows(tenant: Tenant, deps: DirectoryRowsDeps): readonly Row[] {
  return directory.map((item) => itemRow(tenant, item, deps));
}

function itemRow(tenant: Tenant, item: DirectoryItem, deps: DirectoryRowsDeps): Row {
  const { translate } = deps;
  if ('label' in item) return objectRow(tenant, item, deps);
  const { id, title, icon } = item;
  const looks = { label: translate(title), icon };
  if ('branches' in item)
    return row(id, looks, {
      load: () => Promise.resolve(page(item.branches.map((each) => itemRow(tenant, each, deps)))),
    });
  return row(id, looks, {
    empty: translate('None'),
    target: { tenant: tenant.id },
    ...(item.kind === undefined ? {} : { context: `object.${item.kind}` }),
    load: (signal) => readable(tenant, item.need, translate, () => branchPage(tenant, item, deps, signal)),
  });
}

async function branchPage(
  tenant: Tenant,
  branch: DirectoryBranch,
  deps: DirectoryRowsDeps,
  signal: AbortSignal,
  next?: string,
): Promise<Page> {
  const reader = { graph: deps.graph(tenant), arm: deps.arm(tenant), translate: deps.translate, signal };
  const found = await branch.load(reader, next);
  const rows = found.items.map((item) => itemRow(tenant, item, deps));
  const { next: following } = found;
  if (following === undefined) return page(rows);
  return { rows, next: (nextSignal) => branchPage(tenant, branch, deps, nextSignal, following) };
}

function objectRow(tenant: Tenant, item: DirectoryRow, deps: DirectoryRowsDeps): Row {
  const { id, label, description, tooltip, icon, mood, kind, path, follow, below } = item;
  return row(
    id,
    {
      label,
      icon,
      ...(description === undefined ? {} : { description }),
      ...(tooltip === undefined ? {} : { tooltip }),
      ...(mood === undefined ? {} : { color: COLORS[mood] }),
    },
    {
      target: {
        tenant: tenant.id,
        id,
        name: label,
        ...(path === undefined ? {} : { path }),
        ...follow?.data,
      },
      ...(kind === undefined ? {} : { context: `object.${kind}` }),
      ...(follow === undefined ? {} : { command: COMMANDS[follow.command] }),
      ...(below === undefined
        ? {}
        : { load: () => Promise.resolve(page(below.map((each) => itemRow(tenant, each, deps)))) }),
    },
  );
}

/** What is missing is a row that says what and how to get it, with the way there: sign-in, permission, licence, role. */
async function readable(
  tenant: Tenant,
  need: Need,
  translate: Translate,
  load: () => Promise<Page>,
): Promise<Page> {
  try {
    return await load();
  } catch (error) {
    const missing = missingRow(tenant, need, translate, error);
    if (missing === undefined) throw error;
    return page([missing]);
  }
}

function missingRow(tenant: Tenant, need: Need, translate: Translate, error: unknown): Row | undefined {
  const target = { tenant: tenant.id };
  if (IdentityError.is(error, 'graph.signInNeeded'))
    return row(
      'signIn',
      { label: translate('Sign in to see this…'), icon: 'sign-in' },
      { command: 'identity.tenant.signIn', target },
    );
  if (IdentityError.is(error, 'signIn.stepUp'))
    return row(
      'stepUp',
      {
        label: translate('More proof is wanted: sign in again…'),
        tooltip: translate('Conditional Access asks for {claims}.', { claims: error.data.claims }),
        icon: 'shield',
        color: COLORS.warning,
      },
      {
        command: 'identity.tenant.signIn',
        target: { ...target, permission: need.permission, claims: error.data.claims },
      },
    );
  if (need.isForPeople === true && IdentityError.is(error, 'graph.refused'))
    return row(
      'person',
      {
        label: translate('Works only with a person signed in'),
        description: translate('open to sign in another way'),
        tooltip: String(error.data.reason),
        icon: 'account',
        color: COLORS.warning,
      },
      { command: 'identity.tenant.changeSignIn', target },
    );
  if (IdentityError.is(error, 'arm.forbidden'))
    return row('forbidden', {
      label: translate('Needs the Azure role {role}', { role: need.permission }),
      description: translate('an owner of the subscription can assign it'),
      tooltip: String(error.data.reason),
      icon: 'lock',
      color: COLORS.warning,
    });
  if (!IdentityError.is(error, 'graph.forbidden')) return undefined;
  const { reason } = error.data;
  const isLicence = /premium|licen[cs]e/i.test(String(reason));
  const { permission, licence } = need;
  return row(
    'forbidden',
    {
      label:
        isLicence && licence !== undefined
          ? translate('Needs {licence}', { licence })
          : translate('Needs {permission}', { permission }),
      description:
        need.isForPeople === true
          ? translate('works only with a person signed in; open to get it')
          : translate('open to get it'),
      tooltip: [
        String(reason),
        licence === undefined ? '' : translate('The tenant needs {licence}.', { licence }),
      ]
        .filter(Boolean)
        .join('\n\n'),
      icon: 'lock',
      color: COLORS.warning,
    },
    { command: 'identity.tenant.getPermission', target: { ...target, permission } },
  );
}
