import type { Translate } from '../../explain.ts';
import type { Directory } from '../directory.ts';
import { textOf, valuesOf } from '../entry.ts';
import type { Fact } from '../fact.ts';
import { OIDS } from '../serverFacts.ts';
import type { LdapSession } from '../session.ts';
import { readSid } from '../values/sid.ts';
import type { ReportSection } from './report.ts';
import { sidNames } from './sidNames.ts';

/**
 * Who the server takes this session for: RFC 4532 where it has it, and on Active Directory the identifiers in the
 * session's token (tokenGroups of the root DSE, [MS-ADTS] 3.1.1.3.2.18).
 */
export async function whoAmISections(
  session: LdapSession,
  directory: Directory,
  translate: Translate,
  signal: AbortSignal,
): Promise<readonly ReportSection[]> {
  const { server } = session;
  const told = server.extensions.has(OIDS.whoAmI) ? await session.whoAmI(signal) : undefined;
  const facts: readonly Fact[] = [
    {
      label: translate('The server says'),
      value:
        told === undefined
          ? translate('nothing: it has no Who am I? operation')
          : told || translate('anonymous'),
    },
    { label: translate('Signed in as'), value: directory.user ?? translate('nobody') },
    { label: translate('How'), value: directory.bind },
    { label: translate('Server'), value: directory.url },
    {
      label: translate('Connection'),
      value: session.isPrivate ? translate('encrypted, or within this machine') : translate('in clear'),
      isWarning: !session.isPrivate,
    },
  ];
  const sections = [{ title: translate('Identity'), facts }];
  if (server.kind !== 'activeDirectory') return sections;
  const rootDse = await session.read('', ['tokenGroups', 'dnsHostName'], signal);
  const sids = rootDse === undefined ? [] : valuesOf(rootDse, 'tokenGroups');
  const names = await sidNames(session, sids, signal);
  return [
    ...sections,
    {
      title: translate('In its token'),
      note: translate('The identifiers that access rights are compared with, on {host}.', {
        host: (rootDse && textOf(rootDse, 'dnsHostName')) ?? directory.url,
      }),
      facts: sids.flatMap((value) => {
        const sid = readSid(value);
        return sid === undefined ? [] : [{ label: names.get(sid) ?? translate('unknown'), value: sid }];
      }),
    },
  ];
}
