import type { JsonObject } from '../core/json.ts';
import type { PresenceOf } from './presence.ts';
import type { TenantTarget } from './targets.ts';

/** Names an object of a directory. */
export interface TenantObjectTarget extends TenantTarget {
  /** Object id. */
  readonly id?: string;
  readonly name?: string;
  /** Where Graph has it, after the version. */
  readonly path?: string;
}

/** A role, or a group, to activate. */
export interface EligibilityTarget extends TenantTarget {
  readonly roleDefinitionId?: string;
  readonly groupId?: string;
  /** What of the group: `member` when absent, or `owner`. */
  readonly accessId?: string;
  readonly principalId?: string;
  readonly directoryScopeId?: string;
  /** Its name, for people. */
  readonly role?: string;
  readonly justification?: string;
  /** ISO 8601, as `PT4H`. */
  readonly duration?: string;
}

/** The commands of this subject, with their signatures. */
export interface TenantDirectoryCommands {
  /** Opens what Graph answers to a GET; resolves to it. */
  'identity.graph.read'(target?: Partial<TenantObjectTarget>): Promise<JsonObject | undefined>;
  'identity.object.copyId'(target?: TenantObjectTarget): Promise<void>;
  'identity.guest.invite'(target?: TenantTarget & { readonly email?: string }): Promise<void>;
  'identity.role.activate'(target?: Partial<EligibilityTarget>): Promise<void>;
  'identity.conditionalAccess.export'(target?: TenantObjectTarget): Promise<void>;
  'identity.conditionalAccess.import'(target?: TenantTarget & { readonly source?: string }): Promise<void>;
  'identity.conditionalAccess.changeState'(target?: TenantObjectTarget): Promise<void>;
  'identity.conditionalAccess.whatIf'(target?: Partial<TenantObjectTarget>): Promise<void>;
  'identity.risk.dismiss'(target?: TenantObjectTarget): Promise<void>;
  'identity.risk.confirmCompromised'(target?: TenantObjectTarget): Promise<void>;
  'identity.signIn.find'(target?: Partial<TenantTarget> & { readonly correlationId?: string }): Promise<void>;
  /** Every form of an anchor, and the user who has it. */
  'identity.anchor.match'(target?: Partial<TenantTarget> & { readonly anchor?: string }): Promise<void>;
}

/** Where each of them stands. */
export const tenantDirectoryPresence: PresenceOf<TenantDirectoryCommands> = {
  'identity.graph.read': 'palette',
  'identity.object.copyId': 'row',
  'identity.guest.invite': 'palette',
  'identity.role.activate': 'palette',
  'identity.conditionalAccess.export': 'palette',
  'identity.conditionalAccess.import': 'palette',
  'identity.conditionalAccess.changeState': 'palette',
  'identity.conditionalAccess.whatIf': 'palette',
  'identity.risk.dismiss': 'row',
  'identity.risk.confirmCompromised': 'row',
  'identity.signIn.find': 'palette',
  'identity.anchor.match': 'palette',
};
