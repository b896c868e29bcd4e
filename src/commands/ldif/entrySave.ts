import { IdentityError } from '../../core/errors.ts';
import { DOCUMENT_ATTRIBUTES, valueNotes } from '../../core/ldap/editableEntry.ts';
import { conflictsOf, diffRules, readEntryText, savedEntry } from '../../core/ldap/diffEntry.ts';
import { textOf, type Entry, type Modification } from '../../core/ldap/entry.ts';
import { entryOfAddress } from '../../core/ldap/entryDocument.ts';
import { filter, type Filter } from '../../core/ldap/filter.ts';
import { isSecret } from '../../core/ldap/inverse.ts';
import { writeModification } from '../../core/ldap/ldif/write.ts';
import { changedParts } from '../../core/ldap/security/changedParts.ts';
import { OIDS } from '../../core/ldap/serverFacts.ts';
import type { LdapSession } from '../../core/ldap/session.ts';
import { securityDescriptorParts } from '../../core/ldap/wire/controls.ts';
import type { Services } from '../services.ts';

type Deps = Pick<
  Services,
  'directories' | 'connections' | 'schemas' | 'prompt' | 'translate' | 'refreshView'
>;

/** Lines of modifications a question shows; the log has them all. */
const MOST_LINES = 40;

/**
 * Saves an edited entry: shows the exact modifications, and applies them if the entry still is as it was read. `before`
 * is the text as it was read. Throws `entry.*`, `ldif.*` and `ldap.*`; then nothing was changed.
 */
export async function entrySave(deps: Deps, id: string, before: string, edited: string): Promise<void> {
  const { translate, prompt } = deps;
  const { directory, dn } = entryOfAddress(id);
  const found = await deps.directories.find(directory);
  const session = await deps.connections.session(found);
  const rules = diffRules(await deps.schemas.of(session), session.server.kind === 'activeDirectory');
  const changes = savedEntry(before, edited, rules);
  if (changes.length === 0) return;
  const now = await session.read(dn, DOCUMENT_ATTRIBUTES[session.server.kind]);
  if (now === undefined) throw new IdentityError('entry.gone', { dn });
  const conflicts = conflictsOf(readEntryText(before), now, changes);
  if (conflicts.length > 0) throw new IdentityError('entry.conflict', { attributes: conflicts.join(', ') });
  const question = translate('Change {dn} in {name}?', { dn, name: found.name });
  if (!(await prompt.confirm(question, changesShown(changes, deps), translate('Save'))))
    throw new IdentityError('entry.dismissed', {});
  const assertion = unchanged(session, now);
  const parts = changedParts(now, changes);
  await session.modify(dn, changes, {
    ...(assertion === undefined ? {} : { assertion }),
    ...(parts === undefined ? {} : { controls: [securityDescriptorParts(parts)] }),
  });
  deps.refreshView('identity.directories');
}

/** A condition that the server checks together with the change: the entry is the version just read. */
function unchanged(session: LdapSession, now: Entry): Filter | undefined {
  const version = textOf(now, 'entryCSN');
  if (version === undefined || !session.server.controls.has(OIDS.assertion)) return undefined;
  return filter`(entryCSN=${version})`;
}

function changesShown(changes: readonly Modification[], { translate }: Pick<Deps, 'translate'>): string {
  const lines = changes
    .map((each) =>
      isSecret(each.name)
        ? `${each.operation}: ${each.name}\n-\n`
        : `${each.values.map((value) => valueNotes(each.name, value)).join('')}${writeModification(each, 'readable')}`,
    )
    .join('')
    .trimEnd()
    .split('\n')
    .map((line) => (line.length > 200 ? `${line.slice(0, 200)}…` : line));
  const more = lines.length - MOST_LINES;
  return [
    ...lines.slice(0, MOST_LINES),
    ...(more > 0 ? [translate('… and {count} lines more', { count: more })] : []),
  ].join('\n');
}
