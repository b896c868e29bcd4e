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

/** The kinds of principals, with what finds them by name and the least permission for it. */
const kinds = {
  user: {
    path: '/users',
    select: 'id,displayName,userPrincipalName',
    permission: 'User.ReadBasic.All',
    icon: 'account',
  },
  group: {
    path: '/groups',
    select: 'id,displayName,description',
    permission: 'GroupMember.Read.All',
    icon: 'organization',
  },
  servicePrincipal: {
    path: '/servicePrincipals',
    select: 'id,displayName,appId',
    permission: 'Application.Read.All',
    icon: 'server-process',
  },
} as const;
export type PrincipalKind = keyof typeof kinds;

const MOST = 25;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The principal a person finds by the beginning of a name, all kinds in one request; undefined when dismissed. */
export function pickPrincipal(
  { prompt, translate }: Pick<Services, 'prompt' | 'translate'>,
  graph: Graph,
  wanted: readonly PrincipalKind[],
  title: string,
): Promise<Principal | undefined> {
  return prompt.search(title, translate('The beginning of a word of the name'), async (typed, signal) => {
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
  });
}

/** What finds principals; nothing typed shows the first ones. */
function readOf(kind: PrincipalKind, typed: string) {
  const { path, select, permission } = kinds[kind];
  const page = `${path}?$top=${MOST}&$select=${select}`;
  if (typed === '') return { path: page, permission };
  if (GUID.test(typed) && kind === 'servicePrincipal')
    return { path: `${page}&$filter=${encodeURIComponent(`appId eq '${typed}'`)}`, permission };
  const words = typed.replace(/["\\]/g, ' ');
  return {
    path: `${page}&$search=${encodeURIComponent(`"displayName:${words}"`)}`,
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
