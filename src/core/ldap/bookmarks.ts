import { isObject, text } from '../json.ts';
import type { Memory } from '../prompt.ts';
import type { Disposer } from '../ports.ts';
import { entryKey, isDn, isWithin, parseDn, printDn } from './dn.ts';

/** An entry a person comes back to. */
export interface Bookmark {
  readonly directory: string;
  readonly dn: string;
}

/** The bookmarks of this installation. */
export interface Bookmarks {
  of(directory: string): readonly Bookmark[];
  has(bookmark: Bookmark): boolean;
  add(bookmark: Bookmark): Promise<void>;
  remove(bookmark: Bookmark): Promise<void>;
  /** An entry has another DN, and so has everything below it. */
  move(directory: string, from: string, to: string): Promise<void>;
  onDidChange(listener: () => void): Disposer;
}

const KEY = 'directories.bookmarks';

export function bookmarks(memory: Memory): Bookmarks {
  const listeners = new Set<() => void>();
  const all = (): readonly Bookmark[] => {
    const kept = memory.recall(KEY);
    return (Array.isArray(kept) ? kept : []).flatMap((each: unknown) => {
      if (!isObject(each)) return [];
      const [directory, dn] = [text(each, 'directory'), text(each, 'dn')];
      return directory === undefined || dn === undefined ? [] : [{ directory, dn }];
    });
  };
  const keep = async (list: readonly Bookmark[]) => {
    await memory.remember(KEY, list);
    for (const listener of [...listeners]) listener();
  };
  const same = (one: Bookmark) => (other: Bookmark) =>
    one.directory === other.directory && entryKey(one.dn) === entryKey(other.dn);
  return {
    of: (directory) => all().filter((each) => each.directory === directory),
    has: (bookmark) => all().some(same(bookmark)),
    add: (bookmark) => keep([...all().filter((each) => !same(bookmark)(each)), bookmark]),
    remove: (bookmark) => keep(all().filter((each) => !same(bookmark)(each))),
    async move(directory, from, to) {
      const isMoved = (each: Bookmark) =>
        each.directory === directory && isDn(each.dn) && isWithin(each.dn, from);
      const list = all();
      if (!list.some(isMoved)) return;
      const depth = parseDn(from).length;
      const moved = (dn: string) => [printDn(parseDn(dn).slice(0, -depth)), to].filter(Boolean).join(',');
      await keep(list.map((each) => (isMoved(each) ? { directory, dn: moved(each.dn) } : each)));
    },
    onDidChange(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
}
