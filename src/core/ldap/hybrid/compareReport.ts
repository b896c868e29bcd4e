import { immutableIdOf, matchUser } from '../../entra/hybrid.ts';
import type { Graph } from '../../entra/graph.ts';
import { IdentityError } from '../../errors.ts';
import type { Translate } from '../../explain.ts';
import { inSlices } from '../../jwt/slices.ts';
import { nextTurn } from '../../nextTurn.ts';
import { readBranch } from '../branches/readBranch.ts';
import { textOf, textsOf, type Entry } from '../entry.ts';
import type { Fact } from '../fact.ts';
import { parseFilter } from '../filter.ts';
import type { ReportSection } from '../reports/report.ts';
import type { LdapSession } from '../session.ts';
import { candidatesFor, tenantFacts, tenantUsers, type TenantFacts, type TenantUser } from './cloudUsers.ts';
import { compare, unroutable, type Compared, type ComparedClass } from './compare.ts';
import { evidenceOf, hybridBranch } from './evidence.ts';
import { PERSON_ATTRIBUTES, personOf, type DirectoryPerson } from './onPremisesUser.ts';
import { readBelow, withLimit } from './readBelow.ts';

/** The classes of a comparison in the order of the report: what each means, and whether it is to be looked at. */
const CLASSES: readonly {
  readonly kind: ComparedClass;
  readonly title: string;
  readonly meaning: string;
  readonly isWarning: boolean;
}[] = [
  {
    kind: 'conflict',
    title: 'Conflict',
    meaning:
      'Name or address equal those of a cloud user who is synchronized from another object: the next synchronization fails or puts the value in quarantine.',
    isWarning: true,
  },
  {
    kind: 'duplicate',
    title: 'There twice',
    meaning: 'Two people share a user name or address: only one of them can have it in the cloud.',
    isWarning: true,
  },
  {
    kind: 'sidOnly',
    title: 'Same SID, another anchor',
    meaning: 'The cloud user was made from an earlier object of the person: they were moved or made anew.',
    isWarning: true,
  },
  {
    kind: 'softMatch',
    title: 'Would match softly',
    meaning:
      'Name or address equal those of a cloud-only user: the next synchronization takes that user over, with its rights. Make sure that it is the same person.',
    isWarning: true,
  },
  {
    kind: 'unroutable',
    title: 'Suffix the tenant does not know',
    meaning: 'The cloud user is named …onmicrosoft.com instead. Verify the domain, or change the user name.',
    isWarning: true,
  },
  {
    kind: 'orphan',
    title: 'In the cloud only, though synchronized',
    meaning:
      'Nobody here has the anchor: the person was deleted, moved out of what is compared, or belongs to another forest.',
    isWarning: true,
  },
  {
    kind: 'onPremisesOnly',
    title: 'On-premises only',
    meaning: 'Not synchronized: filtered out by unit or group, excluded as a system account, or not yet.',
    isWarning: false,
  },
  { kind: 'anchor', title: 'Matched', meaning: 'The anchor is the same: hard match.', isWarning: false },
];

/** Rows of a class in the report; the counts tell the rest. */
const MOST = 500;

/** What people are looked for by. */
const PEOPLE = {
  activeDirectory: '(&(objectCategory=person)(objectClass=user)(!(isCriticalSystemObject=TRUE)))',
  openLdap: '(objectClass=person)',
  other: '(objectClass=person)',
} as const;

/** Compares everybody below an entry with the users of a tenant. Throws the `ldap.*` and `graph.*` errors. */
export async function compareSections(
  session: LdapSession,
  base: string,
  graph: Graph,
  translate: Translate,
  signal: AbortSignal,
  report: (step: string) => void,
): Promise<readonly ReportSection[]> {
  const facts = await tenantFacts(graph, signal);
  const users = await tenantUsers(graph, signal, (count) =>
    report(translate('{count} users of the tenant', { count })),
  );
  const filter = parseFilter(PEOPLE[session.server.kind]);
  const search = { base, filter, attributes: PERSON_ATTRIBUTES };
  const { read: people, limit } = await readBelow(session, search, personOf, signal, (count) =>
    report(translate('{count} people of the directory', { count })),
  );
  const compared = await compare(people, users, { domains: facts.domains, base }, inSlices(nextTurn));
  signal.throwIfAborted();
  const groups = CLASSES.map((each) => ({ ...each, all: compared.filter(({ kind }) => kind === each.kind) }));
  return [
    {
      title: translate('Summary'),
      note: withLimit(
        translate('{people} people below {base}, {users} users of the tenant.', {
          people: people.length,
          users: users.length,
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
    ...(await evidenceSections(session, facts, translate, signal)),
    ...groups
      .filter(({ all }) => all.length > 0)
      .map(({ title, meaning, isWarning, all }) => ({
        title: `${translate(title)} (${all.length})`,
        note: [
          translate(meaning),
          ...(all.length > MOST ? [translate('The first {count} are shown.', { count: MOST })] : []),
        ].join(' '),
        facts: all.slice(0, MOST).map((each) => comparedFact(each, isWarning, translate)),
      })),
  ];
}

function comparedFact(
  { person, cloud, by, value }: Compared,
  isWarning: boolean,
  translate: Translate,
): Fact {
  const meaning = [
    value ?? '',
    cloud === undefined || person === undefined ? '' : `→ ${cloud.userPrincipalName}`,
    by === undefined ? '' : translate('by {attribute}', { attribute: by }),
    ...(cloud?.errors ?? []),
  ].filter(Boolean);
  return {
    label: person?.label ?? cloud?.userPrincipalName ?? '',
    value: person?.dn ?? cloud?.onPremisesDistinguishedName ?? '',
    meaning: meaning.join(' · '),
    isWarning: isWarning || (cloud?.errors ?? []).length > 0,
  };
}

/** Compares one person with the users of a tenant. Throws `entry.gone`, the `ldap.*` and `graph.*` errors. */
export async function matchSections(
  session: LdapSession,
  dn: string,
  graph: Graph,
  translate: Translate,
  signal: AbortSignal,
): Promise<readonly ReportSection[]> {
  const entry = await session.read(dn, PERSON_ATTRIBUTES, signal);
  if (entry === undefined) throw new IdentityError('entry.gone', { dn });
  const person = personOf(entry);
  const { domains } = await tenantFacts(graph, signal);
  const candidates = await candidatesFor(graph, person, signal);
  const { kind, cloud, by } = matchUser(person, candidates);
  const found = candidates.find(({ id }) => id === cloud?.id);
  const outcomes: readonly Compared[] = [{ kind }, ...unroutable(person, domains)];
  return [
    {
      title: translate('Result'),
      facts: outcomes.flatMap(({ kind: each, value }) =>
        CLASSES.filter((known) => known.kind === each).map(({ title, meaning, isWarning }) => ({
          label: translate(title),
          value: value ?? found?.userPrincipalName ?? translate('nobody'),
          meaning: [
            by === undefined || value !== undefined ? '' : translate('by {attribute}:', { attribute: by }),
            translate(meaning),
          ]
            .filter(Boolean)
            .join(' '),
          isWarning,
        })),
      ),
    },
    { title: translate('In the directory'), facts: personFacts(person) },
    {
      title: translate('In the tenant'),
      note: translate('Users that share an anchor, SID, address or name with the person.'),
      facts: candidates.flatMap(tenantFactsOf),
    },
  ];
}

function personFacts(person: DirectoryPerson): readonly Fact[] {
  const anchor = (guid: string | undefined) =>
    guid === undefined ? [] : [`${guid} = ${immutableIdOf(guid)}`];
  const all: readonly (readonly [string, readonly (string | undefined)[]])[] = [
    ['userPrincipalName', [person.userPrincipalName]],
    ['objectGUID', anchor(person.objectGuid)],
    ['mS-DS-ConsistencyGuid', anchor(person.consistencyGuid)],
    ['objectSid', [person.objectSid]],
    ['proxyAddresses', person.proxyAddresses ?? []],
  ];
  return all.flatMap(([label, values]) =>
    values.flatMap((value) => (value === undefined ? [] : [{ label, value }])),
  );
}

function tenantFactsOf(user: TenantUser): readonly Fact[] {
  const all: readonly (readonly [string, string | undefined])[] = [
    ['userPrincipalName', user.userPrincipalName],
    ['id', user.id],
    ['onPremisesImmutableId', user.onPremisesImmutableId],
    ['onPremisesSecurityIdentifier', user.onPremisesSecurityIdentifier],
    ['onPremisesSyncEnabled', String(user.onPremisesSyncEnabled === true)],
    ['onPremisesDistinguishedName', user.onPremisesDistinguishedName],
    ['onPremisesLastSyncDateTime', user.onPremisesLastSyncDateTime],
  ];
  return [
    ...all.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }])),
    ...user.errors.map((value) => ({ label: 'onPremisesProvisioningErrors', value, isWarning: true })),
  ];
}

/** What in the directory shows ties to Entra ID, held against the tenant. Only Active Directory has any. */
async function evidenceSections(
  session: LdapSession,
  tenant: TenantFacts,
  translate: Translate,
  signal: AbortSignal,
): Promise<readonly ReportSection[]> {
  if (session.server.kind !== 'activeDirectory') return [];
  const facts: Fact[] = [];
  for await (const { entries } of readBranch(session, hybridBranch, undefined, signal))
    for (const entry of entries) {
      const evidence = evidenceOf(entry);
      if (evidence === undefined) continue;
      facts.push({ label: translate(evidence.title), value: entry.dn, meaning: translate(evidence.meaning) });
      facts.push(...(evidence.facts?.(entry, translate) ?? []));
      facts.push(...wrongTenant(entry, tenant, translate));
    }
  return [
    {
      title: translate('Ties to Entra ID'),
      note: translate(
        'Agents of pass-through authentication leave no trace in a directory; whether a domain is federated the tenant knows.',
      ),
      facts,
    },
  ];
}

function wrongTenant(entry: Entry, { id }: TenantFacts, translate: Translate): readonly Fact[] {
  const named = textsOf(entry, 'keywords').find((keyword) => /^azureADId:/i.test(keyword));
  if (named === undefined || textOf(entry, 'keywords') === undefined) return [];
  const other = named.slice('azureADId:'.length).trim();
  return other.toLowerCase() === id.toLowerCase()
    ? []
    : [
        {
          label: 'azureADId',
          value: other,
          meaning: translate('Computers register with another tenant than the one compared ({id}).', { id }),
          isWarning: true,
        },
      ];
}
