import { IdentityError } from '../../core/errors.ts';
import { utf8 } from '../../core/ldap/bytes.ts';
import { rdnLabel } from '../../core/ldap/dn.ts';
import { textOf, textsOf, type Entry } from '../../core/ldap/entry.ts';
import { memberRule, type MemberRule } from '../../core/ldap/membership.ts';
import type { Commands } from '../../manifest.ts';
import { findEntry } from '../directory/directoryFind.ts';
import type { Services } from '../services.ts';
import { pickEntry, type PickedEntry } from './pickEntry.ts';

type Deps = Pick<
  Services,
  'prompt' | 'translate' | 'directories' | 'connections' | 'workbench' | 'refreshView'
>;

/** Puts an entry into a group. */
export function entryAddMember(deps: Deps): Commands['identity.entry.addMember'] {
  const { translate, refreshView } = deps;
  return async (target) => {
    const group = await pickEntry(deps, target, translate('Add a member to'));
    if (group === undefined) return;
    const { rule } = await readGroup(group);
    const title = translate('Add Member to {name}', { name: rdnLabel(group.dn) });
    const found = await findEntry(deps, group.directory, title);
    if (found === undefined) return;
    const value = await memberValue(group, rule, found);
    await group.session.modify(group.dn, [{ operation: 'add', name: rule.attribute, values: [utf8(value)] }]);
    refreshView('identity.directories');
  };
}

/** Takes one of its members out of a group. */
export function entryRemoveMember(deps: Deps): Commands['identity.entry.removeMember'] {
  const { prompt, translate, refreshView } = deps;
  return async (target) => {
    const group = await pickEntry(deps, target, translate('Remove a member from'));
    if (group === undefined) return;
    const { rule, entry } = await readGroup(group);
    const members = textsOf(entry, rule.attribute);
    if (members.length === 0) {
      await prompt.tell(translate('{name} has no members.', { name: rdnLabel(group.dn) }));
      return;
    }
    const chosen = await prompt.pick(
      members.map((member) => ({
        label: rule.names === 'dn' ? rdnLabel(member) : member,
        ...(rule.names === 'dn' ? { detail: member } : {}),
        value: member,
      })),
      translate('Remove Member from {name}', { name: rdnLabel(group.dn) }),
      translate('{count} members', { count: members.length }),
    );
    if (chosen === undefined) return;
    await group.session.modify(group.dn, [
      { operation: 'delete', name: rule.attribute, values: [utf8(chosen)] },
    ]);
    refreshView('identity.directories');
  };
}

async function readGroup({ session, dn }: PickedEntry): Promise<{
  readonly rule: MemberRule;
  readonly entry: Entry;
}> {
  const classes = await session.read(dn, ['objectClass']);
  if (classes === undefined)
    throw new IdentityError('ldap.noSuchEntry', { dn, matched: '–', diagnostic: '' });
  const rule = memberRule(textsOf(classes, 'objectClass'));
  if (rule === undefined) throw new IdentityError('entries.noGroup', { dn });
  return { rule, entry: (await session.read(dn, [rule.attribute])) ?? classes };
}

async function memberValue({ session }: PickedEntry, { names }: MemberRule, dn: string): Promise<string> {
  if (names === 'dn') return dn;
  const member = await session.read(dn, ['uid']);
  const uid = member === undefined ? undefined : textOf(member, 'uid');
  if (uid === undefined) throw new IdentityError('entries.noUid', { dn });
  return uid;
}
