import assert from 'node:assert/strict';
import fc from 'fast-check';
import { utf8 } from '../../../../../src/core/ldap/bytes.ts';
import { ldifFindings } from '../../../../../src/core/ldap/ldif/findings.ts';
import { attributeNoteAt, ldifChoices } from '../../../../../src/core/ldap/ldif/lookUp.ts';
import { ldifLineAt, outlineLdif } from '../../../../../src/core/ldap/ldif/outline.ts';
import { emptySchema, readSchema } from '../../../../../src/core/ldap/schema.ts';

const schema = readSchema({
  dn: 'cn=Subschema',
  attributes: [
    {
      name: 'attributeTypes',
      values: [
        "( 2.5.4.0 NAME 'objectClass' SYNTAX 1.3.6.1.4.1.1466.115.121.1.38 )",
        "( 2.5.4.3 NAME ( 'cn' 'commonName' ) DESC 'common name' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )",
        "( 2.5.4.4 NAME 'sn' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )",
        "( 2.5.4.20 NAME 'telephoneNumber' SYNTAX 1.3.6.1.4.1.1466.115.121.1.50 )",
        "( 2.16.840.1.113730.3.1.241 NAME 'displayName' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )",
        "( 2.5.18.1 NAME 'createTimestamp' SYNTAX 1.3.6.1.4.1.1466.115.121.1.24 SINGLE-VALUE NO-USER-MODIFICATION USAGE directoryOperation )",
        "( 1.2.840.113556.1.4.8 NAME 'userAccountControl' SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )",
      ].map(utf8),
    },
    {
      name: 'objectClasses',
      values: [
        "( 2.5.6.0 NAME 'top' ABSTRACT MUST objectClass )",
        "( 2.5.6.6 NAME 'person' SUP top STRUCTURAL MUST ( sn $ cn ) MAY ( telephoneNumber $ displayName ) )",
      ].map(utf8),
    },
  ],
});

const codes = async (text: string, with_ = schema) =>
  (await ldifFindings(text, with_)).map(({ code, line, severity }) => [code, line, severity]);

describe('LDIF in the editor', () => {
  it('outlines records and where each value stands, folded and in base64 too', () => {
    const text =
      'version: 1\n\n# note\n more\ndn: cn=a\ncn: a\n b\njpegPhoto:: /9j/\n\ndn:: Y249Yg==\nchangetype: delete\n';
    const blocks = outlineLdif(text);
    assert.deepEqual(
      blocks.map(({ dn, kind, line, endLine }) => [dn, kind, line, endLine]),
      [
        ['cn=a', 'entry', 4, 7],
        ['cn=b', 'delete', 9, 10],
      ],
    );
    const [, cn, photo] = blocks[0]!.lines;
    assert.deepEqual(
      [cn?.line, cn?.endLine, cn?.valueStart, new TextDecoder().decode(cn?.value)],
      [5, 6, 4, 'ab'],
    );
    assert.ok(photo?.isBase64 && photo.value?.length === 3);
    assert.equal(ldifLineAt(blocks, 6)?.line, cn);
    assert.equal(ldifLineAt(blocks, 2), undefined);
  });

  it('outlines any text without failing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom(...Array.from('dn:=a #\n -<;')) }), async (text) => {
        const lines = text.split('\n').length;
        for (const { line, endLine, lines: each } of outlineLdif(text))
          assert.ok(line <= endLine && endLine < lines && each.length > 0);
        await ldifFindings(text, schema);
      }),
      { numRuns: 3000 },
    );
  });

  it('reports what is no LDIF and no DN where it stands', async () => {
    assert.deepEqual(await codes('dn: cn=a\ncn:: x\n', emptySchema), [['ldif.malformed', 1, 'error']]);
    assert.deepEqual(await codes('dn: cn=a\nphoto:< file:///etc/passwd\n', emptySchema), [
      ['ldif.urlRefused', 1, 'error'],
    ]);
    const [finding] = await ldifFindings('\ndn: cn=a,,dc=b\ncn: a\n', emptySchema);
    assert.deepEqual([finding?.code, finding?.line, finding?.start], ['ldap.invalidDn', 1, 9]);
  });

  it('reports what the schema does not allow', async () => {
    const entry = (lines: string) => `dn: cn=a\nobjectClass: person\ncn: a\nsn: b\n${lines}`;
    assert.deepEqual(await codes(entry('telephoneNumber: 1\n')), []);
    assert.deepEqual(await codes(entry('telefoneNumber: 1\n')), [['ldap.unknownAttribute', 4, 'warning']]);
    assert.deepEqual(await codes(entry('objectClass: robot\n')), [['ldap.unknownClass', 4, 'warning']]);
    assert.deepEqual(await codes(entry('userAccountControl: 512\n')), [
      ['ldap.notAllowedAttribute', 4, 'warning'],
    ]);
    assert.deepEqual(await codes(entry('displayName: x\ndisplayName: y\n')), [
      ['ldap.singleValued', 5, 'error'],
    ]);
    assert.deepEqual(await codes(entry('createTimestamp: 20260101000000Z\n')), [
      ['ldap.readOnlyAttribute', 4, 'warning'],
    ]);
    assert.deepEqual(await codes('dn: cn=a\nobjectClass: person\ncommonName: a\n'), [
      ['ldap.missingAttribute', 0, 'warning'],
    ]);
    assert.deepEqual(await codes('dn: cn=a\nchangetype: modify\nreplace: nothing\nnothing: 1\n-\n'), [
      ['ldap.unknownAttribute', 3, 'warning'],
    ]);
  });

  it('tells of an attribute its value in words, its description, syntax and OID', () => {
    const text = 'dn: cn=a\nuserAccountControl: 514\ncommonName: a\nobjectClass: person\n';
    const facts = Object.fromEntries(attributeNoteAt(text, 1, schema)?.facts ?? []);
    assert.equal(facts['Value'], 'ACCOUNTDISABLE | NORMAL_ACCOUNT');
    assert.equal(facts['Source'], '[MS-ADTS] 2.2.16');
    assert.equal(facts['OID'], '1.2.840.113556.1.4.8');
    const name = Object.fromEntries(attributeNoteAt(text, 2, schema)?.facts ?? []);
    assert.deepEqual([name['Description'], name['Names']], ['common name', 'cn, commonName']);
    assert.match(name['Syntax'] ?? '', /^Directory String \(1\.3/);
    const person = Object.fromEntries(attributeNoteAt(text, 3, schema)?.facts ?? []);
    assert.equal(person['Must have'], 'sn, cn, objectClass');
    assert.equal(attributeNoteAt(text, 0, schema), undefined);
  });

  it('decodes values without any schema', () => {
    const facts = attributeNoteAt('dn: cn=a\nlastLogon: 134398457134879000\n', 1, emptySchema)?.facts ?? [];
    assert.deepEqual(facts[0], ['Value', '2026-11-22T18:28:33.4879Z']);
  });

  it('completes keywords, attributes the classes allow, classes, and change types', () => {
    const labels = (text: string, line: number, before: string) =>
      ldifChoices(text, line, before, schema).map(({ label }) => label);
    assert.deepEqual(labels('', 0, ''), ['dn', 'version']);
    const entry = 'dn: cn=a\nobjectClass: person\n\n';
    assert.deepEqual(labels(entry, 2, ''), ['objectClass', 'sn', 'cn', 'telephoneNumber', 'displayName']);
    assert.ok(labels('dn: cn=a\n\n', 1, '').includes('changetype'));
    assert.deepEqual(labels('dn: cn=a\nobjectClass: \n', 1, 'objectClass: p'), ['top', 'person']);
    assert.deepEqual(labels('dn: cn=a\nchangetype: \n', 1, 'changetype: '), [
      'add',
      'delete',
      'modify',
      'moddn',
    ]);
    const modify = 'dn: cn=a\nchangetype: modify\nreplace: \n';
    assert.ok(labels(modify, 2, 'replace: ').includes('displayName'));
    assert.ok(!labels(modify, 2, 'replace: ').includes('createTimestamp'));
    assert.ok(labels(modify, 3, '').includes('add'));
    assert.deepEqual(labels(entry, 1, 'cn: a b'), []);
  });
});
