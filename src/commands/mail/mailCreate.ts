import { newMail } from '../../core/mail/message.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** Opens a new message document, not saved yet, for the application and tenant of the row, if there is one. */
export function mailCreate({ workbench }: Pick<Services, 'workbench'>): Commands['identity.mail.create'] {
  return async (target = {}) => workbench.openNamed('message.mail.json', newMail(target));
}
