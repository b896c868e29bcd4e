import type { Translate } from '../../explain.ts';
import { readable } from '../branches/branch.ts';
import { textOf, textsOf, valuesOf, type Entry } from '../entry.ts';
import type { Fact } from '../fact.ts';

/** What `passwordStateFacts` reads: operational attributes of the ppolicy overlay (draft-behera-ldap-password-policy). */
export const PASSWORD_STATE = [
  ...['pwdAccountLockedTime', 'pwdChangedTime', 'pwdFailureTime', 'pwdGraceUseTime', 'pwdReset'],
  ...['pwdHistory', 'pwdPolicySubentry', 'pwdLastSuccess', 'pwdStartTime', 'pwdEndTime', 'authTimestamp'],
] as const;

/** How an account stands with its password policy, in words. */
export function passwordStateFacts(entry: Entry, translate: Translate): readonly Fact[] {
  const facts: Fact[] = [];
  const add = (label: string, value: string | undefined, rest: Partial<Fact> = {}) => {
    if (value !== undefined) facts.push({ label: translate(label), value, ...rest });
  };
  add('Locked since', readable(entry, 'pwdAccountLockedTime'), {
    meaning: translate(
      'It cannot sign in with its password until pwdAccountLockedTime is removed, or pwdLockoutDuration of its policy is over.',
    ),
    isWarning: true,
  });
  if (textOf(entry, 'pwdReset') === 'TRUE')
    add('Reset', translate('must change at the next sign-in'), {
      meaning: translate('An administrator set the password; nothing else is allowed until it is changed.'),
      isWarning: true,
    });
  const failures = valuesOf(entry, 'pwdFailureTime').length;
  if (failures > 0)
    add('Wrong passwords', String(failures), {
      meaning: translate('They count until pwdFailureCountInterval is over; pwdMaxFailure of them lock it.'),
    });
  const graces = valuesOf(entry, 'pwdGraceUseTime').length;
  if (graces > 0) add('Sign-ins after expiry', String(graces), { isWarning: true });
  add('Password set', readable(entry, 'pwdChangedTime'));
  add('Last sign-in', readable(entry, 'pwdLastSuccess') ?? readable(entry, 'authTimestamp'));
  add('Valid from', readable(entry, 'pwdStartTime'));
  add('Valid until', readable(entry, 'pwdEndTime'));
  const remembered = textsOf(entry, 'pwdHistory').length;
  if (remembered > 0) add('Passwords remembered', String(remembered));
  add('Policy', textOf(entry, 'pwdPolicySubentry'));
  return facts;
}
