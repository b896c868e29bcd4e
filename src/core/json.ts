/** Reading JSON from outside without trusting its shape. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether the value is a JSON object (not null, not an array). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member as a string, or undefined when it is absent or not one. */
export function text(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === 'string' ? value : undefined;
}

/** The member as a list, empty when it is absent or not one. */
export function list(object: JsonObject, name: string): readonly unknown[] {
  const value = object[name];
  return Array.isArray(value) ? value : [];
}

/** The member as an object, empty when it is absent or not one. */
export function child(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isObject(value) ? value : {};
}

/** The strings of a list, others left out. */
export function strings(object: JsonObject, name: string): readonly string[] {
  return list(object, name).filter((each) => typeof each === 'string');
}

/** Parses JSON; undefined when the text is not JSON. */
export function parseJson(source: string): unknown {
  try {
    const value: unknown = JSON.parse(source);
    return value;
  } catch {
    return undefined;
  }
}

/** What is wrong with a text that is no JSON, as the platform's parser says it; empty when nothing is. */
export function jsonProblem(source: string): string {
  try {
    JSON.parse(source);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}
