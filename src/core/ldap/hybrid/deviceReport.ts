import type { Graph } from '../../entra/graph.ts';
import type { Translate } from '../../explain.ts';
import { sameDn } from '../dn.ts';
import type { Fact } from '../fact.ts';
import { parseFilter } from '../filter.ts';
import type { ReportSection } from '../reports/report.ts';
import type { LdapSession } from '../session.ts';
import {
  COMPUTER_ATTRIBUTES,
  computerOf,
  deviceClasses,
  pairDevices,
  tenantDevices,
  type Pair,
} from './devices.ts';
import { readBelow, withLimit } from './readBelow.ts';

/** Rows of a class in the report; the counts tell the rest. */
const MOST = 500;

/**
 * Holds the computers below an entry against the hybrid joined devices of a tenant: each in one class, stale ones of
 * either side marked. `now` is in milliseconds since 1970. Throws the `ldap.*` and `graph.*` errors.
 */
export async function deviceSections(
  session: LdapSession,
  base: string,
  graph: Graph,
  now: number,
  translate: Translate,
  signal: AbortSignal,
  report: (step: string) => void,
): Promise<readonly ReportSection[]> {
  const devices = await tenantDevices(graph, signal, (count) =>
    report(translate('{count} devices of the tenant', { count })),
  );
  const search = { base, filter: parseFilter('(objectCategory=computer)'), attributes: COMPUTER_ATTRIBUTES };
  const { read: computers, limit } = await readBelow(session, search, computerOf, signal, (count) =>
    report(translate('{count} computers of the directory', { count })),
  );
  // Devices do not say where their computer stands: what is not below a unit need not be gone.
  const isWhole = sameDn(base, session.server.defaultNamingContext ?? base);
  const pairs = pairDevices(computers, devices).filter(({ computer }) => isWhole || computer !== undefined);
  const groups = deviceClasses.map((each) => ({
    ...each,
    all: pairs.filter((pair) => deviceClasses.find(({ fits }) => fits(pair, now)) === each),
  }));
  return [
    {
      title: translate('Summary'),
      note: withLimit(
        translate('{computers} computers below {base}, {devices} devices of the tenant.', {
          computers: computers.length,
          devices: devices.length,
          base,
        }),
        limit,
        translate,
      ),
      facts: groups.map(({ title, meaning, isWarning, all }) => ({
        label: translate(title),
        value: String(all.length),
        meaning: translate(meaning),
        isWarning: isWarning && all.length > 0,
      })),
    },
    ...groups
      .filter(({ all }) => all.length > 0)
      .map(({ title, meaning, isWarning, all }) => ({
        title: `${translate(title)} (${all.length})`,
        note: [
          translate(meaning),
          ...(all.length > MOST ? [translate('The first {count} are shown.', { count: MOST })] : []),
        ].join(' '),
        facts: all.slice(0, MOST).map((pair) => ({ ...pairFact(pair, translate), isWarning })),
      })),
  ];
}

function pairFact({ computer, device }: Pair, translate: Translate): Fact {
  const day = (time: number | undefined) =>
    time === undefined ? translate('never') : new Date(time).toISOString().slice(0, 10);
  return {
    label: computer?.name ?? device?.name ?? '',
    value: computer?.dn ?? device?.deviceId ?? '',
    meaning: [
      computer && translate('last sign-in here {day}', { day: day(computer.lastSignIn) }),
      device && translate('in the tenant {day}', { day: day(device.lastSignIn) }),
      computer && !computer.isEnabled && translate('disabled here'),
      device && !device.isEnabled && translate('disabled in the tenant'),
    ]
      .filter(Boolean)
      .join(' · '),
  };
}
