import { unless } from '../../core/entra/graphBatch.ts';
import type { Graph } from '../../core/entra/graph.ts';
import { list, isObject, text, type JsonObject } from '../../core/json.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Services } from '../services.ts';

/** Somebody or something that can own an application or hold a role on it. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  /** Of service principals only. */
  readonly appId?: string;
}

/** The kinds of principals: what finds them as they are typed, or whole by an id, and the least permission for it. */
const kinds = {
  user: {
    path: '/users',
    select: 'id,displayName,userPrincipalName',
    search: ['displayName', 'userPrincipalName', 'mail'],
    keys: ['id'],
    permission: 'User.ReadBasic.All',
    icon: 'account',
  },
  group: {
    path: '/groups',
    select: 'id,displayName,description',
    search: ['displayName', 'mail'],
    keys: ['id'],
    permission: 'GroupMember.Read.All',
    icon: 'organization',
  },
  servicePrincipal: {
    path: '/servicePrincipals',
    select: 'id,displayName,appId',
    search: ['displayName'],
    keys: ['appId', 'id'],
    permission: 'Application.Read.All',
    icon: 'server-process',
  },
} as const;
export type PrincipalKind = keyof typeof kinds;

const MOST = 25;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The principal a person finds by the beginning of a name or address, or by an id; undefined when dismissed. */
export function pickPrincipal(
  { prompt, translate }: Pick<Services, 'prompt' | 'translate'>,
  graph: Graph,
  wanted: readonly PrincipalKind[],
  title: string,
): Promise<Principal | undefined> {
  return prompt.search(
    title,
    translate('The beginning of a name or address, or an ID'),
    async (typed, signal) => {
      const results = await graph.batch(
        wanted.map((kind) => readOf(kind, typed.trim())),
        signal,
      );
      return wanted.flatMap((kind, index) => {
        const page = unless('graph.notFound', results[index]) ?? {};
        return list(page, 'value')
          .filter(isObject)
          .map((json) => choiceOf(json, kinds[kind].icon));
      });
    },
  );
}

/** What finds principals; nothing typed shows the first ones. */
function readOf(kind: PrincipalKind, typed: string) {
  const { path, select, search, keys, permission } = kinds[kind];
  const page = `${path}?$top=${MOST}&$select=${select}`;
  if (typed === '') return { path: page, permission };
  if (GUID.test(typed)) {
    const filter = keys.map((key) => `${key} eq '${typed}'`).join(' or ');
    return { path: `${page}&$filter=${encodeURIComponent(filter)}`, permission };
  }
  const words = typed.replace(/["\\]/g, ' ');
  return {
    path: `${page}&$search=${encodeURIComponent(search.map((name) => `"${name}:${words}"`).join(' OR '))}`,
    permission,
    eventual: true,
  };
}

function choiceOf(json: JsonObject, icon: string): Choice<Principal> {
  const id = text(json, 'id') ?? '';
  const appId = text(json, 'appId');
  const name = text(json, 'displayName') ?? id;
  const description = text(json, 'userPrincipalName') ?? appId ?? text(json, 'description');
  return {
    label: name,
    ...(description === undefined ? {} : { description }),
    icon,
    value: { id, name, ...(appId === undefined ? {} : { appId }) },
  };
}
