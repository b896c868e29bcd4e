import type { MailSent } from '../core/mail/sendMail.ts';
import type { PresenceOf } from './presence.ts';
import type { ApplicationTarget } from './targets.ts';

/** The commands of this subject, with their signatures. */
export interface MailCommands {
  'identity.mail.create'(target?: Partial<ApplicationTarget>): Promise<void>;
  'identity.mail.send'(target?: { readonly uri: string }): Promise<MailSent | undefined>;
  'identity.mail.scopeApplication'(
    target?: Partial<ApplicationTarget> & { readonly group?: string },
  ): Promise<string | undefined>;
}

/** Where each of them stands. */
export const mailPresence: PresenceOf<MailCommands> = {
  'identity.mail.create': 'palette',
  'identity.mail.send': 'palette',
  'identity.mail.scopeApplication': 'palette',
};
