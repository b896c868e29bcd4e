import type { CommandId, Commands } from '../manifest.ts';
import type { Services } from './services.ts';

/**
 * The single list of commands: each id with how to load what it runs. Nothing of a command is loaded before its
 * first use; a command without an entry is a compile error.
 */
export const commands: { readonly [Id in CommandId]: (services: Services) => Promise<Commands[Id]> } = {
  'identity.tenant.add': async (services) => (await import('./tenantAdd.ts')).tenantAdd(services),
  'identity.tenant.remove': async (services) => (await import('./tenantRemove.ts')).tenantRemove(services),
  'identity.tenant.openDiscovery': async (services) =>
    (await import('./tenantDocument.ts')).tenantDocument(services, 'openid-configuration.json'),
  'identity.tenant.openJwks': async (services) =>
    (await import('./tenantDocument.ts')).tenantDocument(services, 'jwks.json'),
  'identity.tenant.signIn': async (services) => (await import('./tenantSignIn.ts')).tenantSignIn(services),
  'identity.tenants.refresh': ({ refreshView }) => run(() => refreshView('identity.tenants')),
  'identity.tenants.openSettings': ({ workbench }) =>
    run(() => workbench.run('workbench.action.openSettings', 'identity.tenants')),
  'identity.applications.refresh': ({ refreshView }) => run(() => refreshView('identity.applications')),
  'identity.application.copyClientId': async (services) =>
    (await import('./applicationCopyClientId.ts')).applicationCopyClientId(services),
  'identity.flow.run': async (services) => (await import('./flowRun.ts')).flowRun(services),
  'identity.flow.runAgain': async (services) => (await import('./flowRun.ts')).flowRunAgain(services),
  'identity.flow.open': async (services) => (await import('./flowOpen.ts')).flowOpen(services),
  'identity.flow.showTrace': async (services) => (await import('./flowShowTrace.ts')).flowShowTrace(services),
  'identity.flow.advise': async (services) => (await import('./flowAdvise.ts')).flowAdvise(services),
  'identity.flow.saveProfile': async (services) =>
    (await import('./flowProfiles.ts')).flowSaveProfile(services),
  'identity.flow.runProfile': async (services) =>
    (await import('./flowProfiles.ts')).flowRunProfile(services),
  'identity.flow.openDiagram': async (services) =>
    (await import('./flowOpenDiagram.ts')).flowOpenDiagram(services),
  'identity.token.inspect': async (services) => (await import('./tokenInspect.ts')).tokenInspect(services),
  'identity.token.verify': async (services) =>
    (await import('./tokenInspect.ts')).tokenInspect(services, 'verify'),
  'identity.token.inspectFile': async (services) =>
    (await import('./tokenInspectFile.ts')).tokenInspectFile(services),
  'identity.token.compare': async (services) => (await import('./tokenCompare.ts')).tokenCompare(services),
  'identity.token.copyClaims': async (services) =>
    (await import('./tokenCopyText.ts')).tokenCopyText(services, 'claims'),
  'identity.token.copyRedacted': async (services) =>
    (await import('./tokenCopyText.ts')).tokenCopyText(services, 'redacted'),
  'identity.token.copy': async (services) => (await import('./tokenCopy.ts')).tokenCopy(services),
  'identity.token.insert': async (services) => (await import('./tokenCopy.ts')).tokenInsert(services),
  'identity.token.refresh': async (services) => (await import('./tokenRefresh.ts')).tokenRefresh(services),
  'identity.token.forget': async (services) => (await import('./tokenForget.ts')).tokenForget(services),
  'identity.tokens.forgetAll': async (services) =>
    (await import('./tokenForget.ts')).tokensForgetAll(services),
  'identity.credential.add': async (services) => (await import('./credentialAdd.ts')).credentialAdd(services),
  'identity.credential.forget': async (services) =>
    (await import('./credentialForget.ts')).credentialForget(services),
  'identity.error.explain': async (services) => (await import('./errorExplain.ts')).errorExplain(services),
  'identity.log.show': ({ log }) => run(() => log.show()),
  'identity.tree.follow': () =>
    Promise.resolve(async (action) => {
      await action?.();
    }),
};

/** A command that is one call. */
function run(action: () => unknown): Promise<() => Promise<void>> {
  return Promise.resolve(async () => {
    await action();
  });
}
