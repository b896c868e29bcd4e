import { IdentityError } from '../errors.ts';
import type { DirectoryServices } from './directoryServices.ts';
import { DOCUMENT_ATTRIBUTES, editableEntry } from './editableEntry.ts';
import { entryOfAddress } from './entryDocument.ts';

/** An entry as the LDIF a person edits; `id` as in its address. Throws `ldap.*`. */
export async function entryText(
  { directories, connections, schemas }: Pick<DirectoryServices, 'directories' | 'connections' | 'schemas'>,
  id: string,
): Promise<string> {
  const { directory, dn } = entryOfAddress(id);
  const session = await connections.session(await directories.find(directory));
  const [entry, schema] = await Promise.all([
    session.read(dn, DOCUMENT_ATTRIBUTES[session.server.kind]),
    schemas.of(session),
  ]);
  if (entry === undefined) throw new IdentityError('entry.gone', { dn });
  return editableEntry(entry, schema);
}
