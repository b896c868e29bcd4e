import { needs } from '../../entra/directory/needs.ts';
import type { Graph } from '../../entra/graph.ts';
import { text, type JsonObject } from '../../json.ts';
import { hasBit, readable } from '../branches/branch.ts';
import { rdnLabel } from '../dn.ts';
import { textOf, valuesOf, type Entry } from '../entry.ts';
import { userAccountControl as UAC } from '../values/flagNames.ts';
import { readGuid } from '../values/guid.ts';

/** A computer of a directory as hybrid join looks at it. Times are milliseconds since 1970. */
export interface Computer {
  readonly dn: string;
  readonly name: string;
  /** Its objectGUID, which is its device id in the cloud (Microsoft: How it works, device registration). */
  readonly deviceId: string;
  readonly hasCertificate: boolean;
  readonly isEnabled: boolean;
  /** To about 14 days ([MS-ADA1] lastLogonTimestamp). */
  readonly lastSignIn?: number;
}

/** A device of a tenant. */
export interface TenantDevice {
  readonly deviceId: string;
  readonly name: string;
  readonly trustType: string;
  readonly isEnabled: boolean;
  readonly lastSignIn?: number;
  readonly registered?: number;
}

export const COMPUTER_ATTRIBUTES = [
  'objectGUID',
  'sAMAccountName',
  'userCertificate',
  'userAccountControl',
  'lastLogonTimestamp',
] as const;

/** An entry as a computer, undefined without a GUID. */
export function computerOf(entry: Entry): Computer | undefined {
  const deviceId = readGuid(valuesOf(entry, 'objectGUID')[0] ?? new Uint8Array());
  const lastSignIn = Date.parse(readable(entry, 'lastLogonTimestamp') ?? '');
  if (deviceId === undefined) return undefined;
  return {
    dn: entry.dn,
    name: (textOf(entry, 'sAMAccountName') ?? rdnLabel(entry.dn)).replace(/\$$/, ''),
    deviceId,
    hasCertificate: valuesOf(entry, 'userCertificate').length > 0,
    isEnabled: !hasBit(entry, 'userAccountControl', UAC.ACCOUNTDISABLE),
    ...(Number.isNaN(lastSignIn) ? {} : { lastSignIn }),
  };
}

const SELECT =
  'deviceId,displayName,accountEnabled,trustType,approximateLastSignInDateTime,registrationDateTime';
const { permission } = needs.devices;

/** Every device of a tenant, page by page; `report` is told how many there are so far. Throws the `graph.*` errors. */
export async function tenantDevices(
  graph: Graph,
  signal: AbortSignal,
  report: (count: number) => void,
): Promise<readonly TenantDevice[]> {
  const devices: TenantDevice[] = [];
  let next: string | undefined = `/devices?$top=999&$select=${SELECT}`;
  while (next !== undefined) {
    const page = await graph.list(next, { permission, signal });
    devices.push(...page.values.map(deviceOf));
    report(devices.length);
    next = page.next;
  }
  return devices;
}

function deviceOf(json: JsonObject): TenantDevice {
  const [seen, registered] = ['approximateLastSignInDateTime', 'registrationDateTime'].map((name) =>
    Date.parse(text(json, name) ?? ''),
  );
  return {
    deviceId: (text(json, 'deviceId') ?? '').toLowerCase(),
    name: text(json, 'displayName') ?? '',
    trustType: text(json, 'trustType') ?? '',
    isEnabled: json['accountEnabled'] !== false,
    ...(seen === undefined || Number.isNaN(seen) ? {} : { lastSignIn: seen }),
    ...(registered === undefined || Number.isNaN(registered) ? {} : { registered }),
  };
}

/** A computer, a device, or both of the same id. */
export interface Pair {
  readonly computer?: Computer;
  readonly device?: TenantDevice;
}

/** How a pair stands. The first class that fits is its class. A new one is one entry of the list. */
export interface DeviceClass {
  readonly id: string;
  readonly title: string;
  readonly meaning: string;
  readonly isWarning: boolean;
  readonly fits: (pair: Pair, now: number) => boolean;
}

/** Days without a sign-in after which a device is stale (Microsoft: How to manage stale devices). */
const STALE_DAYS = 90;
const isStale = (time: number | undefined, now: number) =>
  time === undefined || now - time > STALE_DAYS * 86_400_000;

export const deviceClasses: readonly DeviceClass[] = [
  {
    id: 'orphan',
    title: 'In the tenant only',
    meaning:
      'Hybrid joined, but no computer here has its id: it was deleted here, or belongs to another forest. When it was deleted, the next synchronization should have removed it.',
    isWarning: true,
    fits: ({ computer, device }) => computer === undefined && device !== undefined,
  },
  {
    id: 'stale',
    title: 'Stale on both sides',
    meaning:
      'Nobody signed in with it for 90 days, here or in the tenant: disable it here, and delete it later.',
    isWarning: true,
    fits: ({ computer, device }, now) =>
      computer !== undefined &&
      device !== undefined &&
      isStale(computer.lastSignIn, now) &&
      isStale(device.lastSignIn, now),
  },
  {
    id: 'disabledHere',
    title: 'Disabled here, enabled in the tenant',
    meaning: 'The next synchronization should disable it there: look whether the unit is synchronized.',
    isWarning: true,
    fits: ({ computer, device }) => computer?.isEnabled === false && device?.isEnabled === true,
  },
  {
    id: 'disabledThere',
    title: 'Enabled here, disabled in the tenant',
    meaning:
      'It gets no primary refresh token, and fails where a compliant or hybrid joined device is asked for.',
    isWarning: true,
    fits: ({ computer, device }) => computer?.isEnabled === true && device?.isEnabled === false,
  },
  {
    id: 'pending',
    title: 'Pending in the tenant',
    meaning:
      'It was synchronized but has never registered there: sign in to Windows with sight of a domain controller and of the tenant.',
    isWarning: true,
    fits: ({ computer, device }) =>
      computer !== undefined && device !== undefined && device.registered === undefined,
  },
  {
    id: 'staleThere',
    title: 'Stale in the tenant only',
    meaning:
      'It is used here, but got no token there for 90 days: its registration may be broken (dsregcmd /status).',
    isWarning: true,
    fits: ({ computer, device }, now) =>
      computer !== undefined && device !== undefined && isStale(device.lastSignIn, now),
  },
  {
    id: 'staleHere',
    title: 'Stale here only',
    meaning:
      'It is used in the tenant, but reached no domain controller for 90 days: its password here may be out of step.',
    isWarning: true,
    fits: ({ computer, device }, now) =>
      computer !== undefined && device !== undefined && isStale(computer.lastSignIn, now),
  },
  {
    id: 'notSynchronized',
    title: 'Registered here, not in the tenant',
    meaning:
      'It has written its certificate, but no device there has its id: the unit is not synchronized, or not yet.',
    isWarning: true,
    fits: ({ computer, device }) => computer?.hasCertificate === true && device === undefined,
  },
  {
    id: 'joined',
    title: 'Hybrid joined',
    meaning: 'The same device on both sides, in use.',
    isWarning: false,
    fits: ({ computer, device }) => computer !== undefined && device !== undefined,
  },
  {
    id: 'notJoined',
    title: 'Not joined to the tenant',
    meaning: 'No device certificate here, no device there.',
    isWarning: false,
    fits: ({ device }) => device === undefined,
  },
];

/** Computers and hybrid devices in pairs by their id: each once, on whichever side it stands. */
export function pairDevices(
  computers: readonly Computer[],
  devices: readonly TenantDevice[],
): readonly Pair[] {
  const byId = new Map(devices.map((device) => [device.deviceId, device]));
  const known = new Set(computers.map(({ deviceId }) => deviceId));
  return [
    ...computers.map((computer): Pair => {
      const device = byId.get(computer.deviceId);
      return device === undefined ? { computer } : { computer, device };
    }),
    ...devices
      .filter(({ trustType, deviceId }) => trustType === 'ServerAd' && !known.has(deviceId))
      .map((device): Pair => ({ device })),
  ];
}
