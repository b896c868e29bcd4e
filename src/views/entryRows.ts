import type { Bookmarks } from '../core/ldap/bookmarks.ts';
import type { ChildChoices } from '../core/ldap/childChoices.ts';
import { childOrders } from '../core/ldap/childOrders.ts';
import type { Directory } from '../core/ldap/directory.ts';
import type { DirectoryConnections } from '../core/ldap/directoryConnections.ts';
import { entryKey, rdnLabel } from '../core/ldap/dn.ts';
import type { Entry } from '../core/ldap/entry.ts';
import { entryLooks, stableId, TREE_ATTRIBUTES, type EntryLooks } from '../core/ldap/entryLooks.ts';
import { nameFilter } from '../core/ldap/nameFilter.ts';
import type { LdapSession, SearchPage } from '../core/ldap/session.ts';
import type { Translate } from '../core/explain.ts';
import { row, type Page, type Row } from './treeNode.ts';

/** What the rows of entries need. */
export interface EntryRowsDeps {
  readonly connections: DirectoryConnections;
  readonly bookmarks: Bookmarks;
  readonly childFilters: ChildChoices;
  readonly childOrders: ChildChoices;
  readonly translate: Translate;
}

/** The row of an entry, with its children on demand. `label` stands instead of the RDN's value. */
export function entryRow(directory: Directory, entry: Entry, deps: EntryRowsDeps, label?: string): Row {
  const { translate, bookmarks, childFilters } = deps;
  const { dn } = entry;
  const looks = entryLooks(entry);
  const target = { directory: directory.id, dn };
  const { alias } = looks;
  const load = looks.isParent
    ? (signal: AbortSignal) => childrenPage(directory, dn, deps, signal)
    : alias === undefined
      ? undefined
      : (signal: AbortSignal) => aliasPage(directory, alias, deps, signal);
  return {
    id: stableId(entry) ?? entryKey(dn),
    present: () => ({
      label: label ?? rdnLabel(dn),
      ...described(looks, childFilters.get(directory.id, dn), rdnLabel(dn), translate),
      tooltip: [dn, looks.objectClasses.join(', ')].filter(Boolean).join('\n\n'),
      icon: looks.icon,
      ...(looks.isDisabled ? { color: 'disabledForeground' } : {}),
      accessibility: `${label ?? rdnLabel(dn)}, ${looks.objectClasses.at(-1) ?? ''}, ${dn}`,
    }),
    context: bookmarks.has(target) ? 'directory.entry.bookmarked' : 'directory.entry',
    target,
    command: 'identity.entry.open',
    ...(load === undefined ? {} : { load }),
    empty: translate('No entries below'),
  };
}

function described(
  { note, children, alias, isDisabled }: EntryLooks,
  filter: string | undefined,
  name: string,
  translate: Translate,
): { readonly description?: string } {
  const parts = [
    filter === undefined ? undefined : translate('only {filter}', { filter }),
    alias === undefined ? undefined : `→ ${alias}`,
    isDisabled ? translate('disabled') : undefined,
    children === undefined || children === 0 ? undefined : String(children),
    note === name ? undefined : note,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? {} : { description: parts.join(' · ') };
}

/** The first page of an entry's children. */
async function childrenPage(
  directory: Directory,
  dn: string,
  deps: EntryRowsDeps,
  signal: AbortSignal,
): Promise<Page> {
  const session = await deps.connections.session(directory, signal);
  const typed = deps.childFilters.get(directory.id, dn);
  const chosen = deps.childOrders.get(directory.id, dn);
  const order = childOrders.find(({ id }) => id === chosen);
  const ending = new AbortController();
  const pages = session.search(
    {
      base: dn,
      scope: 'one',
      attributes: TREE_ATTRIBUTES,
      pageSize: directory.pageSize,
      ...(typed === undefined ? {} : { filter: nameFilter(typed, session.server.kind) }),
      ...(order === undefined ? {} : { sort: [order.key(session.server.kind)] }),
    },
    ending.signal,
  );
  const first = await nextPage(directory, { pages, ending }, deps, signal);
  // Servers answer in an order of their own; what is here whole can be put in a person's.
  return order === undefined && first.next === undefined ? { rows: byLabel(first.rows) } : first;
}

/** A search that goes on from page to page, each of which has a signal of its own. */
interface OpenSearch {
  readonly pages: AsyncIterator<SearchPage, undefined>;
  readonly ending: AbortController;
}

/** The next rows of a search, and how to get those after them. Leaving it to the signal ends the search. */
async function nextPage(
  directory: Directory,
  search: OpenSearch,
  deps: EntryRowsDeps,
  signal: AbortSignal,
): Promise<Page> {
  const { pages, ending } = search;
  // Returning from the pages would wait for the one that is on its way.
  const leave = () => ending.abort();
  signal.addEventListener('abort', leave);
  try {
    for (;;) {
      const { value: page, done } = await pages.next();
      if (done === true) return { rows: [] };
      const rows = [
        ...page.entries.map((entry) => entryRow(directory, entry, deps)),
        ...page.references.map((uris) => referenceRow(uris, deps.translate)),
        ...(page.cutShort === undefined ? [] : [limitRow(page.cutShort, deps.translate)]),
      ];
      if (rows.length === 0) continue;
      return page.isLast ? { rows } : { rows, next: (later) => nextPage(directory, search, deps, later) };
    }
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/** An alias shows the entry it leads to. */
async function aliasPage(
  directory: Directory,
  dn: string,
  deps: EntryRowsDeps,
  signal: AbortSignal,
): Promise<Page> {
  const session = await deps.connections.session(directory, signal);
  return { rows: [await foundRow(directory, session, dn, deps, signal)] };
}

/** The row of an entry by its name, or one that says that there is none. */
export async function foundRow(
  directory: Directory,
  session: LdapSession,
  dn: string,
  deps: EntryRowsDeps,
  signal: AbortSignal,
  label?: string,
): Promise<Row> {
  const entry = await session.read(dn, TREE_ATTRIBUTES, signal);
  if (entry !== undefined) return entryRow(directory, entry, deps, label);
  const description = deps.translate('there is no such entry, or it may not be seen');
  return row(
    entryKey(dn),
    { label: label ?? dn, description, tooltip: dn, icon: 'circle-slash', color: 'disabledForeground' },
    {
      target: { directory: directory.id, dn },
      context: deps.bookmarks.has({ directory: directory.id, dn })
        ? 'directory.missing.bookmarked'
        : 'directory.missing',
    },
  );
}

/** A part of the tree that another server holds. */
function referenceRow(uris: readonly string[], translate: Translate): Row {
  const [first = ''] = uris;
  return row(
    `reference ${uris.join(' ')}`,
    {
      label: first,
      description: translate('held by another server'),
      tooltip: uris.join('\n'),
      icon: 'link-external',
    },
    { context: 'directory.reference', target: { url: first } },
  );
}

const LIMITS: Readonly<Record<NonNullable<SearchPage['cutShort']>, string>> = {
  sizeLimit:
    'The server shows no more entries: its size limit is reached. Filter the children to see others.',
  timeLimit:
    'The server shows no more entries: its time limit is reached. Filter the children to see others.',
  adminLimit: 'The server shows no more entries: it would cost more than it allows. Filter the children.',
};

function limitRow(limit: NonNullable<SearchPage['cutShort']>, translate: Translate): Row {
  return row('limit', { label: translate(LIMITS[limit]), icon: 'warning', color: 'list.warningForeground' });
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function byLabel(rows: readonly Row[]): readonly Row[] {
  return rows
    .map((each) => ({ each, label: each.present().label }))
    .sort((one, other) => collator.compare(one.label, other.label))
    .map(({ each }) => each);
}
