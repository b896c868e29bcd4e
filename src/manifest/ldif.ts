import type { PresenceOf } from './presence.ts';
import type { DirectoryTarget, EntryTarget } from './directory.ts';

/** Names a line of a document; lines count from 0. */
export interface LineTarget {
  readonly uri: string;
  readonly line?: number;
}

/** How the import of a file ended. */
export interface ImportResult {
  readonly made: number;
  readonly failed: number;
  /** Records that cannot be read. */
  readonly unreadable: number;
  /** Whether it ended before the file did. */
  readonly stopped: boolean;
}

/** In how many entries a snapshot differs. */
export interface SnapshotDifference {
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
}

/** The commands on LDIF and searches, with their signatures. */
export interface LdifCommands {
  /** `syntax` is that of the attribute by the schema, for those that are known by it only. */
  'identity.ldif.editValue'(target?: LineTarget & { readonly syntax?: string }): Promise<void>;
  /** Without `uri` a file is asked for. */
  'identity.ldif.import'(
    target?: Partial<DirectoryTarget> & { readonly uri?: string },
  ): Promise<ImportResult | undefined>;
  /** Writes the entry and everything below it to a file; resolves to how many entries were written. */
  'identity.ldif.export'(target?: EntryTarget): Promise<number | undefined>;
  /**
   * Holds an LDIF file against a directory, or another file, and opens what leads from the file to what is there now, or
   * back. Without `uri`, the document a person looks at, else a file is asked for.
   */
  'identity.ldif.compare'(
    target?: Partial<DirectoryTarget> & { readonly uri?: string; readonly direction?: 'since' | 'back' },
  ): Promise<SnapshotDifference | undefined>;
  'identity.directory.showChanges'(): Promise<void>;
  'identity.directory.showUndo'(): Promise<void>;
  'identity.entry.compareWith'(target?: EntryTarget): Promise<void>;
  'identity.search.new'(target?: Partial<EntryTarget>): Promise<void>;
  /** Keeps the searches of the document a person looks at, under a name. */
  'identity.search.save'(): Promise<void>;
  'identity.search.open'(target?: LineTarget): Promise<void>;
  'identity.search.rename'(target?: LineTarget): Promise<void>;
  'identity.search.delete'(target?: LineTarget): Promise<void>;
  /** Without `uri`, of the document a person looks at, else one of those saved. */
  'identity.search.run'(target?: LineTarget): Promise<void>;
  'identity.search.export'(target?: LineTarget): Promise<number | undefined>;
}

/** Where each of them stands. */
export const ldifPresence: PresenceOf<LdifCommands> = {
  'identity.ldif.editValue': 'palette',
  'identity.ldif.import': 'palette',
  'identity.ldif.export': 'palette',
  'identity.ldif.compare': 'palette',
  'identity.directory.showChanges': 'palette',
  'identity.directory.showUndo': 'palette',
  'identity.entry.compareWith': 'palette',
  'identity.search.new': 'palette',
  'identity.search.save': 'palette',
  'identity.search.open': 'palette',
  'identity.search.rename': 'palette',
  'identity.search.delete': 'palette',
  'identity.search.run': 'palette',
  'identity.search.export': 'palette',
};
