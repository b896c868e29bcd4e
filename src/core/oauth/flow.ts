/** Contract between flow definitions, engines, commands and views. One flow is one file in `flows/`. */

/** What a caller asks of `identity.flow.run`. Nothing here is a secret. */
export interface FlowRequest {
  readonly flow: string;
  /** Id of an entry of `identity.tenants`. */
  readonly tenant: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Further parameters by their protocol name (`login_hint`, `prompt`, `redirect_uri`, …). */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Include raw tokens in the summary. */
  readonly reveal?: boolean;
}

/** What a finished flow resolves to. Raw tokens only when `reveal` was asked for. */
export interface FlowSummary {
  /** Key in the token store. */
  readonly tokenId: string;
  readonly scope: string;
  readonly expiresAt?: number;
  readonly accessTokenClaims?: Readonly<Record<string, unknown>>;
  readonly idTokenClaims?: Readonly<Record<string, unknown>>;
  readonly accessToken?: string;
  readonly idToken?: string;
  readonly refreshToken?: string;
}
