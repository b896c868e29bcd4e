import type { FaultRequest, ForgeRequest } from '../core/sandboxControl.ts';
import type { PresenceOf } from './presence.ts';

/** The commands of this subject, with their signatures. */
export interface SandboxCommands {
  'identity.sandbox.forgeToken'(target?: Partial<ForgeRequest>): Promise<string | undefined>;
  'identity.sandbox.injectFault'(target?: Partial<FaultRequest>): Promise<void>;
  /** `offset`: milliseconds from the right time. */
  'identity.sandbox.setClock'(target?: { readonly offset?: number }): Promise<void>;
  'identity.sandbox.rotateKeys'(target?: { readonly old?: 'keep' | 'remove' }): Promise<void>;
  'identity.sandbox.resetConsent'(): Promise<void>;
  'identity.sandbox.showAudit'(): Promise<void>;
}

/** Where each of them stands. */
export const sandboxPresence: PresenceOf<SandboxCommands> = {
  'identity.sandbox.forgeToken': 'palette',
  'identity.sandbox.injectFault': 'palette',
  'identity.sandbox.setClock': 'palette',
  'identity.sandbox.rotateKeys': 'palette',
  'identity.sandbox.resetConsent': 'palette',
  'identity.sandbox.showAudit': 'palette',
};
