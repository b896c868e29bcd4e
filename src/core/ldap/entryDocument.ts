import { documentAddress } from '../documentAddress.ts';
import { IdentityError } from '../errors.ts';
import { parseJson } from '../json.ts';
import { rdnLabel } from './dn.ts';

/** The file name of entries among the virtual documents. */
export const ENTRY_FILE = 'entry.ldif';

/** The file names of pictures of entries among the virtual documents, one for each kind of picture. */
export const PHOTO_FILES = ['photo.jpg', 'photo.png', 'photo.gif', 'photo.bmp'] as const;

/** The address of an entry as a document. */
export function entryAddress(directory: string, dn: string): string {
  return documentAddress(dn === '' ? 'root DSE' : rdnLabel(dn), ENTRY_FILE, JSON.stringify([directory, dn]));
}

/** Directory and DN in the address of an entry. Throws `directories.unknown`. */
export function entryOfAddress(id: string): { readonly directory: string; readonly dn: string } {
  const parsed = parseJson(id);
  const parts: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
  const [directory, dn] = parts;
  if (typeof directory === 'string' && typeof dn === 'string') return { directory, dn };
  throw new IdentityError('directories.unknown', { directory: id });
}
