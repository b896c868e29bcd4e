import type { ChangeLog } from './changeLog.ts';
import { attributeKey, type Entry } from './entry.ts';
import { inverseOf } from './inverse.ts';
import type { LdifChange } from './ldif/record.ts';
import type { LdapSession } from './session.ts';
import { IdentityError } from '../errors.ts';
import { isCancellation } from '../explain.ts';

/** A session whose changes are kept in the log, each with what takes it back. The change itself is not held up by it. */
export function recordedSession(
  session: LdapSession,
  log: ChangeLog,
  directory: string,
  now: () => number,
): LdapSession {
  const before = async (dn: string, attributes?: readonly string[]): Promise<Entry | undefined> => {
    try {
      return await session.read(dn, attributes);
    } catch (error) {
      if (IdentityError.is(error) || isCancellation(error)) return undefined;
      throw error;
    }
  };
  const record = (change: LdifChange, entry?: Entry): void => {
    const inverse = inverseOf(change, entry);
    log.add({ at: now(), directory, change, ...(inverse === undefined ? {} : { inverse }) });
  };
  return {
    get server() {
      return session.server;
    },
    get closed() {
      return session.closed;
    },
    isPrivate: session.isPrivate,
    onDidClose: (listener) => session.onDidClose(listener),
    rootDse: (signal) => session.rootDse(signal),
    schema: (signal) => session.schema(signal),
    search: (search, signal) => session.search(search, signal),
    read: (...asked) => session.read(...asked),
    compare: (...asked) => session.compare(...asked),
    modifyPassword: (...asked) => session.modifyPassword(...asked),
    whoAmI: (signal) => session.whoAmI(signal),
    extended: (...asked) => session.extended(...asked),
    close: () => session.close(),
    async add(dn, attributes, options) {
      const written = await session.add(dn, attributes, options);
      record({ kind: 'add', dn, attributes });
      return written;
    },
    async modify(dn, modifications, options) {
      const touched = [...new Map(modifications.map(({ name }) => [attributeKey(name), name])).values()];
      const entry = await before(dn, touched);
      const written = await session.modify(dn, modifications, options);
      record({ kind: 'modify', dn, modifications }, entry);
      return written;
    },
    async rename(dn, to, options) {
      const entry = await before(dn);
      const written = await session.rename(dn, to, options);
      const { newRdn, newParent, keepOldRdn } = to;
      const place = newParent === undefined ? {} : { newSuperior: newParent };
      record({ kind: 'rename', dn, newRdn, deleteOldRdn: keepOldRdn !== true, ...place }, entry);
      return written;
    },
    async delete(dn, options) {
      const entry = await before(dn);
      const written = await session.delete(dn, options);
      record({ kind: 'delete', dn }, entry);
      return written;
    },
  };
}
