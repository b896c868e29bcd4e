import {
  attributeFacts,
  described,
  find,
  readable,
  type Branch,
  type BranchRow,
} from '../branches/branch.ts';
import { textOf, textsOf, type Entry } from '../entry.ts';
import type { Translate } from '../../explain.ts';
import { nameAbove } from './names.ts';
import { readReplicationXml } from './replicationXml.ts';

const connections: Branch = {
  id: 'replicationConnections',
  title: 'Replication connections',
  icon: 'arrow-both',
  about: 'From which domain controllers each one fetches changes.',
  searches: ({ configuration }) => [
    find(`CN=Sites,${configuration}`, 'sub', '(objectClass=nTDSConnection)', [
      ...['fromServer', 'enabledConnection', 'options', 'mS-DS-ReplicatesNCReason', 'whenChanged'],
    ]),
  ],
  row: (entry, translate) => ({
    label: `${nameAbove(entry.dn, 2)} ← ${nameAbove(textOf(entry, 'fromServer') ?? '', 1)}`,
    isOff: textOf(entry, 'enabledConnection') === 'FALSE',
    ...described(
      textOf(entry, 'enabledConnection') === 'FALSE' && translate('disabled'),
      (Number(textOf(entry, 'options') ?? 0) & 1) === 0
        ? translate('made by a person')
        : translate('made by the KCC'),
    ),
    facts: attributeFacts(entry, [['whenChanged', translate('Changed')]]),
  }),
};

const partners: Branch = {
  id: 'replicationPartners',
  title: 'Replication partners',
  icon: 'sync',
  about: 'What this server fetched from whom, and whether it worked.',
  searches: ({ contexts }) =>
    contexts.map((context) =>
      find(context, 'base', '(objectClass=*)', ['msDS-NCReplInboundNeighbors', 'msDS-NCReplCursors']),
    ),
  row: (entry, translate) =>
    textsOf(entry, 'msDS-NCReplInboundNeighbors').flatMap((xml) => partnerRow(entry, xml, translate)),
};

/** A DS_REPL_NEIGHBOR ([MS-ADTS] 3.1.1.4.5.26), which Windows constructs and Samba does not. */
function partnerRow(entry: Entry, xml: string, translate: Translate): readonly BranchRow[] {
  const said = readReplicationXml(xml);
  const source = said.get('pszSourceDsaDN');
  if (source === undefined) return [];
  const failures = Number(said.get('cNumConsecutiveSyncFailures') ?? 0);
  const result = said.get('dwLastSyncResult') ?? '0';
  return [
    {
      label: nameAbove(source, 1),
      isWarning: failures > 0 || result !== '0',
      ...described(
        entry.dn,
        failures > 0
          ? translate('{count} failures, last with {result}', { count: failures, result })
          : translate('last {time}', { time: said.get('ftimeLastSyncSuccess') ?? '?' }),
      ),
      facts: [...said].map(([label, value]) => ({ label, value })),
    },
  ];
}

const partitions: Branch = {
  id: 'replicationPartitions',
  title: 'Partitions of this server',
  icon: 'database',
  about: 'What this server holds, and how far it has come.',
  searches: ({ contexts }) =>
    contexts.map((context) =>
      find(context, 'base', '(objectClass=*)', ['instanceType', 'uSNChanged', 'whenChanged']),
    ),
  row: (entry) => ({
    label: entry.dn,
    ...described(readable(entry, 'instanceType'), readable(entry, 'whenChanged')),
  }),
};

export const replicationBranches: readonly Branch[] = [connections, partners, partitions];
