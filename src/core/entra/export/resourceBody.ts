import { isObject, strings, text, type JsonObject } from '../../json.ts';
import { manifestProperties } from '../applicationManifest.ts';

/** What creates the registration anew: the properties that are set, without ids of the original and without secrets. */
export function creationBody(resource: JsonObject): JsonObject {
  const clientId = text(resource, 'appId') ?? '';
  // Another registration has another client id, and so another default identifier URI.
  const identifierUris = strings(resource, 'identifierUris').filter((uri) => !uri.includes(clientId));
  const given: JsonObject = { ...resource, identifierUris };
  const members = manifestProperties.map((name): readonly [string, unknown] => [
    name,
    withoutEmpty(given[name]),
  ]);
  return objectOf(members) ?? {};
}

/** The value without nulls, empty lists and empty objects; undefined when nothing remains. */
function withoutEmpty(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value))
    return value.length === 0 ? undefined : value.map((each: unknown) => withoutEmpty(each));
  if (!isObject(value)) return value;
  return objectOf(Object.entries(value).map(([name, each]) => [name, withoutEmpty(each)]));
}

function objectOf(members: readonly (readonly [name: string, value: unknown])[]): JsonObject | undefined {
  const present = members.filter(([, value]) => value !== undefined);
  return present.length === 0 ? undefined : Object.fromEntries<unknown>(present);
}
