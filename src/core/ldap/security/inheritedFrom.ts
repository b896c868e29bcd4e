import { parentDn } from '../dn.ts';
import { valuesOf } from '../entry.ts';
import type { LdapSession } from '../session.ts';
import type { Ace } from './ace.ts';
import { hasFlag } from './aceWords.ts';
import { readDescriptor } from './descriptor.ts';

/** Entries above that a search for the origin asks at most. */
const HIGHEST = 20;

/** What makes an entry of a list the same above and below; how it is inherited differs. */
export function aceKey({ kind, mask, trustee, objectType, inheritedType }: Ace): string {
  return [kind.type, mask, trustee, objectType ?? '', inheritedType ?? ''].join(' ');
}

/**
 * Where the inherited entries of a list stand themselves: for each, by `aceKey`, the nearest entry above that has it of
 * its own. What may not be read, or was inherited from elsewhere, is left out.
 */
export async function inheritedFrom(
  session: LdapSession,
  dn: string,
  aces: readonly Ace[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(aces.filter((ace) => hasFlag(ace, 'ID')).map(aceKey));
  const found = new Map<string, string>();
  let above = parentDn(dn);
  for (let level = 0; level < HIGHEST && wanted.size > 0 && above !== undefined && above !== ''; level++) {
    const entry = await session.read(above, ['nTSecurityDescriptor'], signal);
    const [value] = entry === undefined ? [] : valuesOf(entry, 'nTSecurityDescriptor');
    for (const ace of (value && readDescriptor(value)?.dacl?.aces) ?? [])
      if (!hasFlag(ace, 'ID') && hasFlag(ace, 'CI') && wanted.delete(aceKey(ace)))
        found.set(aceKey(ace), above);
    above = parentDn(above);
  }
  return found;
}
