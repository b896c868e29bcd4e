import type { ServerMetadata, Tenant } from '../core/oauth/model.ts';
import type { PresenceOf } from './presence.ts';
import type { TenantTarget } from './targets.ts';

/** The commands of this subject, with their signatures. */
export interface TenantCommands {
  'identity.tenant.add'(target?: {
    readonly input: string;
  }): Promise<{ tenant: Tenant; metadata: ServerMetadata } | undefined>;
  'identity.tenant.remove'(target?: TenantTarget): Promise<void>;
  'identity.tenant.openDiscovery'(target?: TenantTarget): Promise<void>;
  'identity.tenant.openJwks'(target?: TenantTarget): Promise<void>;
  /** `permission` asks for one, `claims` passes a claims challenge on. */
  'identity.tenant.signIn'(
    target?: TenantTarget & { readonly permission?: string; readonly claims?: string },
  ): Promise<void>;
  'identity.tenant.signOut'(target?: TenantTarget): Promise<void>;
  /** `method` is an id of `core/entra/signIn/methods.ts`. */
  'identity.tenant.changeSignIn'(
    target?: TenantTarget & { readonly method?: string; readonly clientId?: string },
  ): Promise<void>;
  'identity.tenant.getPermission'(target?: TenantTarget & { readonly permission: string }): Promise<void>;
  'identity.tenants.refresh'(): Promise<void>;
  'identity.tenants.openSettings'(): Promise<void>;
}

/** Where each of them stands. */
export const tenantPresence: PresenceOf<TenantCommands> = {
  'identity.tenant.add': 'palette',
  'identity.tenant.remove': 'palette',
  'identity.tenant.openDiscovery': 'palette',
  'identity.tenant.openJwks': 'palette',
  'identity.tenant.signIn': 'palette',
  'identity.tenant.signOut': 'palette',
  'identity.tenant.changeSignIn': 'palette',
  'identity.tenant.getPermission': 'row',
  'identity.tenants.refresh': 'palette',
  'identity.tenants.openSettings': 'palette',
};
