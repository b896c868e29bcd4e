import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** Copies the object id of a row. */
export function objectCopyId({ workbench }: Pick<Services, 'workbench'>): Commands['identity.object.copyId'] {
  return async (target) => {
    if (target?.id !== undefined) await workbench.clipboard.write(target.id);
  };
}
