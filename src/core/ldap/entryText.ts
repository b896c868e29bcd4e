import { IdentityError } from '../errors.ts';
import type { DirectoryServices } from './directoryServices.ts';
import { comparableEntry, DOCUMENT_ATTRIBUTES, editableEntry } from './editableEntry.ts';
import { entryOfAddress } from './entryDocument.ts';

const FORMS = { edited: editableEntry, compared: comparableEntry } as const;

/** An entry as the LDIF a person edits, or compares; `id` as in its address. Throws `ldap.*`, `entry.gone`. */
export async function entryText(
  { directories, connections, schemas }: Pick<DirectoryServices, 'directories' | 'connections' | 'schemas'>,
  id: string,
  form: keyof typeof FORMS = 'edited',
): Promise<string> {
  const { directory, dn } = entryOfAddress(id);
  const session = await connections.session(await directories.find(directory));
  const [entry, schema] = await Promise.all([
    session.read(dn, DOCUMENT_ATTRIBUTES[session.server.kind]),
    schemas.of(session),
  ]);
  if (entry === undefined) throw new IdentityError('entry.gone', { dn });
  return FORMS[form](entry, schema);
}
