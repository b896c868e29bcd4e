import assert from 'node:assert/strict';
import { untranslated } from '../../../src/core/explain.ts';
import { bookmarks } from '../../../src/core/ldap/bookmarks.ts';
import { utf8 } from '../../../src/core/ldap/bytes.ts';
import { childChoices } from '../../../src/core/ldap/childChoices.ts';
import { newDirectory } from '../../../src/core/ldap/directory.ts';
import type { LdapSession } from '../../../src/core/ldap/session.ts';
import { readServerFacts } from '../../../src/core/ldap/serverFacts.ts';
import { entryRow, type EntryRowsDeps } from '../../../src/views/entryRows.ts';
import { visibleLooks } from '../../../src/views/treeNode.ts';

const directory = newDirectory({ id: 'work', name: 'Work', bind: 'anonymous', url: 'ldap://work' });
const never = () => Promise.reject(new Error('not asked for'));
const disposer = { dispose: () => {} };

/** What rows need, on a session that only searches. */
function depsOn(search: LdapSession['search']): EntryRowsDeps {
  const session: LdapSession = {
    server: readServerFacts({ dn: '', attributes: [] }),
    ...{ isPrivate: true, closed: undefined, onDidClose: () => disposer, close: () => {} },
    ...{ rootDse: never, schema: never, read: never, add: never, modify: never, rename: never },
    ...{ delete: never, compare: never, modifyPassword: never, whoAmI: never, extended: never },
    search,
  };
  return {
    connections: {
      ...{ state: () => ({ kind: 'open', session }), session: () => Promise.resolve(session) },
      ...{ disconnect: () => {}, onDidChange: () => disposer, dispose: () => {} },
    },
    bookmarks: bookmarks({ recall: () => undefined, remember: () => Promise.resolve() }),
    ...{ childFilters: childChoices(), childOrders: childChoices(), translate: untranslated },
  };
}

describe('rows of entries', () => {
  it('end the search on the server at once when they are left while a page is on its way', async () => {
    const ended = Promise.withResolvers<undefined>();
    const deps = depsOn(async function* (_, signal) {
      signal?.addEventListener('abort', () => ended.resolve(undefined));
      // The server takes for ever.
      await Promise.withResolvers<never>().promise;
      yield { entries: [], references: [], isLast: true, controls: [] };
      return undefined;
    });
    const parent = entryRow(directory, { dn: 'ou=a', attributes: [] }, deps);
    const leaving = new AbortController();
    void parent.load?.(leaving.signal);
    await Promise.resolve();
    leaving.abort();
    await ended.promise;
  });

  it('show what a name hides, and never in another order', () => {
    const deps = depsOn(() => assert.fail());
    const entry = {
      dn: 'cn=evil\u202egpj.exe\u0000,dc=x',
      attributes: [{ name: 'description', values: [utf8('a\u2066b\nc')] }],
    };
    const looks = visibleLooks(entryRow(directory, entry, deps).present());
    // A NUL stands in no DN unescaped: the name is shown as the server wrote it, and its siblings with it.
    assert.equal(looks.label, 'cn=evil\\u202egpj.exe\\u0000,dc=x');
    for (const text of [looks.label, looks.description, looks.tooltip, looks.accessibility])
      assert.doesNotMatch(text ?? '', /[\u202e\u2066\0]/);
  });
});
