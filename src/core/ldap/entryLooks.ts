import { textOf, textsOf, valuesOf, type Entry } from './entry.ts';

/** How entries of a class are drawn. The first of the list that an entry has decides. */
interface ClassLooks {
  readonly objectClass: string;
  /** A codicon id. */
  readonly icon: string;
  /** Whether such entries hold no others, where the server does not say. */
  readonly isLeaf?: true;
}

const classLooks: readonly ClassLooks[] = [
  { objectClass: 'alias', icon: 'references' },
  { objectClass: 'referral', icon: 'link-external' },
  { objectClass: 'domain', icon: 'globe' },
  { objectClass: 'domainDNS', icon: 'globe' },
  { objectClass: 'dcObject', icon: 'globe' },
  { objectClass: 'computer', icon: 'vm' },
  { objectClass: 'msDS-GroupManagedServiceAccount', icon: 'robot', isLeaf: true },
  { objectClass: 'groupPolicyContainer', icon: 'law' },
  { objectClass: 'groupOfNames', icon: 'organization', isLeaf: true },
  { objectClass: 'groupOfUniqueNames', icon: 'organization', isLeaf: true },
  { objectClass: 'posixGroup', icon: 'organization', isLeaf: true },
  { objectClass: 'group', icon: 'organization', isLeaf: true },
  { objectClass: 'organizationalRole', icon: 'account', isLeaf: true },
  { objectClass: 'foreignSecurityPrincipal', icon: 'account', isLeaf: true },
  { objectClass: 'contact', icon: 'mail', isLeaf: true },
  { objectClass: 'person', icon: 'person', isLeaf: true },
  { objectClass: 'account', icon: 'person', isLeaf: true },
  { objectClass: 'posixAccount', icon: 'person', isLeaf: true },
  { objectClass: 'organizationalUnit', icon: 'folder-library' },
  { objectClass: 'organization', icon: 'home' },
  { objectClass: 'country', icon: 'globe' },
  { objectClass: 'locality', icon: 'location' },
  { objectClass: 'pwdPolicy', icon: 'lock', isLeaf: true },
  { objectClass: 'msDS-PasswordSettings', icon: 'lock', isLeaf: true },
  { objectClass: 'trustedDomain', icon: 'arrow-swap', isLeaf: true },
  { objectClass: 'site', icon: 'location' },
  { objectClass: 'subnet', icon: 'type-hierarchy-sub', isLeaf: true },
  { objectClass: 'server', icon: 'server' },
  { objectClass: 'nTDSDSA', icon: 'server-process' },
  { objectClass: 'dnsZone', icon: 'globe' },
  { objectClass: 'dnsNode', icon: 'symbol-field', isLeaf: true },
  { objectClass: 'printQueue', icon: 'output', isLeaf: true },
  { objectClass: 'device', icon: 'device-desktop' },
  { objectClass: 'applicationProcess', icon: 'server-process' },
  { objectClass: 'attributeSchema', icon: 'symbol-property', isLeaf: true },
  { objectClass: 'classSchema', icon: 'symbol-class', isLeaf: true },
  { objectClass: 'builtinDomain', icon: 'package' },
  { objectClass: 'container', icon: 'folder' },
];

/** What a tree asks of each entry, so that it can be drawn. */
export const TREE_ATTRIBUTES = [
  'objectClass',
  'displayName',
  'description',
  'hasSubordinates',
  'numSubordinates',
  'msDS-Approx-Immed-Subordinates',
  'entryUUID',
  'objectGUID',
  'nsUniqueId',
  'aliasedObjectName',
  'userAccountControl',
  'pwdAccountLockedTime',
] as const;

/** How an entry looks in a tree. */
export interface EntryLooks {
  readonly icon: string;
  readonly objectClasses: readonly string[];
  /** Whether it can have children. */
  readonly isParent: boolean;
  /** How many children it has, where the server says. */
  readonly children: number | undefined;
  /** A display name or description, when it says more than the name. */
  readonly note: string | undefined;
  /** Where an alias leads. */
  readonly alias: string | undefined;
  readonly isDisabled: boolean;
}

const ACCOUNTDISABLE = 2;

/** Reads the looks of an entry that was read with `TREE_ATTRIBUTES`. */
export function entryLooks(entry: Entry): EntryLooks {
  const objectClasses = textsOf(entry, 'objectClass');
  const lower = new Set(objectClasses.map((name) => name.toLowerCase()));
  const looks = classLooks.find(({ objectClass }) => lower.has(objectClass.toLowerCase()));
  const children = countOf(entry);
  const has = textOf(entry, 'hasSubordinates');
  const alias = textOf(entry, 'aliasedObjectName');
  return {
    icon: looks?.icon ?? 'symbol-object',
    objectClasses,
    isParent:
      alias === undefined &&
      (has === undefined
        ? children === undefined
          ? looks?.isLeaf !== true
          : children > 0
        : /^true$/i.test(has)),
    children,
    note: textOf(entry, 'displayName') ?? textOf(entry, 'description'),
    alias,
    isDisabled:
      (Number(textOf(entry, 'userAccountControl') ?? 0) & ACCOUNTDISABLE) !== 0 ||
      valuesOf(entry, 'pwdAccountLockedTime').length > 0,
  };
}

function countOf(entry: Entry): number | undefined {
  const count = textOf(entry, 'numSubordinates') ?? textOf(entry, 'msDS-Approx-Immed-Subordinates');
  return count === undefined || !/^\d+$/.test(count) ? undefined : Number(count);
}

/** An id that stays when the entry is renamed, undefined where the server has none. */
export function stableId(entry: Entry): string | undefined {
  const text = textOf(entry, 'entryUUID') ?? textOf(entry, 'nsUniqueId');
  const [guid] = valuesOf(entry, 'objectGUID');
  return text ?? (guid === undefined ? undefined : Array.from(guid, (byte) => byte.toString(16)).join('-'));
}
