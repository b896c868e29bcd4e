import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IdentityError } from '../../../../src/core/errors.ts';
import { utf8 } from '../../../../src/core/ldap/bytes.ts';
import { printFilter } from '../../../../src/core/ldap/filter.ts';
import { readSchema, emptySchema } from '../../../../src/core/ldap/schema.ts';
import { filterChoices, searchChoices } from '../../../../src/core/ldap/searchChoices.ts';
import {
  newSearchText,
  readSearchDocument,
  searchFindings,
  searchRequest,
} from '../../../../src/core/ldap/searchDocument.ts';

const schema = readSchema({
  dn: '',
  attributes: [
    { name: 'attributeTypes', values: ["( 2.5.4.3 NAME 'cn' )", "( 2.5.4.0 NAME 'objectClass' )"].map(utf8) },
    { name: 'objectClasses', values: [utf8("( 2.5.6.6 NAME 'person' )")] },
    { name: 'matchingRules', values: [utf8("( 2.5.13.2 NAME 'caseIgnoreMatch' )")] },
  ],
});

const TEXT = `# People
directory: example
base: ou=people,dc=example,dc=org
scope: one
filter: (&(objectClass=person)
  (|(cn=a*)
    (cn=b*)))
attributes: cn, mail +
sort: sn, -givenName:2.5.13.3
limit: 50
controls: showDeleted critical, 1.2.3

filter: (cn=x)
`;

describe('search documents', () => {
  it('read every field, folded lines, comments, and several searches', () => {
    const [first, second, ...more] = readSearchDocument(TEXT);
    assert.equal(more.length, 0);
    const { directory, base, search } = searchRequest(first!);
    assert.deepEqual(
      [directory, base, search.scope, search.sizeLimit],
      ['example', 'ou=people,dc=example,dc=org', 'one', 50],
    );
    assert.equal(printFilter(search.filter!), '(&(objectClass=person)(|(cn=a*)(cn=b*)))');
    assert.deepEqual(search.attributes, ['cn', 'mail', '+']);
    assert.deepEqual(search.sort, [
      { attribute: 'sn' },
      { attribute: 'givenName', rule: '2.5.13.3', descending: true },
    ]);
    assert.deepEqual(search.controls, [
      { oid: '1.2.840.113556.1.4.417', critical: true },
      { oid: '1.2.3', critical: false },
    ]);
    assert.deepEqual([second?.line, searchRequest(second!).search.scope], [12, 'sub']);
  });

  it('say what is wrong, and in which line and column of a folded filter', () => {
    const found = (text: string) =>
      searchFindings(text, () => schema).map(({ code, start }) => [code, start.line, start.column]);
    assert.deepEqual(found('filter: (&(cn=a)\n  (cn=b\\zz))\n'), [['ldap.invalidFilter', 1, 7]]);
    assert.deepEqual(found('scope: all\n'), [['search.badField', 0, 7]]);
    assert.deepEqual(found('limit: many\n'), [['search.badField', 0, 7]]);
    assert.deepEqual(found('base: cn=a,,\n'), [['ldap.invalidDn', 0, 11]]);
    assert.deepEqual(found('colour: red\n'), [['search.unknownField', 0, 8]]);
    assert.deepEqual(found('no field\n'), [['search.unknownField', 0, 8]]);
    assert.deepEqual(found('scope: one\nscope: sub\n'), [['search.fieldTwice', 1, 7]]);
    assert.deepEqual(found('filter: (&(cn=a)\n (sm=b))\n'), [['ldap.unknownAttribute', 1, 2]]);
    assert.deepEqual(found('filter: (cn:wrongMatch:=a)\n'), [['ldap.unknownRule', 0, 12]]);
    assert.deepEqual(found('filter: (cn:1.2.840.113556.1.4.1941:=a)\nattributes: cn *, +\n'), []);
    assert.deepEqual(found('attributes: cn, mali\n'), [['ldap.unknownAttribute', 0, 16]]);
  });

  it('are refused as a whole by what runs them', () => {
    const [block] = readSearchDocument('filter: (cn=\n');
    assert.throws(
      () => searchRequest(block!),
      (error) => IdentityError.is(error, 'ldap.invalidFilter'),
    );
  });

  it('begin with a text that runs', () => {
    const text = newSearchText('example', 'dc=example');
    assert.deepEqual(
      searchFindings(text, () => schema),
      [],
    );
    assert.equal(searchRequest(readSearchDocument(text)[0]!).directory, 'example');
    assert.equal(
      searchRequest(readSearchDocument(newSearchText(undefined, undefined))[0]!).directory,
      undefined,
    );
  });

  it('end on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('filter: (cn=a)\n #,')) }), (text) => {
        const lines = text.split('\n');
        for (const { start, end } of searchFindings(text, () => schema)) {
          assert.ok(start.line < lines.length && end.line < lines.length);
          assert.ok(start.column <= (lines[start.line] ?? '').length);
        }
        for (const block of readSearchDocument(text)) assert.ok(block.fields.length > 0);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('long lines in search documents', () => {
  const spaces = ' '.repeat(300_000);

  it('are read once, not once for each space', () => {
    const [block] = readSearchDocument(`base${spaces}x\n  y${spaces}:${spaces}z  `);
    assert.equal(block?.fields.length, 1);
    const [field] = readSearchDocument(`  base  :  dc=a ${spaces}`)[0]?.fields ?? [];
    assert.deepEqual([field?.key, field?.value, field?.place(0).column], ['base', 'dc=a', 11]);
    assert.equal(searchChoices(`a${spaces}`, { schema, directories: [], bases: [] }).length > 0, true);
    assert.ok(filterChoices('a'.repeat(300_000), schema).length > 0);
  });
});

describe('completion in search documents', () => {
  const around = { schema, directories: [{ id: 'example', name: 'Example' }], bases: ['dc=example'] };
  const labels = (before: string) => searchChoices(before, around).map(({ label }) => label);

  it('offers fields, words, directories, bases, attributes and controls', () => {
    assert.ok(labels('').includes('filter'));
    assert.deepEqual(labels('scope: '), ['base', 'one', 'sub', 'children']);
    assert.deepEqual(labels('directory: '), ['example']);
    assert.deepEqual(labels('base: '), ['dc=example']);
    assert.deepEqual(labels('attributes: c'), ['*', '+', '1.1', 'cn', 'objectClass']);
    assert.ok(labels('controls: ').includes('showDeleted'));
    assert.deepEqual(labels('colour: '), []);
  });

  it('follows a filter as it is written', () => {
    const at = (before: string) => filterChoices(before, schema).map(({ label }) => label);
    assert.ok(at('(').includes('cn') && at('(&').includes('(|…)'));
    assert.ok(at('(c').includes('cn'));
    assert.deepEqual(at('(objectClass='), ['person']);
    assert.deepEqual(at('(cn='), []);
    assert.ok(at('(member:').includes('1.2.840.113556.1.4.1941') && at('(cn:').includes('caseIgnoreMatch'));
    assert.ok(!at('(&(cn=a)').includes('cn') && at('(&(cn=a)').includes('(!…)'));
    assert.deepEqual(
      filterChoices('(', emptySchema).map(({ label }) => label),
      ['(&…)', '(|…)', '(!…)'],
    );
  });
});
