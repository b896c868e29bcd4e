import assert from 'node:assert/strict';
import { untranslated } from '../../../src/core/explain.ts';
import { bookmarks } from '../../../src/core/ldap/bookmarks.ts';
import { childChoices } from '../../../src/core/ldap/childChoices.ts';
import { newDirectory, type Directory } from '../../../src/core/ldap/directory.ts';
import type { ConnectionState } from '../../../src/core/ldap/directoryConnections.ts';
import { directoriesView } from '../../../src/views/directoriesView.ts';
import { memorySearches } from '../../support/memoryFiles.ts';

const never = () => Promise.reject(new Error('nobody asked for a connection'));
const disposer = { dispose: () => {} };

describe('Directories view', () => {
  const lost: ConnectionState = { kind: 'lost', reason: new Error('gone') };
  const local = newDirectory({
    ...{ id: 'local-slapd', name: 'Local slapd', kind: 'local', bind: 'simple' },
    ...{ url: 'ldap://127.0.0.1:3890', startTls: true },
  });
  const work = newDirectory({ id: 'work', name: 'Work', bind: 'anonymous', url: 'ldap://work' });
  const rowsOf = async (directories: readonly Directory[], state: ConnectionState) =>
    (
      await directoriesView({
        directories: {
          list: () => Promise.resolve({ directories, problems: [] }),
          ...{ find: never, add: never, remove: never, onDidChange: () => disposer },
        },
        connections: {
          state: () => state,
          ...{ session: never, disconnect: () => {}, onDidChange: () => disposer, dispose: () => {} },
        },
        searches: memorySearches({ Own: 'directory: work\n', Elsewhere: 'directory: home\n' }),
        bookmarks: bookmarks({ recall: () => undefined, remember: () => Promise.resolve() }),
        childFilters: childChoices(),
        childOrders: childChoices(),
        translate: untranslated,
      })()
    ).rows;

  it('keeps what is below a connection that is lost, and while it comes back, under one id', async () => {
    for (const state of [lost, { kind: 'opening', again: true }] as const) {
      const [row] = await rowsOf([work], state);
      assert.deepEqual([row?.id, row?.keepsChildren], ['work connected', true]);
    }
    const [first] = await rowsOf([work], { kind: 'opening', again: false });
    assert.deepEqual([first?.id, first?.load], ['work', undefined]);
  });

  it('says that the slapd of this window runs, whether it is connected to or not', async () => {
    const looks = await Promise.all(
      [lost, { kind: 'closed' } as const].map(async (state) => (await rowsOf([local], state))[0]),
    );
    assert.deepEqual(
      looks.map((row) => [row?.context, row?.present().description]),
      [
        ['directory.local.lost', 'running · lost, connects again when used'],
        ['directory.local.closed', 'running · not connected'],
      ],
    );
  });

  it('lists searches of no known connection at its end', async () => {
    const rows = await rowsOf([work], { kind: 'closed' });
    assert.deepEqual(
      rows.map((row) => row.present().label),
      ['Work', 'Saved Searches'],
    );
    const below = await rows[1]?.load?.(new AbortController().signal);
    assert.deepEqual(
      below?.rows.map((row) => row.present().label),
      ['Elsewhere'],
    );
  });
});
