import type { FormatId } from '../core/connection/model.ts';
import type { PresenceOf } from './presence.ts';

/** A connection string given whole, or where one stands in a document. */
export type ConnectionTarget =
  { readonly text: string } | { readonly uri: string; readonly line: number; readonly character: number };

/** What a connection string became. */
export interface ConvertedConnection {
  readonly text: string;
  /** Keys the format cannot say. */
  readonly leftOut: readonly string[];
}

/** The commands of this subject, with their signatures. */
export interface ConnectionStringCommands {
  'identity.connectionString.explain'(target?: ConnectionTarget): Promise<void>;
  'identity.connectionString.convert'(
    target?: ConnectionTarget & { readonly to?: FormatId },
  ): Promise<ConvertedConnection | undefined>;
}

/** Where each of them stands. */
export const connectionStringPresence: PresenceOf<ConnectionStringCommands> = {
  'identity.connectionString.explain': 'palette',
  'identity.connectionString.convert': 'palette',
};
