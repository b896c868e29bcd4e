import type { ExpectationProfile } from '../core/jwt/expect/expectationProfiles.ts';
import type { Expectations } from '../core/jwt/expect/expectations.ts';
import type { FromInspector, Outcome, VerificationView } from './jwtInspector.ts';

/** What a person gives to verify a token with. */
export interface VerifyGiven {
  /** PEM, certificate, JWK, JWK set or secret; absent: the issuer's published keys. */
  readonly material?: string;
  /** The content of a token that travels without it. */
  readonly payload?: string;
}

/** Verifies a token and reports each state of it as text for a person. Never rejects. */
export type VerifyToken = (
  token: string,
  given: VerifyGiven,
  report: (view: VerificationView) => void,
  signal: AbortSignal,
) => Promise<void>;

/** Something the page asks to be done with the token it shows. */
export type TokenTask = Extract<FromInspector, { readonly type: 'decrypt' | 'forge' }>;

/** What the inspector has done for it outside its page. */
export interface TokenTools {
  readonly verify: VerifyToken;
  /** Decrypts the token, or makes a test token, and tells what came of it. Never rejects. */
  readonly run: (token: string, task: TokenTask) => Promise<Outcome>;
  /** The saved expectations. */
  readonly profiles: () => readonly ExpectationProfile[];
  /** Keeps expectations under a name it asks for; resolves to the name, or undefined when dismissed. */
  readonly saveProfile: (expectations: Expectations) => Promise<string | undefined>;
}
