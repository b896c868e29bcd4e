import {
  toolTitles,
  type ToolCacheFile,
  type ToolCaches,
  type ToolId,
  type ToolToken,
} from '../core/entra/toolCaches/toolCaches.ts';
import type { Translate } from '../core/explain.ts';
import { lifetime } from '../core/lifetime.ts';
import type { Clock } from '../core/ports.ts';
import { messageRow, page, row, type Row } from './treeNode.ts';

export interface ToolCachesRowDeps {
  readonly toolCaches: ToolCaches;
  readonly clock: Clock;
  readonly translate: Translate;
}

const TOOLS: readonly ToolId[] = ['azureCli', 'azureDeveloperCli', 'azurePowerShell', 'vscode'];

/** The branch of what other tools hold. Nothing is read before it is opened; a tool that cannot be read is a row. */
export function toolCachesRow(deps: ToolCachesRowDeps): Row {
  const { translate } = deps;
  return row(
    'toolCaches',
    {
      label: translate('Other tools'),
      description: translate('read-only'),
      tooltip: translate('Tokens that other tools of this machine hold. Read when opened, never changed.'),
      icon: 'tools',
    },
    { load: () => Promise.resolve(page(TOOLS.map((tool) => toolRow(tool, deps)))) },
  );
}

function toolRow(tool: ToolId, deps: ToolCachesRowDeps): Row {
  const { toolCaches, translate } = deps;
  return row(
    tool,
    { label: toolTitles[tool], icon: tool === 'vscode' ? 'vscode' : 'terminal' },
    {
      empty: translate('Not signed in on this machine.'),
      async load() {
        const { accounts, files } = await toolCaches.read(tool);
        const accountRows = accounts.map(({ name, tenant }) =>
          row(`account ${name} ${tenant ?? ''}`, {
            label: name,
            ...(tenant === undefined ? {} : { description: tenant }),
            icon: 'account',
          }),
        );
        return page([...accountRows, ...files.flatMap((file) => fileRows(tool, file, deps))]);
      },
    },
  );
}

function fileRows(tool: ToolId, { path, tokens }: ToolCacheFile, deps: ToolCachesRowDeps): readonly Row[] {
  if (tokens === 'encrypted')
    return [
      messageRow(path, deps.translate('{path} is encrypted by the operating system.', { path }), 'lock'),
    ];
  return tokens.map((token) => tokenRow(tool, path, token, deps));
}

function tokenRow(
  tool: ToolId,
  path: string,
  token: ToolToken,
  { clock, translate }: ToolCachesRowDeps,
): Row {
  const { key, kind, account, tenant, clientId, scopes, expiresAt } = token;
  // Only access and id tokens say anything; the value of a refresh token is for its tool alone.
  const isRevealable = kind !== 'refresh_token';
  return {
    id: `${path} ${key}`,
    present() {
      const ends = expiresAt === undefined ? undefined : lifetime(expiresAt, clock.now(), translate).text;
      return {
        label: account ?? clientId ?? kind,
        description: [kind, ends, scopes].filter(Boolean).join(' · '),
        tooltip: [account, kind, ends, tenant, clientId, scopes, path].filter(Boolean).join('\n'),
        icon: isRevealable ? 'key' : 'sync',
      };
    },
    ...(isRevealable
      ? { context: 'toolToken', target: { tool, path, key }, command: 'identity.toolToken.reveal' }
      : {}),
  };
}
