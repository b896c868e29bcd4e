import type { Directory } from './directory.ts';
import type { DirectoryConnections } from './directoryConnections.ts';
import type { Schema } from './schema.ts';
import type { LdapSession } from './session.ts';

/** The schemas of directories, read once for each session. */
export interface DirectorySchemas {
  /** The schema of a session's server. Throws the `ldap.*` errors. */
  of(session: LdapSession): Promise<Schema>;
  /** The schema of a directory, connecting if need be. */
  read(directory: Directory, signal?: AbortSignal): Promise<Schema>;
  /** The schema of a directory whose connection is open; undefined for any other, or when it cannot be read. */
  known(directory: string): Promise<Schema | undefined>;
}

export function directorySchemas(
  connections: Pick<DirectoryConnections, 'state' | 'session'>,
): DirectorySchemas {
  const schemas = new WeakMap<LdapSession, Promise<Schema>>();
  const read = async (session: LdapSession): Promise<Schema> => {
    const [{ readSchema }, subschema] = await Promise.all([import('./schema.ts'), session.schema()]);
    return readSchema(subschema);
  };
  const of = (session: LdapSession): Promise<Schema> => {
    const reading = schemas.get(session) ?? read(session);
    schemas.set(session, reading);
    reading.catch(() => schemas.delete(session));
    return reading;
  };
  return {
    of,
    read: async (directory, signal) => of(await connections.session(directory, signal)),
    async known(directory) {
      const state = connections.state(directory);
      if (state.kind !== 'open') return undefined;
      try {
        return await of(state.session);
      } catch {
        // What is shown beside a text must not fail because the server does.
        return undefined;
      }
    },
  };
}
