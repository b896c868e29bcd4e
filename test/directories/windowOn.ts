import { untranslated } from '../../src/core/explain.ts';
import { changeLog } from '../../src/core/ldap/changeLog.ts';
import { newDirectory } from '../../src/core/ldap/directory.ts';
import type { DirectoryConnections } from '../../src/core/ldap/directoryConnections.ts';
import type { DirectoryRegistry } from '../../src/core/ldap/directoryRegistry.ts';
import { directorySchemas } from '../../src/core/ldap/directorySchemas.ts';
import { recordedSession } from '../../src/core/ldap/recordedSession.ts';
import type { LdapSession } from '../../src/core/ldap/session.ts';
import { memoryFiles, memorySearches } from '../support/memoryFiles.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../support/scriptedPrompt.ts';

const disposer = { dispose: () => {} };

/** A window with one directory whose session is open, and a person who answers in order. */
export function windowOn(
  session: LdapSession,
  answers: readonly Answer[] = [],
  texts: Readonly<Record<string, string>> = {},
) {
  const changes = changeLog();
  const recorded = recordedSession(session, changes, 'Test', () => 0);
  const directory = newDirectory({ id: 'test', name: 'Test', bind: 'simple', url: 'ldap://localhost' });
  const directories: DirectoryRegistry = {
    list: () => Promise.resolve({ directories: [directory], problems: [] }),
    find: () => Promise.resolve(directory),
    add: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    onDidChange: () => disposer,
  };
  const connections: DirectoryConnections = {
    state: () => ({ kind: 'open', session: recorded }),
    session: () => Promise.resolve(recorded),
    disconnect: () => {},
    onDidChange: () => disposer,
    dispose: () => {},
  };
  const { files, written } = memoryFiles(texts);
  return {
    // Nobody follows the buttons of what is told at the end.
    prompt: {
      ...scriptedPrompt(answers),
      tell: () => Promise.resolve(undefined),
      warn: () => Promise.resolve(undefined),
    },
    translate: untranslated,
    directories,
    connections,
    schemas: directorySchemas(connections),
    workbench: recordingWorkbench({ texts }),
    files,
    searches: memorySearches(),
    changes,
    written,
    refreshView: () => {},
    showSearch: () => Promise.resolve(),
  };
}
