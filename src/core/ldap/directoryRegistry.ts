import type { Disposer } from '../ports.ts';
import type { Directory, DirectorySettings } from './directory.ts';

/** The directories a person works with: the sandbox's, then those of the setting `identity.directories`. */
export interface DirectoryRegistry {
  list(): Promise<DirectorySettings>;
  /** The directory with this id. Throws `directories.unknown`. */
  find(id: string): Promise<Directory>;
  /** Adds an entry to the setting, replacing one with the same id in its place. */
  add(directory: Directory): Promise<void>;
  /** Removes the entry from the setting. */
  remove(id: string): Promise<void>;
  onDidChange(listener: () => void): Disposer;
}
