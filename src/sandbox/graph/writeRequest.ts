import { isObject, parseJson, text } from '../../core/json.ts';
import { randomId, type Sts } from '../oauth/sts.ts';
import { callerOf, requirePermission, type Caller } from './caller.ts';
import { badRequest, GraphError } from './graphError.ts';
import { decodeSegment } from './resourcePath.ts';
import { applicationWrites } from './writes/applications.ts';
import { consentWrites } from './writes/consent.ts';
import { conditionalAccessWrites } from './writes/conditionalAccess.ts';
import { credentialWrites } from './writes/credentials.ts';
import { governanceWrites } from './writes/governance.ts';
import { privilegedAccessWrites } from './writes/privilegedAccess.ts';
import type { WriteAnswer, WriteRoute } from './writes/route.ts';

const routes: readonly WriteRoute[] = [
  ...applicationWrites,
  ...credentialWrites,
  ...consentWrites,
  ...conditionalAccessWrites,
  ...privilegedAccessWrites,
  ...governanceWrites,
];

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
  const answer = await route.act({ sts, caller, tenant: caller.tenant, keys, body });
  // What only asks is answered with 200.
  if (answer.status !== 200) audit(sts, caller, request, segments, answer);
  return answer;
}

const VERBS: Readonly<Record<string, string>> = { POST: 'Add', PATCH: 'Update', DELETE: 'Delete' };

/** Writes a change into the audit log of its tenant, as Graph's `directoryAudit` resource. */
function audit(
  { clock, random }: Sts,
  { tenant, userId, claims }: Caller,
  request: Request,
  segments: readonly string[],
  { body }: WriteAnswer,
): void {
  const what = segments.findLast((segment) => /^[A-Za-z]+$/.test(segment)) ?? 'object';
  const user = userId === undefined ? undefined : tenant.user(userId);
  const made = { ...body };
  tenant.governance.audits.unshift({
    id: randomId(random),
    category: 'DirectoryManagement',
    correlationId: request.headers.get('client-request-id') ?? randomId(random),
    result: 'success',
    activityDisplayName: `${VERBS[request.method] ?? request.method} ${what}`,
    activityDateTime: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
    loggedByService: 'Core Directory',
    operationType: VERBS[request.method] ?? request.method,
    initiatedBy: {
      user: user === undefined ? null : { id: user.id, userPrincipalName: user.userPrincipalName },
      app: user === undefined ? { displayName: text(claims, 'app_displayname') ?? '' } : null,
    },
    targetResources: [
      { id: text(made, 'id') ?? segments[1] ?? null, displayName: text(made, 'displayName') ?? what },
    ],
  });
  tenant.governance.audits.splice(1000);
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
