import { needs } from '../../entra/directory/needs.ts';
import type { Graph } from '../../entra/graph.ts';
import { immutableIdOf, type CloudUser, type OnPremisesUser } from '../../entra/hybrid.ts';
import { isObject, list, strings, text, type JsonObject } from '../../json.ts';

/** A user of a tenant as the comparison shows it. */
export interface TenantUser extends CloudUser {
  readonly onPremisesDistinguishedName?: string;
  readonly onPremisesLastSyncDateTime?: string;
  /** What failed at synchronization, in Graph's words. */
  readonly errors: readonly string[];
}

/** What a tenant says of itself that matters to names and devices. */
export interface TenantFacts {
  readonly id: string;
  /** In lower case. */
  readonly domains: ReadonlySet<string>;
}

const SELECT = [
  ...['id', 'displayName', 'userPrincipalName', 'proxyAddresses', 'onPremisesImmutableId'],
  ...['onPremisesSecurityIdentifier', 'onPremisesSyncEnabled', 'onPremisesDistinguishedName'],
  ...['onPremisesLastSyncDateTime', 'onPremisesProvisioningErrors'],
].join(',');
const { permission } = needs.users;

/** Every user of a tenant, page by page; `report` is told how many there are so far. Throws the `graph.*` errors. */
export async function tenantUsers(
  graph: Graph,
  signal: AbortSignal,
  report: (count: number) => void,
): Promise<readonly TenantUser[]> {
  const users: TenantUser[] = [];
  let next: string | undefined = `/users?$top=999&$select=${SELECT}`;
  while (next !== undefined) {
    const page = await graph.list(next, { permission, signal });
    users.push(...page.values.map(tenantUser));
    report(users.length);
    next = page.next;
  }
  return users;
}

/** The users of a tenant that one person could match, asked for by what they may have in common. */
export async function candidatesFor(
  graph: Graph,
  user: OnPremisesUser,
  signal: AbortSignal,
): Promise<readonly TenantUser[]> {
  const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const anchors = [user.consistencyGuid, user.objectGuid].flatMap((guid) =>
    guid === undefined ? [] : [`onPremisesImmutableId eq ${quoted(immutableIdOf(guid))}`],
  );
  const filters = [
    ...anchors,
    ...(user.objectSid === undefined ? [] : [`onPremisesSecurityIdentifier eq ${quoted(user.objectSid)}`]),
    ...(user.userPrincipalName === undefined
      ? []
      : [`userPrincipalName eq ${quoted(user.userPrincipalName)}`]),
    ...(user.proxyAddresses ?? [])
      .filter((address) => /^smtp:/i.test(address))
      .slice(0, 10)
      .map((address) => `proxyAddresses/any(p:p eq ${quoted(address)})`),
  ];
  const found = new Map<string, TenantUser>();
  for (const filter of new Set(filters)) {
    const path = `/users?$filter=${encodeURIComponent(filter)}&$select=${SELECT}`;
    const { values } = await graph.list(path, { permission, signal });
    for (const user of values.map(tenantUser)) found.set(user.id, user);
  }
  return [...found.values()];
}

/** Id and verified domains of a tenant. Throws the `graph.*` errors. */
export async function tenantFacts(graph: Graph, signal: AbortSignal): Promise<TenantFacts> {
  const { values } = await graph.list('/organization?$select=id,verifiedDomains', {
    permission: 'Organization.Read.All',
    signal,
  });
  const [organization = {}] = values;
  const domains = list(organization, 'verifiedDomains')
    .filter(isObject)
    .flatMap((domain) => text(domain, 'name')?.toLowerCase() ?? []);
  return { id: text(organization, 'id') ?? '', domains: new Set(domains) };
}

function tenantUser(json: JsonObject): TenantUser {
  const given = <Key extends string>(name: Key): Partial<Record<Key, string>> => {
    const found: Partial<Record<Key, string>> = {};
    const value = text(json, name);
    if (value !== undefined && value !== '') found[name] = value;
    return found;
  };
  return {
    id: text(json, 'id') ?? '',
    userPrincipalName: text(json, 'userPrincipalName') ?? '',
    ...given('onPremisesImmutableId'),
    ...given('onPremisesSecurityIdentifier'),
    ...given('onPremisesDistinguishedName'),
    ...given('onPremisesLastSyncDateTime'),
    onPremisesSyncEnabled: json['onPremisesSyncEnabled'] === true,
    proxyAddresses: strings(json, 'proxyAddresses'),
    errors: list(json, 'onPremisesProvisioningErrors')
      .filter(isObject)
      .map((error) =>
        ['category', 'propertyCausingError', 'value'].flatMap((name) => text(error, name) ?? []).join(': '),
      ),
  };
}
