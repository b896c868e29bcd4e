import type { TenantCommands } from '../../manifest/tenant.ts';
import { run, type Loaders } from '../loaders.ts';

export const tenantCommands: Loaders<TenantCommands> = {
  'identity.tenant.add': async (services) => (await import('./tenantAdd.ts')).tenantAdd(services),
  'identity.tenant.remove': async (services) => (await import('./tenantRemove.ts')).tenantRemove(services),
  'identity.tenant.openDiscovery': async (services) =>
    (await import('./tenantDocument.ts')).tenantDocument(services, 'discovery'),
  'identity.tenant.openJwks': async (services) =>
    (await import('./tenantDocument.ts')).tenantDocument(services, 'keys'),
  'identity.tenant.signIn': async (services) => (await import('./tenantSignIn.ts')).tenantSignIn(services),
  'identity.tenant.signOut': async (services) => (await import('./tenantSignOut.ts')).tenantSignOut(services),
  'identity.tenant.changeSignIn': async (services) =>
    (await import('./tenantChangeSignIn.ts')).tenantChangeSignIn(services),
  'identity.tenant.getPermission': async (services) =>
    (await import('./tenantGetPermission.ts')).tenantGetPermission(services),
  'identity.tenants.refresh': ({ refreshView }) => run(() => refreshView('identity.tenants')),
  'identity.tenants.openSettings': ({ workbench }) =>
    run(() => workbench.run('workbench.action.openSettings', 'identity.tenants')),
};
