import { isObject, text } from '../json.ts';

/** Which registrations a person looks at. */
export interface ApplicationQuery {
  readonly list: ApplicationList;
  /** Words of the name, or a client id. */
  readonly search?: string;
  /** Only those with this tag. */
  readonly tag?: string;
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

/**
 * The path that answers a query page by page, and whether it needs eventual consistency, as `$search` does, and `$filter`
 * on anything but `/applications` itself.
 */
export function applicationQueryPath(
  { list, search = '', tag }: ApplicationQuery,
  select: string,
  pageSize: number,
): { readonly path: string; readonly eventual: boolean } {
  const wanted = search.trim();
  const isClientId = GUID.test(wanted);
  // Quotes and backslashes end or escape the text of $search.
  const words = isClientId ? '' : wanted.replace(/["\\]/g, ' ').trim();
  const filters = [
    ...(isClientId ? [`appId eq '${wanted}'`] : []),
    ...(tag === undefined ? [] : [`tags/any(tag:tag eq '${tag.replaceAll("'", "''")}')`]),
  ];
  const isCounted = filters.length > 0 && (list !== 'all' || words !== '');
  const options = [
    `$top=${pageSize}`,
    `$select=${select}`,
    ...(filters.length === 0 ? [] : [`$filter=${encodeURIComponent(filters.join(' and '))}`]),
    ...(words === '' ? [] : [`$search=${encodeURIComponent(`"displayName:${words}"`)}`]),
    ...(isCounted ? ['$count=true'] : []),
  ];
  return {
    path: `${applicationLists[list].path}?${options.join('&')}`,
    eventual: words !== '' || isCounted,
  };
}

/** Reads what was remembered; anything else is the query for everything. */
export function readApplicationQuery(remembered: unknown): ApplicationQuery {
  if (!isObject(remembered)) return { list: 'all' };
  const [list, search, tag] = ['list', 'search', 'tag'].map((name) => text(remembered, name));
  return {
    list: list === 'owned' || list === 'deleted' ? list : 'all',
    ...(search === undefined || search === '' ? {} : { search }),
    ...(tag === undefined || tag === '' ? {} : { tag }),
  };
}

/** Where the query of the App Registrations view is remembered. */
export const APPLICATION_QUERY = 'applications.query';
