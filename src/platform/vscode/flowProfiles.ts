import * as vscode from 'vscode';
import { isObject, text } from '../../core/json.ts';
import type { FlowProfileRegistry } from '../../core/oauth/flowProfiles.ts';

/** The registry over the setting `identity.flows`. Broken entries are kept. */
export const settingsFlowProfiles: FlowProfileRegistry = {
  async list() {
    // Every flow comes with it, and nothing of them is needed at activation.
    const { parseFlowProfiles } = await import('../../core/oauth/flowProfiles.ts');
    return parseFlowProfiles(vscode.workspace.getConfiguration().get('identity.flows'));
  },
  async save(profile, where) {
    const configuration = vscode.workspace.getConfiguration('identity');
    const { workspaceValue, globalValue } = configuration.inspect<unknown>('flows') ?? {};
    const value: unknown = (where === 'workspace' ? workspaceValue : globalValue) ?? [];
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    const others = entries.filter((entry) => !isObject(entry) || text(entry, 'name') !== profile.name);
    const target =
      where === 'workspace' ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
    await configuration.update('flows', [...others, profile], target);
  },
  hasWorkspace: () => (vscode.workspace.workspaceFolders ?? []).length > 0,
};
