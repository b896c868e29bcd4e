import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IdentityError } from '../../../../../src/core/errors.ts';
import { decodeBase64, encodeBase64 } from '../../../../../src/core/ldap/base64.ts';
import { hex, utf8 } from '../../../../../src/core/ldap/bytes.ts';
import { LdifReader, readLdif, streamLdif } from '../../../../../src/core/ldap/ldif/read.ts';
import type { LdifChange, LdifControl, LdifItem } from '../../../../../src/core/ldap/ldif/record.ts';
import {
  ldifVersion,
  writeChange,
  writeComment,
  writeEntry,
  writeValue,
  type LdifStyle,
} from '../../../../../src/core/ldap/ldif/write.ts';

/** A record without where it stands, its values in hexadecimal. */
function bare(item: LdifItem | (LdifChange & { controls: readonly LdifControl[] })): unknown {
  return JSON.parse(
    JSON.stringify(item, (key, value: unknown) =>
      key === 'line' || key === 'endLine' ? undefined : value instanceof Uint8Array ? hex(value) : value,
    ),
  );
}

function readBytes(bytes: Uint8Array, chunk: number): readonly LdifItem[] {
  const items: LdifItem[] = [];
  const reader = new LdifReader((item) => items.push(item));
  for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk));
  reader.end();
  return items;
}

const valuesOf = (text: string): readonly string[] => {
  const [item] = readLdif(text);
  assert.ok(item?.kind === 'entry', JSON.stringify(item));
  return item.attributes.flatMap(({ values }) =>
    values.map((value) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(value)),
  );
};

describe('base64 (RFC 4648 §4)', () => {
  it('agrees with Node on octets of every length', () => {
    for (let length = 0; length < 200; length++) {
      const bytes = crypto.getRandomValues(new Uint8Array(length));
      const text = Buffer.from(bytes).toString('base64');
      assert.equal(encodeBase64(bytes), text);
      assert.deepEqual(decodeBase64(utf8(text)), bytes);
    }
  });

  it('takes nothing else', () => {
    for (const text of ['A', 'AA', 'AAA', 'A===', '=AAA', 'AA=A', 'AAA=AAAA', 'A-_A', 'AA A', 'AB==', 'AAB='])
      assert.equal(decodeBase64(utf8(text)), undefined, text);
  });
});

describe('reading LDIF', () => {
  it('takes CRLF, a byte order mark, no version, no final line end, several empty lines', () => {
    const items = readLdif('\uFEFF\r\n\r\ndn: cn=a\r\ncn: a\r\n\r\n\r\n\r\ndn: cn=b\r\ncn: b');
    assert.deepEqual(
      items.map(({ kind, dn, line, endLine }) => [kind, dn, line, endLine]),
      [
        ['entry', 'cn=a', 3, 4],
        ['entry', 'cn=b', 8, 9],
      ],
    );
  });

  it('passes over comments, folded ones too, and joins a value around none of them', () => {
    assert.deepEqual(valuesOf('# one\n two\ndn: cn=a\n# cn: x\n  cn: y\ncn: a\n'), ['a']);
  });

  it('keeps raw UTF-8, spaces at the end, and colons and less-than signs inside', () => {
    assert.deepEqual(valuesOf('dn: cn=a\ncn:  Lučić \nsn: a:b<c\no:\nx:   \n'), ['Lučić ', 'a:b<c', '', '']);
    assert.deepEqual(valuesOf('dn: cn=a\ncn:: 77u/YQ==\n'), ['\uFEFFa']);
  });

  it('joins an attribute that comes again later, in any case', () => {
    const [item] = readLdif('dn: cn=a\ncn: a\nsn: b\nCN: c\nsn;lang-de: d\n');
    assert.ok(item?.kind === 'entry');
    assert.deepEqual(
      item.attributes.map(({ name, values }) => [name, values.length]),
      [
        ['cn', 2],
        ['sn', 1],
        ['sn;lang-de', 1],
      ],
    );
  });

  it('reads controls with values, and a modification whose last dash is missing', () => {
    const [item] = readLdif(
      'dn: cn=a\ncontrol: 1.2.3\ncontrol: 1.2.4 false: x y\ncontrol: 1.2.5 TRUE:: /w==\nchangetype: Modify\nadd: cn\nCN: b\n',
    );
    assert.ok(item?.kind === 'modify', JSON.stringify(item));
    assert.deepEqual(item.controls, [
      { oid: '1.2.3', critical: false },
      { oid: '1.2.4', critical: false, value: utf8('x y') },
      { oid: '1.2.5', critical: true, value: new Uint8Array([255]) },
    ]);
    assert.deepEqual(item.modifications, [{ operation: 'add', name: 'cn', values: [utf8('b')] }]);
  });

  it('reads and writes an increment (RFC 4525), which has one value', () => {
    const text = 'dn: cn=a\nchangetype: modify\nincrement: uidNumber\nuidNumber: 5\n-\n\n';
    const [item] = readLdif(text);
    assert.ok(item?.kind === 'modify');
    assert.deepEqual(item.modifications, [
      { operation: 'increment', name: 'uidNumber', values: [utf8('5')] },
    ]);
    assert.equal(writeChange(item), text);
    for (const values of ['', 'uidNumber: 1\nuidNumber: 2\n']) {
      const [problem] = readLdif(`dn: cn=a\nchangetype: modify\nincrement: uidNumber\n${values}-\n`);
      assert.ok(problem?.kind === 'problem' && IdentityError.is(problem.error, 'ldif.malformed'));
      assert.match(String(problem.error.data.reason), /one value/);
    }
  });

  it('reads no file whose version is another, nothing, or at a URL', () => {
    for (const version of ['2', '', '< file:///etc/passwd', ': MQ==', '<1'])
      assert.throws(
        () => readLdif(`version:${version}\ndn: cn=a\ncn: a\n`),
        (error) => IdentityError.is(error, 'ldif.malformed') && error.data.line === 1,
        version,
      );
  });

  it('names the line that does not fit, and reads the records after it', () => {
    const wrong: readonly (readonly [string, number])[] = [
      ['cn: a', 1],
      ['dn: cn=a', 1],
      ['dn: cn=a\ncn', 2],
      ['dn: cn=a\n: a', 2],
      ['dn: cn=a\nc n: a', 2],
      ['dn: cn=a\ncn:: /', 2],
      ['dn: cn=a\ncn:: not base64', 2],
      ['dn:: /w==\ncn: a', 1],
      ['dn: cn=a\nmember: b\0c', 2],
      [' cn: a', 1],
      ['dn: cn=a\ncontrol: x\nchangetype: delete', 2],
      ['dn: cn=a\ncontrol: 1.2\ncn: a', 3],
      ['dn: cn=a\ncontrol: 1.2 true:: x\nchangetype: delete', 2],
      ['dn: cn=a\nchangetype: append\ncn: a', 2],
      ['dn: cn=a\nchangetype: delete\ncn: a', 3],
      ['dn: cn=a\nchangetype: add', 2],
      ['dn: cn=a\nchangetype: modify', 2],
      ['dn: cn=a\nchangetype: modify\n-', 3],
      ['dn: cn=a\nchangetype: modify\nmultiply: n\nn: 1\n-', 3],
      ['dn: cn=a\nchangetype: modify\nadd: n\n-', 3],
      // "cn\ndn: cn=b" in base64: written out again it would begin a record.
      ['dn: cn=a\nchangetype: modify\nadd:: Y24KZG46IGNuPWI=\n-', 3],
      ['dn: cn=a\nchangetype: modify\nadd: c n\n-', 3],
      ['dn: cn=a\nchangetype: modify\nreplace: n\nm: 1\n-', 4],
      ['dn: cn=a\nchangetype: modrdn', 2],
      ['dn: cn=a\nchangetype: modrdn\nnewrdn: cn=b', 3],
      ['dn: cn=a\nchangetype: modrdn\nnewrdn: cn=b\ndeleteoldrdn: yes', 4],
      ['dn: cn=a\nchangetype: moddn\nnewrdn: cn=b\ndeleteoldrdn: 1\ncn: b', 5],
      ['dn: cn=a\nchangetype: moddn\nnewrdn: cn=b\ndeleteoldrdn: 1\nnewsuperior: o=x\ncn: b', 6],
    ];
    for (const [text, line] of wrong) {
      const [problem, next, ...more] = readLdif(`${text}\n\ndn: cn=next\ncn: next\n`);
      assert.ok(problem?.kind === 'problem', text);
      assert.ok(IdentityError.is(problem.error, 'ldif.malformed'));
      assert.equal(problem.line, line, `${text}: ${String(problem.error.data.reason)}`);
      assert.equal(next?.dn, 'cn=next', text);
      assert.equal(more.length, 0);
    }
  });

  it('uses no record that runs into the next, and reads the next', () => {
    const [problem, next] = readLdif('dn: cn=a\ncn: a\ndn: cn=b\ncn: b\n');
    assert.ok(problem?.kind === 'problem');
    assert.deepEqual([problem.dn, problem.line, next?.dn], ['cn=a', 3, 'cn=b']);
  });

  it('says that a file in another character set is not UTF-8', () => {
    const [problem] = readBytes(Buffer.from('dn: cn=a\ncn: Müller\n', 'latin1'), 99);
    assert.ok(problem?.kind === 'problem' && problem.line === 2);
    assert.match(JSON.stringify(problem.error.data), /not UTF-8/);
  });

  it('refuses another version', () => {
    assert.throws(() => readLdif('version: 2\n\ndn: cn=a\ncn: a\n'), /ldif.malformed/);
  });

  it('reads a value of 12 MB that is not folded, in small chunks', () => {
    const photo = new Uint8Array(12_000_000).fill(0x5a);
    const text = utf8(`dn: cn=a\njpegPhoto:: ${encodeBase64(photo)}\n`);
    const [item] = readBytes(text, 65_536);
    assert.ok(item?.kind === 'entry');
    assert.equal(item.attributes[0]?.values[0]?.length, photo.length);
  });

  it('reads a stream record by record', async () => {
    const chunks = async function* () {
      yield utf8('dn: cn=a\ncn: a\n\ndn: c');
      await Promise.resolve();
      yield utf8('n=b\ncn: b\n');
    };
    const names: string[] = [];
    for await (const item of streamLdif(chunks())) names.push(item.dn ?? '');
    assert.deepEqual(names, ['cn=a', 'cn=b']);
  });
});

describe('writing LDIF', () => {
  it('writes in base64 what RFC 2849 does not let stand as text', () => {
    for (const value of [' a', ':a', '<a', 'a ', 'é', 'a\n', '\0', 'a\r', '\x7f'])
      assert.match(writeValue('cn', utf8(value)), /^cn:: [\w+/]+=*\n$/, JSON.stringify(value));
    for (const value of ['a:b', '#a', 'a<b', '-', 'a  b'])
      assert.equal(writeValue('cn', utf8(value)), `cn: ${value}\n`);
    assert.equal(writeValue('cn', new Uint8Array()), 'cn:\n');
  });

  it('folds at 76 characters', () => {
    const lines = writeValue('description', utf8('x'.repeat(200))).split('\n');
    assert.deepEqual(
      lines.map(({ length }) => length),
      [76, 76, 63, 0],
    );
  });

  it('writes letters as they are for people, but nothing invisible or misleading', () => {
    assert.equal(writeValue('cn', utf8('Lučić'), 'readable'), 'cn: Lučić\n');
    for (const value of ['a\u202eb', 'a\u200b', 'a\n', 'a ', '\uFEFFa'])
      assert.match(writeValue('cn', utf8(value), 'readable'), /^cn:: /, JSON.stringify(value));
  });

  it('lets no comment end before its line', () => {
    assert.equal(writeComment('a\ncn: b\r\u2028c'), '# a cn: b c\n');
  });

  const octets = fc.oneof(
    fc.string({ unit: 'binary' }).map(utf8),
    fc.string({ unit: fc.constantFrom(...Array.from(' :<#-\n\r\0\tä\u202ea')) }).map(utf8),
    fc.uint8Array({ maxLength: 200 }),
  );
  const name = fc.constantFrom('cn', 'userCertificate;binary', '2.5.4.3', 'x-y;lang-de');
  const dn = fc.string({ unit: fc.constantFrom(...Array.from('cn=a,ü \\\n:<')) });
  const values = fc.array(octets, { minLength: 1, maxLength: 3 });
  const attributes = fc.uniqueArray(fc.record({ name, values }, { noNullPrototype: true }), {
    minLength: 1,
    selector: (each) => each.name,
  });
  const change: fc.Arbitrary<LdifChange> = fc.oneof(
    fc.record({ kind: fc.constantFrom('entry', 'add'), dn, attributes }),
    fc.record({ kind: fc.constant('delete' as const), dn }),
    fc.record({
      kind: fc.constant('modify' as const),
      dn,
      modifications: fc.array(
        fc.oneof(
          fc.record({ operation: fc.constant('add' as const), name, values }),
          fc.record({
            operation: fc.constantFrom('replace', 'delete'),
            name,
            values: fc.array(octets, { maxLength: 2 }),
          }),
        ),
        { minLength: 1, maxLength: 4 },
      ),
    }),
    fc.record(
      { kind: fc.constant('rename' as const), dn, newRdn: dn, deleteOldRdn: fc.boolean(), newSuperior: dn },
      { requiredKeys: ['kind', 'dn', 'newRdn', 'deleteOldRdn'] },
    ),
  );
  const file = fc.array(change, { minLength: 1, maxLength: 5 });
  const style = fc.constantFrom<LdifStyle>('portable', 'readable');

  it('writes what it reads back the same, whatever the chunks and line ends', () => {
    fc.assert(
      fc.property(file, style, fc.integer({ min: 1, max: 40 }), fc.boolean(), (changes, how, chunk, crlf) => {
        const written = ldifVersion + changes.map((each) => writeChange(each, [], how)).join('');
        const again = readBytes(utf8(crlf ? written.replaceAll('\n', '\r\n') : written), chunk);
        assert.deepEqual(
          again.map(bare),
          changes.map((each) => bare({ ...each, controls: [] })),
        );
      }),
      { numRuns: 1500 },
    );
  });

  it('is read or named as a problem with its line when any byte of it is changed, and ends well', () => {
    fc.assert(
      fc.property(file, fc.nat(), fc.integer({ min: 0, max: 255 }), (changes, where, byte) => {
        const bytes = utf8(ldifVersion + changes.map((each) => writeChange(each)).join(''));
        bytes[where % bytes.length] = byte;
        const lines = bytes.filter((each) => each === 0x0a).length + 1;
        try {
          for (const item of readBytes(bytes, 7)) {
            assert.ok(item.line >= 1 && item.line <= item.endLine && item.endLine <= lines);
            if (item.kind === 'problem') assert.ok(IdentityError.is(item.error));
          }
        } catch (error) {
          assert.ok(IdentityError.is(error, 'ldif.malformed'), String(error));
          assert.equal(error.data.line, 1);
        }
      }),
      {
        numRuns: 3000,
        // A version that becomes a URL.
        examples: [[[{ kind: 'rename', dn: 'c\ncc', newRdn: 'ccc', deleteOldRdn: false }], 8, 0x3c]],
      },
    );
  });

  it('writes an entry as its attributes stand', () => {
    const entry = { dn: 'cn=a', attributes: [{ name: 'cn', values: [utf8('a')] }] };
    assert.equal(writeEntry(entry), 'dn: cn=a\ncn: a\n\n');
  });
});
