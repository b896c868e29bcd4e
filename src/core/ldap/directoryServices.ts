import type { Bookmarks } from './bookmarks.ts';
import type { ChildChoices } from './childChoices.ts';
import type { Directory } from './directory.ts';
import type { DirectoryConnections } from './directoryConnections.ts';
import type { DirectoryPasswords } from './directoryPasswords.ts';
import type { DirectoryRegistry } from './directoryRegistry.ts';
import type { ChangeLog } from './changeLog.ts';
import type { DirectorySchemas } from './directorySchemas.ts';
import type { SavedSearches } from './savedSearches.ts';
import type { LocalServer } from './slapd/localServer.ts';
import type { LdapSession } from './session.ts';

/** What works with LDAP directories may use. */
export interface DirectoryServices {
  readonly directories: DirectoryRegistry;
  readonly connections: DirectoryConnections;
  /** OpenLDAP's server on this machine. */
  readonly localServer: LocalServer;
  readonly passwords: DirectoryPasswords;
  readonly schemas: DirectorySchemas;
  /** What this window changed in directories. */
  readonly changes: ChangeLog;
  readonly searches: SavedSearches;
  readonly bookmarks: Bookmarks;
  readonly childFilters: ChildChoices;
  /** Ids of `childOrders`. */
  readonly childOrders: ChildChoices;
  /** Opens a session with a directory that is not in the settings yet, and a password that is not kept. */
  readonly tryDirectory: (
    directory: Directory,
    password: string,
    signal: AbortSignal,
  ) => Promise<LdapSession>;
}
