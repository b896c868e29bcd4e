/** Contract between flow definitions, engines, commands and views. One flow is one file in `flows/`. */

import type { Clock, Fetch, Random } from '../ports.ts';
import type { JsonObject } from '../json.ts';
import type {
  AuthorityKind,
  Client,
  ClientAuthenticationMethod,
  ServerMetadata,
  Tenant,
  TokenResponse,
} from './model.ts';
import type { RedirectStrategy } from './redirect.ts';
import type { Trace } from './trace.ts';
import type { VerifiedCheck } from './verifyIdToken.ts';

/** Where a redirect URI is registered (Entra "platform configurations"); decides the `Origin` header. */
export type RedirectPlatform = 'web' | 'spa' | 'publicClient';

/** What a caller asks of `identity.flow.run`. Nothing here is a secret. */
export interface FlowRequest {
  readonly flow: string;
  /** Id of an entry of `identity.tenants`. */
  readonly tenant: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Further parameters by their protocol name (`login_hint`, `prompt`, `redirect_uri`, …). */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Platform of the redirect URI; 'spa' makes the client send `Origin`. */
  readonly platform?: RedirectPlatform;
  /** How the client authenticates; the stored credential decides when absent. */
  readonly clientAuthentication?: ClientAuthenticationMethod;
  /** Id in the credential store; the client's only credential when absent. */
  readonly credential?: string;
  /** Token set whose token goes in: refresh, on-behalf-of, exchange, introspection, revocation, userinfo. */
  readonly tokenId?: string;
  /** Engine to use instead of the one chosen. */
  readonly engine?: EngineId;
  /** Include raw tokens in the summary. */
  readonly reveal?: boolean;
}

/** What a finished flow resolves to. Raw tokens only when `reveal` was asked for. */
export interface FlowSummary {
  /** Key in the token store; absent when the flow made no token (introspection, revocation, …). */
  readonly tokenId?: string;
  readonly scope: string;
  readonly expiresAt?: number;
  readonly accessTokenClaims?: JsonObject;
  readonly idTokenClaims?: JsonObject;
  /** What was checked of the id_token, in order. */
  readonly idTokenChecks?: readonly VerifiedCheck[];
  /** What an action answered (userinfo, introspection), or what a person should know. */
  readonly result?: JsonObject;
  readonly accessToken?: string;
  readonly idToken?: string;
  readonly refreshToken?: string;
}

/** One parameter a flow takes, by its protocol name. */
export interface FlowParameter {
  readonly name: string;
  readonly explanation: string;
  /** Where it is defined: `RFC 6749 §4.1.1`. */
  readonly reference: string;
  readonly required?: boolean;
  readonly default?: string;
  readonly choices?: readonly string[];
  /** Never part of a request or profile; asked of the person or taken from a store when the flow runs. */
  readonly secret?: boolean;
}

/** Who takes part in a flow, as the sequence diagram names them. */
export type Participant =
  'user' | 'browser' | 'client' | 'authorizationServer' | 'resource' | 'identityProvider';

/** One message of a flow, as specified. Live exchanges are matched to it by `id`. */
export interface FlowStep {
  readonly id: StepId;
  readonly from: Participant;
  readonly to: Participant;
  readonly label: string;
  /** Through the browser, directly between servers, between people and screens, or within one participant. */
  readonly channel: 'front' | 'back' | 'person' | 'local';
  /** Draw it dashed, as the answer to the step before. */
  readonly answer?: boolean;
}

/** What kind of message a step is; the same words label live exchanges. */
export type StepId =
  | 'discovery'
  | 'authorizationRequest'
  | 'authorizationResponse'
  | 'pushedAuthorizationRequest'
  | 'pushedAuthorizationResponse'
  | 'authentication'
  | 'deviceAuthorizationRequest'
  | 'deviceAuthorizationResponse'
  | 'deviceVerification'
  | 'assertion'
  | 'tokenRequest'
  | 'tokenPending'
  | 'tokenResponse'
  | 'keys'
  | 'verification'
  | 'resourceRequest'
  | 'resourceResponse'
  | 'endSession'
  | 'endSessionResponse';

/** What has to be there before a flow can run. */
export type FlowNeed = 'browser' | 'person' | 'clientCredential' | 'token' | 'redirect' | 'azureHost';

/** How advisable a flow is today, and why (RFC 9700, OAuth 2.1). */
export interface FlowStatus {
  readonly level: 'recommended' | 'situational' | 'legacy' | 'discouraged';
  readonly why: string;
}

/** A place where a flow is specified. */
export interface Reference {
  readonly title: string;
  readonly url: string;
}

/** Everything about one flow: form, diagram, docs, advisor and commands follow from it. */
export interface FlowDefinition {
  readonly id: string;
  readonly title: string;
  /** A flow obtains tokens; an action does something with one. */
  readonly kind: 'flow' | 'action';
  readonly references: readonly Reference[];
  readonly summary: string;
  readonly audience: string;
  readonly status: FlowStatus;
  readonly parameters: readonly FlowParameter[];
  readonly clientAuthentication: readonly ClientAuthenticationMethod[];
  readonly needs: readonly FlowNeed[];
  readonly steps: readonly FlowStep[];
  /** Whether Microsoft Entra offers it, and what is peculiar there. */
  readonly entra: { readonly offered: boolean; readonly note: string };
  readonly warnings: readonly string[];
  /** Members the server's metadata must have. */
  readonly requires: readonly string[];
  /** Kinds of authority that have it; absent when any may. */
  readonly offeredBy?: readonly AuthorityKind[];
  /** Its `grant_type`, held against `grant_types_supported`. */
  readonly grantType?: string;
  /** Runs the flow. Throws IdentityErrors, and AbortError when cancelled. */
  readonly run: (context: FlowContext, request: FlowRequest) => Promise<FlowOutcome>;
}

/** What a person must do at another device (RFC 8628 §3.2). The user code is for showing, never for logging. */
export interface DeviceCodePrompt {
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationUriComplete?: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What a running flow asks of the person. */
export interface FlowInteraction {
  /** Show the code; the flow goes on polling. */
  onDeviceCode(prompt: DeviceCodePrompt): void;
  /** A secret the flow needs (`password`, …), or undefined when the person declines. */
  secret(parameter: FlowParameter): Promise<string | undefined>;
  /** Opens an address in the person's browser; false when that is impossible. */
  openBrowser(url: string): Promise<boolean>;
}

/** All a flow needs while it runs. */
export interface FlowContext {
  readonly tenant: Tenant;
  readonly metadata: ServerMetadata;
  readonly client: Client;
  /** Traced. */
  readonly fetch: Fetch;
  /** Makes a token request with the engine chosen for it. */
  readonly grant: Grant;
  readonly redirect: RedirectStrategy;
  readonly interaction: FlowInteraction;
  /** A token handed in through `FlowRequest.tokenId`, by parameter name; throws `flow.tokenMissing`. */
  readonly token: (parameter: 'refresh_token' | 'access_token' | 'id_token' | 'assertion') => Promise<string>;
  /** Variables an Azure host sets. Secret. */
  readonly environment: Environment;
  readonly trace: Trace;
  readonly clock: Clock;
  readonly random: Random;
  readonly sleep: Sleep;
  readonly signal: AbortSignal;
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Waits that many milliseconds, or rejects when the signal aborts. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** A token request: grant type and its parameters; the engine adds client authentication. */
export type Grant = (
  grantType: string,
  parameters: Readonly<Record<string, string>>,
) => Promise<TokenResponse>;

/** What a flow ended with. */
export interface FlowOutcome {
  readonly tokens?: TokenResponse;
  readonly idTokenChecks?: readonly VerifiedCheck[];
  readonly idTokenClaims?: JsonObject;
  readonly result?: JsonObject;
}

export type EngineId = 'msal' | 'openid-client';

/** One of the libraries that carry token requests. The first in the list that does not refuse is used. */
export interface Engine {
  readonly id: EngineId;
  /** Why this engine must not carry the request, undefined when it may. */
  refusal(use: EngineUse): string | undefined;
  /** Sends the token request. Throws `server.*` and `client.*` errors. */
  grant(
    use: EngineUse,
    transport: { readonly fetch: Fetch; readonly signal: AbortSignal },
  ): Promise<TokenResponse>;
}

/** A token request as an engine sees it. */
export interface EngineUse {
  readonly tenant: Tenant;
  readonly metadata: ServerMetadata;
  readonly client: Client;
  readonly grantType: string;
  readonly parameters: Readonly<Record<string, string>>;
}
