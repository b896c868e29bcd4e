import type { Translate } from '../../explain.ts';
import { textOf, valuesOf, type Entry } from '../entry.ts';
import type { Fact } from '../fact.ts';
import { parseFilter } from '../filter.ts';
import type { ServerFacts } from '../serverFacts.ts';
import type { Search } from '../session.ts';
import { readableValue } from '../values/readable.ts';

/** The names a directory goes by: where its searches begin. One that is not there is empty. */
export interface DirectoryNames {
  /** The domain of the server, or its first naming context. */
  readonly domain: string;
  readonly configuration: string;
  readonly schema: string;
  /** The domain the forest began with. */
  readonly forestRoot: string;
  readonly contexts: readonly string[];
}

/** How an entry of a branch reads. */
export interface BranchRow {
  readonly label: string;
  readonly description?: string;
  /** Its own icon instead of the branch's. */
  readonly icon?: string;
  readonly isWarning?: boolean;
  readonly isOff?: boolean;
  /** The entry that opens, when it is another. */
  readonly dn?: string;
  /** What opens below the row without asking the server again. */
  readonly facts?: readonly Fact[];
}

/**
 * One readable list of a directory, found by searches and read page by page. A new branch is one entry in a list;
 * the tree and the tests follow.
 */
export interface Branch {
  readonly id: string;
  readonly title: string;
  readonly icon: string;
  /** What it tells, in a sentence. */
  readonly about: string;
  /** The searches that find it, one after another; `above` is the entry it opens below. */
  readonly searches: (names: DirectoryNames, above: Entry | undefined) => readonly Search[];
  /** How an entry reads: as a row, as several, or as none where it does not belong here. */
  readonly row: (
    entry: Entry,
    translate: Translate,
    above: Entry | undefined,
  ) => BranchRow | readonly BranchRow[];
  /** What opens below an entry: one directly, several each as a row. */
  readonly below?: () => readonly Branch[];
}

/** The names of a directory by its root DSE. */
export function directoryNames(server: ServerFacts, rootDse: Entry): DirectoryNames {
  const configuration = server.configContext ?? '';
  return {
    domain: server.defaultNamingContext ?? '',
    configuration,
    schema: textOf(rootDse, 'schemaNamingContext') ?? '',
    forestRoot: textOf(rootDse, 'rootDomainNamingContext') ?? server.defaultNamingContext ?? '',
    contexts: server.namingContexts,
  };
}

/** A search of a branch; the filter in RFC 4515's words. */
export function find(
  base: string,
  scope: Search['scope'],
  filter: string,
  attributes: readonly string[],
  rest: Partial<Search> = {},
): Search {
  return {
    base,
    scope,
    filter: parseFilter(filter),
    attributes: ['objectClass', 'objectGUID', ...attributes],
    ...rest,
  };
}

/** The description of a row: what is known, in one line. */
export function described(...parts: readonly (string | false | undefined)[]): {
  readonly description?: string;
} {
  const known = parts.filter((part) => part !== undefined && part !== false && part !== '');
  return known.length === 0 ? {} : { description: known.join(' · ') };
}

/** The first value of an attribute in the words people read, as text where it has none. */
export function readable(entry: Entry, name: string): string | undefined {
  const [value] = valuesOf(entry, name);
  return value === undefined ? undefined : (readableValue(name, value) ?? textOf(entry, name));
}

/** The attributes that an entry has, each as a fact in the words people read. */
export function attributeFacts(
  entry: Entry,
  labels: readonly (readonly [attribute: string, label: string])[],
): readonly Fact[] {
  return labels.flatMap(([name, label]) =>
    valuesOf(entry, name).flatMap((value) => {
      const text =
        readableValue(name, value) ?? textOf({ ...entry, attributes: [{ name, values: [value] }] }, name);
      return text === undefined || text === '' ? [] : [{ label, value: text }];
    }),
  );
}

/** Whether an integer attribute has a bit. */
export function hasBit(entry: Entry, name: string, bit: number): boolean {
  const text = textOf(entry, name);
  return text !== undefined && /^-?\d+$/.test(text) && (Number(text) & bit) !== 0;
}

/** Whether an entry is of a class. */
export function isOfClass(entry: Entry, objectClass: string): boolean {
  const wanted = objectClass.toLowerCase();
  return valuesOf(entry, 'objectClass').some(
    (value) => new TextDecoder().decode(value).toLowerCase() === wanted,
  );
}
