/** Messages between the page of search results and its host, both ways. */

import { isObject, list, strings, text } from '../core/json.ts';
import { resultFormats, type ResultFormat } from '../core/ldap/searchExports.ts';
import { wordOf } from './handshake.ts';

export const searchStates = ['running', 'done', 'cancelled', 'failed'] as const;
export type SearchState = (typeof searchStates)[number];

/** From the host: a search from its beginning. Texts are translated. */
export interface StartSearch {
  readonly type: 'start';
  readonly title: string;
  /** Translations by English template. */
  readonly messages: Readonly<Record<string, string>>;
}

/** From the host: rows that follow those before. The first cell is the DN; shorter rows lack the last columns. */
export interface AddRows {
  readonly type: 'rows';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** From the host: how the search stands. */
export interface TellState {
  readonly type: 'state';
  readonly state: SearchState;
  readonly text: string;
}

export type ToSearchResults = StartSearch | AddRows | TellState;

/** From the page; rows by number in the order they came. */
export type FromSearchResults =
  | { readonly type: 'cancel' | 'runAgain' }
  | { readonly type: 'open' | 'copyDn'; readonly row: number }
  | { readonly type: 'export'; readonly format: ResultFormat };

/** A message of the page, or undefined when it is none: the page is outside the host's trust. */
export function parseFromSearchResults(message: unknown): FromSearchResults | undefined {
  if (!isObject(message)) return undefined;
  const type = wordOf(message, 'type', ['cancel', 'runAgain', 'open', 'copyDn', 'export'] as const);
  switch (type) {
    case 'cancel':
    case 'runAgain':
      return { type };
    case 'open':
    case 'copyDn': {
      const row = message['row'];
      return typeof row === 'number' && Number.isInteger(row) ? { type, row } : undefined;
    }
    case 'export': {
      const format = wordOf(message, 'format', resultFormats);
      return format === undefined ? undefined : { type, format };
    }
    case undefined:
      return undefined;
  }
}

/** A message of the host, or undefined when it is none. */
export function parseToSearchResults(message: unknown): ToSearchResults | undefined {
  if (!isObject(message)) return undefined;
  switch (message['type']) {
    case 'start': {
      const messages = message['messages'];
      const words = isObject(messages)
        ? Object.fromEntries(
            Object.entries(messages).flatMap(([key, value]) =>
              typeof value === 'string' ? [[key, value]] : [],
            ),
          )
        : {};
      return { type: 'start', title: text(message, 'title') ?? '', messages: words };
    }
    case 'rows': {
      const rows = list(message, 'rows').map((row) =>
        Array.isArray(row) ? row.filter((cell): cell is string => typeof cell === 'string') : [],
      );
      return { type: 'rows', columns: strings(message, 'columns'), rows };
    }
    case 'state': {
      const state = wordOf(message, 'state', searchStates);
      return state === undefined ? undefined : { type: 'state', state, text: text(message, 'text') ?? '' };
    }
    default:
      return undefined;
  }
}
