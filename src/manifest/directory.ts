import type { Directory } from '../core/ldap/directory.ts';
import type { PresenceOf } from './presence.ts';

/** Names a directory by its id (`identity.directories`, or the sandbox's). */
export interface DirectoryTarget {
  readonly directory: string;
}

/** Names an entry; of the tree, or by its DN. */
export interface EntryTarget extends DirectoryTarget {
  readonly dn: string;
}

/** Names an entry and one of its attributes. */
export interface EntryAttributeTarget extends EntryTarget {
  readonly attribute?: string;
}

/** The commands on connections to directories, with their signatures. */
export interface DirectoryCommands {
  /** With `entry`, one of the setting `identity.directories`, nothing is asked and nothing is tested. */
  'identity.directory.add'(target?: {
    readonly entry?: unknown;
    readonly url?: string;
  }): Promise<Directory | undefined>;
  'identity.directory.edit'(target?: DirectoryTarget): Promise<void>;
  'identity.directory.remove'(target?: DirectoryTarget): Promise<void>;
  'identity.directory.connect'(target?: DirectoryTarget): Promise<void>;
  'identity.directory.disconnect'(target?: DirectoryTarget): Promise<void>;
  'identity.directory.find'(target?: DirectoryTarget): Promise<void>;
  /** Starts OpenLDAP's server of this machine with the people of the sandbox, and connects to it. */
  'identity.directory.startSlapd'(): Promise<void>;
  /** Ends it and removes its data, after asking. */
  'identity.directory.stopSlapd'(target?: DirectoryTarget): Promise<void>;
  'identity.directories.refresh'(): Promise<void>;
  'identity.directories.openSettings'(): Promise<void>;
}

/** Where each of them stands. */
export const directoryPresence: PresenceOf<DirectoryCommands> = {
  'identity.directory.add': 'palette',
  'identity.directory.edit': 'palette',
  'identity.directory.remove': 'palette',
  'identity.directory.connect': 'palette',
  'identity.directory.disconnect': 'palette',
  'identity.directory.find': 'palette',
  'identity.directory.startSlapd': 'palette',
  'identity.directory.stopSlapd': 'palette',
  'identity.directories.refresh': 'palette',
  'identity.directories.openSettings': 'palette',
};

/** The commands on entries, with their signatures. */
export interface EntryCommands {
  'identity.entry.open'(target?: EntryTarget): Promise<void>;
  'identity.entry.add'(target?: EntryTarget): Promise<void>;
  'identity.entry.copy'(target?: EntryTarget): Promise<void>;
  'identity.entry.rename'(target?: EntryTarget): Promise<void>;
  'identity.entry.move'(target?: EntryTarget): Promise<void>;
  'identity.entry.delete'(target?: EntryTarget): Promise<void>;
  'identity.entry.compareValue'(target?: EntryAttributeTarget): Promise<void>;
  'identity.entry.setPassword'(target?: EntryTarget): Promise<void>;
  'identity.entry.addMember'(target?: EntryTarget): Promise<void>;
  'identity.entry.removeMember'(target?: EntryTarget): Promise<void>;
  'identity.entry.showPhoto'(target?: EntryTarget): Promise<void>;
  'identity.entry.copyDn'(target?: EntryTarget): Promise<void>;
  'identity.entry.copyValue'(target?: EntryAttributeTarget): Promise<void>;
  'identity.entry.filterChildren'(target?: EntryTarget): Promise<void>;
  'identity.entry.sortChildren'(target?: EntryTarget): Promise<void>;
  'identity.entry.bookmark'(target?: EntryTarget): Promise<void>;
  'identity.entry.removeBookmark'(target?: EntryTarget): Promise<void>;
}

/** Where each of them stands. */
export const entryPresence: PresenceOf<EntryCommands> = {
  'identity.entry.open': 'palette',
  'identity.entry.add': 'palette',
  'identity.entry.copy': 'palette',
  'identity.entry.rename': 'palette',
  'identity.entry.move': 'palette',
  'identity.entry.delete': 'palette',
  'identity.entry.compareValue': 'palette',
  'identity.entry.setPassword': 'palette',
  'identity.entry.addMember': 'palette',
  'identity.entry.removeMember': 'palette',
  'identity.entry.showPhoto': 'palette',
  'identity.entry.copyDn': 'palette',
  'identity.entry.copyValue': 'palette',
  'identity.entry.filterChildren': 'row',
  'identity.entry.sortChildren': 'row',
  'identity.entry.bookmark': 'palette',
  'identity.entry.removeBookmark': 'row',
};
