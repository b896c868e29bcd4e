import type { Translate } from '../../explain.ts';
import { text, type JsonObject } from '../../json.ts';
import { dayOf, idOf, listed, words, type DirectoryRow } from './branch.ts';
import { needs } from './needs.ts';

/** How a device belongs to the tenant, by Graph's `trustType` (Microsoft: device identity). */
const JOINS: Readonly<Record<string, string>> = {
  AzureAd: 'joined',
  ServerAd: 'hybrid joined',
  Workplace: 'registered',
};
const ICONS: Readonly<Record<string, string>> = {
  IPhone: 'device-mobile',
  IPad: 'device-mobile',
  Android: 'device-mobile',
  AndroidForWork: 'device-mobile',
};

/** A device with its join type and whether it is compliant. */
export function deviceRow(json: JsonObject, translate: Translate): DirectoryRow {
  const id = idOf(json);
  const isOff = json['accountEnabled'] === false;
  const join = JOINS[text(json, 'trustType') ?? ''];
  const system = text(json, 'operatingSystem') ?? '';
  const compliance =
    json['isCompliant'] === true
      ? translate('compliant')
      : json['isCompliant'] === false
        ? translate('not compliant')
        : undefined;
  const seen = dayOf(json, 'approximateLastSignInDateTime');
  const path = `/devices/${encodeURIComponent(id)}`;
  return {
    id,
    label: text(json, 'displayName') ?? id,
    description: words(
      join === undefined ? undefined : translate(join),
      system,
      compliance,
      json['isManaged'] === true ? translate('managed') : undefined,
      seen === undefined ? undefined : translate('seen {day}', { day: seen }),
      isOff ? translate('disabled') : undefined,
    ),
    icon: ICONS[system] ?? 'device-desktop',
    kind: 'device',
    path,
    ...(isOff ? { mood: 'off' } : json['isCompliant'] === false ? { mood: 'warning' } : {}),
    below: [
      listed(
        { id: 'registeredOwners', title: 'Owners', icon: 'account' },
        {
          need: needs.devices,
          path: `${path}/registeredOwners?$select=id,displayName,userPrincipalName`,
          row: (owner) => ({
            id: idOf(owner),
            label: text(owner, 'displayName') ?? idOf(owner),
            description: text(owner, 'userPrincipalName') ?? '',
            icon: 'account',
            kind: 'user',
          }),
        },
      ),
    ],
  };
}

export const devices = listed(
  { id: 'devices', title: 'Devices', icon: 'device-desktop' },
  {
    need: needs.devices,
    path: '/devices?$top=100&$select=id,deviceId,displayName,accountEnabled,operatingSystem,operatingSystemVersion,trustType,isCompliant,isManaged,onPremisesSyncEnabled,approximateLastSignInDateTime',
    row: deviceRow,
  },
);
