import { isObject, type JsonObject } from '../../core/json.ts';
import { badRequest } from './graphError.ts';

/** Reading request bodies strictly: what has the wrong shape is 400, as on Graph. */

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function readText(json: JsonObject, name: string): string {
  const value = json[name];
  if (typeof value === 'string') return value;
  throw badRequest(`Invalid value specified for property '${name}' of resource: text is needed.`);
}

export function readOptionalText(json: JsonObject, name: string): string | null {
  return json[name] === undefined || json[name] === null ? null : readText(json, name);
}

export function readGuid(json: JsonObject, name: string): string {
  const value = readText(json, name);
  if (GUID.test(value)) return value.toLowerCase();
  throw badRequest(`Invalid GUID: '${value}' in property '${name}'.`);
}

export function readFlag(json: JsonObject, name: string, otherwise: boolean): boolean {
  const value = json[name] ?? otherwise;
  if (typeof value === 'boolean') return value;
  throw badRequest(`Invalid value specified for property '${name}' of resource: true or false is needed.`);
}

export function readTexts(json: JsonObject, name: string): readonly string[] {
  const value = json[name] ?? [];
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw badRequest(`Invalid value specified for property '${name}' of resource: a list of texts is needed.`);
}

export function readObjects(json: JsonObject, name: string): readonly JsonObject[] {
  const value = json[name] ?? [];
  if (Array.isArray(value) && value.every((each) => isObject(each))) return value;
  throw badRequest(
    `Invalid value specified for property '${name}' of resource: a list of objects is needed.`,
  );
}

export function readObject(json: JsonObject, name: string): JsonObject {
  const value = json[name] ?? {};
  if (isObject(value)) return value;
  throw badRequest(`Invalid value specified for property '${name}' of resource: an object is needed.`);
}

/** One of the words of an enumeration. */
export function readWord<Word extends string>(json: JsonObject, name: string, words: readonly Word[]): Word {
  const value = readText(json, name);
  const word = words.find((each) => each === value);
  if (word !== undefined) return word;
  throw badRequest(
    `Invalid value '${value}' specified for property '${name}': it is one of ${words.join(', ')}.`,
  );
}

/** Refuses members that the resource does not have. */
export function refuseOthers(json: JsonObject, names: readonly string[], resource: string): void {
  const stranger = Object.keys(json).find((name) => !names.includes(name) && !name.includes('@'));
  if (stranger !== undefined)
    throw badRequest(`Invalid property '${stranger}': '${resource}' has none of this name that can be set.`);
}
