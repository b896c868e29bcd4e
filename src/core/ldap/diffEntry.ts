import { IdentityError } from '../errors.ts';
import { hex } from './bytes.ts';
import { sameDn } from './dn.ts';
import { attributeKey, findAttribute, type Attribute, type Entry, type Modification } from './entry.ts';
import { readLdif } from './ldif/read.ts';
import type { Schema } from './schema.ts';

/** How a server takes changes of single values. */
export interface DiffRules {
  /** Whether one value of an attribute can be deleted by naming it; else all are replaced. */
  canDeleteValue(name: string): boolean;
}

/** The rules of a server's schema: a value is found by the equality rule; Active Directory needs none. */
export function diffRules(schema: Schema, isActiveDirectory: boolean): DiffRules {
  return { canDeleteValue: (name) => isActiveDirectory || schema.equality(name) !== undefined };
}

/**
 * The modifications that turn one entry into the other: values are compared as octets and as a set, so their order
 * counts for nothing. Attributes that lost all values are deleted, what one value became another is replaced.
 */
export function diffEntry(before: Entry, after: Entry, rules: DiffRules): readonly Modification[] {
  const removed = before.attributes
    .filter(({ name }) => findAttribute(after, name) === undefined)
    .map(({ name }): Modification => ({ operation: 'delete', name, values: [] }));
  const changed = after.attributes.flatMap((wanted) =>
    diffAttribute(findAttribute(before, wanted.name), wanted, rules),
  );
  return [...removed, ...changed];
}

function diffAttribute(
  before: Attribute | undefined,
  { name, values }: Attribute,
  rules: DiffRules,
): readonly Modification[] {
  const wanted = unique(values);
  if (before === undefined) return [{ operation: 'add', name, values: wanted }];
  const [gone, added] = [without(before.values, wanted), without(wanted, before.values)];
  if (gone.length === 0 && added.length === 0) return [];
  const isOther = gone.length > 0 && (gone.length === before.values.length || !rules.canDeleteValue(name));
  if (isOther) return [{ operation: 'replace', name, values: wanted }];
  return [
    ...(gone.length === 0 ? [] : [{ operation: 'delete', name, values: gone } as const]),
    ...(added.length === 0 ? [] : [{ operation: 'add', name, values: added } as const]),
  ];
}

/** The attributes that stand otherwise in the directory now than when the entry was read, of those a change touches. */
export function conflictsOf(read: Entry, now: Entry, changes: readonly Modification[]): readonly string[] {
  const names = new Map(changes.map(({ name }) => [attributeKey(name), name]));
  return [...names.values()].filter((name) => {
    const [then, current] = [findAttribute(read, name)?.values ?? [], findAttribute(now, name)?.values ?? []];
    return without(then, current).length > 0 || without(current, then).length > 0;
  });
}

/**
 * The single entry an entry document holds. Throws `ldif.*` for what cannot be read, `entry.notOne` unless there is
 * exactly one content record.
 */
export function readEntryText(text: string): Entry {
  const items = readLdif(text);
  const problem = items.find((item) => item.kind === 'problem');
  if (problem?.kind === 'problem') throw problem.error;
  const [item] = items;
  if (item?.kind !== 'entry' || items.length > 1)
    throw new IdentityError('entry.notOne', { count: items.length });
  return { dn: item.dn, attributes: item.attributes };
}

/** What a save of an entry document asks for. Throws as `readEntryText`, and `entry.dnEdited`. */
export function savedEntry(before: string, edited: string, rules: DiffRules): readonly Modification[] {
  const [old, wanted] = [readEntryText(before), readEntryText(edited)];
  if (!sameDn(old.dn, wanted.dn)) throw new IdentityError('entry.dnEdited', { dn: old.dn });
  return diffEntry(old, wanted, rules);
}

function unique(values: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...new Map(values.map((value) => [hex(value), value])).values()];
}

function without(values: readonly Uint8Array[], others: readonly Uint8Array[]): readonly Uint8Array[] {
  const known = new Set(others.map(hex));
  return values.filter((value) => !known.has(hex(value)));
}
