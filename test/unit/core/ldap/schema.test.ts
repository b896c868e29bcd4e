import assert from 'node:assert/strict';
import fc from 'fast-check';
import { utf8 } from '../../../../src/core/ldap/bytes.ts';
import { readSchema } from '../../../../src/core/ldap/schema.ts';
import { readDefinition } from '../../../../src/core/ldap/schemaText.ts';

const subschema = (attributes: Readonly<Record<string, readonly string[]>>) =>
  readSchema({
    dn: 'cn=Subschema',
    attributes: Object.entries(attributes).map(([name, texts]) => ({ name, values: texts.map(utf8) })),
  });

/** As OpenLDAP writes them. */
const schema = subschema({
  attributeTypes: [
    "( 2.5.4.41 NAME 'name' DESC 'RFC4519: common supertype of name attributes' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15{32768} )",
    "( 2.5.4.3 NAME ( 'cn' 'commonName' ) DESC 'RFC4519: common name(s) for which the entity is known by' SUP name )",
    "( 2.5.18.1 NAME 'createTimestamp' DESC 'RFC4512: time which object was created' EQUALITY generalizedTimeMatch ORDERING generalizedTimeOrderingMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.24 SINGLE-VALUE NO-USER-MODIFICATION USAGE directoryOperation )",
    "( 2.5.4.36 NAME 'userCertificate' EQUALITY certificateExactMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.8 X-ORIGIN ( 'RFC 4523' 'user defined' ) )",
    "( 1.2.3 NAME 'loop' SUP loop )",
    'no definition',
  ],
  objectClasses: [
    "( 2.5.6.0 NAME 'top' DESC 'top of the superclass chain' ABSTRACT MUST objectClass )",
    "( 2.5.6.6 NAME 'person' DESC 'It''s' SUP top STRUCTURAL MUST ( sn $ commonName ) MAY ( userPassword $ telephoneNumber $ seeAlso $ description ) )",
    "( 2.5.6.7 NAME 'organizationalPerson' SUP person STRUCTURAL MAY ( title $ cn ) )",
    "( 1.3.6.1.1.3.1 NAME 'uidObject' SUP top AUXILIARY MUST uid )",
  ],
  matchingRules: ["( 2.5.13.2 NAME 'caseIgnoreMatch' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )"],
  ldapSyntaxes: ["( 1.3.6.1.4.1.1466.115.121.1.15 DESC 'Directory String' )", "( 9.9 DESC 'Own' )"],
});

describe('subschemas (RFC 4512)', () => {
  it('finds attributes by any name or OID, in any case, options aside', () => {
    for (const name of ['cn', 'COMMONNAME', '2.5.4.3', 'cn;lang-de'])
      assert.equal(schema.attribute(name)?.oid, '2.5.4.3');
    assert.equal(schema.nameOf('commonName'), 'cn');
    assert.equal(schema.nameOf('unknown'), 'unknown');
  });

  it('reads every part of an attribute type', () => {
    const { description, equality, ordering, isSingleValued, isReadOnly, usage } =
      schema.attribute('createTimestamp')!;
    assert.deepEqual(
      [description, equality, ordering, isSingleValued, isReadOnly, usage],
      [
        'RFC4512: time which object was created',
        'generalizedTimeMatch',
        'generalizedTimeOrderingMatch',
        true,
        true,
        'directoryOperation',
      ],
    );
  });

  it('inherits syntax and rules, and ends where a type inherits from itself', () => {
    assert.equal(schema.syntax('cn'), '1.3.6.1.4.1.1466.115.121.1.15');
    assert.equal(schema.equality('cn'), 'caseIgnoreMatch');
    assert.equal(schema.syntax('loop'), undefined);
    assert.ok(schema.isBinary('userCertificate;binary') && !schema.isBinary('cn'));
    assert.equal(schema.syntaxName('1.3.6.1.4.1.1466.115.121.1.15'), 'Directory String');
    assert.equal(schema.syntaxName('9.9'), 'Own');
  });

  it('knows what entries of classes must and may have, superiors included, by customary names', () => {
    const { must, may } = schema.attributesOf(['organizationalPerson', 'uidObject', 'unknown']);
    assert.deepEqual([...must].sort(), ['cn', 'objectClass', 'sn', 'uid']);
    assert.ok(may.includes('title') && may.includes('description') && !may.includes('cn'));
    assert.equal(schema.objectClass('TOP')?.kind, 'abstract');
    assert.equal(schema.objectClass('uidObject')?.kind, 'auxiliary');
  });

  it('tells same attributes by name, OID and options', () => {
    assert.ok(schema.isSameAttribute('cn', '2.5.4.3') && schema.isSameAttribute('CN', 'commonName'));
    assert.ok(schema.isSameAttribute('cn;lang-de;x-a', 'commonname;X-A;LANG-DE'));
    assert.ok(!schema.isSameAttribute('cn', 'cn;lang-de'));
  });

  it('reads what Active Directory writes: OIDs in quotation marks', () => {
    const active = subschema({
      attributeTypes: [
        "( 1.2.840.113556.1.4.146 NAME 'objectSid' SYNTAX '1.3.6.1.4.1.1466.115.121.1.40' SINGLE-VALUE NO-USER-MODIFICATION )",
      ],
    });
    assert.ok(active.isBinary('objectSid'));
    assert.ok(active.attribute('objectsid')?.isReadOnly);
  });

  it('keeps what it cannot read instead of failing', () => {
    assert.deepEqual(schema.unreadable, ['no definition']);
  });

  it('reads escaped quotation marks', () => {
    assert.deepEqual(readDefinition(String.raw`( 1.2 DESC 'a\27b\5cc' X-Y ( ) )`)?.parts.get('DESC'), [
      "a'b\\c",
    ]);
  });

  it('ends on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("( )'$1. NAMESUP")) }), (text) => {
        readDefinition(text);
      }),
      { numRuns: 5000 },
    );
  });
});
