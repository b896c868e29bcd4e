import { IdentityError } from '../../errors.ts';
import { sameBytes } from '../bytes.ts';
import type { Entry } from '../entry.ts';
import { OIDS, type ServerFacts } from '../serverFacts.ts';
import type { Search, SearchPage } from '../session.ts';
import { descriptorControls, pagedResults, readPagedResults, sortRequest } from './controls.ts';
import { encodeFilter } from './filterBer.ts';
import type { Ended, LdapClient } from './ldapClient.ts';
import type { OpenClient } from './ldapSession.ts';
import type { SearchRequest } from './messages.ts';
import { ANY_ENTRY, completeRanges, hasRanges } from './ranges.ts';
import { refusal } from './refusal.ts';

const PAGE_SIZE = 200;
const TIME_LIMIT_S = 120;
/** So many pages without an entry may come one after another, with one cookie and with others. */
const [MOST_EMPTY_ALIKE, MOST_EMPTY] = [100, 10_000];
/** Connections kept for the next search, and how long. */
const MOST_SPARE = 2;
const SPARE_MS = 60_000;

/** Lends connections to searches: a paged search needs one to itself, since a second one ends the first's cookie. */
export interface SearchClients {
  take(signal: AbortSignal | undefined): Promise<LdapClient>;
  /** Gives back one on which nothing runs. */
  giveBack(client: LdapClient): void;
  /** Closes all of them; who asks for one afterwards gets the reason. */
  close(reason: Error): void;
}

export function searchClients(open: OpenClient): SearchClients {
  const spare = new Map<LdapClient, ReturnType<typeof setTimeout>>();
  const lent = new Set<LdapClient>();
  let closed: Error | undefined;
  // It may close while a connection opens.
  const whyClosed = () => closed;
  return {
    async take(signal) {
      for (const [client, timer] of spare) {
        clearTimeout(timer);
        spare.delete(client);
        if (client.closed !== undefined) continue;
        lent.add(client);
        return client;
      }
      if (closed !== undefined) throw closed;
      const client = await open(signal);
      if (whyClosed() !== undefined) client.close(whyClosed());
      lent.add(client);
      return client;
    },
    giveBack(client) {
      lent.delete(client);
      if (closed !== undefined || client.closed !== undefined || spare.size >= MOST_SPARE) {
        client.close();
        return;
      }
      const timer = setTimeout(() => {
        spare.delete(client);
        client.close();
      }, SPARE_MS);
      spare.set(client, timer);
    },
    close(reason) {
      closed = reason;
      for (const timer of spare.values()) clearTimeout(timer);
      for (const client of [...spare.keys(), ...lent]) client.close(reason);
      spare.clear();
    },
  };
}

/** The pages of a search, see `LdapSession.search`. */
export async function* searchPages(
  clients: SearchClients,
  server: ServerFacts,
  search: Search,
  signal: AbortSignal | undefined,
): AsyncGenerator<SearchPage, undefined> {
  const paging: Paging = { clients, server, search, signal };
  const { pageSize = PAGE_SIZE } = search;
  const state: Progress = { given: 0, cookie: new Uint8Array(), isLast: false, empty: 0, pageSize };
  let client = await clients.take(signal);
  try {
    while (!state.isLast) {
      if (client.closed !== undefined) {
        // The server closed it while nobody asked for the next page; the cookie went with it.
        if (state.given === 0) throw client.closed;
        clients.giveBack(client);
        client = await clients.take(signal);
        yield* again(client, paging, state);
      } else
        for await (const page of onePage(client, paging, state)) {
          const idle = closeWhenIdle(client);
          yield page;
          clearTimeout(idle);
        }
    }
  } finally {
    if (!state.isLast || !client.isIdle) client.close();
    clients.giveBack(client);
  }
}

/** A consumer who never asks again must not hold a connection; who does is served by a new one. */
function closeWhenIdle(client: LdapClient): ReturnType<typeof setTimeout> | undefined {
  return client.isIdle ? setTimeout(() => client.close(), SPARE_MS) : undefined;
}

/** What a search is run with. */
interface Paging {
  readonly clients: SearchClients;
  readonly server: ServerFacts;
  readonly search: Search;
  readonly signal: AbortSignal | undefined;
}

interface Progress {
  /** How many entries the consumer has. */
  given: number;
  cookie: Uint8Array;
  isLast: boolean;
  /** How many pages came without entries since the last that had some. */
  empty: number;
  /** How many entries are asked for at once. */
  pageSize: number;
}

/** Searches from the start and passes over what was given already. */
async function* again(
  client: LdapClient,
  paging: Paging,
  state: Progress,
): AsyncGenerator<SearchPage, undefined> {
  let passing = state.given;
  state.cookie = new Uint8Array();
  state.given = 0;
  while (!state.isLast && passing > 0) {
    for await (const { entries, ...rest } of onePage(client, paging, state)) {
      const fresh = entries.slice(passing);
      passing = Math.max(0, passing - entries.length);
      if (fresh.length > 0 || rest.cutShort !== undefined) yield { ...rest, entries: fresh };
    }
  }
}

/** One page of the server; one that does not page sends everything, which then comes as several. */
async function* onePage(
  client: LdapClient,
  { clients, server, search, signal }: Paging,
  state: Progress,
): AsyncGenerator<SearchPage, undefined> {
  const { sizeLimit = 0, sort = [], batchSize = state.pageSize } = search;
  const isPaged = server.controls.has(OIDS.pagedResults);
  const left = sizeLimit === 0 ? state.pageSize : Math.min(state.pageSize, sizeLimit - state.given);
  const controls = [
    ...(search.controls ?? []),
    ...descriptorControls(search.attributes ?? [], search.controls),
    ...(isPaged ? [pagedResults(left, state.cookie)] : []),
    ...(sort.length > 0 ? [sortRequest(sort)] : []),
  ];
  const request = requestOf(search, isPaged ? 0 : sizeLimit);
  for await (const { entries, references, ended } of client.search(request, batchSize, {
    controls,
    signal,
  })) {
    const whole = await completed(clients, entries, signal);
    state.given += entries.length;
    if (ended === undefined) {
      yield { entries: whole, references, isLast: false, controls: [] };
      continue;
    }
    if (isPaged && isPageTooLarge(state, ended)) {
      state.pageSize = PAGE_SIZE;
      return undefined;
    }
    const paged = readPagedResults(ended.controls);
    const cutShort = limitOf(search, ended);
    follow(state, paged?.cookie ?? new Uint8Array(), entries.length + references.length);
    const isFull = sizeLimit > 0 && state.given >= sizeLimit;
    const isCut = cutShort ?? (isFull && !state.isLast ? 'sizeLimit' : undefined);
    if (isCut !== undefined || isFull) state.isLast = true;
    yield {
      entries: whole,
      references,
      isLast: state.isLast,
      ...(paged === undefined || paged.size === 0 ? {} : { estimate: paged.size }),
      ...(isCut === undefined ? {} : { cutShort: isCut }),
      controls: ended.controls,
    };
  }
}

/** Whether a server that limits the size of a page (`size.pr` of OpenLDAP) would perhaps give smaller ones. */
function isPageTooLarge({ given, pageSize }: Progress, { result }: Ended): boolean {
  return LIMITS[result.code] === 'adminLimit' && given === 0 && pageSize > PAGE_SIZE;
}

/**
 * Notes where the next page begins. An empty page with a cookie is no end: servers send it for sparse filters, Samba
 * with the cookie it always has. Only a server that does so without end is given up, soon if the cookie stays the same.
 */
function follow(state: Progress, cookie: Uint8Array, count: number): void {
  state.empty = count === 0 ? state.empty + 1 : 0;
  const most = sameBytes(cookie, state.cookie) ? MOST_EMPTY_ALIKE : MOST_EMPTY;
  if (state.empty > most && cookie.length > 0) throw new IdentityError('ldap.pagingLoop', {});
  // A view into a piece of the stream would keep the whole piece.
  state.cookie = cookie.slice();
  state.isLast = cookie.length === 0;
}

function requestOf(search: Search, sizeLimit: number): SearchRequest {
  return {
    kind: 'search',
    base: search.base,
    scope: search.scope,
    dereference: search.dereference ?? 'never',
    sizeLimit,
    timeLimit: search.timeLimit ?? TIME_LIMIT_S,
    typesOnly: search.typesOnly ?? false,
    filter: search.filter === undefined ? ANY_ENTRY : encodeFilter(search.filter),
    attributes: search.attributes ?? [],
  };
}

const LIMITS: Readonly<Record<number, NonNullable<SearchPage['cutShort']>>> = {
  3: 'timeLimit',
  4: 'sizeLimit',
  11: 'adminLimit',
};

/** The limit that ended the search early, undefined when it ended by itself. Throws what the server refused. */
function limitOf({ base }: Search, { result }: Ended): SearchPage['cutShort'] {
  if (result.code === 0) return undefined;
  const limit = LIMITS[result.code];
  if (limit === undefined) throw refusal('search', base, result);
  return limit;
}

/** The entries with what came in ranges, read on another connection: this one may be held back meanwhile. */
async function completed(
  clients: SearchClients,
  entries: readonly Entry[],
  signal: AbortSignal | undefined,
): Promise<readonly Entry[]> {
  if (!entries.some(hasRanges)) return entries;
  const client = await clients.take(signal);
  try {
    const whole: Entry[] = [];
    for (const entry of entries) whole.push(await completeRanges(client, entry, signal));
    return whole;
  } finally {
    clients.giveBack(client);
  }
}
