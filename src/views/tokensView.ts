import type { TenantRegistry } from '../core/entra/tenantRegistry.ts';
import { explain, type Translate } from '../core/explain.ts';
import { lifetime, type Lifetime } from '../core/lifetime.ts';
import { isReadable, type BrokenRow, type TokenRow, type TokenStore } from '../core/oauth/tokenStore.ts';
import type { Clock } from '../core/ports.ts';
import type { ToolCaches } from '../core/entra/toolCaches/toolCaches.ts';
import { toolCachesRow } from './toolCachesRow.ts';
import { page, row, type Page, type Row } from './treeNode.ts';

export interface TokensViewDeps {
  readonly tokens: TokenStore;
  readonly tenants: TenantRegistry;
  readonly clock: Clock;
  readonly toolCaches: ToolCaches;
  readonly translate: Translate;
}

const COLORS: Readonly<Record<Lifetime['state'], string>> = {
  fresh: 'charts.green',
  ending: 'charts.yellow',
  expired: 'charts.red',
  unknown: 'descriptionForeground',
};

const ICONS: Readonly<Record<Lifetime['state'], string>> = {
  fresh: 'pass',
  ending: 'watch',
  expired: 'error',
  unknown: 'question',
};

/** The Cached Tokens view: token sets by tenant and application, each with the time it has left; then other tools'. */
export function tokensView(deps: TokensViewDeps): () => Promise<Page> {
  return async () => {
    const [rows, { tenants }] = await Promise.all([deps.tokens.list(), deps.tenants.list()]);
    const sets = rows.filter(isReadable);
    const broken = rows.filter((each): each is BrokenRow => 'broken' in each);
    const byTenant = Map.groupBy(sets, ({ tenantId }) => tenantId);
    const groups = [...byTenant].map(([tenantId, ofTenant]) => {
      const tenant = tenants.find(({ id }) => id === tenantId);
      return tenantRow(tenantId, tenant?.name ?? tenantId, tenant?.kind === 'sandbox', ofTenant, deps);
    });
    const own = [...groups, ...broken.map((each) => brokenRow(each, deps.translate))];
    return page([...(own.length === 0 ? [noTokensRow(deps.translate)] : own), toolCachesRow(deps)]);
  };
}

function noTokensRow(translate: Translate): Row {
  return row(
    'none',
    {
      label: translate('No tokens yet'),
      description: translate('Run a flow to obtain one'),
      icon: 'play',
    },
    { command: 'identity.flow.run' },
  );
}

function tenantRow(
  id: string,
  label: string,
  isSandbox: boolean,
  sets: readonly TokenRow[],
  deps: TokensViewDeps,
): Row {
  const byClient = Map.groupBy(sets, ({ clientId }) => clientId);
  const applications = [...byClient].map(([clientId, ofClient]) => applicationRow(clientId, ofClient, deps));
  return row(
    id,
    { label, icon: isSandbox ? 'beaker' : 'organization' },
    { expanded: true, load: () => Promise.resolve(page(applications)) },
  );
}

function applicationRow(clientId: string, sets: readonly TokenRow[], deps: TokensViewDeps): Row {
  const name = sets.find(({ clientName }) => clientName !== undefined)?.clientName;
  return row(
    clientId,
    {
      label: name ?? clientId,
      icon: 'symbol-method',
      ...(name === undefined ? {} : { tooltip: `${name}\n${clientId}` }),
    },
    { expanded: true, load: () => Promise.resolve(page(sets.map((set) => tokenRow(set, deps)))) },
  );
}

function tokenRow(set: TokenRow, { clock, translate }: TokensViewDeps): Row {
  const label = set.subject ?? set.flow;
  return {
    id: set.id,
    present() {
      const { text, state } = lifetime(set.expiresAt, clock.now(), translate);
      return {
        label,
        description: [text, set.scope].filter(Boolean).join(' · '),
        tooltip: [label, text, set.scope, set.flow].filter(Boolean).join('\n'),
        icon: ICONS[state],
        color: COLORS[state],
        accessibility: `${label}, ${text}`,
      };
    },
    context: set.parts.includes('refresh_token') ? 'token.refreshable' : 'token',
    target: { tokenId: set.id },
    command: 'identity.token.inspect',
    load: () => Promise.resolve(page(set.parts.map((part) => partRow(set, part)))),
  };
}

function partRow(set: TokenRow, part: TokenRow['parts'][number]): Row {
  return row(
    part,
    { label: part, icon: part === 'refresh_token' ? 'sync' : 'key' },
    { context: 'token.part', target: { tokenId: set.id, part }, command: 'identity.token.inspect' },
  );
}

function brokenRow({ id, broken }: BrokenRow, translate: Translate): Row {
  const { what, why, next } = explain(broken, translate);
  return row(
    id,
    {
      label: what,
      ...(why === undefined ? {} : { description: why }),
      tooltip: [what, why, next].filter(Boolean).join('\n\n'),
      icon: 'warning',
      color: 'list.warningForeground',
    },
    { context: 'token', target: { tokenId: id } },
  );
}
