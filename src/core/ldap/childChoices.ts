import { entryKey } from './dn.ts';

/** What a person chose of the children of an entry (a filter, an order), for this window. */
export interface ChildChoices {
  get(directory: string, dn: string): string | undefined;
  /** Empty or undefined takes the choice back. */
  set(directory: string, dn: string, text: string | undefined): void;
}

export function childChoices(): ChildChoices {
  const kept = new Map<string, string>();
  const key = (directory: string, dn: string) => `${directory} ${entryKey(dn)}`;
  return {
    get: (directory, dn) => kept.get(key(directory, dn)),
    set(directory, dn, text = '') {
      if (text.trim() === '') kept.delete(key(directory, dn));
      else kept.set(key(directory, dn), text.trim());
    },
  };
}
