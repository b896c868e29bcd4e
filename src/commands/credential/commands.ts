import type { CredentialCommands } from '../../manifest/credential.ts';
import type { Loaders } from '../loaders.ts';

export const credentialCommands: Loaders<CredentialCommands> = {
  'identity.credential.add': async (services) => (await import('./credentialAdd.ts')).credentialAdd(services),
  'identity.credential.forget': async (services) =>
    (await import('./credentialForget.ts')).credentialForget(services),
  'identity.credentials.diagnose': async (services) =>
    (await import('./credentialsDiagnose.ts')).credentialsDiagnose(services),
};
