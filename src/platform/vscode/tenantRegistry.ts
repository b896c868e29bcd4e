import * as vscode from 'vscode';
import { IdentityError } from '../../core/errors.ts';
import type { TenantRegistry } from '../../core/entra/tenantRegistry.ts';
import { parseTenants, readSignIn } from '../../core/entra/tenantSettings.ts';
import { isObject, text } from '../../core/json.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Memory } from '../../core/prompt.ts';
import { readSetting } from './settings.ts';

/** Where the choice for a sandbox tenant is kept: it has no entry in the settings. */
const signInKey = (id: string): string => `signIn ${id}`;

/**
 * The registry over the setting `identity.tenants`; `sandboxTenants` is asked only while the sandbox is on, and told
 * whether the large one is wanted.
 */
export function settingsTenantRegistry(
  sandboxTenants: (isLargeWanted: boolean) => Promise<readonly Tenant[]>,
  memory: Memory,
): TenantRegistry {
  const listeners = new Set<() => void>();
  const withSignIn = (tenant: Tenant): Tenant => {
    const signIn = readSignIn(memory.recall(signInKey(tenant.id)));
    return typeof signIn === 'object' ? { ...tenant, signIn } : tenant;
  };

  async function list() {
    const { tenants, problems } = parseTenants(vscode.workspace.getConfiguration().get('identity.tenants'));
    const sandbox = readSetting('identity.sandbox.enabled')
      ? (await sandboxTenants(readSetting('identity.sandbox.largeTenant'))).map(withSignIn)
      : [];
    return { tenants: [...sandbox, ...tenants], problems };
  }

  return {
    list,
    async find(id) {
      const tenant = (await list()).tenants.find((each) => each.id === id);
      if (tenant === undefined) throw new IdentityError('tenants.unknown', { tenant: id });
      return tenant;
    },
    add: (tenant) =>
      change((entries) => [...entries.filter((entry) => entryId(entry) !== tenant.id), tenant]),
    async changeSignIn(id, signIn) {
      if ((await sandboxTenants(true)).some((tenant) => tenant.id === id)) {
        await memory.remember(signInKey(id), signIn);
        for (const listener of [...listeners]) listener();
      } else
        await change((entries) =>
          entries.map((entry) =>
            isObject(entry) && text(entry, 'id') === id ? { ...entry, signIn } : entry,
          ),
        );
    },
    remove: (id) => change((entries) => entries.filter((entry) => entryId(entry) !== id)),
    onDidChange(listener) {
      listeners.add(listener);
      const watching = vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('identity.tenants') || event.affectsConfiguration('identity.sandbox'))
          listener();
      });
      return {
        dispose() {
          listeners.delete(listener);
          watching.dispose();
        },
      };
    },
  };
}

/** Changes the setting where it is set: the workspace's if there is one, else the user's. Broken entries are kept. */
async function change(edit: (entries: readonly unknown[]) => readonly unknown[]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('identity');
  const { workspaceValue, globalValue } = configuration.inspect<unknown>('tenants') ?? {};
  const target =
    workspaceValue === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  const value: unknown = workspaceValue ?? globalValue ?? [];
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  await configuration.update('tenants', edit(entries), target);
}

function entryId(entry: unknown): string | undefined {
  return isObject(entry) ? text(entry, 'id') : undefined;
}
