import { IdentityError } from '../errors.ts';
import { parseDn } from './dn.ts';
import { OIDS } from './serverFacts.ts';
import type { LdapSession } from './session.ts';

/** The entries of a subtree, the base included, those farthest from it first. */
export async function subtreeOf(
  session: LdapSession,
  base: string,
  signal: AbortSignal,
  found: (count: number) => void = () => {},
): Promise<readonly string[]> {
  const names: string[] = [];
  const search = {
    base,
    scope: 'sub',
    attributes: ['1.1'],
    pageSize: 500,
    // A referral is deleted as the entry it is, not where it leads.
    ...(session.server.controls.has(OIDS.manageDsaIt) ? { controls: [{ oid: OIDS.manageDsaIt }] } : {}),
  } as const;
  for await (const { entries } of session.search(search, signal)) {
    for (const { dn } of entries) names.push(dn);
    found(names.length);
  }
  return names
    .map((dn) => ({ dn, depth: parseDn(dn).length }))
    .sort((one, other) => other.depth - one.depth)
    .map(({ dn }) => dn);
}

/**
 * Deletes entries one by one, children before parents as `subtreeOf` orders them, so that it can be followed and
 * stopped on any server. An entry that is gone already is no failure. Stops with the first refusal.
 */
export async function deleteEntries(
  session: LdapSession,
  names: readonly string[],
  signal: AbortSignal,
  deleted: (count: number) => void,
): Promise<void> {
  const controls = session.server.controls.has(OIDS.manageDsaIt) ? [{ oid: OIDS.manageDsaIt }] : [];
  for (const [index, dn] of names.entries()) {
    signal.throwIfAborted();
    try {
      await session.delete(dn, { controls });
    } catch (error) {
      if (!IdentityError.is(error, 'ldap.noSuchEntry')) throw error;
    }
    deleted(index + 1);
  }
}
