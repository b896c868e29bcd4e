import { immutableIdOf, matchUser, type Match, type MatchClass } from '../../entra/hybrid.ts';
import type { Breathe } from '../../jwt/slices.ts';
import { isDn, isWithin } from '../dn.ts';
import type { TenantUser } from './cloudUsers.ts';
import type { DirectoryPerson } from './onPremisesUser.ts';

/** How a person, or a cloud user alone, came out of the comparison. */
export type ComparedClass = MatchClass | 'duplicate' | 'unroutable' | 'orphan';

export interface Compared {
  readonly kind: ComparedClass;
  readonly person?: DirectoryPerson;
  readonly cloud?: TenantUser;
  readonly by?: NonNullable<Match['by']>;
  /** The value that is there twice, or the suffix nobody can route. */
  readonly value?: string;
}

/** The users of a tenant by whatever a person can have in common with them. */
type CloudIndex = ReadonlyMap<string, readonly TenantUser[]>;

async function indexOf(users: readonly TenantUser[], breathe: Breathe): Promise<CloudIndex> {
  const byKey = new Map<string, TenantUser[]>();
  for (const user of users) {
    for (const key of cloudKeys(user)) {
      const there = byKey.get(key);
      if (there === undefined) byKey.set(key, [user]);
      else there.push(user);
    }
    const pause = breathe();
    if (pause !== undefined) await pause;
  }
  return byKey;
}

function cloudKeys(user: TenantUser): readonly string[] {
  return [
    `name ${user.userPrincipalName.toLowerCase()}`,
    ...(user.onPremisesImmutableId === undefined ? [] : [`anchor ${user.onPremisesImmutableId}`]),
    ...(user.onPremisesSecurityIdentifier === undefined ? [] : [`sid ${user.onPremisesSecurityIdentifier}`]),
    ...(user.proxyAddresses ?? []).map((address) => `address ${address.toLowerCase()}`),
  ];
}

function personKeys(person: DirectoryPerson): readonly string[] {
  return [
    ...(person.userPrincipalName === undefined ? [] : [`name ${person.userPrincipalName.toLowerCase()}`]),
    ...[person.consistencyGuid, person.objectGuid].flatMap((guid) =>
      guid === undefined ? [] : [`anchor ${immutableIdOf(guid)}`],
    ),
    ...(person.objectSid === undefined ? [] : [`sid ${person.objectSid}`]),
    ...(person.proxyAddresses ?? []).map((address) => `address ${address.toLowerCase()}`),
  ];
}

/**
 * Compares the people of a part of a directory with the users of a tenant: each person in one class of matching, and
 * besides, names and addresses that are there twice, suffixes the tenant has not verified, and synchronized users of
 * that part whom nobody matches. Either may be many: `breathe` is asked after each.
 */
export async function compare(
  people: readonly DirectoryPerson[],
  users: readonly TenantUser[],
  { domains, base }: { readonly domains: ReadonlySet<string>; readonly base: string },
  breathe: Breathe = () => undefined,
): Promise<readonly Compared[]> {
  const index = await indexOf(users, breathe);
  const taken = new Set<string>();
  const compared: Compared[] = [];
  for (const person of people) {
    const each = matchOf(person, index);
    if (each.cloud !== undefined) taken.add(each.cloud.id);
    compared.push(each, ...unroutable(person, domains));
    const pause = breathe();
    if (pause !== undefined) await pause;
  }
  for (const user of users) {
    if (isOrphan(user, taken, base)) compared.push({ kind: 'orphan', cloud: user });
    const pause = breathe();
    if (pause !== undefined) await pause;
  }
  for (const each of await duplicates(people, breathe)) compared.push(each);
  return compared;
}

function matchOf(person: DirectoryPerson, index: CloudIndex): Compared {
  const candidates = [...new Set(personKeys(person).flatMap((key) => index.get(key) ?? []))];
  const { kind, cloud: user, by } = matchUser(person, candidates);
  const found = candidates.find(({ id }) => id === user?.id);
  return {
    kind,
    person,
    ...(found === undefined ? {} : { cloud: found }),
    ...(by === undefined ? {} : { by }),
  };
}

function isOrphan(user: TenantUser, taken: ReadonlySet<string>, base: string): boolean {
  const stood = user.onPremisesDistinguishedName;
  return (
    user.onPremisesSyncEnabled === true &&
    !taken.has(user.id) &&
    stood !== undefined &&
    isDn(stood) &&
    isWithin(stood, base)
  );
}

/** Names and addresses that more than one person has. */
async function duplicates(
  people: readonly DirectoryPerson[],
  breathe: Breathe,
): Promise<readonly Compared[]> {
  const byValue = new Map<string, DirectoryPerson[]>();
  for (const person of people) {
    const name = person.userPrincipalName === undefined ? [] : [person.userPrincipalName.toLowerCase()];
    for (const value of new Set([
      ...name,
      ...(person.proxyAddresses ?? []).map((each) => each.toLowerCase()),
    ])) {
      const there = byValue.get(value);
      if (there === undefined) byValue.set(value, [person]);
      else there.push(person);
    }
    const pause = breathe();
    if (pause !== undefined) await pause;
  }
  return [...byValue].flatMap(([value, all]) =>
    all.length < 2 ? [] : all.map((person): Compared => ({ kind: 'duplicate', person, value })),
  );
}

/** A user name whose suffix the tenant has not verified: the cloud user gets one of …onmicrosoft.com. */
export function unroutable(person: DirectoryPerson, domains: ReadonlySet<string>): readonly Compared[] {
  const suffix = /@([^@]+)$/.exec(person.userPrincipalName ?? '')?.[1]?.toLowerCase();
  return suffix === undefined || domains.has(suffix) ? [] : [{ kind: 'unroutable', person, value: suffix }];
}
