import { isCancellation } from '../../core/explain.ts';
import { rdnLabel } from '../../core/ldap/dn.ts';
import { exportLdif, type LdifPiece } from '../../core/ldap/exportLdif.ts';
import type { LdapSession, Search } from '../../core/ldap/session.ts';
import type { Commands } from '../../manifest.ts';
import { pickEntry } from '../entry/pickEntry.ts';
import type { Services } from '../services.ts';
import { askedSearch } from './askedSearch.ts';

type Deps = Pick<Services, 'directories' | 'connections' | 'prompt' | 'translate' | 'workbench' | 'files'>;

/** File systems take about 250 bytes, and a letter may have four. */
const LONGEST_NAME = 50;

/** Writes an entry and all below it to a file, page by page: nothing of it is held in memory. */
export function ldifExport(deps: Deps): Commands['identity.ldif.export'] {
  return async (target) => {
    const picked = await pickEntry(deps, target, deps.translate('Export as LDIF'));
    if (picked === undefined) return undefined;
    return exportSearch(
      deps,
      picked.session,
      { base: picked.dn, scope: 'sub' },
      rdnLabel(picked.dn) || 'directory',
    );
  };
}

/** Writes what a search of a document finds to a file. */
export function searchExport(deps: Deps & Pick<Services, 'searches'>): Commands['identity.search.export'] {
  return async (target) => {
    const asked = await askedSearch(deps, target);
    if (asked === undefined) return undefined;
    return exportSearch(deps, asked.session, asked.search, 'search');
  };
}

async function exportSearch(
  { files, prompt, translate }: Deps,
  session: LdapSession,
  search: Search,
  name: string,
): Promise<number | undefined> {
  const file = await files.create(
    translate('Export as LDIF'),
    `${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, LONGEST_NAME)}.ldif`,
  );
  if (file === undefined) return undefined;
  let last: Omit<LdifPiece, 'bytes'> = { count: 0 };
  try {
    await prompt.progress(translate('Exporting to {file}', { file: file.name }), async (signal, report) => {
      for await (const { bytes, ...rest } of exportLdif(session, search, signal)) {
        await file.write(bytes);
        last = rest;
        report(translate('{count} entries', { count: last.count }));
      }
    });
  } catch (error) {
    // Half an export looks like a whole one.
    await file.discard();
    if (isCancellation(error)) return undefined;
    throw error;
  }
  await file.close();
  const { count, cutShort } = last;
  const told = translate('{count} entries written to {file}.', { count, file: file.name });
  if (cutShort === undefined) void prompt.tell(told);
  else void prompt.warn(`${told} ${translate('There are more: {limit} reached.', { limit: cutShort })}`);
  return count;
}
