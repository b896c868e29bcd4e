import { documentAddress } from '../core/documentAddress.ts';
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
  'identity.applications.changeList': async (services) =>
    (await import('./applicationsQuery.ts')).applicationsChangeList(services),
  'identity.applications.search': async (services) =>
    (await import('./applicationsQuery.ts')).applicationsSearch(services),
  'identity.applications.showExpiry': async (services) =>
    (await import('./applicationsShowExpiry.ts')).applicationsShowExpiry(services),
  'identity.application.copyConfiguration': async (services) =>
    (await import('./applicationExport.ts')).applicationCopyConfiguration(services),
  'identity.application.export': async (services) =>
    (await import('./applicationExport.ts')).applicationExport(services),
  'identity.application.create': async (services) =>
    (await import('./applicationCreate.ts')).applicationCreate(services),
  'identity.application.rename': async (services) =>
    (await import('./applicationLifecycle.ts')).applicationRename(services),
  'identity.application.delete': async (services) =>
    (await import('./applicationLifecycle.ts')).applicationDelete(services),
  'identity.application.restore': async (services) =>
    (await import('./applicationLifecycle.ts')).applicationRestore(services),
  'identity.application.deletePermanently': async (services) =>
    (await import('./applicationLifecycle.ts')).applicationDeletePermanently(services),
  'identity.application.pin': async (services) =>
    (await import('./applicationsQuery.ts')).applicationPin(services),
  'identity.application.openPortal': async (services) =>
    (await import('./applicationOpenPortal.ts')).applicationOpenPortal(services),
  'identity.application.editManifest': async (services) =>
    (await import('./applicationManifest.ts')).applicationEditManifest(services),
  'identity.application.changeSetting': async (services) =>
    (await import('./applicationChangeSetting.ts')).applicationChangeSetting(services),
  'identity.application.addRedirectUri': async (services) =>
    (await import('./applicationRedirectUri.ts')).applicationAddRedirectUri(services),
  'identity.application.editRedirectUri': async (services) =>
    (await import('./applicationRedirectUri.ts')).applicationEditRedirectUri(services),
  'identity.application.addSecret': async (services) =>
    (await import('./applicationSecret.ts')).applicationAddSecret(services),
  'identity.application.rotateSecret': async (services) =>
    (await import('./applicationSecret.ts')).applicationRotateSecret(services),
  'identity.application.addCertificate': async (services) =>
    (await import('./applicationCertificate.ts')).applicationAddCertificate(services),
  'identity.application.addFederatedCredential': async (services) =>
    (await import('./applicationFederatedCredential.ts')).applicationAddFederatedCredential(services),
  'identity.application.testFederatedCredential': async (services) =>
    (await import('./applicationFederatedCredential.ts')).applicationTestFederatedCredential(services),
  'identity.application.addPermission': async (services) =>
    (await import('./applicationPermission.ts')).applicationAddPermission(services),
  'identity.application.grantConsent': async (services) =>
    (await import('./applicationPermission.ts')).applicationGrantConsent(services),
  'identity.application.addIdentifierUri': async (services) =>
    (await import('./applicationIdentifierUri.ts')).applicationAddIdentifierUri(services),
  'identity.application.addScope': async (services) =>
    (await import('./applicationEntitlement.ts')).applicationAddScope(services),
  'identity.application.addRole': async (services) =>
    (await import('./applicationEntitlement.ts')).applicationAddRole(services),
  'identity.application.toggleEntitlement': async (services) =>
    (await import('./applicationEntitlement.ts')).applicationToggleEntitlement(services),
  'identity.application.addOwner': async (services) =>
    (await import('./applicationOwner.ts')).applicationAddOwner(services),
  'identity.application.removeValue': async (services) =>
    (await import('./applicationPart.ts')).applicationRemoveValue(services),
  'identity.application.copyValue': async (services) =>
    (await import('./applicationPart.ts')).applicationCopyValue(services),
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
  'identity.credentials.diagnose': async (services) =>
    (await import('./credentialsDiagnose.ts')).credentialsDiagnose(services),
  'identity.toolToken.reveal': async (services) =>
    (await import('./toolTokenReveal.ts')).toolTokenReveal(services),
  'identity.error.explain': async (services) => (await import('./errorExplain.ts')).errorExplain(services),
  'identity.sandbox.forgeToken': async (services) =>
    (await import('./sandboxForgeToken.ts')).sandboxForgeToken(services),
  'identity.sandbox.injectFault': async (services) =>
    (await import('./sandboxInjectFault.ts')).sandboxInjectFault(services),
  'identity.sandbox.setClock': async (services) =>
    (await import('./sandboxSetClock.ts')).sandboxSetClock(services),
  'identity.sandbox.rotateKeys': async (services) =>
    (await import('./sandboxRotateKeys.ts')).sandboxRotateKeys(services),
  'identity.sandbox.resetConsent': ({ sandbox }) => run(async () => (await sandbox()).resetConsent()),
  'identity.sandbox.showAudit': ({ workbench, clock }) =>
    run(() => workbench.openDocument(documentAddress('Sandbox', 'audit.json', String(clock.now())))),
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
