import { isObject, parseJson } from '../../core/json.ts';
import type { Sts } from '../oauth/sts.ts';
import { callerOf, requirePermission } from './caller.ts';
import { badRequest, GraphError } from './graphError.ts';
import { decodeSegment } from './resourcePath.ts';
import { applicationWrites } from './writes/applications.ts';
import { consentWrites } from './writes/consent.ts';
import { credentialWrites } from './writes/credentials.ts';
import type { WriteAnswer, WriteRoute } from './writes/route.ts';

const routes: readonly WriteRoute[] = [...applicationWrites, ...credentialWrites, ...consentWrites];

/** Makes a change under `/graph/v1.0`. Throws `GraphError`; then nothing was changed. */
export async function writeGraph(sts: Sts, request: Request, path: string): Promise<WriteAnswer> {
  const caller = await callerOf(sts, request);
  const segments = path
    .split('/')
    .filter((each) => each !== '')
    .map(decodeSegment)
    .flatMap(keyed);
  const route = routes.find(
    ({ method, path: pattern }) => method === request.method && fits(pattern, segments),
  );
  if (route === undefined) {
    const message = `The sandbox's Graph has no ${request.method} at '${path}'.`;
    throw new GraphError(405, 'Request_BadRequest', message);
  }
  requirePermission(caller, route.permissions);
  const source = await request.text();
  const body = source === '' ? {} : parseJson(source);
  if (!isObject(body)) throw badRequest('Unable to read JSON request payload: it is no JSON object.');
  const keys = segments.filter((_, index) => route.path.split('/')[index] === '*');
  return await route.act({ sts, caller, tenant: caller.tenant, keys, body });
}

/** `applications(appId='c1')` as the segments `applications` and `appId=c1`. */
function keyed(segment: string): string[] {
  const [, set, name, value] = /^(\w+)\((?:(\w+)=)?'([^']*)'\)$/.exec(segment) ?? [];
  if (set === undefined || value === undefined) return [segment];
  return [set, name === undefined || name === 'id' ? value : `${name}=${value}`];
}

function fits(pattern: string, segments: readonly string[]): boolean {
  const parts = pattern.split('/');
  return (
    parts.length === segments.length && parts.every((part, index) => part === '*' || part === segments[index])
  );
}
