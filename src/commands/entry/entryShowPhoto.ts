import { IdentityError } from '../../core/errors.ts';
import { PHOTO_ATTRIBUTES, photoAddress } from '../../core/ldap/photo.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { pickEntry } from './pickEntry.ts';

/** Opens the picture of an entry as an image. */
export function entryShowPhoto(
  deps: Pick<Services, 'prompt' | 'translate' | 'directories' | 'connections' | 'workbench'>,
): Commands['identity.entry.showPhoto'] {
  return async (target) => {
    const picked = await pickEntry(deps, target, deps.translate('Show Photo of which entry'));
    if (picked === undefined) return;
    const { directory, session, dn } = picked;
    const entry = await session.read(dn, PHOTO_ATTRIBUTES);
    if (entry === undefined) throw new IdentityError('entry.gone', { dn });
    await deps.workbench.openImage(photoAddress(directory.id, entry));
  };
}
