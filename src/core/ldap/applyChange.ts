import { IdentityError } from '../errors.ts';
import type { Modification } from './entry.ts';
import { OIDS } from './serverFacts.ts';
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
      checkIncrements(session, change.modifications);
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

/** Servers without increments (RFC 4525) answer them with whatever they make of the number. */
function checkIncrements({ server }: LdapSession, modifications: readonly Modification[]): void {
  if (
    server.features.has(OIDS.increment) ||
    !modifications.some(({ operation }) => operation === 'increment')
  )
    return;
  throw new IdentityError('ldap.unsupported', {
    server: 'The server',
    operation: 'add to a number by itself (increment, RFC 4525)',
    advice: 'Write the new value with "replace:".',
  });
}
