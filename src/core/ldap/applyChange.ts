import type { LdifControl, LdifChange } from './ldif/record.ts';
import type { LdapSession } from './session.ts';

/** Makes one change of an LDIF file; a content record is added. Throws `ldap.*` when the server refuses. */
export async function applyChange(
  session: LdapSession,
  change: LdifChange,
  controls: readonly LdifControl[],
  signal?: AbortSignal,
): Promise<void> {
  const options = {
    ...(controls.length === 0 ? {} : { controls }),
    ...(signal === undefined ? {} : { signal }),
  };
  switch (change.kind) {
    case 'entry':
    case 'add':
      await session.add(change.dn, change.attributes, options);
      break;
    case 'delete':
      await session.delete(change.dn, options);
      break;
    case 'modify':
      await session.modify(change.dn, change.modifications, options);
      break;
    case 'rename': {
      const { newRdn, newSuperior, deleteOldRdn } = change;
      const place = newSuperior === undefined ? {} : { newParent: newSuperior };
      await session.rename(change.dn, { newRdn, ...place, keepOldRdn: !deleteOldRdn }, options);
      break;
    }
  }
}
