import type { Translate } from '../../explain.ts';
import { IdentityError } from '../../errors.ts';
import { isOfClass } from '../branches/branch.ts';
import { rdnLabel, sameDn } from '../dn.ts';
import { textsOf, textOf, valuesOf, type Entry } from '../entry.ts';
import type { Fact } from '../fact.ts';
import type { Ace } from '../security/ace.ts';
import { hasFlag, reachInWords, rightsInWords } from '../security/aceWords.ts';
import { CONTROL, readDescriptor, type SecurityDescriptor } from '../security/descriptor.ts';
import { sidsOf } from '../security/descriptorFormat.ts';
import { aceKey, inheritedFrom } from '../security/inheritedFrom.ts';
import type { ObjectTypes } from '../security/objectTypes.ts';
import { readObjectTypes } from '../security/readTypes.ts';
import { grants, isPrivileged, risksOf, type Subject } from '../security/risks.ts';
import { lapsAttributes, readersOf } from '../security/secretReaders.ts';
import type { ServerKind } from '../serverFacts.ts';
import type { LdapSession } from '../session.ts';
import { sidName, writeSid } from '../values/sid.ts';
import type { ReportSection } from './report.ts';
import { sidNames } from './sidNames.ts';

const ON_BEHALF = 'msDS-AllowedToActOnBehalfOfOtherIdentity';
const PASSWORD_READERS = 'msDS-GroupMSAMembership';
const DESCRIPTORS = ['nTSecurityDescriptor', ON_BEHALF, PASSWORD_READERS] as const;

/** What the facts of a report on rights are made with. */
interface Words {
  readonly translate: Translate;
  readonly types: ObjectTypes;
  readonly nameOf: (sid: string) => string;
  readonly origins: ReadonlyMap<string, string>;
  readonly subject: Subject;
}

/**
 * Who may do what to an entry of Active Directory, as its security descriptor says: what hands it over first, then who
 * reads its passwords, its own entries, inherited ones, and those for what is below. Throws `entry.gone`, `ldap.*`.
 */
export async function permissionSections(
  session: LdapSession,
  dn: string,
  translate: Translate,
  signal: AbortSignal,
): Promise<readonly ReportSection[]> {
  const entry = await session.read(dn, ['objectClass', 'adminCount', ...DESCRIPTORS], signal);
  if (entry === undefined) throw new IdentityError('entry.gone', { dn });
  const descriptors = DESCRIPTORS.flatMap((name) => {
    const descriptor = descriptorOf(entry, name);
    return descriptor === undefined ? [] : [[name, descriptor] as const];
  });
  const byName = new Map(descriptors);
  const descriptor = byName.get('nTSecurityDescriptor');
  if (descriptor === undefined)
    return [{ title: translate('Owner'), note: translate(UNREADABLE[session.server.kind]), facts: [] }];
  const aces = descriptor.dacl?.aces ?? [];
  const sids = [...new Set(descriptors.flatMap(([, each]) => sidsOf(each)))];
  const [names, types, origins, laps] = await Promise.all([
    sidNames(
      session,
      sids.flatMap((sid) => writeSid(sid) ?? []),
      signal,
    ),
    readObjectTypes(session, aces, signal),
    inheritedFrom(session, dn, aces, signal),
    isOfClass(entry, 'computer') ? lapsAttributes(session, signal) : [],
  ]);
  const words: Words = {
    translate,
    types,
    origins,
    nameOf: (sid) => names.get(sid) ?? sidName(sid) ?? sid,
    subject: {
      classes: new Set(textsOf(entry, 'objectClass').map((name) => name.toLowerCase())),
      isPartition: session.server.namingContexts.some((context) => sameDn(context, dn)),
    },
  };
  return [
    ownerSection(descriptor, entry, words),
    riskSection(aces, words),
    ...laps.map((attribute): ReportSection => ({
      title: translate('Who reads {attribute}', { attribute: attribute.name }),
      facts: trusteeFacts(readersOf(aces, attribute), words),
    })),
    ...allowedSections(byName, words),
    ...listSections(aces, words),
  ];
}

/** Why an entry has no security descriptor to read. */
const UNREADABLE: Readonly<Record<ServerKind, string>> = {
  activeDirectory:
    'Its permissions may not be read: that takes the right to read permissions, which the owner and administrators have.',
  openLdap:
    'OpenLDAP keeps no permissions on entries: the rules of a database (olcAccess) decide, which stand below “OpenLDAP”, “Databases”.',
  other: 'This server shows no permissions on entries.',
};

function descriptorOf(entry: Entry, name: string): SecurityDescriptor | undefined {
  const [value] = valuesOf(entry, name);
  return value && readDescriptor(value);
}

function ownerSection(descriptor: SecurityDescriptor, entry: Entry, words: Words): ReportSection {
  const { translate, nameOf } = words;
  const { owner, dacl, control } = descriptor;
  const isProtected = (control & CONTROL.daclProtected) !== 0;
  const facts: readonly (Fact | undefined)[] = [
    owner === undefined
      ? undefined
      : {
          label: translate('Owner'),
          value: nameOf(owner),
          meaning: translate('An owner can always read and change permissions.'),
          isWarning: !isPrivileged(owner),
        },
    {
      label: translate('Inheritance'),
      value: isProtected ? translate('off') : translate('on'),
      meaning: isProtected
        ? translate('What is given above does not reach it.')
        : translate('What is given above for what is below reaches it too.'),
    },
    textOf(entry, 'adminCount') === '1'
      ? {
          label: 'adminCount',
          value: '1',
          meaning: translate(
            'It is or was protected: its permissions are reset to those of AdminSDHolder every hour.',
          ),
        }
      : undefined,
    dacl === null || dacl === undefined
      ? {
          label: translate('Permissions'),
          value: translate('none'),
          meaning: translate('Without a list everyone may do everything.'),
          isWarning: true,
        }
      : undefined,
  ];
  return { title: translate('Owner'), facts: facts.filter((fact) => fact !== undefined) };
}

/** Rights that hand the entry over, of those who do not have them anyway. */
function riskSection(aces: readonly Ace[], words: Words): ReportSection {
  const { translate, nameOf, subject } = words;
  const facts = aces
    .filter(({ trustee }) => !isPrivileged(trustee))
    .flatMap((ace) =>
      risksOf(ace, subject).map(({ title, meaning }): Fact => ({
        label: nameOf(ace.trustee),
        value: translate(title),
        meaning: [translate(meaning), originOf(ace, words, 'It is inherited from {entry}.')]
          .filter(Boolean)
          .join(' '),
        isWarning: true,
      })),
    );
  return {
    title: translate('To look at'),
    note: translate(
      'Rights by which others than administrators and the system could take it over. Groups they are in, and entries that deny, are not weighed.',
    ),
    facts,
  };
}

function trusteeFacts(sids: readonly string[], { nameOf, translate }: Words): readonly Fact[] {
  return [...new Set(sids)].map((sid) => ({
    label: nameOf(sid),
    value: sid,
    ...(isPrivileged(sid) ? {} : { meaning: translate('Not an administrator by itself.'), isWarning: true }),
  }));
}

/** Those whom descriptors kept as values let in. */
function allowedSections(
  byName: ReadonlyMap<string, SecurityDescriptor>,
  words: Words,
): readonly ReportSection[] {
  const { translate } = words;
  const titles: readonly (readonly [string, string])[] = [
    [ON_BEHALF, translate('Who can act as anyone towards it')],
    [PASSWORD_READERS, translate('Who reads its managed password')],
  ];
  return titles.flatMap(([name, title]): readonly ReportSection[] => {
    const descriptor = byName.get(name);
    if (descriptor === undefined) return [];
    const allowed = (descriptor.dacl?.aces ?? []).filter((ace) => grants(ace, 0));
    return [
      {
        title,
        note: name,
        facts: trusteeFacts(
          allowed.map(({ trustee }) => trustee),
          words,
        ),
      },
    ];
  });
}

function listSections(aces: readonly Ace[], words: Words): readonly ReportSection[] {
  const { translate } = words;
  const applies = (ace: Ace) => !hasFlag(ace, 'IO');
  const parts: readonly (readonly [string, (ace: Ace) => boolean])[] = [
    [translate('Set on it'), (ace) => applies(ace) && !hasFlag(ace, 'ID')],
    [translate('Inherited'), (ace) => applies(ace) && hasFlag(ace, 'ID')],
    [translate('Only for what is below'), (ace) => !applies(ace)],
  ];
  return parts.map(([title, belongs]) => ({
    title,
    facts: aces.filter(belongs).map((ace) => aceFact(ace, words)),
    repeatsWarnings: true,
  }));
}

function aceFact(ace: Ace, words: Words): Fact {
  const { translate, types, nameOf, subject } = words;
  const rights = rightsInWords(ace, translate, types);
  const isRisk = !isPrivileged(ace.trustee) && risksOf(ace, subject).length > 0;
  return {
    label: nameOf(ace.trustee),
    value: ace.kind.effect === 'deny' ? translate('denied: {rights}', { rights }) : rights,
    meaning: [
      reachInWords(ace, translate, types),
      ace.kind.hasRest ? translate('on a condition') : '',
      originOf(ace, words),
    ]
      .filter(Boolean)
      .join(' · '),
    isWarning: isRisk,
  };
}

/** Where an inherited entry stands itself, empty for one that is not inherited. */
function originOf(
  ace: Ace,
  { origins, translate }: Words,
  words: 'It is inherited from {entry}.' | 'inherited from {entry}' = 'inherited from {entry}',
): string {
  if (!hasFlag(ace, 'ID')) return '';
  const origin = origins.get(aceKey(ace));
  return translate(words, { entry: origin === undefined ? translate('above') : rdnLabel(origin) });
}
