import type { MailCommands } from '../../manifest/mail.ts';
import type { Loaders } from '../loaders.ts';

export const mailCommands: Loaders<MailCommands> = {
  'identity.mail.create': async (services) => (await import('./mailCreate.ts')).mailCreate(services),
  'identity.mail.send': async (services) => (await import('./mailSend.ts')).mailSend(services),
  'identity.mail.scopeApplication': async (services) =>
    (await import('./mailScopeApplication.ts')).mailScopeApplication(services),
};
