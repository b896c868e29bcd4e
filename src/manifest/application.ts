import type { ApplicationList } from '../core/entra/applicationQuery.ts';
import type { FederatedMismatch } from '../core/entra/federatedCredential.ts';
import type { PresenceOf } from './presence.ts';
import type {
  TenantTarget,
  ApplicationTarget,
  RedirectUriTarget,
  ApplicationPartTarget,
  DeletedApplicationTarget,
} from './targets.ts';

/** The commands of this subject, with their signatures. */
export interface ApplicationCommands {
  'identity.applications.refresh'(): Promise<void>;
  'identity.application.copyClientId'(target?: ApplicationTarget): Promise<void>;
  'identity.applications.changeList'(target?: { readonly list: ApplicationList }): Promise<void>;
  'identity.applications.search'(target?: { readonly search: string }): Promise<void>;
  'identity.applications.filterByTag'(target?: { readonly tag: string }): Promise<void>;
  'identity.applications.showAll'(): Promise<void>;
  'identity.applications.showExpiry'(): Promise<void>;
  'identity.application.copyConfiguration'(target?: ApplicationTarget): Promise<void>;
  'identity.application.export'(target?: ApplicationTarget): Promise<void>;
  'identity.application.create'(target?: TenantTarget): Promise<ApplicationTarget | undefined>;
  'identity.application.clone'(target?: ApplicationTarget): Promise<ApplicationTarget | undefined>;
  'identity.application.rename'(target?: ApplicationTarget): Promise<void>;
  'identity.application.delete'(target?: ApplicationTarget): Promise<void>;
  'identity.application.restore'(target?: DeletedApplicationTarget): Promise<void>;
  'identity.application.deletePermanently'(target?: DeletedApplicationTarget): Promise<void>;
  'identity.application.pin'(target?: ApplicationTarget): Promise<void>;
  'identity.application.openPortal'(target?: ApplicationTarget): Promise<void>;
  'identity.application.openAzurePortal'(target?: ApplicationTarget): Promise<void>;
  'identity.application.openOwner'(target?: ApplicationPartTarget): Promise<void>;
  'identity.application.editManifest'(target?: ApplicationTarget): Promise<void>;
  'identity.application.compareManifest'(
    target?: ApplicationTarget | { readonly uri: string },
  ): Promise<void>;
  'identity.application.changeSetting'(
    target?: ApplicationTarget & { readonly setting?: string },
  ): Promise<void>;
  'identity.application.addRedirectUri'(target?: RedirectUriTarget): Promise<void>;
  'identity.application.removeRedirectUris'(target?: ApplicationTarget): Promise<void>;
  'identity.application.editValue'(target?: ApplicationPartTarget): Promise<void>;
  'identity.application.addSecret'(target?: ApplicationTarget): Promise<void>;
  'identity.application.rotateSecret'(target?: ApplicationPartTarget): Promise<void>;
  'identity.application.addCertificate'(target?: ApplicationTarget): Promise<void>;
  'identity.application.rotateCertificate'(target?: ApplicationPartTarget): Promise<void>;
  'identity.application.addFederatedCredential'(target?: ApplicationTarget): Promise<void>;
  'identity.application.testFederatedCredential'(
    target?: ApplicationTarget & { readonly token?: string },
  ): Promise<readonly FederatedMismatch[] | undefined>;
  'identity.application.addPermission'(target?: ApplicationTarget): Promise<void>;
  'identity.application.grantConsent'(target?: ApplicationTarget): Promise<void>;
  'identity.application.revokeConsent'(target?: ApplicationPartTarget): Promise<void>;
  'identity.application.addIdentifierUri'(target?: ApplicationTarget): Promise<void>;
  'identity.application.addScope'(target?: ApplicationTarget): Promise<void>;
  'identity.application.addRole'(target?: ApplicationTarget): Promise<void>;
  'identity.application.toggleEntitlement'(target?: ApplicationPartTarget): Promise<void>;
  'identity.application.addAuthorizedClient'(target?: ApplicationTarget): Promise<void>;
  'identity.application.addOptionalClaim'(target?: ApplicationTarget): Promise<void>;
  'identity.application.assignRole'(target?: ApplicationTarget): Promise<void>;
  'identity.application.addTag'(target?: ApplicationTarget): Promise<void>;
  'identity.application.addOwner'(target?: ApplicationTarget): Promise<void>;
  'identity.application.removeValue'(target?: ApplicationPartTarget): Promise<void>;
  'identity.application.copyValue'(
    target?: ApplicationPartTarget & { readonly setting?: string },
  ): Promise<void>;
}

/** Where each of them stands. */
export const applicationPresence: PresenceOf<ApplicationCommands> = {
  'identity.applications.refresh': 'palette',
  'identity.application.copyClientId': 'palette',
  'identity.applications.changeList': 'palette',
  'identity.applications.search': 'palette',
  'identity.applications.filterByTag': 'palette',
  'identity.applications.showAll': 'palette',
  'identity.applications.showExpiry': 'palette',
  'identity.application.copyConfiguration': 'palette',
  'identity.application.export': 'palette',
  'identity.application.create': 'palette',
  'identity.application.clone': 'palette',
  'identity.application.rename': 'palette',
  'identity.application.delete': 'palette',
  'identity.application.restore': 'palette',
  'identity.application.deletePermanently': 'palette',
  'identity.application.pin': 'palette',
  'identity.application.openPortal': 'palette',
  'identity.application.openAzurePortal': 'palette',
  'identity.application.openOwner': 'palette',
  'identity.application.editManifest': 'palette',
  'identity.application.compareManifest': 'palette',
  'identity.application.changeSetting': 'palette',
  'identity.application.addRedirectUri': 'palette',
  'identity.application.removeRedirectUris': 'palette',
  'identity.application.editValue': 'palette',
  'identity.application.addSecret': 'palette',
  'identity.application.rotateSecret': 'palette',
  'identity.application.addCertificate': 'palette',
  'identity.application.rotateCertificate': 'palette',
  'identity.application.addFederatedCredential': 'palette',
  'identity.application.testFederatedCredential': 'palette',
  'identity.application.addPermission': 'palette',
  'identity.application.grantConsent': 'palette',
  'identity.application.revokeConsent': 'palette',
  'identity.application.addIdentifierUri': 'palette',
  'identity.application.addScope': 'palette',
  'identity.application.addRole': 'palette',
  'identity.application.toggleEntitlement': 'palette',
  'identity.application.addAuthorizedClient': 'palette',
  'identity.application.addOptionalClaim': 'palette',
  'identity.application.assignRole': 'palette',
  'identity.application.addTag': 'palette',
  'identity.application.addOwner': 'palette',
  'identity.application.removeValue': 'palette',
  'identity.application.copyValue': 'palette',
};
