import assert from 'node:assert/strict';
import { utf8 } from '../../../../src/core/ldap/bytes.ts';
import type { Entry } from '../../../../src/core/ldap/entry.ts';
import { exportLdif, type LdifPiece } from '../../../../src/core/ldap/exportLdif.ts';
import { readLdif } from '../../../../src/core/ldap/ldif/read.ts';
import { writeEntry } from '../../../../src/core/ldap/ldif/write.ts';
import type { LdapSession, SearchPage } from '../../../../src/core/ldap/session.ts';

const page = (entries: readonly Entry[], more: Partial<SearchPage> = {}): SearchPage => ({
  entries,
  references: [],
  isLast: false,
  controls: [],
  ...more,
});
const person = (at: number, size = 10): Entry => ({
  dn: `cn=${at}`,
  attributes: [{ name: 'cn', values: [utf8('x'.repeat(size))] }],
});

function sessionOf(pages: readonly SearchPage[]): Pick<LdapSession, 'search'> {
  return {
    async *search() {
      for (const each of pages) yield await Promise.resolve(each);
      return undefined;
    },
  };
}

async function exported(pages: readonly SearchPage[]) {
  const pieces: LdifPiece[] = [];
  for await (const piece of exportLdif(sessionOf(pages), { base: 'dc=x', scope: 'sub' })) pieces.push(piece);
  const text = Buffer.concat(pieces.map(({ bytes }) => bytes)).toString();
  return { pieces, text };
}

describe('an export as LDIF', () => {
  it('is what each entry is alone, in few large pieces', async () => {
    const entries = Array.from({ length: 40 }, (_, at) => person(at, 20_000));
    const { pieces, text } = await exported(entries.map((entry) => page([entry])));
    assert.equal(text, entries.map((entry) => writeEntry(entry)).join(''));
    assert.deepEqual([pieces.length, pieces.at(-1)?.count, pieces.at(-1)?.cutShort], [4, 40, undefined]);
  });

  it('says which limit ended it, and what it has until then', async () => {
    const { pieces, text } = await exported([
      page([person(1)]),
      page([person(2)], { cutShort: 'sizeLimit' }),
    ]);
    assert.deepEqual([pieces.at(-1)?.count, pieces.at(-1)?.cutShort], [2, 'sizeLimit']);
    assert.equal(readLdif(text).length, 2);
  });

  it('names what another server holds, as a comment that does not end before its line', async () => {
    const { text } = await exported([
      page([person(1)], { references: [['ldap://other/ou=a', 'ldap://evil/\ndn: cn=evil\ncn: evil']] }),
    ]);
    assert.match(
      text,
      /^# Held by another server: ldap:\/\/other\/ou=a ldap:\/\/evil\/ dn: cn=evil cn: evil$/m,
    );
    assert.deepEqual(
      readLdif(text).map(({ dn }) => dn),
      ['cn=1'],
    );
  });

  it('lets no name that a server made up begin a record of its own', async () => {
    const names = ['cn: a\n\ndn: cn=evil\ncn', 'cn\n', 'c n', '#cn', '-', '', 'cn:', 'cn<', 'cn\u2028', 'ä'];
    const attributes = [...names, 'cn'].map((name) => ({ name, values: [utf8('v')] }));
    const { text } = await exported([page([{ dn: 'cn=1', attributes }])]);
    const items = readLdif(text);
    assert.equal(items.length, 1);
    assert.ok(items[0]?.kind === 'entry');
    assert.deepEqual(
      items[0].attributes.map(({ name }) => name),
      ['cn'],
    );
    assert.equal(text.match(/^# Left out/gm)?.length, names.length);
  });
});
