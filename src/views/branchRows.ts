import type { Translate } from '../core/explain.ts';
import type { Branch, BranchRow } from '../core/ldap/branches/branch.ts';
import { branches } from '../core/ldap/branches/branches.ts';
import { readBranch, type BranchPage } from '../core/ldap/branches/readBranch.ts';
import type { Directory } from '../core/ldap/directory.ts';
import { entryKey } from '../core/ldap/dn.ts';
import type { Entry } from '../core/ldap/entry.ts';
import { textOf } from '../core/ldap/entry.ts';
import { stableId } from '../core/ldap/entryLooks.ts';
import type { Fact } from '../core/ldap/fact.ts';
import { catalogOf } from '../core/ldap/globalCatalog.ts';
import type { ServerKind } from '../core/ldap/serverFacts.ts';
import { foundRow, type EntryRowsDeps } from './entryRows.ts';
import { page, row, type Page, type Row } from './treeNode.ts';

const KINDS: Readonly<Record<ServerKind, string>> = {
  activeDirectory: 'Active Directory',
  openLdap: 'OpenLDAP',
  other: '',
};

/** What a directory is made readable by, below one row; none where its kind has nothing. */
export function readableRows(directory: Directory, kind: ServerKind, deps: EntryRowsDeps): readonly Row[] {
  const { translate } = deps;
  const all = branches[kind];
  if (all.length === 0) return [];
  const catalog = kind === 'activeDirectory' ? catalogOf(directory) : undefined;
  const rows = [
    ...all.map((branch) => branchRow(directory, branch, undefined, deps)),
    ...(catalog === undefined ? [] : [catalogRow(directory, catalog, deps)]),
  ];
  return [
    row(
      'readable',
      { label: KINDS[kind], description: translate('made readable'), icon: 'book' },
      { load: () => Promise.resolve(page(rows)) },
    ),
  ];
}

function branchRow(directory: Directory, branch: Branch, above: Entry | undefined, deps: EntryRowsDeps): Row {
  const { translate } = deps;
  const about = translate(branch.about);
  return row(
    branch.id,
    { label: translate(branch.title), tooltip: about, icon: branch.icon },
    {
      empty: translate('None'),
      load: (signal) => branchPage(directory, branch, above, deps, signal),
    },
  );
}

async function branchPage(
  directory: Directory,
  branch: Branch,
  above: Entry | undefined,
  deps: EntryRowsDeps,
  signal: AbortSignal,
): Promise<Page> {
  const session = await deps.connections.session(directory, signal);
  // The search outlives the load of its first page.
  const ending = new AbortController();
  const pages = readBranch(session, branch, above, ending.signal, directory.pageSize);
  const first = await nextPage(directory, { branch, above, pages, ending }, deps, signal);
  return first;
}

interface OpenBranch {
  readonly branch: Branch;
  readonly above: Entry | undefined;
  readonly pages: AsyncIterator<BranchPage, undefined>;
  readonly ending: AbortController;
}

/** The next rows, and how to get those after them. Leaving it to the signal ends the search. */
async function nextPage(
  directory: Directory,
  open: OpenBranch,
  deps: EntryRowsDeps,
  signal: AbortSignal,
): Promise<Page> {
  const { pages, ending, branch, above } = open;
  const leave = () => ending.abort();
  signal.addEventListener('abort', leave);
  try {
    const rows: Row[] = [];
    for (;;) {
      const { value: found, done } = await pages.next();
      if (done === true) return { rows };
      for (const entry of found.entries) rows.push(...entryRows(directory, branch, entry, above, deps));
      if (found.isLast) return { rows };
      if (rows.length >= directory.pageSize)
        return { rows, next: (later) => nextPage(directory, open, deps, later) };
    }
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/** The rows of one entry of a branch. */
function entryRows(
  directory: Directory,
  branch: Branch,
  entry: Entry,
  above: Entry | undefined,
  deps: EntryRowsDeps,
): readonly Row[] {
  const reads = branch.row(entry, deps.translate, above);
  const all: readonly BranchRow[] = 'label' in reads ? [reads] : reads;
  return all.map((each, at) => {
    const dn = each.dn ?? entry.dn;
    const target = { directory: directory.id, dn };
    const below = branch.below?.() ?? [];
    const { facts = [] } = each;
    return row(`${stableId(entry) ?? entryKey(entry.dn)} ${at}`, looks(branch, each, entry), {
      context: deps.bookmarks.has(target) ? 'directory.entry.bookmarked' : 'directory.entry',
      target,
      command: 'identity.entry.open',
      ...(facts.length === 0 && below.length === 0
        ? {}
        : {
            empty: deps.translate('None'),
            load: (signal: AbortSignal) => insidePage(directory, entry, facts, below, deps, signal),
          }),
    });
  });
}

function looks(branch: Branch, reads: BranchRow, entry: Entry) {
  const { label, description, icon, isWarning = false, isOff = false, dn = entry.dn } = reads;
  return {
    label,
    ...(description === undefined ? {} : { description }),
    tooltip: [label, description, dn].filter(Boolean).join('\n\n'),
    icon: isWarning ? 'warning' : (icon ?? branch.icon),
    ...(isOff ? { color: 'disabledForeground' } : isWarning ? { color: 'list.warningForeground' } : {}),
  };
}

/** What opens below an entry: what is known of it, then its only branch, or each of several. */
async function insidePage(
  directory: Directory,
  entry: Entry,
  facts: readonly Fact[],
  below: readonly Branch[],
  deps: EntryRowsDeps,
  signal: AbortSignal,
): Promise<Page> {
  const known = facts.map(factRow);
  const [only] = below;
  if (below.length !== 1 || only === undefined)
    return page([...known, ...below.map((branch) => branchRow(directory, branch, entry, deps))]);
  const found = await branchPage(directory, only, entry, deps, signal);
  return { ...found, rows: [...known, ...found.rows] };
}

function factRow({ label, value, meaning, isWarning = false }: Fact, at: number): Row {
  return row(`fact ${at}`, {
    label,
    description: value,
    tooltip: [`${label}: ${value}`, meaning].filter(Boolean).join('\n\n'),
    accessibility: [label, value, meaning].filter(Boolean).join(', '),
    icon: isWarning ? 'warning' : 'symbol-field',
    ...(isWarning ? { color: 'list.warningForeground' } : {}),
  });
}

/** The Global Catalog: the forest to search, and its domains to look through. */
function catalogRow(directory: Directory, catalog: Directory, deps: EntryRowsDeps): Row {
  const { translate, connections } = deps;
  return row(
    'globalCatalog',
    {
      label: translate('Global Catalog'),
      description: catalog.url,
      tooltip: translate('A part of every domain of the forest, on a port of its own.'),
      icon: 'search',
    },
    {
      async load(signal) {
        const home = await connections.session(directory, signal);
        const session = await connections.session(catalog, signal);
        const partitions = home.search(
          {
            base: `CN=Partitions,${home.server.configContext ?? ''}`,
            scope: 'one',
            attributes: ['nCName', 'nETBIOSName'],
          },
          signal,
        );
        const rows: Row[] = [findRow(catalog, translate)];
        for await (const { entries } of partitions)
          for (const entry of entries) {
            const context = textOf(entry, 'nCName');
            if (context !== undefined && textOf(entry, 'nETBIOSName') !== undefined)
              rows.push(await foundRow(catalog, session, context, deps, signal, context));
          }
        return page(rows);
      },
    },
  );
}

function findRow(catalog: Directory, translate: Translate): Row {
  return row(
    'find',
    { label: translate('Find in the forest…'), icon: 'search' },
    { command: 'identity.directory.find', target: { directory: catalog.id } },
  );
}
