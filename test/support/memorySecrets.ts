import type { SecretStore } from '../../src/core/ports.ts';

/** A SecretStore in memory, shared by as many windows as hold it. */
export function memorySecrets(
  entries: ReadonlyMap<string, string> = new Map(),
): SecretStore & { readonly entries: Map<string, string> } {
  const kept = new Map(entries);
  const listeners = new Set<(key: string) => void>();
  const changed = (key: string) => {
    for (const listener of [...listeners]) listener(key);
  };
  return {
    entries: kept,
    keys: () => Promise.resolve([...kept.keys()]),
    get: (key) => Promise.resolve(kept.get(key)),
    set: (key, value) => {
      kept.set(key, value);
      changed(key);
      return Promise.resolve();
    },
    delete: (key) => {
      if (kept.delete(key)) changed(key);
      return Promise.resolve();
    },
    onDidChange: (listener) => {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
}
