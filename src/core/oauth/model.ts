/** The nouns of the product that travel between layers. No secret is part of any of them but tokens and certificates. */

import type { SignInChoice } from '../entra/signIn/methods.ts';
import type { JsonObject } from '../json.ts';

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
  /** How Graph and Azure are signed in to; the default of its kind when absent. */
  readonly signIn?: SignInChoice;
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

/** A client's key and certificate, PEM. Secret. */
export interface ClientCertificate {
  /** PKCS #8 private key. */
  readonly privateKey: string;
  /** X.509 certificate, its chain after it; absent where the server knows the bare public key. */
  readonly certificate?: string;
}

/** How this client authenticates, with getters for what is secret, asked when the request is made. */
export type ClientAuthentication =
  | { readonly method: 'none' }
  | {
      readonly method: 'client_secret_basic' | 'client_secret_post' | 'client_secret_jwt';
      readonly secret: () => Promise<string>;
    }
  | {
      readonly method: 'private_key_jwt';
      readonly certificate: () => Promise<ClientCertificate>;
      /** Header and algorithm: PS256 with `x5t#S256`, or the older RS256 with `x5t`. */
      readonly thumbprint: 'x5t#S256' | 'x5t';
    }
  | { readonly method: 'federated'; readonly assertion: () => Promise<string> }
  | { readonly method: 'tls_client_auth'; readonly certificate: () => Promise<ClientCertificate> };

/** A client as a flow sees it. */
export interface Client {
  readonly clientId: string;
  readonly authentication: ClientAuthentication;
  /** Sent as `Origin` with token requests: the redirect URI's, when it is registered as SPA. */
  readonly origin?: string;
  /** Private key, as JWK, that binds tokens to this client (DPoP, RFC 9449). */
  readonly dpopKey?: JsonObject;
}

/** A token endpoint's answer (RFC 6749 §5.1), its known members read. Secret. */
export interface TokenResponse {
  readonly access_token?: string;
  readonly token_type: string;
  /** Seconds. */
  readonly expires_in?: number;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly scope?: string;
  /** RFC 8693 §2.2.1. */
  readonly issued_token_type?: string;
}

/** Tokens as the token endpoint returned them (RFC 6749 §5.1), with where they came from. Secret. */
export interface TokenSet {
  /** Random, ours; the key in the token store. */
  readonly id: string;
  readonly tenantId: string;
  /** Whom they may be sent to, as `authorityOf` says it; earlier versions did not note it. */
  readonly authority?: string;
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
  /** `Origin` the tokens were redeemed with, needed to refresh tokens of a SPA redirect. */
  readonly origin?: string;
  /** Private key, as JWK, the tokens are bound to (DPoP). */
  readonly dpopKey?: JsonObject;
}
