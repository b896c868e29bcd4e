import { dnKey } from './dn.ts';

/** Which children a person wants to see below an entry, for this window. */
export interface ChildFilters {
  get(directory: string, dn: string): string | undefined;
  /** Empty or undefined shows all again. */
  set(directory: string, dn: string, text: string | undefined): void;
}

export function childFilters(): ChildFilters {
  const kept = new Map<string, string>();
  const key = (directory: string, dn: string) => `${directory} ${dnKey(dn)}`;
  return {
    get: (directory, dn) => kept.get(key(directory, dn)),
    set(directory, dn, text = '') {
      if (text.trim() === '') kept.delete(key(directory, dn));
      else kept.set(key(directory, dn), text.trim());
    },
  };
}
