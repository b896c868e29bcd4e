import * as vscode from 'vscode';
import { IdentityError } from '../../core/errors.ts';
import { isObject, text } from '../../core/json.ts';
import { directoryEntry, parseDirectories, type Directory } from '../../core/ldap/directory.ts';
import type { DirectoryRegistry } from '../../core/ldap/directoryRegistry.ts';
import { catalogOf, homeOf, isCatalog } from '../../core/ldap/globalCatalog.ts';
import { readSetting } from './settings.ts';

/**
 * The registry over the setting `identity.directories`; the sandbox's stands first while the sandbox is on, then the
 * server of this window while it runs.
 */
export function settingsDirectoryRegistry(
  sandbox: () => Directory,
  local: () => Directory | undefined,
): DirectoryRegistry {
  const list: DirectoryRegistry['list'] = () => {
    const setting: unknown = vscode.workspace.getConfiguration().get('identity.directories');
    const { directories, problems } = parseDirectories(setting);
    const server = local();
    const own = [
      ...(readSetting('identity.sandbox.enabled') ? [sandbox()] : []),
      ...(server === undefined ? [] : [server]),
    ];
    return Promise.resolve({ directories: [...own, ...directories], problems });
  };
  return {
    list,
    async find(id) {
      const home = (await list()).directories.find((each) => each.id === homeOf(id));
      const directory = home !== undefined && isCatalog(id) ? catalogOf(home) : home;
      if (directory === undefined) throw new IdentityError('directories.unknown', { directory: id });
      return directory;
    },
    add: (directory) =>
      change((entries) => {
        const entry = directoryEntry(directory);
        const at = entries.findIndex((each) => entryId(each) === directory.id);
        return at < 0 ? [...entries, entry] : entries.with(at, entry);
      }),
    remove: (id) => change((entries) => entries.filter((entry) => entryId(entry) !== id)),
    onDidChange: (listener) =>
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (
          event.affectsConfiguration('identity.directories') ||
          event.affectsConfiguration('identity.sandbox')
        )
          listener();
      }),
  };
}

/** Changes the setting where it is set: the workspace's if there is one, else the user's. Broken entries are kept. */
async function change(edit: (entries: readonly unknown[]) => readonly unknown[]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('identity');
  const { workspaceValue, globalValue } = configuration.inspect<unknown>('directories') ?? {};
  const target =
    workspaceValue === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  const value: unknown = workspaceValue ?? globalValue ?? [];
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  await configuration.update('directories', edit(entries), target);
}

function entryId(entry: unknown): string | undefined {
  return isObject(entry) ? text(entry, 'id') : undefined;
}
