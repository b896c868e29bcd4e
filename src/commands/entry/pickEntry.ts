import type { Directory } from '../../core/ldap/directory.ts';
import type { LdapSession } from '../../core/ldap/session.ts';
import type { DirectoryTarget } from '../../manifest/directory.ts';
import { findEntry, type FindDeps } from '../directory/directoryFind.ts';
import { pickDirectory } from '../directory/pickDirectory.ts';

/** An entry that a command works on, with the session of its directory. */
export interface PickedEntry {
  readonly directory: Directory;
  readonly session: LdapSession;
  readonly dn: string;
}

/** The entry named, or the one a person finds, in the directory named or picked; undefined when they leave. */
export async function pickEntry(
  deps: FindDeps,
  target: (DirectoryTarget & { readonly dn?: string }) | undefined,
  title: string,
): Promise<PickedEntry | undefined> {
  const directory = await pickDirectory(deps, target?.directory);
  if (directory === undefined) return undefined;
  const dn = target?.dn ?? (await findEntry(deps, directory, title));
  if (dn === undefined) return undefined;
  const session = await deps.prompt.progress(
    deps.translate('Connecting to {name}', { name: directory.name }),
    (signal) => deps.connections.session(directory, signal),
  );
  return { directory, session, dn };
}
