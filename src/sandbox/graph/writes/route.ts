import type { JsonObject } from '../../../core/json.ts';
import type { Application } from '../../directory/model.ts';
import type { SandboxTenant } from '../../directory/sandboxTenant.ts';
import type { Sts } from '../../oauth/sts.ts';
import type { Caller, Permissions } from '../caller.ts';
import { notFound } from '../graphError.ts';

/** What a change works with. `keys` are the parts of the path where the route has `*`. */
export interface WriteContext {
  readonly sts: Sts;
  readonly caller: Caller;
  readonly tenant: SandboxTenant;
  readonly keys: readonly string[];
  readonly body: JsonObject;
}

export interface WriteAnswer {
  readonly status: 200 | 201 | 204;
  readonly body?: object;
}

/** One kind of change: `PATCH /applications/*`. A new one is one entry in its subject's list. */
export interface WriteRoute {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly permissions: Permissions;
  readonly act: (context: WriteContext) => Promise<WriteAnswer> | WriteAnswer;
}

export const DONE: WriteAnswer = { status: 204 };

const both = (...permissions: readonly string[]): Permissions => ({
  delegated: permissions,
  application: permissions,
});
export const writeApplications = both('Application.ReadWrite.All', 'Directory.ReadWrite.All');
export const grantRoles = both('AppRoleAssignment.ReadWrite.All');
export const grantScopes = both('DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All');

/** The sandbox's time as Graph writes it. */
export const timeOf = ({ sts }: WriteContext, later = 0): string =>
  `${new Date(sts.clock.now() + later).toISOString().slice(0, 19)}Z`;

/** The entry of that id. Throws 404. */
export function entryOf(entries: readonly JsonObject[], id: string | undefined = ''): JsonObject {
  const found = entries.find((each) => each['id'] === id);
  if (found === undefined) throw notFound(id);
  return found;
}

/** Replaces the entry, removes it, or adds one. */
export function put<Entry>(entries: Entry[], old: Entry | undefined, entry: Entry | undefined): void {
  const index = old === undefined ? -1 : entries.indexOf(old);
  entries.splice(
    index < 0 ? entries.length : index,
    index < 0 ? 0 : 1,
    ...(entry === undefined ? [] : [entry]),
  );
}

/** The key of a path segment: `5a4d…`, or `appId=c1` for `applications(appId='c1')`. Throws 404. */
export function applicationOf({ content }: SandboxTenant, key: string | undefined = ''): Application {
  const wanted = key.toLowerCase();
  const found = content.applications.find((each) => each.id === wanted || `appid=${each.appId}` === wanted);
  if (found === undefined) throw notFound(key);
  return found;
}
