import assert from 'node:assert/strict';
import { untranslated } from '../../../src/core/explain.ts';
import type { SavedSearch } from '../../../src/core/ldap/savedSearches.ts';
import { savedSearchRows } from '../../../src/views/searchRows.ts';
import type { Row } from '../../../src/views/treeNode.ts';

const signal = new AbortController().signal;
const saved = (name: string, text: string | undefined, place?: string): SavedSearch => ({
  ...{ uri: `file:///${name}`, name, text, place },
});
const ALL = [
  saved('Guests', 'directory: sandbox\nfilter: (employeeType=Guest)\n', 'folder/Guests.ldapsearch'),
  saved(
    'Two',
    'directory: sandbox\nbase: ou=people,dc=x\nfilter: (a=1)\n\ndirectory: work\nfilter: (b=2)\n\ndirectory: sandbox\nfilter:\n',
  ),
  saved('Asked', 'filter: (cn=*)\n'),
  saved('Catalog', 'directory: work#globalCatalog\n'),
  saved('Gone', undefined),
];
const looks = ({ present }: Row) => [present().label, present().description];

describe('the rows of saved searches', () => {
  const rowsOf = (belongs: (id: string | undefined) => boolean) =>
    savedSearchRows(ALL, belongs, untranslated);
  const below = async (row: Row | undefined) => (await row?.load?.(signal))?.rows ?? [];

  it('stand below the connection they name', async () => {
    const [group] = rowsOf((id) => id === 'sandbox');
    assert.deepEqual(group && looks(group), ['Saved Searches', '2']);
    const files = await below(group);
    assert.deepEqual(files.map(looks), [
      ['Guests', '(employeeType=Guest)'],
      ['Two', '2 searches'],
    ]);
    assert.deepEqual(files[0]?.target, { uri: 'file:///Guests', line: 0 });
    assert.match(files[0].present().tooltip ?? '', /^folder\/Guests\.ldapsearch/);
  });

  it('of a Global Catalog stand below the connection it is derived from', async () => {
    assert.deepEqual((await below(rowsOf((id) => id === 'work')[0])).map(looks), [
      ['Two', '(b=2)'],
      ['Catalog', '(objectClass=*)'],
    ]);
  });

  it('have a row for each search of a file, as far as it is of the connection', async () => {
    const [, two] = await below(rowsOf((id) => id === 'sandbox')[0]);
    const parts = await below(two);
    assert.deepEqual(parts.map(looks), [
      ['(a=1)', 'ou=people,dc=x'],
      ['(objectClass=*)', ''],
    ]);
    assert.deepEqual(
      parts.map(({ target }) => target),
      [
        { uri: 'file:///Two', line: 0 },
        { uri: 'file:///Two', line: 7 },
      ],
    );
  });

  it('that name none, or cannot be read, stand by themselves; there is no row for nothing', async () => {
    const [others] = rowsOf((id) => id === undefined);
    assert.deepEqual((await below(others)).map(looks), [
      ['Asked', '(cn=*)'],
      ['Gone', 'cannot be read'],
    ]);
    assert.deepEqual(
      rowsOf((id) => id === 'another'),
      [],
    );
  });
});
