import type { SecretStorage } from 'vscode';
import type { SecretStore } from '../../core/ports.ts';

/** The SecretStore port over VS Code's SecretStorage. */
export function secretStore(secrets: SecretStorage): SecretStore {
  return {
    keys: async () => secrets.keys(),
    get: async (key) => secrets.get(key),
    set: async (key, value) => secrets.store(key, value),
    delete: async (key) => secrets.delete(key),
    onDidChange: (listener) => secrets.onDidChange(({ key }) => listener(key)),
  };
}
