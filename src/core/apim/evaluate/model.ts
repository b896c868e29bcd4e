import type { JWK } from 'jose';
import type { DecodedToken } from '../../jwt/decode.ts';
import type { Element, Range } from '../markup.ts';

/** `context.LastError.Reason` of a refused token (https://learn.microsoft.com/azure/api-management/api-management-error-handling-policies). */
export type Reason =
  | 'TokenNotPresent'
  | 'TokenSignatureInvalid'
  | 'TokenSignatureKeyNotFound'
  | 'TokenAudienceNotAllowed'
  | 'TokenIssuerNotAllowed'
  | 'TokenExpired'
  | 'TokenClaimNotFound'
  | 'TokenClaimValueNotAllowed'
  | 'JwtInvalid';

/** `unknown` is whatever cannot be said offline; it is never taken for a pass. */
export type CheckState = 'pass' | 'fail' | 'unknown' | 'skipped';

/** One check of a policy against a token. `detail` is a template that doubles as l10n key; data is from outside. */
export interface Check {
  readonly name: string;
  readonly state: CheckState;
  readonly detail: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly reason?: Reason;
  /** What the gateway says, where it differs from the default of the reason. */
  readonly message?: string;
  /** The part of the policy that was checked. */
  readonly range?: Range;
}

/** A policy held against a token. */
export interface PolicyEvaluation {
  readonly policy: string;
  readonly range: Range;
  readonly outcome: 'accepted' | 'refused' | 'undecided';
  readonly checks: readonly Check[];
  /** Status and text of the gateway's answer, when the token is refused. */
  readonly answer?: { readonly status: string; readonly reason: Reason; readonly message: string };
  /** The conditions around the policy, which decide whether it runs at all. */
  readonly conditions: readonly string[];
}

/** What an issuer publishes: the names it issues under, and its keys. */
export interface IssuerDocument {
  readonly issuers: readonly string[];
  readonly keys: readonly JWK[];
}

/** Where keys come from. Each answers undefined when it cannot say, which leaves the check unknown. */
export interface GatewayKeys {
  /** The issuer of an OpenID configuration. */
  readonly issuer: (url: string) => Promise<IssuerDocument | undefined>;
  /** A certificate of the service as PEM, JWK or JWK set, by its id; with private key for decryption. */
  readonly certificate: (id: string) => Promise<string | undefined>;
}

/** What reaches the gateway, and what it knows. */
export interface Presented {
  /** The value of the header or parameter the policy reads, such as `Bearer eyJ…`; undefined when it is missing. */
  readonly credential: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Named values, and values of expressions by their text. */
  readonly values: ReadonlyMap<string, string>;
  readonly keys: GatewayKeys;
}

/** What each check is given: the policy, the token read so far. */
export interface Subject {
  readonly element: Element;
  readonly presented: Presented;
  readonly token: DecodedToken;
  readonly issuer: IssuerDocument | undefined;
  /** Whether issuers could not be read, so that what depends on them is unknown. */
  readonly isIssuerMissing: boolean;
}
