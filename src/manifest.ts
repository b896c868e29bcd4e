/**
 * The typed catalogue of every id the product contributes. test/manifest holds package.json to it, both ways:
 * a command, view, setting or context value exists in both or in neither. Commands stand in `manifest/<subject>.ts`.
 */

import { applicationPresence, type ApplicationCommands } from './manifest/application.ts';
import { connectionStringPresence, type ConnectionStringCommands } from './manifest/connectionString.ts';
import { codePresence, type CodeCommands } from './manifest/code.ts';
import { credentialPresence, type CredentialCommands } from './manifest/credential.ts';
import {
  directoryPresence,
  entryPresence,
  type DirectoryCommands,
  type EntryCommands,
} from './manifest/directory.ts';
import { tenantDirectoryPresence, type TenantDirectoryCommands } from './manifest/tenantDirectory.ts';
import { directoryReportPresence, type DirectoryReportCommands } from './manifest/directoryReport.ts';
import { flowPresence, type FlowCommands } from './manifest/flow.ts';
import { ldifPresence, type LdifCommands } from './manifest/ldif.ts';
import { mailPresence, type MailCommands } from './manifest/mail.ts';
import { policyPresence, type PolicyCommands } from './manifest/policy.ts';
import { sandboxPresence, type SandboxCommands } from './manifest/sandbox.ts';
import { tenantPresence, type TenantCommands } from './manifest/tenant.ts';
import { tokenPresence, type TokenCommands } from './manifest/token.ts';
import { windowPresence, type WindowCommands } from './manifest/window.ts';
import type { PresenceOf } from './manifest/presence.ts';

/** Every command with its signature. Each asks for what its argument leaves out. */
export interface Commands
  extends
    TenantCommands,
    TenantDirectoryCommands,
    ApplicationCommands,
    CodeCommands,
    FlowCommands,
    TokenCommands,
    CredentialCommands,
    PolicyCommands,
    DirectoryCommands,
    EntryCommands,
    DirectoryReportCommands,
    ConnectionStringCommands,
    LdifCommands,
    MailCommands,
    SandboxCommands,
    WindowCommands {}

export type CommandId = keyof Commands;

/** Whether a command stands in the palette, or belongs to a row only. */
export const commandPresence: PresenceOf<Commands> = {
  ...tenantPresence,
  ...tenantDirectoryPresence,
  ...applicationPresence,
  ...codePresence,
  ...flowPresence,
  ...tokenPresence,
  ...credentialPresence,
  ...policyPresence,
  ...directoryPresence,
  ...entryPresence,
  ...directoryReportPresence,
  ...connectionStringPresence,
  ...ldifPresence,
  ...mailPresence,
  ...sandboxPresence,
  ...windowPresence,
};

/** The view container, and the views in the order they stand in it. */
export const viewContainer = 'identity';
export const viewIds = [
  'identity.tenants',
  'identity.applications',
  'identity.directories',
  'identity.tokens',
] as const;
export type ViewId = (typeof viewIds)[number];

/** Every setting with the type of its value. */
export interface Settings {
  /** Tenants and other authorities: shareable, no secrets. Parsed by `core/entra/tenantSettings.ts`. */
  'identity.tenants': readonly unknown[];
  /** Connections to LDAP directories: shareable, no secrets. Parsed by `core/ldap/directory.ts`. */
  'identity.directories': readonly unknown[];
  /** Flow profiles: shareable, no secrets. Parsed by `core/oauth/flowProfiles.ts`. */
  'identity.flows': readonly unknown[];
  /** Show the built-in sandbox tenants. */
  'identity.sandbox.enabled': boolean;
  /** Show the sandbox tenant with 10,000 applications and 100,000 users. */
  'identity.sandbox.largeTenant': boolean;
  /** Decode the token under the pointer. */
  'identity.hover.enabled': boolean;
  /** "Inspect token" above each token. */
  'identity.codeLens.enabled': boolean;
  /** Warn of live tokens and secrets in files under version control. */
  'identity.diagnostics.liveSecrets': boolean;
  /** Check API Management policies while they are written. */
  'identity.diagnostics.policies': boolean;
  /** Check LDIF and LDAP searches while they are written. */
  'identity.diagnostics.ldap': boolean;
  /** Keep the tokens that were inspected, in secret storage. */
  'identity.history.enabled': boolean;
  /** Warn of code that asks for tokens or connects in a wrong way, and of connection strings. */
  'identity.diagnostics.code': boolean;
  /** Check workload identity in Kubernetes manifests. */
  'identity.diagnostics.kubernetes': boolean;
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
  'identity.directories': [],
  'identity.flows': [],
  'identity.sandbox.enabled': true,
  'identity.sandbox.largeTenant': false,
  'identity.hover.enabled': true,
  'identity.codeLens.enabled': true,
  'identity.diagnostics.liveSecrets': true,
  'identity.diagnostics.policies': true,
  'identity.diagnostics.ldap': true,
  'identity.history.enabled': false,
  'identity.diagnostics.code': true,
  'identity.diagnostics.kubernetes': true,
  'identity.expectations': [],
  'identity.flow.redirectTimeout': 300,
  'identity.flow.showTrace': 'always',
};

/** The flags of a row that menus test, dot-joined. */
export const contextValues = [
  'tenant.sandbox',
  'tenant.configured',
  'tenant.signIn',
  'object.user',
  'object.riskyUser',
  'object.group',
  'object.principal',
  'object.device',
  'object.policy',
  'object.policies',
  'object.namedLocation',
  'object.eligibility',
  'object.guests',
  'object.log',
  'object.logs',
  'object.other',
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
  'registration.authorizedClients',
  'registration.roleAssignments',
  'registration.optionalClaims',
  'registration.owners',
  'registration.tags',
  'registration.redirectUri',
  'registration.secret',
  'registration.certificate',
  'registration.federatedCredential',
  'registration.permission',
  'registration.identifierUri',
  'registration.scope',
  'registration.role',
  'registration.authorizedClient',
  'registration.roleAssignment',
  'registration.optionalClaim',
  'registration.owner',
  'registration.tag',
  'directory.closed',
  'directory.opening',
  'directory.open',
  'directory.lost',
  'directory.sandbox.closed',
  'directory.sandbox.open',
  'directory.sandbox.lost',
  'directory.local.closed',
  'directory.local.open',
  'directory.local.lost',
  'directory.entry',
  'directory.entry.bookmarked',
  'directory.missing',
  'directory.missing.bookmarked',
  'directory.reference',
  'directory.search',
  'directory.search.part',
  'token',
  'token.refreshable',
  'token.part',
  'toolToken',
] as const;
export type ContextValue = (typeof contextValues)[number];

/** The scheme of the product's virtual documents. */
export const documentScheme = 'identity';
