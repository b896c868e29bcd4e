import { isObject, type JsonObject } from '../json.ts';

const LONGEST_VALUE = 120;
const MOST_LINES = 40;

/**
 * What an edit of a manifest changes, as a person reads it before it is sent: each member by its path, what goes with −,
 * what comes with +. Entries of lists are told by their value, since their place says nothing.
 */
export function manifestDiff(before: JsonObject, edited: JsonObject): string {
  const lines = differences('', before, edited).flatMap(({ path, gone, come }) => [
    path,
    ...gone.map((value) => `  − ${shown(value)}`),
    ...come.map((value) => `  + ${shown(value)}`),
  ]);
  return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), '…'].join('\n') : lines.join('\n');
}

interface Difference {
  readonly path: string;
  readonly gone: readonly unknown[];
  readonly come: readonly unknown[];
}

function differences(path: string, before: unknown, edited: unknown): readonly Difference[] {
  if (isObject(before) && isObject(edited))
    return [...new Set([...Object.keys(before), ...Object.keys(edited)])].flatMap((name) =>
      differences(path === '' ? name : `${path}.${name}`, before[name], edited[name]),
    );
  if (Array.isArray(before) && Array.isArray(edited)) return listDifferences(path, before, edited);
  if (JSON.stringify(before ?? null) === JSON.stringify(edited ?? null)) return [];
  return [{ path, gone: present(before), come: present(edited) }];
}

/** Entries with an id that stay are compared member by member. */
function listDifferences(
  path: string,
  before: readonly unknown[],
  edited: readonly unknown[],
): readonly Difference[] {
  const left = keyed(before);
  const right = keyed(edited);
  const gone = [...left].filter(([key]) => !right.has(key)).map(([, value]) => value);
  const come = [...right].filter(([key]) => !left.has(key)).map(([, value]) => value);
  const changed = [...left]
    .filter(([key]) => right.has(key))
    .flatMap(([key, value]) => differences(`${path}[${key}]`, value, right.get(key)));
  return [...(gone.length + come.length > 0 ? [{ path, gone, come }] : []), ...changed];
}

const KEYS = ['id', 'appId', 'resourceAppId', 'name'] as const;

function keyed(list: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(
    list.map((entry) => {
      const name = isObject(entry) ? KEYS.find((each) => typeof entry[each] === 'string') : undefined;
      return [name !== undefined && isObject(entry) ? String(entry[name]) : JSON.stringify(entry), entry];
    }),
  );
}

const present = (value: unknown) => (value === undefined || value === null ? [] : [value]);

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
