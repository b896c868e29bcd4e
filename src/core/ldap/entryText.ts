import { IdentityError } from '../errors.ts';
import type { DirectoryServices } from './directoryServices.ts';
import { entryOfAddress } from './entryDocument.ts';
import { writeEntry } from './ldif/write.ts';

/** An entry with its operational attributes as LDIF a person reads; `id` as in its address. */
export async function entryText(
  { directories, connections }: Pick<DirectoryServices, 'directories' | 'connections'>,
  id: string,
): Promise<string> {
  const { directory, dn } = entryOfAddress(id);
  const session = await connections.session(await directories.find(directory));
  const entry = await session.read(dn, ['*', '+']);
  if (entry === undefined) throw new IdentityError('ldap.noSuchEntry', { dn, matched: '–', diagnostic: '' });
  return writeEntry(entry, 'readable');
}
