import type { DecodedToken } from './decode.ts';
import type { KnownIssuer } from './issuers.ts';
import type { TokenKind } from './tokenKinds.ts';

/** How bad a finding is: a receiver must refuse it, something to look at, or good to know. */
export type Severity = 'error' | 'warning' | 'info';

/** What a rule looks at. `now` in seconds since the epoch. */
export interface Examined {
  readonly token: DecodedToken;
  readonly kind: TokenKind;
  readonly issuer: KnownIssuer | undefined;
  readonly now: number;
}

/** Values for the `{placeholders}` of a rule's texts. */
export type FindingData = Readonly<Record<string, string | number>>;

/** One thing that may be wrong with a token, or needs explaining. A new one is one entry in a list of rules. */
export interface FindingRule {
  readonly id: string;
  readonly severity: Severity;
  /** What is so; a template with `{placeholders}`, which double as l10n keys. */
  readonly what: string;
  /** Why it matters or what to do. */
  readonly why: string;
  /** The claim or header parameter it is about. */
  readonly claim?: string;
  /** The data of the finding, or undefined when the token is fine. */
  readonly find: (examined: Examined) => FindingData | undefined;
}

/** A rule that fired. Data is text from outside: show it as plain text. */
export interface Finding {
  readonly id: string;
  readonly severity: Severity;
  readonly what: string;
  readonly why: string;
  readonly claim?: string;
  readonly data: FindingData;
}

/** Marks a finding without data. */
export const FOUND: FindingData = {};

/** Turns a condition into a finding without data. */
export function when(condition: boolean): FindingData | undefined {
  return condition ? FOUND : undefined;
}
