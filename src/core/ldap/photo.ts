import { documentAddress } from '../documentAddress.ts';
import { IdentityError } from '../errors.ts';
import { rdnLabel } from './dn.ts';
import { valuesOf, type Entry } from './entry.ts';
import { entryOfAddress } from './entryDocument.ts';
import type { LdapSession } from './session.ts';

/** Attributes that hold a picture: RFC 2798 §2.6, and Active Directory's own. */
export const PHOTO_ATTRIBUTES = ['jpegPhoto', 'thumbnailPhoto', 'thumbnailLogo', 'photo'] as const;

/** Kinds of pictures by their first bytes, with the ending a viewer knows them by. */
const KINDS: readonly { readonly ending: string; readonly magic: readonly number[] }[] = [
  { ending: 'jpg', magic: [0xff, 0xd8, 0xff] },
  { ending: 'png', magic: [0x89, 0x50, 0x4e, 0x47] },
  { ending: 'gif', magic: [0x47, 0x49, 0x46, 0x38] },
  { ending: 'bmp', magic: [0x42, 0x4d] },
];

/** The address of the picture of an entry, to be opened as an image. Throws `entry.noPhoto`. */
export function photoAddress(directory: string, entry: Entry): string {
  const name = `${rdnLabel(entry.dn)}.${photoOf(entry).ending}`;
  return documentAddress('photo', [name], JSON.stringify([directory, entry.dn]));
}

/** The picture of the entry in a document's address, as bytes. Throws `entry.noPhoto`, `entry.gone`. */
export async function photoBytes(
  session: (directory: string) => Promise<LdapSession>,
  id: string,
): Promise<Uint8Array> {
  const { directory, dn } = entryOfAddress(id);
  const entry = await (await session(directory)).read(dn, PHOTO_ATTRIBUTES);
  if (entry === undefined) throw new IdentityError('entry.gone', { dn });
  return photoOf(entry).bytes;
}

/** The first value that is a picture of a known kind, whatever the attribute promises. */
function photoOf(entry: Entry): { readonly ending: string; readonly bytes: Uint8Array } {
  for (const name of PHOTO_ATTRIBUTES)
    for (const bytes of valuesOf(entry, name)) {
      const kind = KINDS.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte));
      if (kind !== undefined) return { ending: kind.ending, bytes };
    }
  throw new IdentityError('entry.noPhoto', { dn: entry.dn });
}
