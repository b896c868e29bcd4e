/** LDAP messages as data (RFC 4511 §4), both ways: what a client asks and what a server answers. */

import type { Attribute, Modification } from '../entry.ts';

/** A control (RFC 4511 §4.1.11); `value` is the BER its definition names. */
export interface Control {
  readonly oid: string;
  readonly critical?: boolean;
  readonly value?: Uint8Array;
}

export const SCOPES = ['base', 'one', 'sub', 'children'] as const;
/** Base, one level, subtree, and the subordinate subtree of draft-sermersheim-ldap-subordinate-scope. */
export type Scope = (typeof SCOPES)[number];

export const DEREFERENCES = ['never', 'searching', 'finding', 'always'] as const;
export type Dereference = (typeof DEREFERENCES)[number];

/** The changes of a modify request, at the place of their number. */
export const MODIFICATIONS = [
  'add',
  'delete',
  'replace',
  'increment',
] as const satisfies readonly Modification['operation'][];

export interface BindRequest {
  readonly kind: 'bind';
  readonly name: string;
  readonly authentication:
    | { readonly kind: 'simple'; readonly password: Uint8Array }
    | { readonly kind: 'sasl'; readonly mechanism: string; readonly credentials?: Uint8Array };
}

export interface SearchRequest {
  readonly kind: 'search';
  readonly base: string;
  readonly scope: Scope;
  readonly dereference: Dereference;
  /** 0 is no limit. */
  readonly sizeLimit: number;
  /** Seconds; 0 is no limit. */
  readonly timeLimit: number;
  readonly typesOnly: boolean;
  /** The filter's BER, see `filterBer.ts`. */
  readonly filter: Uint8Array;
  readonly attributes: readonly string[];
}

export type Request =
  | BindRequest
  | SearchRequest
  | { readonly kind: 'unbind' }
  | { readonly kind: 'modify'; readonly dn: string; readonly changes: readonly Modification[] }
  | { readonly kind: 'add'; readonly dn: string; readonly attributes: readonly Attribute[] }
  | { readonly kind: 'delete'; readonly dn: string }
  | {
      readonly kind: 'rename';
      readonly dn: string;
      readonly newRdn: string;
      readonly deleteOldRdn: boolean;
      readonly newSuperior?: string;
    }
  | {
      readonly kind: 'compare';
      readonly dn: string;
      readonly attribute: string;
      readonly value: Uint8Array;
    }
  | { readonly kind: 'abandon'; readonly id: number }
  | { readonly kind: 'extended'; readonly oid: string; readonly value?: Uint8Array };

/** What an operation ended with (RFC 4511 §4.1.9). */
export interface Result {
  readonly code: number;
  readonly matched: string;
  readonly diagnostic: string;
  readonly referrals: readonly string[];
}

/** The operations a server answers with a result. */
export type Answered = Exclude<Request['kind'], 'unbind' | 'abandon'>;

export type Answer =
  | { readonly kind: 'entry'; readonly dn: string; readonly attributes: readonly Attribute[] }
  | { readonly kind: 'reference'; readonly uris: readonly string[] }
  | { readonly kind: 'intermediate'; readonly oid?: string; readonly value?: Uint8Array }
  | {
      readonly kind: 'result';
      readonly of: Answered;
      readonly result: Result;
      /** Of an extended response. */
      readonly oid?: string;
      /** Of an extended response, or the SASL credentials of a bind response. */
      readonly value?: Uint8Array;
    };

export interface Message<Operation extends Request | Answer> {
  readonly id: number;
  readonly operation: Operation;
  readonly controls: readonly Control[];
}

/** The application tags of requests and results. */
export const TAGS = {
  bind: { request: 0x60, result: 0x61 },
  unbind: { request: 0x42 },
  search: { request: 0x63, result: 0x65 },
  modify: { request: 0x66, result: 0x67 },
  add: { request: 0x68, result: 0x69 },
  delete: { request: 0x4a, result: 0x6b },
  rename: { request: 0x6c, result: 0x6d },
  compare: { request: 0x6e, result: 0x6f },
  abandon: { request: 0x50 },
  extended: { request: 0x77, result: 0x78 },
} as const;
export const ENTRY_TAG = 0x64;
export const REFERENCE_TAG = 0x73;
export const INTERMEDIATE_TAG = 0x79;
