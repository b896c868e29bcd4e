import type { TextFinding } from '../textRule.ts';
import type { Connection } from './model.ts';
import type { ConnectionRule } from './rules/rule.ts';
import { signInRules } from './rules/signIn.ts';
import { transportRules } from './rules/transport.ts';
import { writingRules } from './rules/writing.ts';

/** This machine, and names without a dot, as containers of one network have. */
const LOCAL = /^(?:localhost|127\.[\d.]+|\[?::1\]?|\.|\(local(?:db)?\)|[\w-]+)$/i;

/** Every rule; a new one is one entry of its subject's list. */
export const connectionRules: readonly ConnectionRule[] = [
  ...writingRules,
  ...signInRules,
  ...transportRules,
];

/** What a connection string breaks, in order of the text. */
export function checkConnection(connection: Connection): readonly TextFinding[] {
  const host = connection.values.get('host') ?? '';
  return connectionRules
    .filter(({ isAboutTheWay }) => isAboutTheWay !== true || !LOCAL.test(host))
    .flatMap((rule) => [...rule.find(connection)].map((breach): TextFinding => ({ rule, ...breach })))
    .toSorted((a, b) => a.range.start - b.range.start);
}
