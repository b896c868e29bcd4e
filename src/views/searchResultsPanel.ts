import type { Uri } from 'vscode';
import { explainInline, isCancellation, type Translate } from '../core/explain.ts';
import type { Entry } from '../core/ldap/entry.ts';
import { entryAddress } from '../core/ldap/entryDocument.ts';
import type { Schema } from '../core/ldap/schema.ts';
import { addColumns, resultText, rowOf, type ResultFormat } from '../core/ldap/searchExports.ts';
import { inSlices } from '../core/jwt/slices.ts';
import { nextTurn } from '../core/nextTurn.ts';
import type { RunningSearch } from '../core/ldap/runningSearch.ts';
import type { Log } from '../core/ports.ts';
import type { Workbench } from '../core/prompt.ts';
import {
  parseFromSearchResults,
  type FromSearchResults,
  type SearchState,
  type ToSearchResults,
} from '../protocol/searchResults.ts';
import { openPage, type Page } from './webviewHost.ts';

export interface SearchResultsDeps {
  readonly extensionUri: Uri;
  readonly log: Log;
  readonly translate: Translate;
  readonly workbench: Pick<Workbench, 'openDocument' | 'openText' | 'clipboard'>;
}

/** The page's own texts, as templates. */
const PAGE_TEXTS = [
  'Cancel',
  'Run Again',
  'Open as LDIF',
  'Open as CSV',
  'Open as JSON',
  'Copy DN',
  'Open Entry',
  'Filter the rows',
  'No entry was found.',
  '{count} of {total} rows',
] as const;

const LANGUAGES: Readonly<Record<ResultFormat, string>> = { ldif: 'ldif', csv: 'csv', json: 'json' };

const ROWS_AT_ONCE = 500;

/** The table of what a search finds, filled while it runs. One page; a new search takes the place of the one before. */
export class SearchResultsPanel {
  readonly #deps: SearchResultsDeps;
  #page: Page<ToSearchResults> | undefined;
  #search: RunningSearch | undefined;
  #schema: Schema | undefined;
  #stop = new AbortController();
  #entries: Entry[] = [];
  /** How many of them the page has been told. */
  #told = 0;
  #isTelling = false;
  #columns: string[] = [];
  #state: { readonly state: SearchState; readonly text: string } = { state: 'done', text: '' };

  constructor(deps: SearchResultsDeps) {
    this.#deps = deps;
  }

  /** Runs a search and shows what it finds as it comes. Resolves when it has ended in any way. */
  async run(search: RunningSearch): Promise<void> {
    this.#stop.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.#search = search;
    this.#entries = [];
    this.#told = 0;
    this.#columns = [...search.columns];
    this.#open();
    this.#tell({ type: 'start', title: search.title, messages: this.#messages() });
    this.#enter('running', this.#found(undefined));
    try {
      this.#schema = await search.schema();
      for await (const { entries, cutShort } of search.pages(stop.signal)) {
        if (stop !== this.#stop) return;
        this.#add(entries);
        this.#enter('running', this.#found(cutShort));
        if (cutShort !== undefined) {
          this.#enter('done', this.#found(cutShort));
          return;
        }
      }
      if (stop === this.#stop) this.#enter('done', this.#found(undefined));
    } catch (error) {
      if (stop !== this.#stop) return;
      const { translate } = this.#deps;
      if (isCancellation(error))
        this.#enter('cancelled', `${this.#found(undefined)} ${translate('Cancelled.')}`);
      else this.#enter('failed', explainInline(error, translate));
    }
  }

  dispose(): void {
    this.#stop.abort();
    this.#page?.dispose();
  }

  #add(entries: readonly Entry[]): void {
    for (const entry of entries) this.#entries.push(entry);
    if (this.#search?.columns.length === 0) addColumns(this.#columns, entries);
    void this.#tellRows();
  }

  /** Tells the page the rows it does not have yet, a few hundred at a time, so that others get their turn. */
  async #tellRows(): Promise<void> {
    if (this.#isTelling) return;
    this.#isTelling = true;
    while (this.#page !== undefined && this.#schema !== undefined && this.#told < this.#entries.length) {
      const [columns, schema] = [[...this.#columns], this.#schema];
      const some = this.#entries.slice(this.#told, this.#told + ROWS_AT_ONCE);
      this.#told += some.length;
      this.#tell({ type: 'rows', columns, rows: some.map((entry) => rowOf(entry, columns, schema)) });
      await nextTurn();
    }
    this.#isTelling = false;
  }

  #found(cutShort: string | undefined): string {
    const { translate } = this.#deps;
    const count = translate('{count} entries', { count: this.#entries.length });
    return cutShort === undefined
      ? count
      : `${count} ${translate('There are more: {limit} reached.', { limit: cutShort })}`;
  }

  #enter(state: SearchState, text: string): void {
    this.#state = { state, text };
    this.#tell({ type: 'state', state, text });
  }

  #tell(message: ToSearchResults): void {
    this.#page?.post(message);
  }

  #messages(): Readonly<Record<string, string>> {
    return Object.fromEntries(PAGE_TEXTS.map((text) => [text, this.#deps.translate(text)]));
  }

  #open(): void {
    if (this.#page !== undefined) {
      this.#page.reveal();
      return;
    }
    const { extensionUri, log, translate } = this.#deps;
    this.#page = openPage<ToSearchResults, FromSearchResults>(extensionUri, log, {
      app: 'searchResults',
      title: translate('Search Results'),
      snapshot: () => {
        this.#told = 0;
        // After what is returned here, which empties the table.
        void nextTurn().then(async () => this.#tellRows());
        return [
          { type: 'start', title: this.#search?.title ?? '', messages: this.#messages() },
          { type: 'state', ...this.#state },
        ];
      },
      parse: parseFromSearchResults,
      receive: (message) =>
        void this.#receive(message).catch((error: unknown) =>
          this.#enter('failed', explainInline(error, translate)),
        ),
    });
    this.#page.onDidDispose(() => {
      this.#page = undefined;
      // Nobody looks at it any more.
      this.#stop.abort();
    });
  }

  async #receive(message: FromSearchResults): Promise<void> {
    const { workbench } = this.#deps;
    switch (message.type) {
      case 'cancel':
        this.#stop.abort();
        break;
      case 'runAgain':
        if (this.#search !== undefined) await this.run(this.#search);
        break;
      case 'open':
      case 'copyDn': {
        const dn = this.#entries[message.row]?.dn;
        if (dn === undefined || this.#search === undefined) return;
        if (message.type === 'copyDn') await workbench.clipboard.write(dn);
        else await workbench.openDocument(entryAddress(this.#search.directory, dn));
        break;
      }
      case 'export':
        if (this.#schema !== undefined)
          await workbench.openText(
            await resultText(
              message.format,
              [...this.#entries],
              [...this.#columns],
              this.#schema,
              inSlices(nextTurn),
            ),
            LANGUAGES[message.format],
          );
        break;
    }
  }
}
