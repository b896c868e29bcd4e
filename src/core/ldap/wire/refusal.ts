import { IdentityError } from '../../errors.ts';
import { bindRefusal, resultCode } from '../resultCodes.ts';
import type { Result } from './messages.ts';

/** What was asked, as it stands in "The server refused to {operation} …". */
export type Operation =
  | 'search'
  | 'read'
  | 'add'
  | 'modify'
  | 'rename'
  | 'delete'
  | 'compare'
  | 'set the password of'
  | 'run an extended operation';

/** The error of a result that is not success. */
export function refusal(operation: Operation, dn: string, result: Result): Error {
  const { code, matched, diagnostic, referrals } = result;
  if (code === 10) return new IdentityError('ldap.referral', { dn: shown(dn), uris: referrals.join(', ') });
  if (code === 32)
    return new IdentityError('ldap.noSuchEntry', {
      dn: shown(dn),
      matched: matched === '' ? '–' : matched,
      diagnostic: told(diagnostic),
    });
  if (code === 122) return new IdentityError('ldap.changedMeanwhile', { dn: shown(dn) });
  const { name, meaning, advice } = resultCode(code);
  return new IdentityError('ldap.refused', {
    operation,
    dn: shown(dn),
    name,
    code,
    meaning,
    diagnostic: told(diagnostic),
    advice,
  });
}

/** The error of a bind that was refused. */
export function refusedBind(server: string, user: string, result: Result): Error {
  const { name, meaning, advice } = resultCode(result.code);
  const reason = bindRefusal(result.diagnostic) ?? meaning;
  return new IdentityError('ldap.bindRefused', {
    server,
    user: user === '' ? 'an anonymous connection' : user,
    reason: `${reason} (${name}, ${result.code}) ${told(result.diagnostic)}`.trim(),
    advice,
  });
}

function shown(dn: string): string {
  return dn === '' ? 'the root DSE' : dn;
}

/** What a server says of its reason may end with NUL, as Active Directory's does. */
function told(diagnostic: string): string {
  const text = diagnostic.replaceAll('\0', '').trim();
  return text === '' ? '' : `It says: ${text}${/[.!?]$/.test(text) ? '' : '.'}`;
}
