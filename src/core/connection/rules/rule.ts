import type { TextBreach, TextRule } from '../../textRule.ts';
import type { Connection, Entry } from '../model.ts';

/** One rule of a good connection string. */
export interface ConnectionRule extends TextRule {
  /** What protects the way to the server: of no matter where both are one machine, or containers of one. */
  readonly isAboutTheWay?: true;
  readonly find: (connection: Connection) => Iterable<TextBreach>;
}

/** What stands in for a secret: variables and brackets of every kind, stars, nothing. */
export const PLACEHOLDER =
  /^(?:$|\$|%|<|\{|\[|\*+$|•+$|x{3,}$|\.{3}|env:|@\w+\(|your|password$|secret$|changeme)/i;

/** Whether an entry asks the ODBC driver for what it does not have. */
export function isOdbcDefault(format: string, { key, value }: Entry): boolean {
  return format === 'odbc' && /^authentication$/i.test(key) && /^active ?directory ?default$/i.test(value);
}
