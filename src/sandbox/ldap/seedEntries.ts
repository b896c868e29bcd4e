import { utf8 } from '../../core/ldap/bytes.ts';
import { escapeDnValue } from '../../core/ldap/dn.ts';
import type { Entry } from '../../core/ldap/entry.ts';
import type { TenantSeed, UserSeed } from '../directory/tenantSeed.ts';

/** `dc=contoso,dc=sandbox,dc=test` of `contoso.sandbox.test`. */
export function baseOf({ domain }: Pick<TenantSeed, 'domain'>): string {
  return domain
    .split('.')
    .map((part) => `dc=${part}`)
    .join(',');
}

/** The people and groups of a sandbox tenant as an LDAP directory; parents first. `password` by user name. */
export function seedEntries(
  tenant: TenantSeed,
  password: (user: string) => string | undefined,
): readonly Entry[] {
  const base = baseOf(tenant);
  const unit = (ou: string, description: string) =>
    entry(`ou=${ou},${base}`, {
      objectClass: ['top', 'organizationalUnit'],
      ou: [ou],
      description: [description],
    });
  const personDn = (name: string) => `uid=${escapeDnValue(name)},ou=people,${base}`;
  const groupDn = (name: string) => `cn=${escapeDnValue(name)},ou=groups,${base}`;
  return [
    entry(base, {
      objectClass: ['top', 'organization', 'dcObject'],
      o: [tenant.name],
      dc: [tenant.domain.split('.')[0] ?? ''],
      description: ['The sandbox directory: changes last until the window closes'],
    }),
    unit('people', 'Everybody'),
    unit('groups', 'Teams and who may do what'),
    unit('services', 'Programs that sign in'),
    ...tenant.users.map((user) => personEntry(user, personDn(user.name), tenant, password(user.name))),
    ...tenant.groups.map(({ name, description, members }) =>
      entry(groupDn(name), {
        objectClass: ['top', 'groupOfNames'],
        cn: [name],
        description: [description],
        member: members.map((member) =>
          member.startsWith('group:') ? groupDn(member.slice('group:'.length)) : personDn(member),
        ),
      }),
    ),
    ...tenant.applications.map(({ name, description }) =>
      entry(`cn=${escapeDnValue(name)},ou=services,${base}`, {
        objectClass: ['top', 'applicationProcess'],
        cn: [name],
        description: [description],
      }),
    ),
    entry(`cn=architect,${base}`, {
      objectClass: ['top', 'alias', 'extensibleObject'],
      cn: ['architect'],
      aliasedObjectName: [personDn(tenant.users[0]?.name ?? '')],
    }),
  ];
}

function personEntry(
  { name, given, surname, job, department, office, disabled, guestOf }: UserSeed,
  dn: string,
  tenant: TenantSeed,
  password: string | undefined,
): Entry {
  const optional = (attribute: string, value: string | undefined) =>
    value === undefined ? {} : { [attribute]: [value] };
  return entry(dn, {
    objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
    uid: [name],
    cn: [`${given} ${surname}`],
    displayName: [`${given} ${surname}`],
    givenName: [given],
    sn: [surname],
    mail: [guestOf ?? `${name}@${tenant.domain}`],
    employeeType: [guestOf === undefined ? (disabled === true ? 'Former' : 'Member') : 'Guest'],
    ...optional('title', job),
    ...optional('departmentNumber', department),
    ...optional('l', office),
    ...optional('userPassword', disabled === true ? undefined : password),
  });
}

function entry(dn: string, attributes: Readonly<Record<string, readonly string[]>>): Entry {
  return {
    dn,
    attributes: Object.entries(attributes).map(([name, values]) => ({ name, values: values.map(utf8) })),
  };
}
