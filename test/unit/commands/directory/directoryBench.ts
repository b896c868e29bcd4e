import { bookmarks } from '../../../../src/core/ldap/bookmarks.ts';
import { changeLog } from '../../../../src/core/ldap/changeLog.ts';
import { childChoices } from '../../../../src/core/ldap/childChoices.ts';
import type { Directory } from '../../../../src/core/ldap/directory.ts';
import { directoryConnections } from '../../../../src/core/ldap/directoryConnections.ts';
import { directoryPasswords } from '../../../../src/core/ldap/directoryPasswords.ts';
import type { DirectoryRegistry } from '../../../../src/core/ldap/directoryRegistry.ts';
import { recordedSession } from '../../../../src/core/ldap/recordedSession.ts';
import { openLdapSession } from '../../../../src/core/ldap/wire/ldapSession.ts';
import { openClient } from '../../../../src/core/ldap/wire/openClient.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { connectLdap } from '../../../../src/platform/node/ldap/connectLdap.ts';
import { openLocalDirectory } from '../../../../src/platform/node/ldap/localDirectory.ts';
import { memorySecrets } from '../../../support/memorySecrets.ts';
import { memorySearches } from '../../../support/memoryFiles.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';

export const BASE = 'dc=contoso,dc=sandbox,dc=test';
export const PEOPLE = `ou=people,${BASE}`;

/** The sandbox directory with everything the commands on directories need; a person answers by script. */
export async function directoryBench() {
  const local = await openLocalDirectory((user) => `of ${user}`);
  const secrets = memorySecrets();
  const remembered = new Map<string, unknown>();
  const passwords = directoryPasswords(secrets, () => Promise.resolve(undefined));
  const changes = changeLog();
  const open = (directory: Directory, password: () => Promise<string>, signal?: AbortSignal) =>
    openLdapSession(
      (during) =>
        openClient(
          directory,
          { connect: (wanted, until) => connectLdap(wanted, local.trust, until), password },
          during,
        ),
      signal,
    );
  const connections = directoryConnections(async (directory) =>
    recordedSession(
      await open(directory, () =>
        directory.kind === 'sandbox' ? Promise.resolve(local.password) : passwords.get(directory),
      ),
      changes,
      directory.name,
      Date.now,
    ),
  );
  const registry = registryOf(local.directory);
  const marks = bookmarks({
    recall: (key) => remembered.get(key),
    remember: (key, value) => Promise.resolve(void remembered.set(key, value)),
  });
  const filters = childChoices();
  const orders = childChoices();
  const refreshed: string[] = [];
  return {
    local,
    secrets,
    passwords,
    registry,
    connections,
    marks,
    filters,
    orders,
    changes,
    refreshed,
    /** The sandbox's own session. */
    session: () => connections.session(local.directory),
    open,
    deps: (answers: readonly Answer[]) => ({
      prompt: scriptedPrompt(answers),
      workbench: recordingWorkbench(),
      translate: untranslated,
      directories: registry,
      connections,
      passwords,
      searches: memorySearches(),
      bookmarks: marks,
      childFilters: filters,
      childOrders: orders,
      refreshView: (view: string) => void refreshed.push(view),
      tryDirectory: (directory: Directory, password: string, signal: AbortSignal) =>
        open(directory, () => Promise.resolve(password), signal),
    }),
    async close() {
      connections.dispose();
      await local.close();
    },
  };
}

export type DirectoryBench = Awaited<ReturnType<typeof directoryBench>>;

function registryOf(sandbox: Directory): DirectoryRegistry & { readonly configured: Map<string, Directory> } {
  const configured = new Map<string, Directory>();
  const all = () => [sandbox, ...configured.values()];
  return {
    configured,
    list: () => Promise.resolve({ directories: all(), problems: [] }),
    find(id) {
      const found = all().find((each) => each.id === id);
      if (found === undefined) throw new IdentityError('directories.unknown', { directory: id });
      return Promise.resolve(found);
    },
    add: (directory) => Promise.resolve(void configured.set(directory.id, directory)),
    remove: (id) => Promise.resolve(void configured.delete(id)),
    onDidChange: () => ({ dispose: () => {} }),
  };
}
