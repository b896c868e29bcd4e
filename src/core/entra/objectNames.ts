import { isObject, list, text, type JsonObject } from '../json.ts';
import type { Graph, GraphOptions } from './graph.ts';

/** Ids that one getByIds takes (Microsoft: directoryObject: getByIds). */
const MOST_IDS = 1000;
const DIRECTORY = 'Directory.Read.All';

/** Where names of ids that are no directory objects are found. */
const OTHERS: readonly (readonly [path: string, id: string, permission: string])[] = [
  [
    '/roleManagement/directory/roleDefinitions?$select=id,templateId,displayName',
    'templateId',
    'RoleManagement.Read.Directory',
  ],
  ['/servicePrincipals?$top=999&$select=id,appId,displayName', 'appId', 'Application.Read.All'],
  [
    '/identity/conditionalAccess/namedLocations?$select=id,displayName',
    'id',
    'Policy.Read.ConditionalAccess',
  ],
];

/**
 * Display names by id: of directory objects in one request, then, for the ids left, of roles, applications and named
 * locations. A name is a comfort: what the account may not read stays without.
 */
export async function objectNames(
  reader: { readonly graph: Graph; readonly signal?: AbortSignal },
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { graph, signal } = reader;
  const names = new Map<string, string>();
  const wanted = [...new Set(ids)].slice(0, MOST_IDS);
  const options = (permission: string): GraphOptions => ({
    permission,
    ...(signal === undefined ? {} : { signal }),
  });
  const add = (found: readonly JsonObject[], member: string) => {
    for (const json of found) {
      const [id, name] = [text(json, member), text(json, 'displayName')];
      if (id !== undefined && name !== undefined) names.set(id, name);
    }
  };
  if (wanted.length === 0) return names;
  const body = { ids: wanted, types: ['user', 'group', 'servicePrincipal'] };
  const request = { method: 'POST', path: '/directoryObjects/getByIds', body } as const;
  await orNothing(signal, async () => {
    add(list(await graph.write(request, options(DIRECTORY)), 'value').filter(isObject), 'id');
  });
  for (const [path, member, permission] of OTHERS) {
    if (wanted.every((id) => names.has(id))) break;
    await orNothing(signal, async () => add((await graph.list(path, options(permission))).values, member));
  }
  return names;
}

async function orNothing(signal: AbortSignal | undefined, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    signal?.throwIfAborted();
  }
}
