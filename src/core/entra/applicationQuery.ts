import { isObject, text } from '../json.ts';

/** Which registrations a person looks at. */
export interface ApplicationQuery {
  readonly list: ApplicationList;
  /** Words of the name, or a client id. */
  readonly search?: string;
}

/** The lists of app registrations, with what reads each (Microsoft: List applications, List deletedItems). */
export const applicationLists = {
  all: { path: '/applications', permission: 'Application.Read.All' },
  owned: { path: '/me/ownedObjects/microsoft.graph.application', permission: 'Application.Read.All' },
  deleted: {
    path: '/directory/deletedItems/microsoft.graph.application',
    permission: 'Application.Read.All',
  },
} as const satisfies Record<string, { readonly path: string; readonly permission: string }>;
export type ApplicationList = keyof typeof applicationLists;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The path that answers a query page by page, and whether it needs eventual consistency, as `$search` does. */
export function applicationQueryPath(
  { list, search = '' }: ApplicationQuery,
  select: string,
  pageSize: number,
): { readonly path: string; readonly eventual: boolean } {
  const page = `${applicationLists[list].path}?$top=${pageSize}&$select=${select}`;
  const wanted = search.trim();
  if (wanted === '') return { path: page, eventual: false };
  if (GUID.test(wanted))
    return { path: `${page}&$filter=${encodeURIComponent(`appId eq '${wanted}'`)}`, eventual: false };
  // Quotes and backslashes end or escape the text of $search.
  const words = wanted.replace(/["\\]/g, ' ');
  return { path: `${page}&$search=${encodeURIComponent(`"displayName:${words}"`)}`, eventual: true };
}

/** Reads what was remembered; anything else is the query for everything. */
export function readApplicationQuery(remembered: unknown): ApplicationQuery {
  if (!isObject(remembered)) return { list: 'all' };
  const [list, search] = [text(remembered, 'list'), text(remembered, 'search')];
  return {
    list: list === 'owned' || list === 'deleted' ? list : 'all',
    ...(search === undefined || search === '' ? {} : { search }),
  };
}

/** Where the query of the App Registrations view is remembered. */
export const APPLICATION_QUERY = 'applications.query';
