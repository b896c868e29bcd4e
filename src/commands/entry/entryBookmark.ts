import { explainInline } from '../../core/explain.ts';
import { rdnLabel } from '../../core/ldap/dn.ts';
import { nameFilter } from '../../core/ldap/nameFilter.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { pickEntry } from './pickEntry.ts';

type Deps = Pick<
  Services,
  'prompt' | 'translate' | 'directories' | 'connections' | 'workbench' | 'bookmarks'
>;

/** Keeps an entry at the top of its connection. */
export function entryBookmark(deps: Deps): Commands['identity.entry.bookmark'] {
  return async (target) => {
    const picked = await pickEntry(deps, target, deps.translate('Bookmark which entry'));
    if (picked !== undefined) await deps.bookmarks.add({ directory: picked.directory.id, dn: picked.dn });
  };
}

export function entryRemoveBookmark({
  bookmarks,
}: Pick<Deps, 'bookmarks'>): Commands['identity.entry.removeBookmark'] {
  return async (target) => {
    if (target !== undefined) await bookmarks.remove(target);
  };
}

/** Shows only those children of an entry that a filter or a part of a name fits, until it is empty again. */
export function entryFilterChildren({
  prompt,
  translate,
  childFilters,
  refreshView,
}: Pick<
  Services,
  'prompt' | 'translate' | 'childFilters' | 'refreshView'
>): Commands['identity.entry.filterChildren'] {
  return async (target) => {
    if (target === undefined) return;
    const { directory, dn } = target;
    const typed = await prompt.input({
      title: translate('Filter Children of {name}', { name: rdnLabel(dn) }),
      prompt: translate('A part of the name, or a filter in parentheses; empty shows all'),
      placeholder: 'ada, (objectClass=groupOfNames)',
      value: childFilters.get(directory, dn) ?? '',
      check(text) {
        try {
          if (text.trim() !== '') nameFilter(text, 'other');
          return undefined;
        } catch (error) {
          return explainInline(error, translate);
        }
      },
    });
    if (typed === undefined) return;
    childFilters.set(directory, dn, typed);
    refreshView('identity.directories');
  };
}
