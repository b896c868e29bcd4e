import { sameBytes } from '../bytes.ts';
import { attributeKey, valuesOf, type Entry, type Modification } from '../entry.ts';
import { readDescriptor, writeDescriptor, type SecurityDescriptor } from './descriptor.ts';

/**
 * The parts of its security descriptor that a change of an entry alters, as `securityDescriptorParts` takes them:
 * whoever may only change permissions must not seem to set the owner too. Undefined for a change of something else.
 */
export function changedParts(now: Entry, changes: readonly Modification[]): number | undefined {
  const change = changes.find(({ name }) => attributeKey(name) === 'ntsecuritydescriptor');
  const [after] = change?.values ?? [];
  const [before] = valuesOf(now, 'nTSecurityDescriptor');
  if (after === undefined || before === undefined) return undefined;
  const [old, made] = [readDescriptor(before), readDescriptor(after)];
  if (old === undefined || made === undefined) return undefined;
  const parts =
    (old.owner === made.owner ? 0 : 1) |
    (old.group === made.group ? 0 : 2) |
    (isSame(old, made, 'dacl') ? 0 : 4) |
    (isSame(old, made, 'sacl') ? 0 : 8);
  return parts === 0 ? undefined : parts;
}

function isSame(one: SecurityDescriptor, other: SecurityDescriptor, part: 'dacl' | 'sacl'): boolean {
  if (one[part] === undefined && other[part] === undefined) return true;
  const only = ({ control, [part]: acl }: SecurityDescriptor) =>
    writeDescriptor({ control, resourceManager: 0, ...(acl === undefined ? {} : { [part]: acl }) });
  return sameBytes(only(one), only(other));
}
