import type { IdentityError } from '../../errors.ts';
import type { Attribute, Modification } from '../entry.ts';

/** A control of a change (RFC 2849, RFC 4511 §4.1.11). */
export interface LdifControl {
  readonly oid: string;
  readonly critical: boolean;
  readonly value?: Uint8Array;
}

/** What a change record asks of the server. `entry` is a content record: the entry as it is, added by an import. */
export type LdifChange =
  | { readonly kind: 'entry' | 'add'; readonly dn: string; readonly attributes: readonly Attribute[] }
  | { readonly kind: 'delete'; readonly dn: string }
  | { readonly kind: 'modify'; readonly dn: string; readonly modifications: readonly Modification[] }
  | {
      /** `modrdn` and `moddn`: a new name, a new place, or both. */
      readonly kind: 'rename';
      readonly dn: string;
      readonly newRdn: string;
      readonly deleteOldRdn: boolean;
      readonly newSuperior?: string;
    };

/** A record as it stands in a file; lines count from 1, `endLine` is its last one. */
export type LdifRecord = LdifChange & {
  readonly controls: readonly LdifControl[];
  readonly line: number;
  readonly endLine: number;
};

/** A record that cannot be read; what follows it can. */
export interface LdifProblem {
  readonly kind: 'problem';
  /** The record's DN, when that much could be read. */
  readonly dn?: string;
  /** The line that does not fit. */
  readonly line: number;
  readonly endLine: number;
  readonly error: IdentityError<'ldif.malformed'> | IdentityError<'ldif.urlRefused'>;
}

export type LdifItem = LdifRecord | LdifProblem;
