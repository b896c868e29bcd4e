import type { ApplicationCommands } from '../../manifest/application.ts';
import { run, type Loaders } from '../loaders.ts';

export const applicationCommands: Loaders<ApplicationCommands> = {
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
  'identity.application.removeRedirectUris': async (services) =>
    (await import('./applicationRedirectUri.ts')).applicationRemoveRedirectUris(services),
  'identity.application.editValue': async (services) =>
    (await import('./applicationEditValue.ts')).applicationEditValue(services),
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
  'identity.applications.filterByTag': async (services) =>
    (await import('./applicationTag.ts')).applicationsFilterByTag(services),
  'identity.applications.showAll': async (services) =>
    (await import('./applicationsQuery.ts')).applicationsShowAll(services),
  'identity.application.clone': async (services) =>
    (await import('./applicationClone.ts')).applicationClone(services),
  'identity.application.openAzurePortal': async (services) =>
    (await import('./applicationOpenPortal.ts')).applicationOpenAzurePortal(services),
  'identity.application.openOwner': async (services) =>
    (await import('./applicationOpenPortal.ts')).applicationOpenOwner(services),
  'identity.application.compareManifest': async (services) =>
    (await import('./applicationManifest.ts')).applicationCompareManifest(services),
  'identity.application.rotateCertificate': async (services) =>
    (await import('./applicationCertificate.ts')).applicationRotateCertificate(services),
  'identity.application.revokeConsent': async (services) =>
    (await import('./applicationPermission.ts')).applicationRevokeConsent(services),
  'identity.application.addAuthorizedClient': async (services) =>
    (await import('./applicationAuthorizedClient.ts')).applicationAddAuthorizedClient(services),
  'identity.application.addOptionalClaim': async (services) =>
    (await import('./applicationOptionalClaim.ts')).applicationAddOptionalClaim(services),
  'identity.application.assignRole': async (services) =>
    (await import('./applicationRoleAssignment.ts')).applicationAssignRole(services),
  'identity.application.addTag': async (services) =>
    (await import('./applicationTag.ts')).applicationAddTag(services),
};
