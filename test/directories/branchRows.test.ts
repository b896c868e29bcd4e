import assert from 'node:assert/strict';
import { untranslated } from '../../src/core/explain.ts';
import { bookmarks } from '../../src/core/ldap/bookmarks.ts';
import { childChoices } from '../../src/core/ldap/childChoices.ts';
import { newDirectory, type Directory } from '../../src/core/ldap/directory.ts';
import { directoryConnections } from '../../src/core/ldap/directoryConnections.ts';
import { isCatalog } from '../../src/core/ldap/globalCatalog.ts';
import { readableRows } from '../../src/views/branchRows.ts';
import type { EntryRowsDeps } from '../../src/views/entryRows.ts';
import type { Row } from '../../src/views/treeNode.ts';
import { ADMINISTRATOR, ADMINISTRATOR_PASSWORD, DOMAIN } from '../servers/sambaAd.ts';
import { closeAll, open } from './opened.ts';
import { sambaAd } from './servers.ts';

const signal = new AbortController().signal;
const labels = (rows: readonly Row[]) => rows.map((row) => row.present().label);
const load = async (row: Row | undefined) => (await row?.load?.(signal)) ?? assert.fail('a leaf');
const named = (rows: readonly Row[], label: string) =>
  rows.find((row) => row.present().label === label) ??
  assert.fail(`no row ${label}: ${labels(rows).join(', ')}`);

describe('the rows that make a directory readable', () => {
  let directory: Directory;
  const opened: string[] = [];
  const deps: EntryRowsDeps = {
    connections: directoryConnections((wanted) => {
      opened.push(wanted.id);
      return open(wanted, ADMINISTRATOR_PASSWORD);
    }),
    bookmarks: bookmarks({ recall: () => undefined, remember: () => Promise.resolve() }),
    childFilters: childChoices(),
    childOrders: childChoices(),
    translate: untranslated,
  };
  before(async () => {
    const { secureUrl, authority } = await sambaAd();
    directory = newDirectory({
      ...{ id: 'ad', name: 'AD', url: secureUrl, bind: 'simple', user: ADMINISTRATOR },
      ...{ ca: authority.file, pageSize: 100 },
    });
  });
  after(closeAll);
  const branchRows = async () => (await load(readableRows(directory, 'activeDirectory', deps)[0])).rows;

  it('open without asking the server, and are none where a server is of no known kind', async () => {
    assert.ok((await branchRows()).length > 20);
    assert.deepEqual(opened, []);
    assert.deepEqual(readableRows(directory, 'other', deps), []);
  });

  it('load page by page, and end a search that is left', async () => {
    const first = await load(named(await branchRows(), 'Schema: attributes'));
    assert.equal(first.rows.length, 100);
    const second = await first.next?.(signal);
    assert.equal(second?.rows.length, 100);
    assert.equal(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size, 200);
    const leaving = new AbortController();
    const third = second.next?.(leaving.signal);
    leaving.abort();
    await assert.rejects(async () => third, { name: 'AbortError' });
  });

  it('lead to the entry, and show what is known of it below', async () => {
    const roles = await load(named(await branchRows(), 'FSMO roles'));
    assert.deepEqual(roles.rows[0]?.target, { directory: 'ad', dn: DOMAIN });
    assert.equal(roles.rows[0].command, 'identity.entry.open');
    const controllers = await load(named(await branchRows(), 'Domain controllers'));
    const facts = await load(named(controllers.rows, 'DC1'));
    assert.ok(labels(facts.rows).includes('Holds'));
  });

  it('open the Global Catalog by a connection of its own', async () => {
    const catalog = await load(named(await branchRows(), 'Global Catalog'));
    assert.deepEqual(labels(catalog.rows), ['Find in the forest…', DOMAIN]);
    assert.ok(opened.some(isCatalog));
    assert.deepEqual(catalog.rows[0]?.target, { directory: opened.find(isCatalog) });
  });
});
