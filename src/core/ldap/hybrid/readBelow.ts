import type { Translate } from '../../explain.ts';
import type { Entry } from '../entry.ts';
import type { LdapSession, Search, SearchPage } from '../session.ts';

/** What a search below an entry found, and the limit of the server that ended it early. */
export interface ReadBelow<Read> {
  readonly read: readonly Read[];
  readonly limit: SearchPage['cutShort'];
}

/** Reads all that fits below an entry, page by page; `report` is told how much there is so far. Throws `ldap.*`. */
export async function readBelow<Read>(
  session: Pick<LdapSession, 'search'>,
  search: Pick<Search, 'base' | 'filter' | 'attributes'>,
  readOne: (entry: Entry) => Read | undefined,
  signal: AbortSignal,
  report: (count: number) => void,
): Promise<ReadBelow<Read>> {
  const read: Read[] = [];
  let limit: SearchPage['cutShort'];
  for await (const { entries, cutShort } of session.search(
    { ...search, scope: 'sub', pageSize: 500 },
    signal,
  )) {
    limit = cutShort;
    read.push(...entries.flatMap((entry) => readOne(entry) ?? []));
    report(read.length);
  }
  return { read, limit };
}

/** The summary of a comparison, with a warning where a limit hides a part: what is missing would look different. */
export function withLimit(summary: string, limit: SearchPage['cutShort'], translate: Translate): string {
  if (limit === undefined) return summary;
  const warning = translate(
    'These are not all: {limit} of the server reached. Who is missing shows below as a difference.',
    { limit },
  );
  return `${summary} ${warning}`;
}
