import type { Memento } from 'vscode';
import type { Memory } from '../../core/prompt.ts';

/** The Memory port over a Memento. */
export function mementoMemory(memento: Memento): Memory {
  return {
    recall: (key) => memento.get<unknown>(key),
    remember: async (key, value) => memento.update(key, value),
  };
}
