import { RIGHTS } from '../security/ace.ts';
import { dnsProperty } from './dnsProperty.ts';
import { dnsRecord } from './dnsRecord.ts';
import * as names from './flagNames.ts';
import { forestTrust } from './forestTrust.ts';
import { choice, flags, meanings, type ReadableAttribute } from './format.ts';
import { heuristics } from './heuristics.ts';
import { lapsPassword } from './laps.ts';
import { ridPool } from './ridPool.ts';
import { period } from './time.ts';
import { wellKnownObject } from './wellKnownObject.ts';

/** Attributes of Active Directory's own services: DNS, certificates, trusts between forests, the forest itself. */
export const directoryServiceAttributes: readonly ReadableAttribute[] = [
  {
    names: ['dnsRecord'],
    about: 'A record of a DNS zone kept in the directory.',
    format: dnsRecord,
    source: '[MS-DNSP] 2.3.2.2',
  },
  {
    names: ['dNSProperty'],
    about: 'A setting of a DNS zone kept in the directory.',
    format: dnsProperty,
    source: '[MS-DNSP] 2.3.2.1',
  },
  {
    names: ['msDS-TrustForestTrustInfo'],
    about: 'The names and domains of the other forest, by which sign-ins are sent there.',
    format: forestTrust,
    source: '[MS-ADTS] 6.1.6.9.3',
  },
  {
    names: ['wellKnownObjects', 'otherWellKnownObjects'],
    syntaxes: ['1.2.840.113556.1.4.903'],
    about: 'An object with the number it is found by, wherever it was moved.',
    format: wellKnownObject,
    source: '[MS-ADTS] 6.1.1.4',
  },
  {
    names: ['dSHeuristics'],
    about: 'Settings of the whole forest, a character each.',
    format: heuristics,
    source: '[MS-ADTS] 6.1.1.2.4.1.2',
  },
  {
    names: ['rIDAvailablePool', 'rIDAllocationPool', 'rIDPreviousAllocationPool'],
    about: 'Numbers for the identifiers of new accounts and groups.',
    format: ridPool,
    source: '[MS-ADTS] 6.1.5.3',
  },
  {
    names: ['sDRightsEffective'],
    about: 'Which parts of the permissions this session may change.',
    format: flags(names.securityParts),
    source: '[MS-ADTS] 3.1.1.4.5.6',
  },
  {
    names: ['validAccesses'],
    about: 'The right under which an extended right, property set or validated write is given.',
    format: flags(RIGHTS),
    source: '[MS-ADTS] 5.1.3.2',
  },
  {
    names: ['msDS-OptionalFeatureFlags'],
    about: 'Where an optional feature is enabled.',
    format: flags(names.optionalFeatureFlags),
    source: '[MS-ADTS] 2.2.17',
  },
  {
    names: ['nTMixedDomain'],
    about: 'Whether domain controllers of Windows NT may take part.',
    format: choice({ 0: 'no', 1: 'yes' }),
    source: '[MS-ADTS] 6.1.4.1',
  },
  {
    names: ['msLAPS-Password'],
    about: 'The password of a local administrator, which Windows LAPS keeps here in clear.',
    format: lapsPassword,
    source: '[MS-ADA2] msLAPS-Password',
  },
  {
    names: ['pKIExpirationPeriod', 'pKIOverlapPeriod'],
    about: 'How long certificates of the template are good, and how long before their end they are renewed.',
    format: period,
    source: '[MS-CRTD] 2.2',
  },
  {
    names: ['msPKI-Enrollment-Flag'],
    about: 'How certificates of the template are asked for and published.',
    format: flags(names.enrollmentFlags),
    source: '[MS-CRTD] 2.26',
  },
  {
    names: ['msPKI-Certificate-Name-Flag'],
    about: 'Where the name in certificates of the template comes from; whoever supplies it can name anyone.',
    format: flags(names.certificateNameFlags),
    source: '[MS-CRTD] 2.28',
  },
  {
    names: ['pKIExtendedKeyUsage', 'msPKI-Certificate-Application-Policy', 'msPKI-RA-Application-Policies'],
    about: 'What certificates of the template are for.',
    format: meanings(names.keyUsages, 'client authentication'),
    source: 'RFC 5280 §4.2.1.12',
  },
];
