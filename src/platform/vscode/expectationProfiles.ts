import * as vscode from 'vscode';
import {
  profileEntry,
  profileName,
  readProfiles,
  type ExpectationProfiles,
} from '../../core/jwt/expect/expectationProfiles.ts';

/** The profiles over the setting `identity.expectations`, changed where it is set. Broken entries are kept. */
export const settingsExpectationProfiles: ExpectationProfiles = {
  list: () => readProfiles(vscode.workspace.getConfiguration().get('identity.expectations')),
  async save(profile) {
    const configuration = vscode.workspace.getConfiguration('identity');
    const { workspaceValue, globalValue } = configuration.inspect<unknown>('expectations') ?? {};
    const target =
      workspaceValue === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
    const value: unknown = workspaceValue ?? globalValue ?? [];
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    const others = entries.filter((entry) => profileName(entry) !== profile.name);
    await configuration.update('expectations', [...others, profileEntry(profile)], target);
  },
};
