import { rdnLabel } from '../dn.ts';
import type { LdapSession } from '../session.ts';
import { textOf, valuesOf } from '../entry.ts';
import type { Filter } from '../filter.ts';
import { readSid, sidName } from '../values/sid.ts';

const AT_ONCE = 50;

/** The names of security identifiers, by their text: those of the domain as it knows them, then the well-known ones. */
export async function sidNames(
  session: LdapSession,
  sids: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (let at = 0; at < sids.length; at += AT_ONCE) {
    const filter: Filter = {
      kind: 'or',
      filters: sids
        .slice(at, at + AT_ONCE)
        .map((value) => ({ kind: 'equality', attribute: 'objectSid', value })),
    };
    const pages = session.search(
      {
        base: session.server.defaultNamingContext ?? '',
        scope: 'sub',
        filter,
        attributes: ['objectSid', 'sAMAccountName'],
      },
      signal,
    );
    for await (const { entries } of pages)
      for (const entry of entries) {
        const sid = readSid(valuesOf(entry, 'objectSid')[0] ?? new Uint8Array());
        if (sid !== undefined)
          names.set(sid, textOf(entry, 'sAMAccountName') ?? sidName(sid) ?? rdnLabel(entry.dn));
      }
  }
  for (const value of sids) {
    const sid = readSid(value);
    const known = sid === undefined || names.has(sid) ? undefined : sidName(sid);
    if (sid !== undefined && known !== undefined) names.set(sid, known);
  }
  return names;
}
