import { IdentityError } from '../errors.ts';
import { isObject, jsonProblem, parseJson, text, type JsonObject } from '../json.ts';
import { applicationPath } from './application.ts';
import { WRITE_APPLICATIONS, type Change } from './change.ts';
import type { Graph } from './graph.ts';
import { manifestDiff } from './manifestDiff.ts';

/** Properties of an application that Graph takes back, in the order in which the manifest shows them. */
export const manifestProperties = [
  'displayName',
  'description',
  'notes',
  'signInAudience',
  'identifierUris',
  'isFallbackPublicClient',
  'groupMembershipClaims',
  'optionalClaims',
  'tags',
  'web',
  'spa',
  'publicClient',
  'api',
  'appRoles',
  'requiredResourceAccess',
] as const;
/** Shown to tell which registration it is; Graph sets them. */
const SHOWN = ['id', 'appId'] as const;
/** Complex properties, of which only the changed members are sent. */
const MERGED: readonly string[] = ['web', 'spa', 'publicClient', 'api'];

/** Reads the manifest of an application as it stands. Throws the `graph.*` errors. */
export async function readManifest(graph: Graph, clientId: string, signal?: AbortSignal): Promise<string> {
  return manifestText(await readResource(graph, clientId, signal));
}

function readResource(graph: Graph, clientId: string, signal?: AbortSignal): Promise<JsonObject> {
  const select = [...SHOWN, ...manifestProperties].join(',');
  return graph.get(`${applicationPath(clientId)}?$select=${select}`, {
    permission: 'Application.Read.All',
    ...(signal === undefined ? {} : { signal }),
  });
}

/** The manifest's text: what identifies the registration, then what can be changed. */
export function manifestText(resource: JsonObject): string {
  const shown = [...SHOWN, ...manifestProperties]
    .filter((name) => resource[name] !== undefined)
    .map((name) => [name, resource[name]] as const);
  return `${JSON.stringify(Object.fromEntries(shown), undefined, 2)}\n`;
}

/**
 * The PATCH that turns the manifest as it was read into the one that was edited: only what changed, and nothing
 * when nothing did. Throws `manifest.invalid` for what Graph would not take, `manifest.conflict` when the tenant's
 * version changed meanwhile in the same properties.
 */
export function manifestChange(
  clientId: string,
  before: string,
  edited: string,
  current: JsonObject,
): Change | undefined {
  const [old, wanted] = [parseManifest(before), parseManifest(edited)];
  const stranger = Object.keys(wanted).find(
    (name) => ![...SHOWN, ...manifestProperties].some((each) => each === name),
  );
  if (stranger !== undefined) throw invalid(`the property "${stranger}" cannot be set here.`);
  const moved = SHOWN.find((name) => !isSame(old[name], wanted[name]));
  if (moved !== undefined) throw invalid(`"${moved}" cannot be changed.`);
  const name = text(wanted, 'displayName');
  if (name === undefined || name.trim() === '') throw invalid('"displayName" must be a text.');
  const changed = manifestProperties.filter((each) => !isSame(old[each], wanted[each]));
  if (changed.length === 0) return undefined;
  const conflicts = changed.filter(
    (each) => !isSame(old[each], current[each]) && !isSame(wanted[each], current[each]),
  );
  if (conflicts.length > 0)
    throw new IdentityError('manifest.conflict', { properties: conflicts.join(', ') });
  const path = applicationPath(clientId);
  const patch = (to: JsonObject, from: JsonObject) =>
    Object.fromEntries(changed.map((each) => [each, changedValue(each, to[each], from[each])]));
  return {
    writes: [{ method: 'PATCH', path, body: patch(wanted, old) }],
    undo: [{ method: 'PATCH', path, body: patch(old, wanted) }],
    permission: WRITE_APPLICATIONS,
  };
}

/** The change a save makes, held against the tenant's version of now, and as a person reads it. Throws as `manifestChange`, and `graph.*`. */
export async function savedManifest(
  graph: Graph,
  clientId: string,
  before: string,
  edited: string,
): Promise<{ readonly change: Change; readonly diff: string } | undefined> {
  const wanted = parseManifest(edited);
  const change = manifestChange(clientId, before, edited, await readResource(graph, clientId));
  return change === undefined ? undefined : { change, diff: manifestDiff(parseManifest(before), wanted) };
}

/** A removed property is sent as its empty value: lists empty, others null. */
function changedValue(name: string, wanted: unknown, before: unknown): unknown {
  if (wanted === undefined) return Array.isArray(before) ? [] : null;
  if (!MERGED.includes(name) || !isObject(wanted) || !isObject(before)) return wanted;
  const members = [...new Set([...Object.keys(wanted), ...Object.keys(before)])];
  return Object.fromEntries(
    members
      .filter((member) => !isSame(wanted[member], before[member]))
      .map((member) => [member, changedValue('', wanted[member], before[member])]),
  );
}

function parseManifest(source: string): JsonObject {
  const value = parseJson(source);
  if (isObject(value)) return value;
  throw invalid(
    value === undefined ? `it is not valid JSON. ${jsonProblem(source)}` : 'it is not a JSON object.',
  );
}

const invalid = (problem: string) => new IdentityError('manifest.invalid', { problem });

/** Whether two JSON values are the same; the order of members does not count, null is nothing. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other || (one ?? undefined) === (other ?? undefined)) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, index) => isSame(each, other[index]));
  if (!isObject(one) || !isObject(other)) return false;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) =>
    isSame(one[name], other[name]),
  );
}
