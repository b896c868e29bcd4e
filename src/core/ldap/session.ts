/**
 * What the rest of the product asks of a directory. `ldapSession` (wire/ldapSession.ts) makes it real over any
 * transport. Every method rejects with an IdentityError (`ldapSessionErrors`), or with an AbortError when its signal
 * aborts. Values are bytes throughout.
 */

import type { Attribute, Entry, Modification } from './entry.ts';
import type { Filter } from './filter.ts';
import type { Disposer } from '../ports.ts';
import type { ServerFacts } from './serverFacts.ts';
import type { Control, Dereference, Scope } from './wire/messages.ts';

export interface LdapSession {
  /** What the server says of itself in its root DSE, read when the session opened. */
  readonly server: ServerFacts;
  /** Whether what it sends is encrypted, or does not leave this machine. */
  readonly isPrivate: boolean;
  /** Undefined while open; afterwards why it closed. */
  readonly closed: Error | undefined;
  /** Tells once when the session closes: `close`, the server, or the network. */
  onDidClose(listener: () => void): Disposer;

  /** The root DSE with its operational attributes, read again. */
  rootDse(signal?: AbortSignal): Promise<Entry>;
  /** The subschema entry (RFC 4512 §4.2), its attributes as the server writes them. */
  schema(signal?: AbortSignal): Promise<Entry>;

  /**
   * Searches page by page (RFC 2696 where the server has it), on a connection of its own, so that many can be open.
   * The next page is asked of the server when the iterator is; `return()` or the signal abandons the search at once.
   * A page of large entries comes in several parts.
   */
  search(search: Search, signal?: AbortSignal): AsyncIterableIterator<SearchPage, undefined>;
  /**
   * One entry, undefined when there is none or it may not be seen. Attributes that the server sends in ranges are
   * read whole. `attributes` as in `Search`.
   */
  read(dn: string, attributes?: readonly string[], signal?: AbortSignal): Promise<Entry | undefined>;

  add(dn: string, attributes: readonly Attribute[], options?: WriteOptions): Promise<Written>;
  modify(dn: string, changes: readonly Modification[], options?: WriteOptions): Promise<Written>;
  /** Gives the entry another RDN, another parent, or both. */
  rename(dn: string, to: Rename, options?: WriteOptions): Promise<Written>;
  /** Deletes an entry without children. For a subtree see `deleteTree`. */
  delete(dn: string, options?: WriteOptions): Promise<Written>;
  compare(dn: string, attribute: string, value: Uint8Array, signal?: AbortSignal): Promise<boolean>;

  /** RFC 3062; resolves to the password the server made when `to` is absent. */
  modifyPassword(change: PasswordChange, signal?: AbortSignal): Promise<string | undefined>;
  /** RFC 4532: the authorization identity, such as `dn:cn=ada,…`; empty when anonymous. */
  whoAmI(signal?: AbortSignal): Promise<string>;
  extended(
    oid: string,
    value?: Uint8Array,
    signal?: AbortSignal,
  ): Promise<{ readonly oid?: string; readonly value?: Uint8Array }>;

  close(): void;
}

export interface Search {
  readonly base: string;
  readonly scope: Scope;
  /** `(objectClass=*)` when absent. */
  readonly filter?: Filter;
  /** All user attributes when absent; `*`, `+` and `1.1` as in RFC 4511 §4.5.1.8. */
  readonly attributes?: readonly string[];
  /** Names without values. */
  readonly typesOnly?: boolean;
  readonly dereference?: Dereference;
  /** Entries in a page; 200 when absent. */
  readonly pageSize?: number;
  /** Entries handed over at once, before their page is whole; all of the page when absent. */
  readonly batchSize?: number;
  /** Entries in all; no limit of ours when absent. */
  readonly sizeLimit?: number;
  /** Seconds the server may take for a page; 120 when absent. */
  readonly timeLimit?: number;
  /** Order by the server (RFC 2891). */
  readonly sort?: readonly SortKey[];
  readonly controls?: readonly Control[];
}

export interface SortKey {
  readonly attribute: string;
  /** The ordering rule, needed where the schema names none. */
  readonly rule?: string;
  readonly descending?: boolean;
}

export interface SearchPage {
  readonly entries: readonly Entry[];
  /** Continuation references (RFC 4511 §4.5.3): for each the URIs that serve it. */
  readonly references: readonly (readonly string[])[];
  /** Whether the search has ended with this page. */
  readonly isLast: boolean;
  /** How many entries the search has in all, where the server estimates it. */
  readonly estimate?: number;
  /** Set on the last page when a limit of the server or of the search ended it early. */
  readonly cutShort?: 'sizeLimit' | 'timeLimit' | 'adminLimit';
  /** Controls of the answer that ended the page. */
  readonly controls: readonly Control[];
}

export interface Rename {
  readonly newRdn: string;
  /** The new parent; the same when absent. */
  readonly newParent?: string;
  /** Keep the values of the old RDN as values of the entry. */
  readonly keepOldRdn?: boolean;
}

export interface WriteOptions {
  /** The server changes nothing unless the entry matches (RFC 4528); else `ldap.changedMeanwhile`. */
  readonly assertion?: Filter;
  /** Attributes to return as they were before and after, in one step with the change (RFC 4527). */
  readonly preRead?: readonly string[];
  readonly postRead?: readonly string[];
  readonly controls?: readonly Control[];
  readonly signal?: AbortSignal;
}

/** What a write returned; the entries are there when they were asked for and the server could. */
export interface Written {
  readonly before?: Entry;
  readonly after?: Entry;
}

export interface PasswordChange {
  /** Whose password: a DN or what the server takes; the session's own user when absent. */
  readonly user?: string;
  readonly from?: string;
  readonly to?: string;
}
