import {
  attributeFacts,
  described,
  find,
  hasBit,
  isOfClass,
  readable,
  type Branch,
} from '../branches/branch.ts';
import { rdnLabel } from '../dn.ts';
import { textOf, textsOf, type Entry } from '../entry.ts';
import type { Fact } from '../fact.ts';
import { escapeFilterValue } from '../filter.ts';
import { dnsNameOf, nameAbove } from './names.ts';

/** Bits of a crossRef's systemFlags ([MS-ADTS] 6.1.1.2.1.1): kept by this forest, a domain. */
const CROSS_REF_DOMAIN = 2;
/** Bit of an nTDSDSA's options ([MS-ADTS] 6.1.1.2.2.1.2.1.1): it is a Global Catalog. */
const IS_GLOBAL_CATALOG = 1;

export const domains: Branch = {
  id: 'domains',
  title: 'Forest and domains',
  icon: 'globe',
  about: 'The partitions of the forest: its domains, its own ones, and those of applications.',
  searches: ({ configuration }) => [
    find(`CN=Partitions,${configuration}`, 'one', '(objectClass=crossRef)', [
      ...['nCName', 'dnsRoot', 'nETBIOSName', 'trustParent', 'rootTrust', 'systemFlags'],
      'msDS-Behavior-Version',
    ]),
  ],
  row(entry, translate) {
    const context = textOf(entry, 'nCName') ?? '';
    const isDomain = hasBit(entry, 'systemFlags', CROSS_REF_DOMAIN);
    const parent = textOf(entry, 'trustParent');
    const isRoot = parent === undefined && textOf(entry, 'rootTrust') === undefined;
    return {
      label: isDomain ? (textOf(entry, 'dnsRoot') ?? dnsNameOf(context)) : context,
      icon: isDomain ? 'globe' : 'database',
      dn: context,
      ...described(
        isDomain ? textOf(entry, 'nETBIOSName') : translate('partition'),
        isDomain && isRoot && translate('forest root'),
        parent !== undefined && translate('child of {domain}', { domain: rdnLabel(parent) }),
        isDomain && readable(entry, 'msDS-Behavior-Version'),
      ),
    };
  },
};

/** A link of gPLink: the policy's DN and its options ([MS-GPOL] 2.2.2). */
export interface PolicyLink {
  readonly dn: string;
  readonly isEnforced: boolean;
  readonly isDisabled: boolean;
}

/** Reads gPLink: `[LDAP://cn={…},cn=policies,cn=system,DC=…;2]…`. */
export function policyLinks(gpLink: string): readonly PolicyLink[] {
  return [...gpLink.matchAll(/\[LDAP:\/\/([^;\]]+);(\d+)\]/gi)].map(([, dn = '', options = '0']) => ({
    dn,
    isDisabled: (Number(options) & 1) !== 0,
    isEnforced: (Number(options) & 2) !== 0,
  }));
}

const organizationalUnits: Branch = {
  id: 'organizationalUnits',
  title: 'Organizational units',
  icon: 'folder-library',
  about: 'Where accounts stand, and which policies apply to them.',
  searches: ({ domain }, above) => [
    find(above?.dn ?? domain, 'one', '(objectClass=organizationalUnit)', [
      ...['ou', 'gPLink', 'gPOptions', 'managedBy', 'description'],
    ]),
  ],
  row(entry, translate) {
    const links = policyLinks(textOf(entry, 'gPLink') ?? '').length;
    return {
      label: rdnLabel(entry.dn),
      ...described(
        textOf(entry, 'description'),
        links > 0 && translate('{count} policies linked', { count: links }),
        textOf(entry, 'gPOptions') === '1' && translate('blocks inheritance of policies'),
      ),
    };
  },
  below: () => [organizationalUnits],
};

export const sites: Branch = {
  id: 'sites',
  title: 'Sites',
  icon: 'location',
  about: 'Places with a fast network, by which clients find a near domain controller.',
  searches: ({ configuration }) => [
    find(`CN=Sites,${configuration}`, 'one', '(objectClass=site)', ['description', 'location']),
  ],
  row: (entry) => ({
    label: rdnLabel(entry.dn),
    ...described(textOf(entry, 'location'), textOf(entry, 'description')),
  }),
  below: () => [serversOfSite, subnetsOfSite],
};

const subnets: Branch = {
  id: 'subnets',
  title: 'Subnets',
  icon: 'type-hierarchy-sub',
  about: 'Which addresses belong to which site.',
  searches: ({ configuration }) => [
    find(`CN=Subnets,CN=Sites,${configuration}`, 'one', '(objectClass=subnet)', SUBNET_ATTRIBUTES),
  ],
  row(entry, translate) {
    const site = textOf(entry, 'siteObject');
    return {
      label: rdnLabel(entry.dn),
      isWarning: site === undefined,
      ...described(
        site === undefined ? translate('belongs to no site') : rdnLabel(site),
        textOf(entry, 'location'),
      ),
    };
  },
};

const SUBNET_ATTRIBUTES = ['siteObject', 'location', 'description'] as const;

const subnetsOfSite: Branch = {
  ...subnets,
  id: 'subnetsOfSite',
  searches: ({ configuration }, above) => [
    find(
      `CN=Subnets,CN=Sites,${configuration}`,
      'one',
      `(&(objectClass=subnet)(siteObject=${escapeFilterValue(above?.dn ?? '')}))`,
      SUBNET_ATTRIBUTES,
    ),
  ],
};

export const siteLinks: Branch = {
  id: 'siteLinks',
  title: 'Site links',
  icon: 'link',
  about: 'How sites reach each other to replicate: what it costs and how often.',
  searches: ({ configuration }) => [
    find(`CN=Inter-Site Transports,CN=Sites,${configuration}`, 'sub', '(objectClass=siteLink)', [
      ...['siteList', 'cost', 'replInterval', 'options'],
    ]),
  ],
  row: (entry, translate) => ({
    label: rdnLabel(entry.dn),
    ...described(
      textsOf(entry, 'siteList').map(rdnLabel).join(' ↔ '),
      translate('cost {cost}', { cost: textOf(entry, 'cost') ?? '?' }),
      translate('every {minutes} minutes', { minutes: textOf(entry, 'replInterval') ?? '180' }),
    ),
  }),
};

export const domainControllers: Branch = {
  id: 'domainControllers',
  title: 'Domain controllers',
  icon: 'server',
  about: 'Every domain controller of the forest, its site, and what it serves.',
  searches: ({ configuration }) => [
    find(`CN=Sites,${configuration}`, 'sub', CONTROLLERS, CONTROLLER_ATTRIBUTES),
  ],
  row: (entry, translate) => ({
    label: nameAbove(entry.dn, 1),
    ...described(
      nameAbove(entry.dn, 3),
      hasBit(entry, 'options', IS_GLOBAL_CATALOG) && translate('Global Catalog'),
      isOfClass(entry, 'nTDSDSARO') && translate('read-only'),
      readable(entry, 'msDS-Behavior-Version'),
    ),
    facts: attributeFacts(entry, [
      ['msDS-hasMasterNCs', translate('Holds')],
      ['invocationId', translate('Invocation id')],
    ]),
  }),
};

const CONTROLLERS = '(|(objectClass=nTDSDSA)(objectClass=nTDSDSARO))';
const CONTROLLER_ATTRIBUTES = [
  'options',
  'msDS-Behavior-Version',
  'msDS-hasMasterNCs',
  'invocationId',
] as const;

const serversOfSite: Branch = {
  ...domainControllers,
  id: 'serversOfSite',
  searches: (_names, above) => [find(above?.dn ?? '', 'sub', CONTROLLERS, CONTROLLER_ATTRIBUTES)],
};

/** The five single-master roles, by the class of the object that names their owner ([MS-ADTS] 3.1.1.1.11). */
const ROLES: readonly (readonly [objectClass: string, title: string, about: string])[] = [
  ['domainDNS', 'PDC emulator', 'passwords, lockouts, time and group policies come to it first'],
  ['rIDManager', 'RID master', 'gives out the last numbers of new security identifiers'],
  ['infrastructureUpdate', 'Infrastructure master', 'keeps references to other domains up to date'],
  ['dMD', 'Schema master', 'the only one that changes the schema'],
  ['crossRefContainer', 'Domain naming master', 'the only one that adds and removes domains'],
];

const roleOwners: Branch = {
  id: 'fsmoRoles',
  title: 'FSMO roles',
  icon: 'star-full',
  about: 'The five operations that only one domain controller may do at a time.',
  searches: ({ domain, configuration, schema }) =>
    [
      domain,
      `CN=RID Manager$,CN=System,${domain}`,
      `CN=Infrastructure,${domain}`,
      schema,
      `CN=Partitions,${configuration}`,
    ].map((base) => find(base, 'base', '(fSMORoleOwner=*)', ['fSMORoleOwner'])),
  row(entry, translate) {
    const [, title, about] = ROLES.find(([objectClass]) => isOfClass(entry, objectClass)) ?? [];
    const owner = textOf(entry, 'fSMORoleOwner') ?? '';
    const isGone = owner.includes('\\0ADEL:');
    return {
      label: translate(title ?? rdnLabel(entry.dn)),
      isWarning: isGone,
      ...described(
        isGone ? translate('its owner was deleted: seize the role') : nameAbove(owner, 1),
        about === undefined ? undefined : translate(about),
      ),
    };
  },
};

export const trusts: Branch = {
  id: 'trusts',
  title: 'Trusts',
  icon: 'arrow-swap',
  about: 'Other domains, forests and realms whose accounts may sign in here, or the other way round.',
  searches: ({ domain }) => [
    find(`CN=System,${domain}`, 'one', '(objectClass=trustedDomain)', TRUST_ATTRIBUTES),
  ],
  row: (entry, translate) => ({
    label: textOf(entry, 'trustPartner') ?? rdnLabel(entry.dn),
    ...described(
      readable(entry, 'trustDirection'),
      readable(entry, 'trustType'),
      readable(entry, 'trustAttributes'),
    ),
    facts: trustFacts(entry, translate),
  }),
};

const TRUST_ATTRIBUTES = [
  ...['trustPartner', 'flatName', 'trustDirection', 'trustType', 'trustAttributes', 'securityIdentifier'],
  ...['msDS-SupportedEncryptionTypes', 'whenCreated', 'whenChanged'],
] as const;

const [QUARANTINED, FOREST_TRANSITIVE, CROSS_ORGANIZATION, WITHIN_FOREST] = [0x4, 0x8, 0x10, 0x20];

function trustFacts(entry: Entry, translate: (template: string) => string): readonly Fact[] {
  const has = (bit: number) => hasBit(entry, 'trustAttributes', bit);
  const reach = has(WITHIN_FOREST)
    ? translate('within the forest: transitive, without filtering of SIDs')
    : has(FOREST_TRANSITIVE)
      ? translate('all domains of the other forest; SIDs of other domains are filtered')
      : translate('the other domain only');
  return [
    { label: translate('Reaches'), value: reach },
    ...(has(CROSS_ORGANIZATION)
      ? [
          {
            label: translate('Selective authentication'),
            value: translate('only where “Allowed to Authenticate” is given'),
          },
        ]
      : []),
    ...(has(QUARANTINED) || has(WITHIN_FOREST) || has(FOREST_TRANSITIVE)
      ? []
      : [
          {
            label: translate('SID filtering'),
            value: translate('off'),
            meaning: translate('The other side can claim SIDs of any domain, by sIDHistory.'),
            isWarning: true,
          },
        ]),
    ...attributeFacts(entry, [
      ['flatName', translate('NetBIOS name')],
      ['securityIdentifier', 'SID'],
      ['msDS-SupportedEncryptionTypes', translate('Encryption types')],
      ['whenChanged', translate('Changed')],
    ]),
  ];
}

/** The forest as it stands. */
export const topologyBranches: readonly Branch[] = [
  domains,
  organizationalUnits,
  sites,
  subnets,
  siteLinks,
  domainControllers,
  roleOwners,
  trusts,
];
