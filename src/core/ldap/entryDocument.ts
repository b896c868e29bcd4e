import { documentAddress } from '../documentAddress.ts';
import { IdentityError } from '../errors.ts';
import { parseJson } from '../json.ts';
import { rdnLabel } from './dn.ts';

/** The address of an entry as a document, to be edited or compared. */
export function entryAddress(
  directory: string,
  dn: string,
  kind: 'entry' | 'compared-entry' = 'entry',
): string {
  const name = dn === '' ? 'root DSE' : rdnLabel(dn);
  return documentAddress(kind, [`${name}.ldif`], JSON.stringify([directory, dn]));
}

/** Directory and DN in the address of an entry. Throws `directories.unknown`. */
export function entryOfAddress(id: string): { readonly directory: string; readonly dn: string } {
  const parsed = parseJson(id);
  const parts: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
  const [directory, dn] = parts;
  if (typeof directory === 'string' && typeof dn === 'string') return { directory, dn };
  throw new IdentityError('directories.unknown', { directory: id });
}

/** The address of the log of changes to directories, or of what takes them back. */
export function changesAddress(kind: 'changes' | 'undo'): string {
  return documentAddress(kind, ['Directories', `${kind}.ldif`], '');
}
