import assert from 'node:assert/strict';
import { utf8 } from '../../../../src/core/ldap/bytes.ts';
import type { Entry } from '../../../../src/core/ldap/entry.ts';
import { readLdif } from '../../../../src/core/ldap/ldif/read.ts';
import { emptySchema } from '../../../../src/core/ldap/schema.ts';
import { addColumns, resultFormats, resultText, rowOf } from '../../../../src/core/ldap/searchExports.ts';
import { parseFromSearchResults, parseToSearchResults } from '../../../../src/protocol/searchResults.ts';

const entries: readonly Entry[] = [
  {
    dn: 'cn="a",dc=b',
    attributes: [
      { name: 'cn', values: [utf8('a, "b"'), utf8('c')] },
      { name: 'userAccountControl', values: [utf8('514')] },
      { name: 'photo', values: [new Uint8Array([0xff, 0])] },
    ],
  },
  {
    dn: 'cn=x',
    attributes: [
      { name: 'CN', values: [utf8('=HYPERLINK("http://evil")')] },
      { name: 'phone', values: [utf8('+1 408 555-1212')] },
      { name: 'note', values: [utf8('-cmd|x')] },
    ],
  },
];
const columns: string[] = [];
addColumns(columns, entries);

describe('what a search found', () => {
  it('has a column for each attribute, in the order they came, whatever the case', () => {
    assert.deepEqual(columns, ['cn', 'userAccountControl', 'photo', 'phone', 'note']);
  });

  it('is CSV as RFC 4180 has it, in words, with nothing a spreadsheet would run', async () => {
    assert.equal(
      await resultText('csv', entries, columns, emptySchema),
      [
        'dn,cn,userAccountControl,photo,phone,note',
        '"cn=""a"",dc=b","a, ""b""; c",ACCOUNTDISABLE | NORMAL_ACCOUNT,2 B,,',
        'cn=x,"\'=HYPERLINK(""http://evil"")",,,+1 408 555-1212,\'-cmd|x',
        '',
      ].join('\r\n'),
    );
  });

  it('is JSON with octets in base64, and LDIF that reads back', async () => {
    const json: unknown = JSON.parse(await resultText('json', entries.slice(0, 1), columns, emptySchema));
    const attributes = { cn: ['a, "b"', 'c'], userAccountControl: ['514'], photo: [{ base64: '/wA=' }] };
    assert.deepEqual(json, [{ dn: 'cn="a",dc=b', attributes }]);
    assert.deepEqual(
      readLdif(await resultText('ldif', entries, columns, emptySchema)).map(({ dn }) => dn),
      ['cn="a",dc=b', 'cn=x'],
    );
    for (const some of [[], entries])
      assert.equal(
        await resultText('json', some, columns, emptySchema),
        `${JSON.stringify(JSON.parse(await resultText('json', some, columns, emptySchema)), undefined, 2)}\n`,
      );
  });

  it('lets others run between two entries', async () => {
    for (const format of resultFormats) {
      let pauses = 0;
      const text = await resultText(format, entries, columns, emptySchema, () => {
        pauses++;
        return Promise.resolve();
      });
      assert.equal(text, await resultText(format, entries, columns, emptySchema));
      assert.ok(pauses >= entries.length);
    }
  });

  it('is rows of cells that show hidden characters and stay short', () => {
    const long: Entry = {
      dn: 'cn=a\u202eb',
      attributes: [{ name: 'member', values: Array.from({ length: 10_000 }, (_, at) => utf8(`cn=${at}`)) }],
    };
    const [dn = '', member = ''] = rowOf(long, ['member'], emptySchema);
    assert.ok(!dn.includes('\u202e'));
    assert.ok(member.length < 400);
    assert.equal(rowOf(entries[1]!, columns, emptySchema)[1], '=HYPERLINK("http://evil")');
  });
});

describe('messages of the page of search results', () => {
  it('are taken only as the protocol has them', () => {
    assert.deepEqual(parseFromSearchResults({ type: 'open', row: 3 }), { type: 'open', row: 3 });
    assert.deepEqual(parseFromSearchResults({ type: 'export', format: 'csv' }), {
      type: 'export',
      format: 'csv',
    });
    for (const message of [
      undefined,
      'open',
      { type: 'open', row: '3' },
      { type: 'open', row: 1.5 },
      { type: 'export', format: 'exe' },
      { type: 'x' },
    ])
      assert.equal(parseFromSearchResults(message), undefined);
    assert.deepEqual(parseToSearchResults({ type: 'rows', columns: ['cn', 1], rows: [['a', 2], 'x'] }), {
      type: 'rows',
      columns: ['cn'],
      rows: [['a'], []],
    });
    assert.equal(parseToSearchResults({ type: 'state', state: 'odd' }), undefined);
  });
});
