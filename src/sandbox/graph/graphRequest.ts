import { text, type JsonObject } from '../../core/json.ts';
import { pairwiseSubject } from '../oauth/claims.ts';
import type { Sts } from '../oauth/sts.ts';
import { callerOf, requirePermission, type Caller } from './caller.ts';
import { deltaSets, type DeltaStates } from './delta.ts';
import { property } from './filter.ts';
import { badRequest, GraphError, notFound } from './graphError.ts';
import { parseQuery, project, runQuery } from './query.ts';
import { parseResourcePath, type ResourcePath } from './resourcePath.ts';
import { readMe, resourceSets, type ResourceSet } from './resourceSets.ts';
import { endActivations } from './sets/roleSets.ts';

/** Answers a GET under a version of Graph: a JSON body, or text for `$count`. Throws `GraphError`. */
export async function answerGraph(
  sts: Sts,
  deltas: DeltaStates,
  request: Request,
  path: string,
  version: 'v1.0' | 'beta' = 'v1.0',
): Promise<JsonObject | string> {
  const caller = await callerOf(sts, request);
  const url = new URL(request.url);
  const target = resolveMe(parseResourcePath(path, Object.keys(resourceSets)), caller);
  const set = Object.hasOwn(resourceSets, target.set) ? resourceSets[target.set] : undefined;
  if (!set || (set.isBeta === true && version === 'v1.0'))
    throw badRequest(`Resource not found for the segment '${target.set}'.`);
  endActivations(caller.tenant, sts.clock.now());
  const base = `${sts.addresses.origin}/graph/${version}`;
  if (isDelta(target)) {
    requirePermission(caller, set.read);
    return deltaAnswer(deltas, set, caller, `${base}${path}`, url.searchParams);
  }
  const expanded = expansion(set, url.searchParams.get('$expand'), caller);
  if (target.key && target.relation === undefined) {
    const row = findRow(set, target, caller);
    const select = parseQuery(url.searchParams, true).select ?? set.defaults;
    return {
      '@odata.context': `${base}/$metadata#${target.set}/$entity`,
      ...project(present(set, row), select),
      ...expanded(row),
    };
  }
  const isEventual = request.headers.get('consistencylevel')?.toLowerCase() === 'eventual';
  const rows = indexed(sts, isEventual, listRows(set, target, caller));
  const query = parseQuery(url.searchParams, isEventual || target.isCount);
  const { page, total, next } = runQuery(rows, query);
  if (target.isCount) return String(total);
  return {
    '@odata.context': `${base}/$metadata#${target.relation === undefined ? target.set : 'directoryObjects'}`,
    ...(query.count ? { '@odata.count': total } : {}),
    ...(next === undefined ? {} : { '@odata.nextLink': nextLink(base, path, url, next) }),
    value: page.map((row) =>
      target.relation === undefined
        ? { ...project(present(set, row), query.select ?? set.defaults), ...expanded(row) }
        : project(row, query.select),
    ),
  };
}

function present({ present: shown = (each) => each }: ResourceSet, row: object): object {
  return shown(row);
}

function isDelta({ set, key, relation, isCount }: ResourcePath): boolean {
  const isCall = key?.property === undefined && /^delta(\(\))?$/.test(key?.value ?? '');
  return isCall && relation === undefined && !isCount && deltaSets.includes(set);
}

/** The changes of a collection since a token, or all of it with the token of now. */
function deltaAnswer(
  deltas: DeltaStates,
  set: ResourceSet,
  caller: Caller,
  address: string,
  parameters: URLSearchParams,
): JsonObject {
  const { rows, next, delta } = deltas.page(parameters, set.rows(caller.tenant, caller));
  const { select } = parseQuery(new URLSearchParams({ $select: parameters.get('$select') ?? '' }), true);
  const link = (name: string, token: string) => {
    const query = new URLSearchParams({
      ...(select === undefined ? {} : { $select: select.join(',') }),
      [name]: token,
    });
    return `${address}?${query.toString().replaceAll('%24', '$')}`;
  };
  return {
    '@odata.context': address.replace(/\/delta.*$/, ''),
    ...(next === undefined ? {} : { '@odata.nextLink': link('$skiptoken', next) }),
    ...(delta === undefined ? {} : { '@odata.deltaLink': link('$deltatoken', delta) }),
    value: rows.map((row) => project(present(set, row), select ?? set.defaults)),
  };
}

/** The index behind advanced queries does not have yet what was created within its delay (eventual consistency). */
function indexed(
  { clock, searchIndex }: Sts,
  isEventual: boolean,
  rows: readonly object[],
): readonly object[] {
  if (!isEventual || searchIndex.delay === 0) return rows;
  const newest = clock.now() - searchIndex.delay;
  return rows.filter((row) => !(Date.parse(String(property(row, 'createdDateTime'))) > newest));
}

/** What `$expand` adds to a row: `principal,roleDefinition($select=displayName)`. Throws 400. */
function expansion(
  { expand = {}, type }: ResourceSet,
  asked: string | null,
  { tenant }: Caller,
): (row: object) => JsonObject {
  const names = (asked ?? '')
    .replaceAll(/\([^()]*\)/g, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const parts = names.map((name) => {
    const part = Object.hasOwn(expand, name) ? expand[name] : undefined;
    if (part === undefined)
      throw badRequest(`Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`);
    return [name, part] as const;
  });
  return (row) => Object.fromEntries(parts.map(([name, part]) => [name, part(tenant, row)]));
}

/** OpenID Connect's userinfo, which Entra serves from Graph. */
export async function userinfo(sts: Sts, request: Request): Promise<JsonObject> {
  const { tenant, userId, claims, permissions } = await callerOf(sts, request);
  const user = userId === undefined ? undefined : tenant.user(userId);
  if (!user || !permissions.includes('openid')) {
    throw new GraphError(
      403,
      'Authorization_RequestDenied',
      'The token was not issued with the scope openid for a user.',
    );
  }
  // The subject the calling client knows from its ID token, not the one Graph's token has.
  const sub = await pairwiseSubject(tenant, user.id, text(claims, 'appid') ?? '');
  const { displayName: name, givenName: given_name, surname: family_name, mail: email } = user;
  return {
    sub,
    name,
    given_name,
    family_name,
    ...(permissions.includes('email') && email ? { email } : {}),
  };
}

/** `/me` is the caller's own row. */
function resolveMe(path: ResourcePath, caller: Caller): ResourcePath {
  if (path.set !== 'me') return path;
  if (caller.userId === undefined)
    throw badRequest('/me request is only valid with delegated authentication flow.');
  return {
    ...path,
    set: 'users',
    key: { property: undefined, value: caller.userId },
    relation: path.key?.value,
  };
}

function findRow(set: ResourceSet, { key }: ResourcePath, caller: Caller): object {
  const { property: name, value = '' } = key ?? {};
  const names = name === undefined ? ['id', ...(set.type === 'user' ? ['userPrincipalName'] : [])] : [name];
  if (name !== undefined && name !== 'id' && name !== set.alternateKey)
    throw badRequest(`'${name}' is not a key of '${set.type}'.`);
  const wanted = value.toLowerCase();
  const row = set
    .rows(caller.tenant, caller)
    .find((each) => names.some((member) => String(property(each, member)).toLowerCase() === wanted));
  const isSelf = row !== undefined && property(row, 'id') === caller.userId;
  requirePermission(caller, isSelf ? readMe : set.read);
  if (!row) throw notFound(value);
  return row;
}

function listRows(set: ResourceSet, target: ResourcePath, caller: Caller): readonly object[] {
  const { key, relation } = target;
  if (!key || relation === undefined) {
    requirePermission(caller, set.read);
    return set.rows(caller.tenant, caller);
  }
  const related = Object.hasOwn(set.relations, relation) ? set.relations[relation] : undefined;
  if (!related) throw badRequest(`Resource not found for the segment '${relation}'.`);
  requirePermission(caller, related.read);
  return related.rows(caller.tenant, String(property(findRow(set, target, caller), 'id')));
}

function nextLink(base: string, path: string, url: URL, next: string): string {
  const parameters = new URLSearchParams(url.searchParams);
  parameters.set('$skiptoken', next);
  return `${base}${path}?${parameters.toString().replaceAll('%24', '$')}`;
}
