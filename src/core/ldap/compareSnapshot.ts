import { IdentityError } from '../errors.ts';
import { diffEntry, type DiffRules } from './diffEntry.ts';
import { entryKey, isDn, parentDn, parseDn } from './dn.ts';
import { isServersOwn } from './editableEntry.ts';
import type { Entry } from './entry.ts';
import { isSecret } from './inverse.ts';
import type { LdifChange, LdifItem } from './ldif/record.ts';
import type { Schema } from './schema.ts';
import type { LdapSession } from './session.ts';

/** Entries of an LDIF file by the key of their DN (`entryKey`). */
export type Snapshot = ReadonlyMap<string, Entry>;

/** Which way the changes lead: from the snapshot to what is there now, or back to the snapshot. */
export type Direction = 'since' | 'back';

/** What a directory pages at once. */
const PAGE_SIZE = 1000;
const BATCH_SIZE = 200;
/** Subtrees one file may hold; more are the answer of a search, not a part of a directory. */
const MOST_SUBTREES = 20;

/**
 * Reads the entries of an LDIF file. All of them are held in memory. Throws `ldif.*` for a record that cannot be read,
 * `snapshot.change` for one that is a change and no entry.
 */
export async function readSnapshot(items: AsyncIterable<LdifItem>, signal: AbortSignal): Promise<Snapshot> {
  const entries = new Map<string, Entry>();
  for await (const entry of entriesOf(items, signal)) entries.set(entryKey(entry.dn), entry);
  return entries;
}

/** The entries of an LDIF file one by one. Throws as `readSnapshot`. */
export async function* entriesOf(
  items: AsyncIterable<LdifItem>,
  signal: AbortSignal,
): AsyncGenerator<Entry, undefined> {
  for await (const item of items) {
    signal.throwIfAborted();
    if (item.kind === 'problem') throw item.error;
    if (item.kind !== 'entry' && item.kind !== 'add')
      throw new IdentityError('snapshot.change', { line: item.line, dn: item.dn });
    yield { dn: item.dn, attributes: item.attributes };
  }
  return undefined;
}

/**
 * What a directory holds now of the subtrees of a snapshot. Throws `snapshot.scattered` when it has too many,
 * `snapshot.cutShort` when a limit of the server hides a part, as what is hidden would look deleted.
 */
export async function* entriesNow(
  session: Pick<LdapSession, 'search'>,
  snapshot: Snapshot,
  signal: AbortSignal,
): AsyncGenerator<Entry, undefined> {
  const bases = [...snapshot.values()].filter(({ dn }) => !hasParentIn(snapshot, dn));
  if (bases.length > MOST_SUBTREES)
    throw new IdentityError('snapshot.scattered', { count: bases.length, most: MOST_SUBTREES });
  for (const { dn } of bases) {
    const search = { base: dn, scope: 'sub', pageSize: PAGE_SIZE, batchSize: BATCH_SIZE } as const;
    try {
      for await (const { entries, cutShort } of session.search(search, signal)) {
        yield* entries;
        if (cutShort !== undefined) throw new IdentityError('snapshot.cutShort', { dn, limit: cutShort });
      }
    } catch (error) {
      // A subtree that is gone as a whole is a difference.
      if (!IdentityError.is(error, 'ldap.noSuchEntry')) throw error;
    }
  }
  return undefined;
}

function hasParentIn(snapshot: Snapshot, dn: string): boolean {
  const parent = isDn(dn) ? parentDn(dn) : undefined;
  return parent !== undefined && snapshot.has(entryKey(parent));
}

/**
 * The changes that lead from a snapshot to what is there now, or back, in an order a server takes them: new entries from
 * the top, then changed ones, then deleted ones from the bottom. A renamed entry is a new one and a deleted one. What
 * only the server writes is passed over, and passwords are, which few servers give out. Entries of `now` that are in
 * the snapshot are not kept.
 */
export async function compareSnapshot(
  snapshot: Snapshot,
  now: AsyncIterable<Entry>,
  direction: Direction,
  { schema, rules }: { readonly schema: Schema; readonly rules: DiffRules },
): Promise<readonly LdifChange[]> {
  const own = ({ dn, attributes }: Entry): Entry => ({
    dn,
    attributes: attributes.filter(({ name }) => !isServersOwn(name, schema) && !isSecret(name)),
  });
  const missing = new Map(snapshot);
  const fresh: Entry[] = [];
  const changed: LdifChange[] = [];
  for await (const entry of now) {
    const key = entryKey(entry.dn);
    const then = missing.get(key);
    missing.delete(key);
    if (then === undefined) {
      fresh.push(own(entry));
      continue;
    }
    const [before, after] = direction === 'since' ? [own(then), own(entry)] : [own(entry), own(then)];
    const modifications = diffEntry(before, after, rules);
    if (modifications.length > 0) changed.push({ kind: 'modify', dn: entry.dn, modifications });
  }
  const gone = [...missing.values()].map(own);
  const [added, deleted] = direction === 'since' ? [fresh, gone] : [gone, fresh];
  return [
    ...fromTheTop(added).map((entry): LdifChange => ({ kind: 'add', ...entry })),
    ...changed,
    ...fromTheTop(deleted)
      .reverse()
      .map(({ dn }): LdifChange => ({ kind: 'delete', dn })),
  ];
}

function fromTheTop(entries: readonly Entry[]): Entry[] {
  const depth = ({ dn }: Entry) => (isDn(dn) ? parseDn(dn).length : 0);
  return entries
    .map((entry) => ({ entry, depth: depth(entry) }))
    .sort((one, other) => one.depth - other.depth)
    .map(({ entry }) => entry);
}
