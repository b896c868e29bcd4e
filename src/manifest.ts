/**
 * The typed catalogue of every id the product contributes. test/manifest holds package.json to it, both ways:
 * a command, view, setting or context value exists in both or in neither.
 */

import type { Platform } from './core/entra/application.ts';
import type { ApplicationList } from './core/entra/applicationQuery.ts';
import type { FederatedMismatch } from './core/entra/federatedCredential.ts';
import type { PartKindId } from './core/entra/parts.ts';
import type { ServerMetadata, Tenant } from './core/oauth/model.ts';
import type { FaultRequest, ForgeRequest } from './core/sandboxControl.ts';
import type { FlowProfile } from './core/oauth/flowProfiles.ts';
import type { ChainDiagnosis } from './core/entra/credentialChain/diagnose.ts';
import type { ToolTokenTarget } from './core/entra/toolCaches/toolCaches.ts';
import type { Advice } from './core/oauth/advisor/advise.ts';
import type { Answers } from './core/oauth/advisor/questions.ts';
import type { FlowRequest, FlowSummary } from './core/oauth/flow.ts';

/** Names a tenant by its id (`identity.tenants`, or the sandbox's). */
export interface TenantTarget {
  readonly tenant: string;
}

/** Names an application registration within a tenant. */
export interface ApplicationTarget extends TenantTarget {
  readonly clientId: string;
}

/** Names a redirect URI that is to be registered. */
export interface RedirectUriTarget extends ApplicationTarget {
  readonly platform?: Platform;
  readonly redirectUri?: string;
}

/** Names one kind of value of a registration, and one of them by its key. */
export interface ApplicationPartTarget extends ApplicationTarget {
  readonly part?: PartKindId;
  readonly key?: string;
}

/** Names a deleted registration. */
export interface DeletedApplicationTarget extends TenantTarget {
  readonly objectId?: string;
  readonly name?: string;
}

/** Names one token set of the token store. */
export interface TokenTarget {
  readonly tokenId: string;
}

/** Which of a token set's tokens is meant. */
export interface TokenPart extends TokenTarget {
  readonly part?: 'access_token' | 'id_token' | 'refresh_token';
}

/** A token where it stands in a document: the position (from 0) of its first character. */
export interface TokenPlace {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** A token given whole, one in the token store, or one in a document. */
export type AnyToken = { readonly token: string } | TokenPart | TokenPlace;

/** Every command with its signature. Each asks for what its argument leaves out. */
export interface Commands {
  'identity.tenant.add'(target?: {
    readonly input: string;
  }): Promise<{ tenant: Tenant; metadata: ServerMetadata } | undefined>;
  'identity.tenant.remove'(target?: TenantTarget): Promise<void>;
  'identity.tenant.openDiscovery'(target?: TenantTarget): Promise<void>;
  'identity.tenant.openJwks'(target?: TenantTarget): Promise<void>;
  'identity.tenant.signIn'(target?: TenantTarget): Promise<void>;
  'identity.tenants.refresh'(): Promise<void>;
  'identity.tenants.openSettings'(): Promise<void>;
  'identity.applications.refresh'(): Promise<void>;
  'identity.application.copyClientId'(target?: ApplicationTarget): Promise<void>;
  'identity.applications.changeList'(target?: { readonly list: ApplicationList }): Promise<void>;
  'identity.applications.search'(target?: { readonly search: string }): Promise<void>;
  'identity.applications.showExpiry'(): Promise<void>;
  'identity.application.copyConfiguration'(target?: ApplicationTarget): Promise<void>;
  'identity.application.export'(target?: ApplicationTarget): Promise<void>;
  'identity.application.create'(target?: TenantTarget): Promise<ApplicationTarget | undefined>;
  'identity.application.rename'(target?: ApplicationTarget): Promise<void>;
  'identity.application.delete'(target?: ApplicationTarget): Promise<void>;
  'identity.application.restore'(target?: DeletedApplicationTarget): Promise<void>;
  'identity.application.deletePermanently'(target?: DeletedApplicationTarget): Promise<void>;
  'identity.application.pin'(target?: ApplicationTarget): Promise<void>;
  'identity.application.openPortal'(target?: ApplicationTarget): Promise<void>;
  'identity.application.editManifest'(target?: ApplicationTarget): Promise<void>;
  'identity.application.changeSetting'(
    target?: ApplicationTarget & { readonly setting?: string },
  ): Promise<void>;
  'identity.application.addRedirectUri'(target?: RedirectUriTarget): Promise<void>;
  'identity.application.editRedirectUri'(target?: ApplicationPartTarget): Promise<void>;
  'identity.application.addSecret'(target?: ApplicationTarget): Promise<void>;
  'identity.application.rotateSecret'(target?: ApplicationPartTarget): Promise<void>;
  'identity.application.addCertificate'(target?: ApplicationTarget): Promise<void>;
  'identity.application.addFederatedCredential'(target?: ApplicationTarget): Promise<void>;
  'identity.application.testFederatedCredential'(
    target?: ApplicationTarget & { readonly token?: string },
  ): Promise<readonly FederatedMismatch[] | undefined>;
  'identity.application.addPermission'(target?: ApplicationTarget): Promise<void>;
  'identity.application.grantConsent'(target?: ApplicationTarget): Promise<void>;
  'identity.application.addIdentifierUri'(target?: ApplicationTarget): Promise<void>;
  'identity.application.addScope'(target?: ApplicationTarget): Promise<void>;
  'identity.application.addRole'(target?: ApplicationTarget): Promise<void>;
  'identity.application.toggleEntitlement'(target?: ApplicationPartTarget): Promise<void>;
  'identity.application.addOwner'(target?: ApplicationTarget): Promise<void>;
  'identity.application.removeValue'(target?: ApplicationPartTarget): Promise<void>;
  'identity.application.copyValue'(target?: ApplicationPartTarget): Promise<void>;
  'identity.flow.run'(target?: Partial<FlowRequest>): Promise<FlowSummary | undefined>;
  'identity.flow.runAgain'(request?: FlowRequest): Promise<FlowSummary | undefined>;
  'identity.flow.open'(target?: Partial<Pick<FlowRequest, 'tenant' | 'clientId' | 'flow'>>): Promise<void>;
  'identity.flow.showTrace'(): Promise<void>;
  'identity.flow.advise'(answers?: Partial<Answers>): Promise<Advice | undefined>;
  'identity.flow.saveProfile'(request?: FlowRequest): Promise<FlowProfile | undefined>;
  'identity.flow.runProfile'(target?: { readonly name: string }): Promise<FlowSummary | undefined>;
  'identity.flow.openDiagram'(target?: {
    readonly flow: string;
    readonly form?: 'plantuml' | 'mermaid';
  }): Promise<void>;
  'identity.token.inspect'(target?: AnyToken): Promise<void>;
  'identity.token.verify'(target?: AnyToken): Promise<void>;
  'identity.token.inspectFile'(target?: { readonly uri: string }): Promise<void>;
  'identity.token.compare'(target?: AnyToken & { readonly with?: AnyToken }): Promise<void>;
  'identity.token.copyClaims'(target?: AnyToken): Promise<void>;
  'identity.token.copyRedacted'(target?: AnyToken): Promise<void>;
  'identity.token.copy'(target?: TokenPart): Promise<void>;
  'identity.token.insert'(target?: TokenPart): Promise<void>;
  'identity.token.refresh'(target?: TokenTarget): Promise<FlowSummary | undefined>;
  'identity.token.forget'(target?: TokenTarget): Promise<void>;
  'identity.tokens.forgetAll'(): Promise<void>;
  'identity.credential.add'(target?: Partial<ApplicationTarget>): Promise<void>;
  'identity.credential.forget'(): Promise<void>;
  'identity.credentials.diagnose'(target?: { readonly scope: string }): Promise<ChainDiagnosis | undefined>;
  'identity.toolToken.reveal'(target?: ToolTokenTarget): Promise<void>;
  'identity.error.explain'(target?: { readonly text: string }): Promise<void>;
  'identity.sandbox.forgeToken'(target?: Partial<ForgeRequest>): Promise<string | undefined>;
  'identity.sandbox.injectFault'(target?: Partial<FaultRequest>): Promise<void>;
  /** `offset`: milliseconds from the right time. */
  'identity.sandbox.setClock'(target?: { readonly offset?: number }): Promise<void>;
  'identity.sandbox.rotateKeys'(target?: { readonly old?: 'keep' | 'remove' }): Promise<void>;
  'identity.sandbox.resetConsent'(): Promise<void>;
  'identity.sandbox.showAudit'(): Promise<void>;
  'identity.log.show'(): Promise<void>;
  /** The row's own action: load more, try again. Only from a row. */
  'identity.tree.follow'(action?: () => unknown): Promise<void>;
}

export type CommandId = keyof Commands;

/** Whether a command stands in the palette, or belongs to a row only. */
export const commandPresence: { readonly [Id in CommandId]: 'palette' | 'row' } = {
  'identity.tenant.add': 'palette',
  'identity.tenant.remove': 'palette',
  'identity.tenant.openDiscovery': 'palette',
  'identity.tenant.openJwks': 'palette',
  'identity.tenant.signIn': 'palette',
  'identity.tenants.refresh': 'palette',
  'identity.tenants.openSettings': 'palette',
  'identity.applications.refresh': 'palette',
  'identity.application.copyClientId': 'palette',
  'identity.applications.changeList': 'palette',
  'identity.applications.search': 'palette',
  'identity.applications.showExpiry': 'palette',
  'identity.application.copyConfiguration': 'palette',
  'identity.application.export': 'palette',
  'identity.application.create': 'palette',
  'identity.application.rename': 'palette',
  'identity.application.delete': 'palette',
  'identity.application.restore': 'palette',
  'identity.application.deletePermanently': 'palette',
  'identity.application.pin': 'palette',
  'identity.application.openPortal': 'palette',
  'identity.application.editManifest': 'palette',
  'identity.application.changeSetting': 'palette',
  'identity.application.addRedirectUri': 'palette',
  'identity.application.editRedirectUri': 'palette',
  'identity.application.addSecret': 'palette',
  'identity.application.rotateSecret': 'palette',
  'identity.application.addCertificate': 'palette',
  'identity.application.addFederatedCredential': 'palette',
  'identity.application.testFederatedCredential': 'palette',
  'identity.application.addPermission': 'palette',
  'identity.application.grantConsent': 'palette',
  'identity.application.addIdentifierUri': 'palette',
  'identity.application.addScope': 'palette',
  'identity.application.addRole': 'palette',
  'identity.application.toggleEntitlement': 'palette',
  'identity.application.addOwner': 'palette',
  'identity.application.removeValue': 'palette',
  'identity.application.copyValue': 'palette',
  'identity.flow.run': 'palette',
  'identity.flow.runAgain': 'palette',
  'identity.flow.open': 'palette',
  'identity.flow.showTrace': 'palette',
  'identity.flow.advise': 'palette',
  'identity.flow.saveProfile': 'palette',
  'identity.flow.runProfile': 'palette',
  'identity.flow.openDiagram': 'palette',
  'identity.token.inspect': 'palette',
  'identity.token.verify': 'palette',
  'identity.token.inspectFile': 'palette',
  'identity.token.compare': 'palette',
  'identity.token.copyClaims': 'palette',
  'identity.token.copyRedacted': 'palette',
  'identity.token.copy': 'palette',
  'identity.token.insert': 'palette',
  'identity.token.refresh': 'palette',
  'identity.token.forget': 'palette',
  'identity.tokens.forgetAll': 'palette',
  'identity.credential.add': 'palette',
  'identity.credential.forget': 'palette',
  'identity.credentials.diagnose': 'palette',
  'identity.toolToken.reveal': 'row',
  'identity.error.explain': 'palette',
  'identity.sandbox.forgeToken': 'palette',
  'identity.sandbox.injectFault': 'palette',
  'identity.sandbox.setClock': 'palette',
  'identity.sandbox.rotateKeys': 'palette',
  'identity.sandbox.resetConsent': 'palette',
  'identity.sandbox.showAudit': 'palette',
  'identity.log.show': 'palette',
  'identity.tree.follow': 'row',
};

/** The view container, and the views in the order they stand in it. */
export const viewContainer = 'identity';
export const viewIds = ['identity.tenants', 'identity.applications', 'identity.tokens'] as const;
export type ViewId = (typeof viewIds)[number];

/** Every setting with the type of its value. */
export interface Settings {
  /** Tenants and other authorities: shareable, no secrets. Parsed by `core/entra/tenantSettings.ts`. */
  'identity.tenants': readonly unknown[];
  /** Flow profiles: shareable, no secrets. Parsed by `core/oauth/flowProfiles.ts`. */
  'identity.flows': readonly unknown[];
  /** Show the built-in sandbox tenants. */
  'identity.sandbox.enabled': boolean;
  /** Decode the token under the pointer. */
  'identity.hover.enabled': boolean;
  /** "Inspect token" above each token. */
  'identity.codeLens.enabled': boolean;
  /** Warn of live tokens and secrets in files under version control. */
  'identity.diagnostics.liveSecrets': boolean;
  /** What APIs expect of tokens: named, shareable, no secrets. Parsed by `core/jwt/expect/expectationProfiles.ts`. */
  'identity.expectations': readonly unknown[];
  /** Seconds to wait for the browser to come back from a sign-in. */
  'identity.flow.redirectTimeout': number;
  /** When the trace of a flow a person runs opens. */
  'identity.flow.showTrace': 'always' | 'onFailure' | 'never';
}
export type SettingId = keyof Settings;

/** The default of every setting, the same as in package.json. */
export const settingDefaults: Settings = {
  'identity.tenants': [],
  'identity.flows': [],
  'identity.sandbox.enabled': true,
  'identity.hover.enabled': true,
  'identity.codeLens.enabled': true,
  'identity.diagnostics.liveSecrets': true,
  'identity.expectations': [],
  'identity.flow.redirectTimeout': 300,
  'identity.flow.showTrace': 'always',
};

/** The flags of a row that menus test, dot-joined. */
export const contextValues = [
  'tenant.sandbox',
  'tenant.configured',
  'application',
  'application.pinned',
  'registration.tenant',
  'registration.deleted',
  'registration.setting',
  'registration.redirectUris',
  'registration.secrets',
  'registration.certificates',
  'registration.federatedCredentials',
  'registration.permissions',
  'registration.identifierUris',
  'registration.scopes',
  'registration.roles',
  'registration.owners',
  'registration.redirectUri',
  'registration.secret',
  'registration.certificate',
  'registration.federatedCredential',
  'registration.permission',
  'registration.identifierUri',
  'registration.scope',
  'registration.role',
  'registration.owner',
  'token',
  'token.refreshable',
  'token.part',
  'toolToken',
] as const;
export type ContextValue = (typeof contextValues)[number];

/** The scheme of the product's virtual documents. */
export const documentScheme = 'identity';
