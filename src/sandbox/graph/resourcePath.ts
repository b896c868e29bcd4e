import { badRequest } from './graphError.ts';

/** `/users('id')/memberOf/$count` taken apart. */
export interface ResourcePath {
  readonly set: string;
  readonly key: { readonly property: string | undefined; readonly value: string } | undefined;
  readonly relation: string | undefined;
  readonly isCount: boolean;
}

/**
 * Parses a path after the version (OData 4.01 §4.3): keys as a segment, in parentheses, or named. `sets` are the names
 * of collections, some of several segments. Throws 400.
 */
export function parseResourcePath(path: string, sets: readonly string[]): ResourcePath {
  const [, cast] = /^\/directory\/deletedItems\/([\w.]+)$/.exec(path) ?? [];
  if (cast !== undefined)
    return { set: `deletedItems/${cast}`, key: undefined, relation: undefined, isCount: false };
  const segments = path
    .split('/')
    .filter((each) => each !== '')
    .map(decodeSegment);
  const isCount = segments.at(-1) === '$count';
  const [first = '', ...rest] = withLongestSet(isCount ? segments.slice(0, -1) : segments, sets);
  const called = /^(\w+)\((?:(\w+)=)?'([^']*)'\)$/.exec(first);
  const key = called
    ? { property: called[2], value: called[3] ?? '' }
    : rest[0] === undefined
      ? undefined
      : { property: undefined, value: rest[0] };
  const [relation, ...more] = called ? rest : rest.slice(1);
  if (more.length > 0) throw badRequest(`The path '${path}' goes deeper than the sandbox's Graph does.`);
  return { set: called?.[1] ?? first, key, relation, isCount };
}

/** The segments with those that name a collection together as one. */
function withLongestSet(segments: readonly string[], sets: readonly string[]): readonly string[] {
  for (let count = segments.length; count > 1; count--) {
    const name = segments.slice(0, count).join('/');
    if (sets.includes(name)) return [name, ...segments.slice(count)];
  }
  return segments;
}

/** Undoes percent-encoding. Throws 400. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest('The path is not valid percent-encoding.');
  }
}
