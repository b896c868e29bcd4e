import type { Tenant } from '../oauth/model.ts';
import type { Disposer } from '../ports.ts';
import type { SignInChoice } from './signIn/methods.ts';
import type { TenantSettings } from './tenantSettings.ts';

/** The tenants a person works with: the sandbox's, then those of the setting `identity.tenants`. */
export interface TenantRegistry {
  list(): Promise<TenantSettings>;
  /** The tenant with this id. Throws `tenants.unknown`. */
  find(id: string): Promise<Tenant>;
  /** Adds an entry to the setting, replacing one with the same id. */
  add(tenant: Tenant): Promise<void>;
  /** Keeps how a tenant is signed in to: in its entry, or for a sandbox tenant on this machine. */
  changeSignIn(id: string, signIn: SignInChoice): Promise<void>;
  /** Removes the entry from the setting. Tokens and secrets stay until they are forgotten. */
  remove(id: string): Promise<void>;
  onDidChange(listener: () => void): Disposer;
}
