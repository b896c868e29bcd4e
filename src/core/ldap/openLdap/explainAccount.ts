import type { Translate } from '../../explain.ts';
import { IdentityError } from '../../errors.ts';
import { attributeFacts } from '../branches/branch.ts';
import type { ReportSection } from '../reports/report.ts';
import type { LdapSession } from '../session.ts';
import { PASSWORD_STATE, passwordStateFacts } from './passwordState.ts';

const OPERATIONAL = [
  ['structuralObjectClass', 'Structural class'],
  ['entryUUID', 'UUID'],
  ['creatorsName', 'Made by'],
  ['createTimestamp', 'Made'],
  ['modifiersName', 'Changed by'],
  ['modifyTimestamp', 'Changed'],
  ['entryCSN', 'Change number'],
  ['memberOf', 'Member of'],
  ['subschemaSubentry', 'Schema'],
] as const;

/** An account of OpenLDAP or any other directory in words: password policy state, shadow, operational attributes. */
export async function explainStandardAccount(
  session: LdapSession,
  dn: string,
  translate: Translate,
  signal: AbortSignal,
): Promise<readonly ReportSection[]> {
  const entry = await session.read(dn, ['*', '+', ...PASSWORD_STATE], signal);
  if (entry === undefined) throw new IdentityError('entry.gone', { dn });
  const state = passwordStateFacts(entry, translate);
  return [
    {
      title: translate('Account'),
      facts: attributeFacts(entry, [
        ['uid', 'uid'],
        ['mail', 'mail'],
        ['uidNumber', 'uidNumber'],
        ['gidNumber', 'gidNumber'],
        ['loginShell', translate('Shell')],
        ['shadowLastChange', translate('Password set (shadow)')],
        ['shadowExpire', translate('Expires (shadow)')],
      ]),
    },
    {
      title: translate('Password policy'),
      ...(state.length === 0
        ? {
            note: translate(
              'The server says nothing of a password policy: no ppolicy overlay, or nothing to tell.',
            ),
          }
        : {}),
      facts: state,
    },
    {
      title: translate('What the server keeps of it'),
      facts: attributeFacts(
        entry,
        OPERATIONAL.map(([name, label]) => [name, translate(label)] as const),
      ),
    },
  ];
}
