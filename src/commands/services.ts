import type { PolicyReport } from '../core/apim/evaluate/report.ts';
import type { Arm } from '../core/entra/arm.ts';
import type { SignedIn, TokenSource } from '../core/entra/signIn/accessTokens.ts';
import type { Connection } from '../core/connection/model.ts';
import type { CredentialId } from '../core/entra/credentialChain/chain.ts';
import type { ChainDiagnosis } from '../core/entra/credentialChain/diagnose.ts';
import type { DiagnosisHistory } from '../core/entra/credentialChain/diagnosisHistory.ts';
import type { Certificates } from '../core/entra/certificates.ts';
import type { ToolCaches } from '../core/entra/toolCaches/toolCaches.ts';
import type { ExpiryBoard } from '../core/entra/expiryBoard.ts';
import type { Graph } from '../core/entra/graph.ts';
import type { TenantRegistry } from '../core/entra/tenantRegistry.ts';
import type { Translate } from '../core/explain.ts';
import type { NumberedHistory } from '../core/numberedHistory.ts';
import type { FileStreams } from '../core/fileStreams.ts';
import type { RunningSearch } from '../core/ldap/runningSearch.ts';
import type { DirectoryReport } from '../core/ldap/reports/report.ts';
import type { DirectoryServices } from '../core/ldap/directoryServices.ts';
import type { CredentialStore, CredentialValue, TenantClient } from '../core/oauth/credentialStore.ts';
import type { TokenHistory } from '../core/jwt/tokenHistory.ts';
import type { FlowSummary } from '../core/oauth/flow.ts';
import type { Tenant } from '../core/oauth/model.ts';
import type { FlowProfileRegistry } from '../core/oauth/flowProfiles.ts';
import type { FlowHistory, FlowRecord } from '../core/oauth/flowRecord.ts';
import type { RedirectCapabilities, RedirectStrategy } from '../core/oauth/redirect.ts';
import type { FlowRun } from '../core/oauth/runFlow.ts';
import type { TokenStore } from '../core/oauth/tokenStore.ts';
import type { Clock, Fetch, Log, Random } from '../core/ports.ts';
import type { Memory, Prompt, Workbench } from '../core/prompt.ts';
import type { SandboxControl } from '../core/sandboxControl.ts';
import type { FormSelection } from '../protocol/flowPanel.ts';
import type { SettingId, Settings, ViewId } from '../manifest.ts';

/** What commands may use. Each command states the few members it needs; `features.ts` hands over all of them. */
export interface Services extends DirectoryServices {
  readonly files: FileStreams;
  /** Runs a search and shows what it finds as a table; resolves when it has ended in any way. */
  readonly showSearch: (search: RunningSearch) => Promise<void>;
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly log: Log & { show(): void };
  readonly prompt: Prompt;
  readonly workbench: Workbench;
  readonly memory: Memory;
  readonly translate: Translate;
  /** BCP 47 tag of the language the workbench is in. */
  readonly locale: string;
  readonly tenants: TenantRegistry;
  readonly graph: (tenant: Tenant) => Graph;
  readonly arm: (tenant: Tenant) => Arm;
  /** Signs in with VS Code's Microsoft account, asking the person. */
  readonly microsoftAccount: TokenSource;
  /** Who is signed in to a tenant, as far as it is known without a request. */
  readonly signedIn: (tenantId: string) => SignedIn | undefined;
  /** Forgets the access tokens at hand for a tenant, after another sign-in. */
  readonly forgetSignIn: (tenantId: string) => void;
  readonly tokens: TokenStore;
  /** The tokens that were inspected, if the person wants them kept. */
  readonly tokenHistory: TokenHistory;
  readonly credentials: CredentialStore;
  readonly certificates: Certificates;
  readonly randomBytes: Random;
  /** A new random GUID. */
  readonly newId: () => string;
  /** The credential the sandbox made for one of its own applications, undefined for any other. */
  readonly sandboxCredential: (client: TenantClient) => Promise<CredentialValue | undefined>;
  /** The levers of the sandbox in this window. */
  readonly sandbox: () => Promise<SandboxControl>;
  readonly runFlow: (run: FlowRun) => Promise<FlowSummary>;
  /** How an authorization response can come back here, best first, and what kind of host this is. */
  readonly redirects: () => Promise<{
    readonly strategies: readonly RedirectStrategy[];
    readonly host: RedirectCapabilities['hosts'][number];
  }>;
  /** Opens the inspector on a token, or empty; `verify` has it verified at once, another token has the two compared. */
  readonly inspect: (token?: string, then?: 'verify' | { readonly compareWith: string }) => Promise<void>;
  /** Tries the credentials of DefaultAzureCredential, each in a process of its own. */
  readonly diagnoseCredentials: (
    scope: string,
    signal: AbortSignal,
    report: (credential: CredentialId) => void,
  ) => Promise<ChainDiagnosis>;
  /** What other tools of this machine hold. */
  readonly toolCaches: ToolCaches;
  /** Secrets and certificates of tenants by expiry. */
  readonly expiryBoard: ExpiryBoard;
  /** The diagnoses of this window. */
  readonly diagnoses: DiagnosisHistory;
  /** The policy evaluations of this window. */
  readonly policyReports: NumberedHistory<PolicyReport>;
  /** The connection strings explained in this window. */
  readonly connectionStrings: NumberedHistory<Connection>;
  /** What was found out about directories in this window. */
  readonly directoryReports: NumberedHistory<DirectoryReport>;
  /** The runs of this window. */
  readonly history: () => Promise<FlowHistory>;
  /** Opens the flow trace on a run, which it follows. */
  readonly showTrace: (record: FlowRecord) => Promise<void>;
  /** Opens the flow panel for what is chosen already. */
  readonly openFlowPanel: (selection?: FormSelection) => Promise<void>;
  /** The flow profiles of the setting `identity.flows`. */
  readonly profiles: FlowProfileRegistry;
  readonly setting: <Id extends SettingId>(id: Id) => Settings[Id];
  readonly refreshView: (view: ViewId) => void;
}
