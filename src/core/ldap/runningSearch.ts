import type { Schema } from './schema.ts';
import type { SearchPage } from './session.ts';

/** A search that the table of results runs, and may run again. */
export interface RunningSearch {
  readonly title: string;
  /** Id of the directory its entries are of. */
  readonly directory: string;
  /** Attributes to show, in order; empty for whatever comes. */
  readonly columns: readonly string[];
  schema(): Promise<Schema>;
  /** The pages as the server sends them; aborting abandons the search on the server. */
  pages(signal: AbortSignal): AsyncIterable<SearchPage>;
}
