import type { Translate } from '../../explain.ts';
import { child, isObject, list, text, type JsonObject } from '../../json.ts';
import {
  fact,
  idOf,
  listed,
  minuteOf,
  spoken,
  words,
  type DirectoryHeading,
  type DirectoryRow,
} from './branch.ts';
import { needs } from './needs.ts';

const ORGANIZATION =
  '/organization?$select=id,displayName,countryLetterCode,createdDateTime,verifiedDomains,onPremisesSyncEnabled,onPremisesLastSyncDateTime,onPremisesLastPasswordSyncDateTime';

/** What a tenant is: organization, domains, synchronization, licences. */
export const overview: DirectoryHeading = {
  id: 'overview',
  title: 'Overview',
  icon: 'info',
  branches: [
    listed(
      { id: 'organization', title: 'Organization', icon: 'home' },
      { need: needs.organization, path: ORGANIZATION, row: organizationFacts },
    ),
    listed(
      { id: 'domains', title: 'Domains', icon: 'globe' },
      { need: needs.domains, path: '/domains', row: domainRow },
    ),
    listed(
      { id: 'synchronization', title: 'Directory synchronization', icon: 'sync' },
      {
        need: needs.synchronization,
        path: '/directory/onPremisesSynchronization',
        row: synchronizationFacts,
      },
    ),
    listed(
      { id: 'licences', title: 'Licences', icon: 'tag' },
      { need: needs.licences, path: '/subscribedSkus', row: licenceRow },
    ),
  ],
};

function organizationFacts(json: JsonObject, translate: Translate): readonly DirectoryRow[] {
  const initial = list(json, 'verifiedDomains')
    .filter(isObject)
    .find((each) => each['isInitial'] === true);
  const isSynced = json['onPremisesSyncEnabled'] === true;
  const at = minuteOf(json, 'onPremisesLastSyncDateTime');
  return [
    ...fact(translate('Name'), text(json, 'displayName')),
    ...fact(translate('Tenant id'), idOf(json)),
    ...fact(translate('Initial domain'), initial === undefined ? undefined : text(initial, 'name')),
    ...fact(translate('Country or region'), text(json, 'countryLetterCode')),
    ...fact(translate('Created'), text(json, 'createdDateTime')?.slice(0, 10)),
    ...fact(
      translate('Synchronized from on-premises'),
      isSynced
        ? at === undefined
          ? translate('yes')
          : translate('yes, last {time}', { time: at })
        : translate('no'),
    ),
    ...fact(translate('Passwords last synchronized'), minuteOf(json, 'onPremisesLastPasswordSyncDateTime')),
  ];
}

function domainRow(json: JsonObject, translate: Translate): DirectoryRow {
  const name = idOf(json);
  const isFederated = text(json, 'authenticationType') === 'Federated';
  const isVerified = json['isVerified'] !== false;
  const path = `/domains/${encodeURIComponent(name)}/federationConfiguration`;
  return {
    id: name,
    label: name,
    description: words(
      isFederated ? translate('federated') : translate('managed'),
      json['isDefault'] === true ? translate('default') : undefined,
      isVerified ? undefined : translate('not verified'),
    ),
    tooltip: isFederated
      ? translate('Users of this domain sign in at its federation server.')
      : translate('Users of this domain sign in at Microsoft Entra.'),
    icon: isFederated ? 'arrow-swap' : 'globe',
    ...(isVerified ? {} : { mood: 'warning' }),
    ...(isFederated
      ? {
          below: [
            listed(
              { id: 'federation', title: 'Federation', icon: 'arrow-swap' },
              { need: needs.federation, path, row: federationFacts },
            ),
          ],
        }
      : {}),
  };
}

function federationFacts(json: JsonObject, translate: Translate): readonly DirectoryRow[] {
  return [
    ...fact(translate('Name'), text(json, 'displayName')),
    ...fact(translate('Issuer'), text(json, 'issuerUri')),
    ...fact(translate('Sign-in address'), text(json, 'passiveSignInUri')),
    ...fact(translate('Protocol'), text(json, 'preferredAuthenticationProtocol')),
    ...fact(translate('MFA of the federation server'), spoken(text(json, 'federatedIdpMfaBehavior'))),
  ];
}

/** What each feature of synchronization means, in the order shown; `bad` is the value to look at. */
const FEATURES: readonly (readonly [name: string, title: string, bad?: boolean])[] = [
  ['passwordSyncEnabled', 'Password hash synchronization'],
  ['passwordWritebackEnabled', 'Password writeback'],
  ['blockSoftMatchEnabled', 'Soft match blocked', false],
  ['blockCloudObjectTakeoverThroughHardMatchEnabled', 'Takeover by hard match blocked', false],
  ['deviceWritebackEnabled', 'Device writeback'],
  ['groupWriteBackEnabled', 'Group writeback'],
  ['userWritebackEnabled', 'User writeback'],
];

function synchronizationFacts(json: JsonObject, translate: Translate): readonly DirectoryRow[] {
  const features = child(json, 'features');
  return FEATURES.flatMap(([name, title, bad]) => {
    const value = features[name];
    if (typeof value !== 'boolean') return [];
    const isBad = value === bad;
    return [
      {
        id: name,
        label: translate(title),
        description: value ? translate('on') : translate('off'),
        icon: value ? 'pass' : 'circle-slash',
        ...(isBad
          ? {
              mood: 'warning' as const,
              tooltip: translate(
                'While this is off, an on-premises object with the same address or anchor can take over a cloud account.',
              ),
            }
          : {}),
      },
    ];
  });
}

function licenceRow(json: JsonObject, translate: Translate): DirectoryRow {
  const bought = child(json, 'prepaidUnits')['enabled'];
  const used = json['consumedUnits'];
  const plans = list(json, 'servicePlans').filter(isObject);
  const isFull = typeof bought === 'number' && typeof used === 'number' && used >= bought;
  return {
    id: idOf(json),
    label: text(json, 'skuPartNumber') ?? idOf(json),
    description: words(
      translate('{used} of {bought} used', { used: Number(used ?? 0), bought: Number(bought ?? 0) }),
      text(json, 'capabilityStatus') === 'Enabled' ? undefined : text(json, 'capabilityStatus'),
    ),
    icon: 'tag',
    ...(isFull ? { mood: 'warning' } : {}),
    below: plans.map((plan) => ({
      id: text(plan, 'servicePlanId') ?? '',
      label: text(plan, 'servicePlanName') ?? '',
      description: spoken(text(plan, 'provisioningStatus')) ?? '',
      icon: 'symbol-field',
    })),
  };
}
