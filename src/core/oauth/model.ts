/** The nouns of the product that travel between layers. No secret is part of any of them but `TokenSet`. */

/** What kind of authority a tenant is; decides endpoints, engines and which flows exist. */
export type AuthorityKind = 'sandbox' | 'entra' | 'externalId' | 'b2c' | 'adfs' | 'oidc';

/** Authorization server metadata as published (OpenID Connect Discovery 1.0 §3, RFC 8414 §2). */
export interface ServerMetadata {
  readonly issuer: string;
  readonly authorization_endpoint?: string;
  readonly token_endpoint?: string;
  readonly jwks_uri?: string;
  readonly userinfo_endpoint?: string;
  readonly device_authorization_endpoint?: string;
  readonly end_session_endpoint?: string;
  readonly introspection_endpoint?: string;
  readonly revocation_endpoint?: string;
  readonly pushed_authorization_request_endpoint?: string;
  readonly [member: string]: unknown;
}

/** One entry of the setting `identity.tenants`: shareable, holds no secret. */
export interface Tenant {
  /** Stable key: tenant id for Entra kinds, issuer URL otherwise. */
  readonly id: string;
  readonly name: string;
  readonly kind: AuthorityKind;
  /** URL whose discovery document describes the tenant, without `/.well-known/…`. */
  readonly authority: string;
  /** Base URL of Microsoft Graph for this cloud, without version; absent where there is none. */
  readonly graph?: string;
}

/** How a client authenticates to the token endpoint (RFC 8414 `token_endpoint_auth_methods_supported`). */
export type ClientAuthenticationMethod =
  | 'none'
  | 'client_secret_basic'
  | 'client_secret_post'
  | 'client_secret_jwt'
  | 'private_key_jwt'
  | 'federated'
  | 'tls_client_auth';

/** Tokens as the token endpoint returned them (RFC 6749 §5.1), with where they came from. Secret. */
export interface TokenSet {
  /** Random, ours; the key in the token store. */
  readonly id: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly flow: string;
  /** Granted scopes, space-separated. */
  readonly scope: string;
  /** Milliseconds since the epoch. */
  readonly obtainedAt: number;
  /** Milliseconds since the epoch; absent when the server did not say. */
  readonly expiresAt?: number;
  readonly tokenType: string;
  readonly accessToken?: string;
  readonly idToken?: string;
  readonly refreshToken?: string;
  /** Human name of the subject (preferred_username, app name), for rows. */
  readonly subject?: string;
  /** Name of the application, for rows. */
  readonly clientName?: string;
  /** Key of the client secret or certificate in the secret store, needed to refresh. */
  readonly credentialRef?: string;
}
