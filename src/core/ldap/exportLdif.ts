import { LdifWriter } from './ldif/ldifWriter.ts';
import { readAhead } from './readAhead.ts';
import type { LdapSession, Search, SearchPage } from './session.ts';

/** What a server pages at once when all is wanted: Active Directory's own limit. */
const PAGE_SIZE = 1000;
const BATCH_SIZE = 200;
/** A file is written in few large pieces. */
const PIECE_BYTES = 1 << 18;

/** Part of a file, with how far the search is. */
export interface LdifPiece {
  readonly bytes: Uint8Array;
  /** How many entries have been written in all. */
  readonly count: number;
  /** A limit that ended the search before its end; the last piece has it. */
  readonly cutShort?: NonNullable<SearchPage['cutShort']>;
}

/**
 * What a search finds as the pieces of an LDIF file, while the server sends more; no more than a few pieces are ever held
 * in memory. Where the rest of the directory is stands in comments. Rejects as `LdapSession.search` does.
 */
export async function* exportLdif(
  session: Pick<LdapSession, 'search'>,
  search: Search,
  signal?: AbortSignal,
): AsyncGenerator<LdifPiece, undefined> {
  const writer = new LdifWriter();
  let count = 0;
  const pages = session.search({ ...search, pageSize: PAGE_SIZE, batchSize: BATCH_SIZE }, signal);
  for await (const { entries, references, cutShort } of readAhead(pages)) {
    for (const entry of entries) {
      writer.entry(entry);
      count++;
      if (writer.size >= PIECE_BYTES) yield { bytes: writer.take(), count };
    }
    for (const uris of references) writer.comment(`Held by another server: ${uris.join(' ')}`);
    if (cutShort !== undefined) {
      yield { bytes: writer.take(), count, cutShort };
      return undefined;
    }
  }
  yield { bytes: writer.take(), count };
  return undefined;
}
