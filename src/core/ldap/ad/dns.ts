import { described, find, type Branch, type BranchRow } from '../branches/branch.ts';
import { rdnLabel } from '../dn.ts';
import { textOf, valuesOf } from '../entry.ts';
import { readDnsRecord } from '../values/dnsRecord.ts';

const ZONES = '(&(objectClass=dnsZone)(!(dc=RootDNSServers))(!(dc=..TrustAnchors)))';

/** AD-integrated DNS ([MS-DNSP] 2.3): zones of the domain, of the forest, and of Windows 2000's place. */
const zones: Branch = {
  id: 'dnsZones',
  title: 'DNS zones',
  icon: 'globe',
  about: 'Zones kept in the directory, with their records.',
  searches: ({ domain, forestRoot, contexts }) => [
    ...[`DC=DomainDnsZones,${domain}`, `DC=ForestDnsZones,${forestRoot}`]
      .filter((context) => contexts.some((each) => each.toLowerCase() === context.toLowerCase()))
      .map((base) => find(base, 'sub', ZONES, ['dc', 'whenChanged'])),
    find(`CN=System,${domain}`, 'sub', ZONES, ['dc', 'whenChanged']),
  ],
  row: (entry, translate) => ({
    label: rdnLabel(entry.dn),
    ...described(
      /,DC=ForestDnsZones,/i.test(entry.dn)
        ? translate('of the forest')
        : /,DC=DomainDnsZones,/i.test(entry.dn)
          ? translate('of the domain')
          : translate('on every domain controller of the domain'),
    ),
  }),
  below: () => [records],
};

const records: Branch = {
  id: 'dnsRecords',
  title: 'Records',
  icon: 'symbol-field',
  about: 'The records of a zone.',
  searches: (_names, above) => [
    find(above?.dn ?? '', 'one', '(objectClass=dnsNode)', ['dc', 'dnsRecord', 'dNSTombstoned']),
  ],
  row(entry, translate) {
    const name = rdnLabel(entry.dn);
    const isGone = textOf(entry, 'dNSTombstoned') === 'TRUE';
    return valuesOf(entry, 'dnsRecord').flatMap((value): readonly BranchRow[] => {
      const record = readDnsRecord(value);
      if (record === undefined)
        return [{ label: name, isWarning: true, ...described(translate('unreadable')) }];
      const { type, data, ttl, refreshed } = record;
      return [
        {
          label: `${name} ${type}`,
          isOff: isGone || type === 'TOMBSTONE',
          ...described(
            data,
            translate('TTL {seconds} s', { seconds: ttl }),
            refreshed === undefined ? undefined : translate('refreshed {time}', { time: refreshed }),
          ),
        },
      ];
    });
  },
};

export const dnsBranches: readonly Branch[] = [zones];
