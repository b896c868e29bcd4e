import { child, isObject, list, strings, text, type JsonObject } from '../../json.ts';
import type { FlowDefinition, FlowRequest, RedirectPlatform } from '../flow.ts';
import type { ClientAuthenticationMethod, ServerMetadata, Tenant } from '../model.ts';

/** What a pre-flight check looks at: the request, and what is known of the client without asking anybody. */
export interface PreflightSubject {
  readonly flow: FlowDefinition;
  readonly request: FlowRequest;
  readonly tenant: Tenant;
  readonly metadata?: ServerMetadata;
  /** How the client will authenticate. */
  readonly method: ClientAuthenticationMethod;
  /** The registration at the server, where it can be read. */
  readonly registration?: Registration;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** As much of an app registration as decides whether a request can succeed. */
export interface Registration {
  readonly signInAudience: string;
  readonly redirectUris: Readonly<Record<RedirectPlatform, readonly string[]>>;
  /** When each secret ends; milliseconds since the epoch. */
  readonly secretsEndAt: readonly number[];
  readonly hasCertificate: boolean;
  readonly issuesIdTokens: boolean;
  readonly issuesAccessTokens: boolean;
  readonly allowsPublicClient: boolean;
}

/** Reads Microsoft Graph's `application` resource. */
export function readRegistration(application: JsonObject): Registration {
  const web = child(application, 'web');
  const implicit = child(web, 'implicitGrantSettings');
  return {
    signInAudience: text(application, 'signInAudience') ?? 'AzureADMyOrg',
    redirectUris: {
      web: strings(web, 'redirectUris'),
      spa: strings(child(application, 'spa'), 'redirectUris'),
      publicClient: strings(child(application, 'publicClient'), 'redirectUris'),
    },
    secretsEndAt: list(application, 'passwordCredentials')
      .filter(isObject)
      .map((each) => Date.parse(text(each, 'endDateTime') ?? '')),
    hasCertificate: list(application, 'keyCredentials').length > 0,
    issuesIdTokens: implicit['enableIdTokenIssuance'] === true,
    issuesAccessTokens: implicit['enableAccessTokenIssuance'] === true,
    allowsPublicClient: application['isFallbackPublicClient'] === true,
  };
}

/** Whether the authority behaves as Microsoft Entra does. */
export function isEntra({ tenant }: PreflightSubject): boolean {
  return ['entra', 'externalId', 'sandbox'].includes(tenant.kind);
}

/** One problem a rule foresees. */
export interface Problem {
  readonly problem: string;
  readonly fix: string;
  /** AADSTS number that would come. */
  readonly code?: number;
}

/** One rule: what goes wrong is known before a browser opens. */
export interface PreflightRule {
  readonly id: string;
  readonly check: (subject: PreflightSubject) => Problem | undefined;
}
