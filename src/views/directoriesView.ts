import { explainInline, type Translate } from '../core/explain.ts';
import { addressLabel, parseAddress, type Directory } from '../core/ldap/directory.ts';
import type { ConnectionState } from '../core/ldap/directoryConnections.ts';
import type { DirectoryRegistry } from '../core/ldap/directoryRegistry.ts';
import type { SavedSearches } from '../core/ldap/savedSearches.ts';
import type { LdapSession } from '../core/ldap/session.ts';
import type { ContextValue } from '../manifest.ts';
import { readableRows } from './branchRows.ts';
import { foundRow, type EntryRowsDeps } from './entryRows.ts';
import { problemRow } from './problemRow.ts';
import { savedSearchRows } from './searchRows.ts';
import { page, row, type Page, type Presentation, type Row } from './treeNode.ts';

export interface DirectoriesViewDeps extends EntryRowsDeps {
  readonly directories: DirectoryRegistry;
  readonly searches: SavedSearches;
}

/**
 * The Directories view: a row for each connection, which says how it stands. Nothing is sent before a person
 * connects; a connection that was lost is made again by whoever opens a row below it.
 */
export function directoriesView(deps: DirectoriesViewDeps): () => Promise<Page> {
  const { directories, connections, searches, translate } = deps;
  return async () => {
    const { directories: all, problems } = await directories.list();
    const known = new Set(all.map(({ id }) => id));
    return page([
      ...all.map((directory) => connectionRow(directory, connections.state(directory.id), deps)),
      ...problems.map((problem) => problemRow(problem, 'identity.directories.openSettings', translate)),
      ...savedSearchRows(await searches.list(), (id) => id === undefined || !known.has(id), translate),
    ]);
  };
}

type StateKind = ConnectionState['kind'];

const CONTEXTS: Readonly<Record<Directory['kind'], Readonly<Record<StateKind, ContextValue>>>> = {
  configured: {
    closed: 'directory.closed',
    opening: 'directory.opening',
    open: 'directory.open',
    lost: 'directory.lost',
  },
  sandbox: {
    closed: 'directory.sandbox.closed',
    opening: 'directory.opening',
    open: 'directory.sandbox.open',
    lost: 'directory.sandbox.lost',
  },
  local: {
    closed: 'directory.local.closed',
    opening: 'directory.opening',
    open: 'directory.local.open',
    lost: 'directory.local.lost',
  },
};

function connectionRow(directory: Directory, state: ConnectionState, deps: DirectoriesViewDeps): Row {
  const isUsable = state.kind === 'open' || isLost(state);
  const looks = stateLooks(directory, state, deps.translate);
  // VS Code opens a row by itself only when it has not shown it before.
  return row(isUsable ? `${directory.id} connected` : directory.id, looks, {
    context: CONTEXTS[directory.kind][state.kind],
    target: { directory: directory.id },
    ...(isUsable
      ? {
          expanded: true,
          // To load them again would connect again, which is for a person to want.
          keepsChildren: isLost(state),
          load: (signal: AbortSignal) => basesPage(directory, deps, signal),
        }
      : { command: 'identity.directory.connect' }),
  });
}

/** Lost, or on its way back from there. */
function isLost(state: ConnectionState): boolean {
  return state.kind === 'lost' || (state.kind === 'opening' && state.again);
}

function stateLooks(directory: Directory, state: ConnectionState, translate: Translate): Presentation {
  const { name, url, startTls, bind, user = '' } = directory;
  const who = bind === 'anonymous' ? translate('anonymous') : bind === 'external' ? 'SASL EXTERNAL' : user;
  const how = startTls ? `${url} StartTLS` : url;
  const tooltip = [name, how, who].join('\n');
  const label = name;
  // A server of this window runs, whether it is connected to or not.
  const runs = directory.kind === 'local' ? translate('running') : undefined;
  const description = (...parts: readonly (string | undefined)[]) =>
    [runs, ...parts].filter((part) => part !== undefined && part !== '').join(' · ');
  switch (state.kind) {
    case 'closed':
      return { label, description: description(translate('not connected')), tooltip, icon: 'database' };
    case 'opening':
      return { label, description: description(translate('connecting…')), tooltip, icon: 'loading~spin' };
    case 'open':
      return {
        label,
        description: description(
          addressOf(url),
          state.session.server.vendor ?? KINDS[state.session.server.kind],
        ),
        tooltip: [tooltip, ...state.session.server.namingContexts].join('\n'),
        icon: state.session.isPrivate ? 'lock' : 'database',
        color: 'charts.green',
      };
    case 'lost':
      return {
        label,
        description: description(translate('lost, connects again when used')),
        tooltip: [tooltip, explainInline(state.reason, translate)].join('\n\n'),
        icon: 'debug-disconnect',
        color: 'list.warningForeground',
      };
  }
}

const KINDS: Readonly<Record<LdapSession['server']['kind'], string>> = {
  activeDirectory: 'Active Directory',
  openLdap: 'OpenLDAP',
  other: '',
};

function addressOf(url: string): string {
  return addressLabel(parseAddress(url));
}

/** What an open connection begins with: bookmarks, the naming contexts, the server's own configuration. */
async function basesPage(
  directory: Directory,
  deps: DirectoriesViewDeps,
  signal: AbortSignal,
): Promise<Page> {
  const { translate, bookmarks, connections, searches } = deps;
  const session = await connections.session(directory, signal);
  const { namingContexts, configContext, kind } = session.server;
  const marked = bookmarks.of(directory.id);
  const bookmarksRow = row(
    'bookmarks',
    { label: translate('Bookmarks'), icon: 'bookmark', description: String(marked.length) },
    {
      load: async (during) => {
        const open = await connections.session(directory, during);
        return page(await Promise.all(marked.map(({ dn }) => foundRow(directory, open, dn, deps, during))));
      },
    },
  );
  const rootRow = row(
    'root DSE',
    { label: translate('Root DSE'), icon: 'info', description: translate('what the server says of itself') },
    { command: 'identity.entry.open', target: { directory: directory.id, dn: '' } },
  );
  const bases = directory.bases.length > 0 ? directory.bases : namingContexts;
  const config = kind === 'openLdap' && directory.bases.length === 0 ? configContext : undefined;
  const rows = await Promise.all(bases.map((dn) => foundRow(directory, session, dn, deps, signal, dn)));
  const own =
    config === undefined || !(await isReadable(session, config, signal))
      ? []
      : [await foundRow(directory, session, config, deps, signal, config)];
  return page([
    rootRow,
    ...(marked.length > 0 ? [bookmarksRow] : []),
    ...savedSearchRows(await searches.list(), (id) => id === directory.id, translate),
    ...readableRows(directory, kind, deps),
    ...rows,
    ...own,
  ]);
}

async function isReadable(session: LdapSession, dn: string, signal: AbortSignal): Promise<boolean> {
  try {
    return (await session.read(dn, ['1.1'], signal)) !== undefined;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
