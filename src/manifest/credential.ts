import type { ChainDiagnosis } from '../core/entra/credentialChain/diagnose.ts';
import type { PresenceOf } from './presence.ts';
import type { ApplicationTarget } from './targets.ts';

/** The commands of this subject, with their signatures. */
export interface CredentialCommands {
  'identity.credential.add'(target?: Partial<ApplicationTarget>): Promise<void>;
  'identity.credential.forget'(): Promise<void>;
  'identity.credentials.diagnose'(target?: { readonly scope: string }): Promise<ChainDiagnosis | undefined>;
}

/** Where each of them stands. */
export const credentialPresence: PresenceOf<CredentialCommands> = {
  'identity.credential.add': 'palette',
  'identity.credential.forget': 'palette',
  'identity.credentials.diagnose': 'palette',
};
