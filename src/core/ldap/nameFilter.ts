import { utf8 } from './bytes.ts';
import { parseFilter, type Filter } from './filter.ts';
import type { ServerKind } from './serverFacts.ts';

/** The attributes by which people are found where the server has no way of its own. */
const NAMES = [
  'cn',
  'uid',
  'sn',
  'givenName',
  'displayName',
  'mail',
  'ou',
  'o',
  'dc',
  'sAMAccountName',
] as const;

/**
 * A filter for entries by what a person types: a filter as it is, any other text as a part of a name. Active Directory
 * resolves names itself (ANR, [MS-ADTS] 3.1.1.3.1.3.6). Throws `ldap.invalidFilter` for a filter that is none.
 */
export function nameFilter(typed: string, kind: ServerKind): Filter {
  const text = typed.trim();
  if (text.startsWith('(')) return parseFilter(text);
  if (kind === 'activeDirectory') return { kind: 'equality', attribute: 'anr', value: utf8(text) };
  return {
    kind: 'or',
    filters: NAMES.map((attribute) => ({ kind: 'substring', attribute, any: [utf8(text)] })),
  };
}
