import { base64url } from 'jose';
import type { JsonObject } from '../../core/json.ts';
import { parseFilter, property } from './filter.ts';
import { badRequest, unsupportedQuery } from './graphError.ts';

/** The OData options of a request (OData 4.01 §5.1; Microsoft: Graph query parameters). */
export interface Query {
  readonly select: readonly string[] | undefined;
  readonly top: number;
  readonly skip: number;
  readonly filter: ((row: object) => boolean) | undefined;
  readonly search: ((row: object) => boolean) | undefined;
  readonly orderBy: { readonly path: string; readonly isDescending: boolean } | undefined;
  readonly count: boolean;
}

const DEFAULT_TOP = 100;
const MAX_TOP = 999;
const KNOWN = [
  '$select',
  '$expand',
  '$top',
  '$skiptoken',
  '$filter',
  '$search',
  '$orderby',
  '$count',
  '$format',
  '$deltatoken',
];

/** Reads the options; advanced ones need `ConsistencyLevel: eventual`. Throws Graph's 400 errors. */
export function parseQuery(parameters: URLSearchParams, isEventual: boolean): Query {
  for (const name of parameters.keys()) {
    if (name.startsWith('$') && !KNOWN.includes(name))
      throw badRequest(`The query option '${name}' is not offered by the sandbox.`);
  }
  const filter = given(parameters, '$filter', parseFilter);
  const count = parameters.get('$count') === 'true';
  const search = given(parameters, '$search', parseSearch);
  if (search && !isEventual)
    throw unsupportedQuery(
      "Request with $search query parameter only works with header 'ConsistencyLevel: eventual'.",
    );
  if (count && !isEventual) throw unsupportedQuery("$count needs the header 'ConsistencyLevel: eventual'.");
  if (filter?.isAdvanced && !(isEventual && count)) {
    throw unsupportedQuery(
      "This $filter is an advanced query: send the header 'ConsistencyLevel: eventual' and $count=true.",
    );
  }
  return {
    select: given(parameters, '$select', (text) => text.split(',').map((each) => each.trim())),
    top: given(parameters, '$top', parseTop) ?? DEFAULT_TOP,
    skip: given(parameters, '$skiptoken', parseSkipToken) ?? 0,
    filter: filter?.test,
    search,
    orderBy: given(parameters, '$orderby', parseOrderBy),
    count,
  };
}

/** One page of the rows, with `next` the skip token of the following page. */
export function runQuery(rows: readonly object[], query: Query) {
  const { filter, search, orderBy, skip, top } = query;
  const found = rows.filter((row) => (filter?.(row) ?? true) && (search?.(row) ?? true));
  const sorted = orderBy ? found.toSorted((one, other) => compare(one, other, orderBy)) : found;
  const end = skip + top;
  const next = end < sorted.length ? base64url.encode(`skip:${end}`) : undefined;
  return { page: sorted.slice(skip, end), total: sorted.length, next };
}

/** The selected members of a row: the given ones, or the set's defaults. `id` is always there, as on Graph. */
export function project(row: object, select: readonly string[] | undefined): JsonObject {
  if (!select || select.includes('*')) return { ...row };
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => name === 'id' || name.startsWith('@') || select.includes(name)),
  );
}

function given<Value>(
  parameters: URLSearchParams,
  name: string,
  parse: (text: string) => Value,
): Value | undefined {
  const text = parameters.get(name);
  return text === null || text === '' ? undefined : parse(text);
}

function parseTop(text: string): number {
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1 || top > MAX_TOP)
    throw badRequest(`Invalid page size '${text}': $top goes from 1 to ${MAX_TOP}.`);
  return top;
}

function parseSkipToken(token: string): number {
  const skip = /^skip:(\d{1,9})$/.exec(decodeToken(token))?.[1];
  if (skip === undefined)
    throw badRequest('The $skiptoken is not one of this sandbox. Follow @odata.nextLink as it is.');
  return Number(skip);
}

function decodeToken(token: string): string {
  try {
    return new TextDecoder().decode(base64url.decode(token));
  } catch {
    return '';
  }
}

function parseOrderBy(text: string): Query['orderBy'] {
  const match = /^([\w/]+)(?:\s+(asc|desc))?$/i.exec(text.trim());
  if (!match?.[1]) throw badRequest(`Invalid $orderby '${text}': name one property, with asc or desc.`);
  return { path: match[1], isDescending: match[2]?.toLowerCase() === 'desc' };
}

/** `"property:text"` clauses joined by AND and OR; a word of the property must start with each word of the text. */
function parseSearch(source: string): (row: object) => boolean {
  const alternatives = source.split(/\s+OR\s+/).map((each) => each.split(/\s+AND\s+/).map(parseClause));
  return (row) => alternatives.some((clauses) => clauses.every((clause) => clause(row)));
}

function parseClause(source: string): (row: object) => boolean {
  const match = /^"([\w/]+):(.+)"$/.exec(source.trim());
  const [, path, text] = match ?? [];
  if (path === undefined || text === undefined) {
    throw badRequest('Syntax error in $search: write "property:text" with the double quotes.');
  }
  const wanted = words(text);
  return (row) => {
    const value = property(row, path);
    const present = typeof value === 'string' ? words(value) : [];
    return wanted.every((word) => present.some((each) => each.startsWith(word)));
  };
}

function words(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((each) => each !== '');
}

function compare(one: object, other: object, { path, isDescending }: NonNullable<Query['orderBy']>): number {
  const [left, right] = [property(one, path), property(other, path)].map((value) =>
    typeof value === 'string' ? value : '',
  );
  const order = (left ?? '').localeCompare(right ?? '', 'en', { sensitivity: 'base' });
  return isDescending ? -order : order;
}
