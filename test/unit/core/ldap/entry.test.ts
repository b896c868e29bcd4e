import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IdentityError } from '../../../../src/core/errors.ts';
import { hex, utf8 } from '../../../../src/core/ldap/bytes.ts';
import { changeLog } from '../../../../src/core/ldap/changeLog.ts';
import { changesText, inverseText } from '../../../../src/core/ldap/changeTexts.ts';
import { conflictsOf, diffEntry, savedEntry } from '../../../../src/core/ldap/diffEntry.ts';
import { findAttribute, type Entry, type Modification } from '../../../../src/core/ldap/entry.ts';
import { comparableEntry, editableEntry } from '../../../../src/core/ldap/editableEntry.ts';
import { inverseOf } from '../../../../src/core/ldap/inverse.ts';
import { readLdif } from '../../../../src/core/ldap/ldif/read.ts';
import { emptySchema, readSchema } from '../../../../src/core/ldap/schema.ts';

const entry = (
  attributes: Readonly<Record<string, readonly (string | Uint8Array)[]>>,
  dn = 'cn=a,dc=b',
): Entry => ({
  dn,
  attributes: Object.entries(attributes).map(([name, values]) => ({
    name,
    values: values.map((value) => (typeof value === 'string' ? utf8(value) : value)),
  })),
});
const anyServer = { canDeleteValue: () => true };
const told = (changes: readonly Modification[]) =>
  changes.map(({ operation, name, values }) => [
    operation,
    name,
    ...values.map((value) => new TextDecoder().decode(value)),
  ]);

/** The entry after modifications, as RFC 4511 §4.6 has a server apply them. */
function applied(before: Entry, changes: readonly Modification[]): Entry {
  const values = new Map(
    before.attributes.map((each) => [each.name.toLowerCase(), new Map(each.values.map((v) => [hex(v), v]))]),
  );
  for (const { operation, name, values: changed } of changes) {
    const key = name.toLowerCase();
    const old =
      operation === 'replace'
        ? new Map<string, Uint8Array>()
        : (values.get(key) ?? new Map<string, Uint8Array>());
    if (operation === 'delete') {
      assert.ok(values.has(key), `no ${name} to delete`);
      if (changed.length === 0) old.clear();
      for (const value of changed) assert.ok(old.delete(hex(value)), `no such value of ${name}`);
    } else
      for (const value of changed) {
        assert.ok(!old.has(hex(value)), `${name} has that value already`);
        old.set(hex(value), value);
      }
    if (old.size === 0) values.delete(key);
    else values.set(key, old);
  }
  return {
    dn: before.dn,
    attributes: [...values].map(([name, each]) => ({ name, values: [...each.values()] })),
  };
}

const same = (one: Entry, other: Entry) => {
  const plain = ({ attributes }: Entry) =>
    attributes
      .filter(({ values }) => values.length > 0)
      .map(({ name, values }) => `${name.toLowerCase()} ${[...new Set(values.map(hex))].sort().join()}`)
      .sort();
  assert.deepEqual(plain(one), plain(other));
};

const arbitraryEntry = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom('cn', 'sn', 'mail', 'member', 'userCertificate;binary'),
      values: fc.uniqueArray(fc.constantFrom(...['1', '2', '3', 'ü', '\0'].map(utf8)), {
        minLength: 1,
        selector: hex,
      }),
    }),
    { selector: ({ name }) => name },
  )
  .map((attributes): Entry => ({ dn: 'cn=a,dc=b', attributes }));

describe('the modifications a save makes', () => {
  const before = entry({ cn: ['a'], mail: ['x', 'y'], sn: ['s'], title: ['t'] });

  it('adds, deletes and replaces exactly what changed', () => {
    const after = entry({ cn: ['a'], mail: ['y', 'z'], sn: ['S'], phone: ['1', '1'] });
    assert.deepEqual(told(diffEntry(before, after, anyServer)), [
      ['delete', 'title'],
      ['delete', 'mail', 'x'],
      ['add', 'mail', 'z'],
      ['replace', 'sn', 'S'],
      ['add', 'phone', '1'],
    ]);
    assert.deepEqual(
      diffEntry(before, entry({ SN: ['s'], CN: ['a'], title: ['t'], mail: ['y', 'x'] }), anyServer),
      [],
    );
  });

  it('replaces all values where single ones cannot be named', () => {
    const after = entry({ cn: ['a'], mail: ['y'], sn: ['s'], title: ['t'] });
    assert.deepEqual(told(diffEntry(before, after, { canDeleteValue: () => false })), [
      ['replace', 'mail', 'y'],
    ]);
  });

  it('turn one entry into any other, and their inverse turns it back', () => {
    fc.assert(
      fc.property(arbitraryEntry, arbitraryEntry, fc.boolean(), (one, other, canDelete) => {
        const modifications = diffEntry(one, other, { canDeleteValue: () => canDelete });
        const then = applied(one, modifications);
        same(then, other);
        const inverse = inverseOf({ kind: 'modify', dn: one.dn, modifications }, one);
        assert.ok(inverse?.kind === 'modify');
        same(applied(then, inverse.modifications), one);
      }),
      { numRuns: 2000 },
    );
  });

  it('is nothing when an entry document is saved as it was read', () => {
    const photo = new Uint8Array([0xff, 0xd8, 0xff, 0, 1]);
    const text = editableEntry(
      entry({ cn: ['a\nb', ' x'], jpegPhoto: [photo], objectGUID: [new Uint8Array(16)] }),
      emptySchema,
    );
    assert.deepEqual(savedEntry(text, text, anyServer), []);
    assert.deepEqual(told(savedEntry(text, text.replace(/^jpegPhoto.*\n/m, ''), anyServer)), [
      ['delete', 'jpegPhoto'],
    ]);
  });

  it('compares the same entry of two servers as the same, in whatever order they give it', () => {
    const one = entry({ objectClass: ['top', 'person'], sn: ['s'], mail: ['b', 'a'], entryUUID: ['1'] });
    const other = entry({ MAIL: ['a', 'b'], sn: ['s'], objectClass: ['person', 'top'], whenCreated: ['2'] });
    const schema = readSchema(
      entry({ attributeTypes: ["( 1.3.6.1.1.16.4 NAME 'entryUUID' NO-USER-MODIFICATION )"] }),
    );
    const text = comparableEntry(one, schema);
    assert.equal(comparableEntry(other, schema).toLowerCase(), text.toLowerCase());
    assert.match(text, /^dn: .*\nmail: a\nmail: b\nobjectClass: person\nobjectClass: top\nsn: s\n$/);
  });

  it('refuses another DN, more than one record, changes, and what is no LDIF', () => {
    const refused = (edited: string, code: string) =>
      assert.throws(
        () => savedEntry('dn: cn=a\ncn: a\n', edited, anyServer),
        (error) => IdentityError.is(error) && error.code === code,
        edited,
      );
    refused('dn: cn=b\ncn: a\n', 'entry.dnEdited');
    refused('dn: cn=a\ncn: a\n\ndn: cn=b\ncn: b\n', 'entry.notOne');
    refused('', 'entry.notOne');
    refused('dn: cn=a\nchangetype: delete\n', 'entry.notOne');
    refused('dn: cn=a\ncn a\n', 'ldif.malformed');
  });

  it('names the attributes that someone else changed meanwhile', () => {
    const now = entry({ cn: ['a'], mail: ['x', 'y', 'new'], sn: ['other'], title: ['t'] });
    const changes = diffEntry(before, entry({ cn: ['a'], mail: ['y'], sn: ['s'], title: ['T'] }), anyServer);
    assert.deepEqual(conflictsOf(before, now, changes), ['mail']);
  });
});

describe('an entry as a document', () => {
  it('tells values in words beside them, and what the server keeps as comments', () => {
    const text = editableEntry(
      entry({
        cn: ['Lučić'],
        userAccountControl: ['514'],
        whenCreated: ['20260101000000.0Z'],
        uSNCreated: ['7'],
      }),
      emptySchema,
    );
    assert.equal(
      text,
      [
        'dn: cn=a,dc=b',
        'cn: Lučić',
        '# userAccountControl: ACCOUNTDISABLE | NORMAL_ACCOUNT',
        'userAccountControl: 514',
        '',
        '# Kept by the server:',
        '# whenCreated: 2026-01-01T00:00:00Z',
        '# uSNCreated: 7',
        '',
      ].join('\n'),
    );
  });

  it('does not show a photo of 12 MB, and a save leaves it alone', () => {
    const text = editableEntry(entry({ cn: ['a'], jpegPhoto: [new Uint8Array(12_000_000)] }), emptySchema);
    assert.ok(text.length < 300 && text.includes('too large to edit here'));
    assert.deepEqual(savedEntry(text, text, anyServer), []);
  });

  it('lets no value break out of a comment', () => {
    const text = editableEntry(entry({ cn: ['a'], memberOf: ['x\nuserPassword: y'] }), emptySchema);
    const [item] = readLdif(text);
    assert.ok(item?.kind === 'entry' && item.attributes.length === 1);
  });
});

describe('taking changes back', () => {
  it('deletes what was added, adds what was deleted, renames back', () => {
    assert.deepEqual(inverseOf({ kind: 'add', dn: 'cn=a', attributes: [] }, undefined), {
      kind: 'delete',
      dn: 'cn=a',
    });
    const before = entry({ cn: ['a'] });
    assert.deepEqual(inverseOf({ kind: 'delete', dn: before.dn }, before), { kind: 'add', ...before });
    assert.equal(inverseOf({ kind: 'delete', dn: 'cn=a' }, undefined), undefined);
    assert.deepEqual(
      inverseOf(
        { kind: 'rename', dn: 'cn=a,dc=b', newRdn: 'cn=c', deleteOldRdn: true, newSuperior: 'dc=d' },
        before,
      ),
      { kind: 'rename', dn: 'cn=c,dc=d', newRdn: 'cn=a', deleteOldRdn: true, newSuperior: 'dc=b' },
    );
  });

  it('takes an increment back by the number with the other sign, of any size', () => {
    const inverse = (number: string) =>
      inverseOf(
        {
          kind: 'modify',
          dn: 'cn=a',
          modifications: [{ operation: 'increment', name: 'uidNumber', values: [utf8(number)] }],
        },
        { dn: 'cn=a', attributes: [] },
      );
    for (const [number, other] of [
      ['5', '-5'],
      ['-5', '5'],
      ['0', '0'],
      ['123456789012345678901234567890', '-123456789012345678901234567890'],
    ] as const)
      assert.deepEqual(inverse(number), {
        ...{ kind: 'modify', dn: 'cn=a' },
        modifications: [{ operation: 'increment', name: 'uidNumber', values: [utf8(other)] }],
      });
  });

  it('keeps a value the entry had before it became its name', () => {
    const before = entry({ cn: ['a', 'c'] });
    const back = inverseOf({ kind: 'rename', dn: 'cn=a,dc=b', newRdn: 'cn=c', deleteOldRdn: false }, before);
    assert.ok(back?.kind === 'rename' && !back.deleteOldRdn);
  });

  it('keeps no secret in the log, and says so', () => {
    const log = changeLog();
    const change = {
      kind: 'modify',
      dn: 'cn=a',
      modifications: [
        { operation: 'replace', name: 'userPassword', values: [utf8('hush')] },
        { operation: 'replace', name: 'sn', values: [utf8('b')] },
      ],
    } as const;
    const inverse = inverseOf(change, entry({ userPassword: ['old'], sn: ['a'] }));
    assert.equal(inverse, undefined);
    log.add({ at: 0, directory: 'Example', change });
    const both = changesText(log.list()) + inverseText(log.list());
    assert.ok(
      !both.includes('hush') &&
        !both.includes('old') &&
        !both.includes(Buffer.from('hush').toString('base64')),
    );
    assert.match(both, /# userPassword: its values are secret/);
    // By number, with an option, or inside of another value: no log keeps these either.
    for (const name of ['2.5.4.35', 'userPassword;x-old', 'olcSyncrepl', 'msLAPS-EncryptedPassword'])
      assert.doesNotMatch(
        changesText([
          {
            at: 0,
            directory: 'x',
            change: { kind: 'add', dn: 'cn=a', attributes: [{ name, values: [utf8('hush')] }] },
          },
        ]),
        /hush|aHVzaA/,
        name,
      );
    assert.match(both, /# Cannot be taken back: modify of cn=a/);
  });

  it('writes logs that read back as the changes and, last first, their inverses', () => {
    const log = changeLog();
    const add = { kind: 'add', dn: 'cn=a,dc=b', attributes: entry({ cn: ['a'] }).attributes } as const;
    const rename = { kind: 'rename', dn: 'cn=a,dc=b', newRdn: 'cn=c', deleteOldRdn: true } as const;
    for (const change of [add, rename]) {
      const inverse = inverseOf(change, entry({ cn: ['a'] }));
      log.add({ at: 0, directory: 'Line\nbreak', change, ...(inverse === undefined ? {} : { inverse }) });
    }
    assert.deepEqual(
      readLdif(changesText(log.list())).map(({ kind }) => kind),
      ['add', 'rename'],
    );
    assert.deepEqual(
      readLdif(inverseText(log.list())).map(({ kind, dn }) => [kind, dn]),
      [
        ['rename', 'cn=c,dc=b'],
        ['delete', 'cn=a,dc=b'],
      ],
    );
    assert.equal(findAttribute(entry({ cn: ['a'] }), 'CN')?.name, 'cn');
  });
});
