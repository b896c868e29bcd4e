import type { Disposer } from '../ports.ts';
import { homeOf } from './globalCatalog.ts';
import { readSearchDocument } from './searchDocument.ts';

/** A file of searches: one of the workspace, or one kept for every window. */
export interface SavedSearch {
  readonly uri: string;
  /** The file's name without its ending. */
  readonly name: string;
  /** Where it is, as people say it; undefined for those kept for every window. */
  readonly place: string | undefined;
  /** Undefined when the file cannot be read. */
  readonly text: string | undefined;
}

/** The searches a person saved. They are files, so that they can be shared, compared and put under version control. */
export interface SavedSearches {
  list(): Promise<readonly SavedSearch[]>;
  /** Keeps a search for every window; resolves to its URI. Throws `search.nameTaken`. */
  save(name: string, text: string): Promise<string>;
  /** Names the file anew in its folder. Throws `search.nameTaken`. */
  rename(uri: string, name: string): Promise<void>;
  /** Deletes the file, into the trash where there is one. */
  remove(uri: string): Promise<void>;
  onDidChange(listener: () => void): Disposer;
}

/** One search of a file, as a list shows it. */
export interface SearchSummary {
  /** Id of the connection it names, undefined when it is asked for. */
  readonly directory: string | undefined;
  readonly filter: string;
  readonly base: string | undefined;
  readonly line: number;
}

/** What the searches of a file are about; nothing is checked. */
export function summarizeSearches(text: string): readonly SearchSummary[] {
  return readSearchDocument(text).map(({ fields, line }) => {
    const value = (key: string) => {
      const found = fields.find((field) => field.key.toLowerCase() === key)?.value.trim();
      return found === '' ? undefined : found;
    };
    const directory = value('directory');
    return {
      directory: directory === undefined ? undefined : homeOf(directory),
      filter: value('filter') ?? '(objectClass=*)',
      base: value('base'),
      line,
    };
  });
}

/** Characters that some file system does not take in a name. */
const FORBIDDEN = /[\u0000-\u001f\\/:*?"<>|]/;
const LONGEST_NAME = 100;

/** Whether a file can be called so everywhere. */
export function isFileName(name: string): boolean {
  return name.length <= LONGEST_NAME && !FORBIDDEN.test(name) && !/^\s*$|^\.|[. ]$/.test(name);
}
