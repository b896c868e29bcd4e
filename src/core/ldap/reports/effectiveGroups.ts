import type { Translate } from '../../explain.ts';
import { IdentityError } from '../../errors.ts';
import { readable } from '../branches/branch.ts';
import { entryKey, rdnLabel } from '../dn.ts';
import { textOf, textsOf, valuesOf, type Entry } from '../entry.ts';
import type { Fact } from '../fact.ts';
import { filter } from '../filter.ts';
import type { LdapSession } from '../session.ts';
import { readSid } from '../values/sid.ts';
import type { ReportSection } from './report.ts';
import { sidNames } from './sidNames.ts';

/** A group that an entry is in, and the groups it is in it by; none when it is a member itself. */
export interface EffectiveGroup {
  readonly entry: Entry;
  readonly through: readonly string[];
}

const GROUP_ATTRIBUTES = ['cn', 'objectClass', 'groupType', 'memberOf', 'sAMAccountName', 'description'];

/** The entry with what effective groups need. Throws `entry.gone`. */
async function member(session: LdapSession, dn: string, signal: AbortSignal): Promise<Entry> {
  const attributes = ['uid', 'memberOf', 'primaryGroupID', 'objectSid', 'tokenGroups'];
  const entry = await session.read(dn, attributes, signal);
  if (entry === undefined) throw new IdentityError('entry.gone', { dn });
  return entry;
}

/**
 * The groups an entry is in, directly or through others. Active Directory follows the chain itself
 * (LDAP_MATCHING_RULE_TRANSITIVE_EVAL, [MS-ADTS] 3.1.1.3.4.4.3); elsewhere each level is asked for, until it is known.
 */
export async function effectiveGroups(
  session: LdapSession,
  entry: Entry,
  signal: AbortSignal,
): Promise<readonly EffectiveGroup[]> {
  return session.server.kind === 'activeDirectory'
    ? groupsByRule(session, entry, signal)
    : groupsByLevel(session, entry, signal);
}

async function groupsByRule(
  session: LdapSession,
  entry: Entry,
  signal: AbortSignal,
): Promise<readonly EffectiveGroup[]> {
  const groups: Entry[] = [];
  const pages = session.search(
    {
      base: session.server.defaultNamingContext ?? '',
      scope: 'sub',
      filter: filter`(member:1.2.840.113556.1.4.1941:=${entry.dn})`,
      attributes: GROUP_ATTRIBUTES,
    },
    signal,
  );
  for await (const { entries } of pages) groups.push(...entries);
  const direct = new Set(textsOf(entry, 'memberOf').map((dn) => entryKey(dn)));
  return groups.map((group) => ({
    entry: group,
    through: direct.has(entryKey(group.dn))
      ? []
      : groups
          .filter((each) => textsOf(each, 'memberOf').some((dn) => entryKey(dn) === entryKey(group.dn)))
          .map(({ dn }) => rdnLabel(dn)),
  }));
}

async function groupsByLevel(
  session: LdapSession,
  entry: Entry,
  signal: AbortSignal,
): Promise<readonly EffectiveGroup[]> {
  const found = new Map<string, EffectiveGroup>();
  let level: readonly Entry[] = [entry];
  for (let depth = 0; level.length > 0; depth++) {
    const next: Entry[] = [];
    for (const each of level)
      for (const group of await groupsOf(session, each, signal)) {
        const key = entryKey(group.dn);
        if (found.has(key)) continue;
        found.set(key, { entry: group, through: depth === 0 ? [] : [rdnLabel(each.dn)] });
        next.push(group);
      }
    level = next;
  }
  return [...found.values()];
}

async function groupsOf(session: LdapSession, entry: Entry, signal: AbortSignal): Promise<readonly Entry[]> {
  const { dn } = entry;
  const uid = textOf(entry, 'uid');
  const wanted =
    uid === undefined
      ? filter`(|(member=${dn})(uniqueMember=${dn})(roleOccupant=${dn}))`
      : filter`(|(member=${dn})(uniqueMember=${dn})(roleOccupant=${dn})(&(objectClass=posixGroup)(memberUid=${uid})))`;
  const groups: Entry[] = [];
  for (const base of session.server.namingContexts)
    for await (const { entries } of session.search(
      { base, scope: 'sub', filter: wanted, attributes: GROUP_ATTRIBUTES },
      signal,
    ))
      groups.push(...entries);
  return groups;
}

/** The groups of an entry as sections of a report. Throws `entry.gone`. */
export async function groupSections(
  session: LdapSession,
  dn: string,
  translate: Translate,
  signal: AbortSignal,
): Promise<readonly ReportSection[]> {
  const entry = await member(session, dn, signal);
  const groups = await effectiveGroups(session, entry, signal);
  const listed = (isDirect: boolean): readonly Fact[] =>
    groups
      .filter(({ through }) => (through.length === 0) === isDirect)
      .map(({ entry: group, through }) => ({
        label: rdnLabel(group.dn),
        value: group.dn,
        meaning: [
          through.length === 0 ? '' : translate('through {groups}', { groups: through.join(', ') }),
          readable(group, 'groupType') ?? '',
          textOf(group, 'description') ?? '',
        ]
          .filter(Boolean)
          .join(' · '),
      }))
      .toSorted((one, other) => one.label.localeCompare(other.label));
  const sections = [
    {
      title: translate('Member of'),
      note: translate('Groups that name it as a member.'),
      facts: listed(true),
    },
    {
      title: translate('Member through other groups'),
      note: translate('Groups whose members include a group it is in.'),
      facts: listed(false),
    },
  ];
  return session.server.kind === 'activeDirectory'
    ? [...sections, await tokenSection(session, entry, translate, signal)]
    : sections;
}

/** What a sign-in would carry ([MS-ADTS] 3.1.1.4.5.19): security groups only, the primary group and SID history too. */
async function tokenSection(
  session: LdapSession,
  entry: Entry,
  translate: Translate,
  signal: AbortSignal,
): Promise<ReportSection> {
  const sids = valuesOf(entry, 'tokenGroups');
  const names = await sidNames(session, sids, signal);
  const [own = new Uint8Array()] = valuesOf(entry, 'objectSid');
  const primary = `${(readSid(own) ?? '').replace(/-\d+$/, '')}-${textOf(entry, 'primaryGroupID') ?? ''}`;
  const facts = sids.flatMap((value): readonly Fact[] => {
    const sid = readSid(value);
    if (sid === undefined) return [];
    return [
      {
        label: names.get(sid) ?? translate('unknown'),
        value: sid,
        ...(sid === primary ? { meaning: translate('primary group, which memberOf does not show') } : {}),
      },
    ];
  });
  return {
    title: translate('In a token'),
    note: translate(
      'tokenGroups: the security groups a sign-in to the domain carries. Distribution groups are none of them.',
    ),
    facts: facts.toSorted((one, other) => one.label.localeCompare(other.label)),
  };
}
