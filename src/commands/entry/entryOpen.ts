import { entryAddress } from '../../core/ldap/entryDocument.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { pickEntry } from './pickEntry.ts';

/** Opens an entry as a document. */
export function entryOpen(
  deps: Pick<Services, 'prompt' | 'translate' | 'directories' | 'connections' | 'workbench'>,
): Commands['identity.entry.open'] {
  return async (target) => {
    if (target !== undefined) {
      await deps.workbench.openDocument(entryAddress(target.directory, target.dn));
      return;
    }
    const picked = await pickEntry(deps, target, deps.translate('Open Entry'));
    if (picked !== undefined) await deps.workbench.openDocument(entryAddress(picked.directory.id, picked.dn));
  };
}
