import { childDn, dnKey, parentDn, rdnOf } from '../../core/ldap/dn.ts';
import type { Attribute } from '../../core/ldap/entry.ts';

/** An entry as it is kept; operational attributes are made when it is read. */
export interface KeptEntry {
  readonly dn: string;
  readonly uuid: string;
  readonly attributes: readonly Attribute[];
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly modified: number;
  readonly creator: string;
  readonly modifier: string;
}

/** Entries by their names, with their children in the order they came. */
export class DirectoryTree {
  readonly #entries = new Map<string, KeptEntry>();
  readonly #children = new Map<string, Set<string>>();

  get(dn: string): KeptEntry | undefined {
    return this.#entries.get(dnKey(dn));
  }

  get size(): number {
    return this.#entries.size;
  }

  childCount(dn: string): number {
    return this.#children.get(dnKey(dn))?.size ?? 0;
  }

  children(dn: string): readonly KeptEntry[] {
    return [...(this.#children.get(dnKey(dn)) ?? [])].flatMap((key) => this.#entries.get(key) ?? []);
  }

  /** The entry and all below it, parents first. */
  *below(dn: string): Generator<KeptEntry, undefined> {
    const entry = this.get(dn);
    if (entry !== undefined) yield entry;
    for (const child of this.children(dn)) yield* this.below(child.dn);
  }

  /** Adds an entry, or puts it in the place of the one of the same name. */
  set(entry: KeptEntry): void {
    const key = dnKey(entry.dn);
    this.#entries.set(key, entry);
    const parent = parentDn(entry.dn);
    if (parent === undefined) return;
    const siblings = this.#children.get(dnKey(parent)) ?? new Set();
    siblings.add(key);
    this.#children.set(dnKey(parent), siblings);
  }

  delete(dn: string): void {
    const key = dnKey(dn);
    this.#entries.delete(key);
    this.#children.delete(key);
    this.#children.get(dnKey(parentDn(dn) ?? ''))?.delete(key);
  }

  /** Moves an entry with all below it to another name. */
  move(entry: KeptEntry, to: KeptEntry): void {
    const below = [...this.children(entry.dn)];
    this.delete(entry.dn);
    this.set(to);
    for (const child of below) this.move(child, { ...child, dn: childDn(rdnOf(child.dn), to.dn) });
  }
}
