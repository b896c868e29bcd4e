/** How groups of a class name their members. */
export interface MemberRule {
  readonly objectClass: string;
  readonly attribute: string;
  /** By DN, or by a value of the member's own attribute. */
  readonly names: 'dn' | 'uid';
}

const memberRules: readonly MemberRule[] = [
  { objectClass: 'group', attribute: 'member', names: 'dn' },
  { objectClass: 'groupOfNames', attribute: 'member', names: 'dn' },
  { objectClass: 'groupOfUniqueNames', attribute: 'uniqueMember', names: 'dn' },
  { objectClass: 'groupOfEntries', attribute: 'member', names: 'dn' },
  { objectClass: 'organizationalRole', attribute: 'roleOccupant', names: 'dn' },
  { objectClass: 'posixGroup', attribute: 'memberUid', names: 'uid' },
];

/** How a group of these classes names its members, undefined when it is no group. */
export function memberRule(objectClasses: readonly string[]): MemberRule | undefined {
  const lower = new Set(objectClasses.map((name) => name.toLowerCase()));
  return memberRules.find(({ objectClass }) => lower.has(objectClass.toLowerCase()));
}
