/** What commands are told to act on. */

import type { Platform } from '../core/entra/application.ts';
import type { PartKindId } from '../core/entra/parts.ts';

/** Names a tenant by its id (`identity.tenants`, or the sandbox's). */
export interface TenantTarget {
  readonly tenant: string;
}

/** Names an application registration within a tenant. */
export interface ApplicationTarget extends TenantTarget {
  readonly clientId: string;
}

/** Names a redirect URI that is to be registered. */
export interface RedirectUriTarget extends ApplicationTarget {
  readonly platform?: Platform;
  readonly redirectUri?: string;
}

/** Names one kind of value of a registration, and one of them by its key. */
export interface ApplicationPartTarget extends ApplicationTarget {
  readonly part?: PartKindId;
  readonly key?: string;
}

/** Names a deleted registration. */
export interface DeletedApplicationTarget extends TenantTarget {
  readonly objectId?: string;
  readonly name?: string;
}

/** Names one token set of the token store. */
export interface TokenTarget {
  readonly tokenId: string;
}

/** Which of a token set's tokens is meant. */
export interface TokenPart extends TokenTarget {
  readonly part?: 'access_token' | 'id_token' | 'refresh_token';
}

/** A token where it stands in a document: the position (from 0) of its first character. */
export interface TokenPlace {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** A token given whole, one in the token store, or one in a document. */
export type AnyToken = { readonly token: string } | TokenPart | TokenPlace;
