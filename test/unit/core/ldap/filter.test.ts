import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IdentityError } from '../../../../src/core/errors.ts';
import { hex, utf8 } from '../../../../src/core/ldap/bytes.ts';
import {
  escapeFilterValue,
  filter,
  parseFilter,
  printFilter,
  type Filter,
  type FilterPart,
} from '../../../../src/core/ldap/filter.ts';

const equality = (attribute: string, value: string | Uint8Array): Filter => ({
  kind: 'equality',
  attribute,
  value: typeof value === 'string' ? utf8(value) : value,
});
const present = (attribute: string): Filter => ({ kind: 'present', attribute });

describe('search filters: the examples of RFC 4515 §4', () => {
  const examples: readonly (readonly [string, Filter])[] = [
    ['(cn=Babs Jensen)', equality('cn', 'Babs Jensen')],
    ['(!(cn=Tim Howes))', { kind: 'not', filter: equality('cn', 'Tim Howes') }],
    [
      '(&(objectClass=Person)(|(sn=Jensen)(cn=Babs J*)))',
      {
        kind: 'and',
        filters: [
          equality('objectClass', 'Person'),
          {
            kind: 'or',
            filters: [
              equality('sn', 'Jensen'),
              { kind: 'substring', attribute: 'cn', initial: utf8('Babs J'), any: [] },
            ],
          },
        ],
      },
    ],
    [
      '(o=univ*of*mich*)',
      { kind: 'substring', attribute: 'o', initial: utf8('univ'), any: [utf8('of'), utf8('mich')] },
    ],
    ['(seeAlso=)', equality('seeAlso', '')],
    [
      '(cn:caseExactMatch:=Fred Flintstone)',
      {
        kind: 'extensible',
        attribute: 'cn',
        rule: 'caseExactMatch',
        dn: false,
        value: utf8('Fred Flintstone'),
      },
    ],
    ['(cn:=Betty Rubble)', { kind: 'extensible', attribute: 'cn', dn: false, value: utf8('Betty Rubble') }],
    [
      '(sn:dn:2.4.6.8.10:=Barney Rubble)',
      { kind: 'extensible', attribute: 'sn', rule: '2.4.6.8.10', dn: true, value: utf8('Barney Rubble') },
    ],
    ['(o:dn:=Ace Industry)', { kind: 'extensible', attribute: 'o', dn: true, value: utf8('Ace Industry') }],
    [
      '(:1.2.3:=Wilma Flintstone)',
      { kind: 'extensible', rule: '1.2.3', dn: false, value: utf8('Wilma Flintstone') },
    ],
    ['(:DN:2.4.6.8.10:=Dino)', { kind: 'extensible', rule: '2.4.6.8.10', dn: true, value: utf8('Dino') }],
    [
      String.raw`(o=Parens R Us \28for all your parenthetical needs\29)`,
      equality('o', 'Parens R Us (for all your parenthetical needs)'),
    ],
    [String.raw`(cn=*\2A*)`, { kind: 'substring', attribute: 'cn', any: [utf8('*')] }],
    [String.raw`(filename=C:\5cMyFile)`, equality('filename', 'C:\\MyFile')],
    [String.raw`(bin=\00\00\00\04)`, equality('bin', new Uint8Array([0, 0, 0, 4]))],
    [String.raw`(sn=Lu\c4\8di\c4\87)`, equality('sn', Uint8Array.from(Buffer.from('4c75c48d69c487', 'hex')))],
    [
      String.raw`(1.3.6.1.4.1.1466.0=\04\02\48\69)`,
      equality('1.3.6.1.4.1.1466.0', new Uint8Array([4, 2, 0x48, 0x69])),
    ],
  ];
  for (const [text, expected] of examples)
    it(text, () => {
      assert.deepEqual(parseFilter(text), expected);
      assert.deepEqual(parseFilter(printFilter(expected)), expected);
    });
});

describe('search filters', () => {
  it('reads the absolute true and false filters of RFC 4526', () => {
    assert.deepEqual(parseFilter('(&)'), { kind: 'and', filters: [] });
    assert.deepEqual(parseFilter('(|)'), { kind: 'or', filters: [] });
    assert.equal(printFilter(parseFilter('(|)')), '(|)');
  });

  it('reads presence, ordering and approximate matches', () => {
    assert.deepEqual(parseFilter('(mail=*)'), present('mail'));
    assert.deepEqual(parseFilter('(n>=5)'), { kind: 'greaterOrEqual', attribute: 'n', value: utf8('5') });
    assert.deepEqual(parseFilter('(n<=5)'), { kind: 'lessOrEqual', attribute: 'n', value: utf8('5') });
    assert.deepEqual(parseFilter('(n~=5)'), { kind: 'approx', attribute: 'n', value: utf8('5') });
  });

  it('reads attribute options and numbered attributes', () => {
    assert.deepEqual(parseFilter('(userCertificate;binary=*)'), present('userCertificate;binary'));
    assert.deepEqual(parseFilter('(cn;lang-de;x-y=a)'), equality('cn;lang-de;x-y', 'a'));
    assert.deepEqual(parseFilter('(2.5.4.3;lang-de=a)'), equality('2.5.4.3;lang-de', 'a'));
    assert.deepEqual(parseFilter('(memberOf:1.2.840.113556.1.4.1941:=cn=a,dc=b)'), {
      kind: 'extensible',
      attribute: 'memberOf',
      rule: '1.2.840.113556.1.4.1941',
      dn: false,
      value: utf8('cn=a,dc=b'),
    });
  });

  it('keeps what stands in a value, and ignores white space between parts', () => {
    assert.deepEqual(parseFilter(' ( & ( cn = a ) \n (sn=b) ) '), {
      kind: 'and',
      filters: [equality('cn', ' a '), equality('sn', 'b')],
    });
    assert.deepEqual(parseFilter('cn=Jim'), equality('cn', 'Jim'));
    assert.deepEqual(parseFilter('(x=a=b:=c&|!)'), equality('x', 'a=b:=c&|!'));
  });

  it('names every part with its place', () => {
    const parts: FilterPart[] = [];
    const text = '(&(cn=a*)(member:1.2.3:=x))';
    parseFilter(text, (part) => parts.push(part));
    assert.deepEqual(
      parts.map(({ part, text: what, start }) => [part, what, start]),
      [
        ['attribute', 'cn', 3],
        ['value', 'a*', 6],
        ['attribute', 'member', 10],
        ['rule', '1.2.3', 17],
        ['value', 'x', 24],
      ],
    );
    for (const part of parts) assert.equal(text.slice(part.start, part.end), part.text);
    assert.equal(parts[1]?.attribute, 'cn');
  });

  it('says where a filter goes wrong', () => {
    const wrong: readonly (readonly [string, number])[] = [
      ['', 1],
      ['(', 2],
      ['(cn', 4],
      ['(cn=a', 1],
      ['(cn=a))', 7],
      ['(&(cn=a)', 1],
      ['(cn=a(b)', 6],
      ['(cn=a\\2)', 6],
      ['(cn=a\\zz)', 6],
      ['(cn=a\0)', 6],
      ['(cn=**)', 5],
      ['(cn=a**b)', 5],
      ['(cn>=a*)', 7],
      ['(!cn=a)', 3],
      ['(=a)', 2],
      ['(:=a)', 2],
      ['(cn:1.2:3.4:=a)', 9],
      ['(c n=a)', 4],
      ['(cn=a)(sn=b)', 7],
    ];
    for (const [text, position] of wrong)
      assert.throws(
        () => parseFilter(text),
        (error) => IdentityError.is(error, 'ldap.invalidFilter') && error.data.position === position,
        JSON.stringify(text),
      );
  });

  it('refuses a nesting no server takes instead of running out of stack', () => {
    assert.throws(() => parseFilter('(!'.repeat(100_000)), /invalidFilter/);
  });

  it('builds filters from templates in which nothing from outside changes the structure', () => {
    const hostile = '*)(uid=*))(|(uid=*';
    assert.deepEqual(filter`(&(objectClass=person)(cn=${hostile}))`, {
      kind: 'and',
      filters: [equality('objectClass', 'person'), equality('cn', hostile)],
    });
    assert.deepEqual(filter`(cn=${'a*'}*)`, {
      kind: 'substring',
      attribute: 'cn',
      initial: utf8('a*'),
      any: [],
    });
    const guid = new Uint8Array([0xff, 0x28, 0]);
    assert.deepEqual(filter`(objectGUID=${guid})`, equality('objectGUID', guid));
    assert.deepEqual(filter`(&${present('a')}${filter`(b=${'c'})`})`, {
      kind: 'and',
      filters: [present('a'), equality('b', 'c')],
    });
    for (const name of ['cn=x)(a', 'cn:=', 'cn>', 'cn~', 'c*'])
      assert.throws(() => filter`(${name}=x)`, name);
  });

  const attribute = fc.constantFrom('cn', '2.5.4.3', 'userCertificate;binary', 'msDS-x', 'cn;lang-de');
  const octets = fc.oneof(
    fc.string({ unit: 'binary' }).map(utf8),
    fc.string({ unit: fc.constantFrom(...Array.from('()*\\&|!=:<>~ \0\na')) }).map(utf8),
    fc.uint8Array(),
  );
  const filled = octets.filter(({ length }) => length > 0);
  const { tree } = fc.letrec<{ tree: Filter; leaf: Filter; node: Filter }>((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('node')),
    node: fc.oneof(
      fc.record(
        { kind: fc.constantFrom('and', 'or'), filters: fc.array(tie('tree'), { maxLength: 3 }) },
        { noNullPrototype: true },
      ),
      fc.record({ kind: fc.constant('not' as const), filter: tie('tree') }, { noNullPrototype: true }),
    ),
    leaf: fc.oneof(
      fc.record(
        {
          kind: fc.constantFrom('equality', 'greaterOrEqual', 'lessOrEqual', 'approx'),
          attribute,
          value: octets,
        },
        { noNullPrototype: true },
      ),
      attribute.map(present),
      fc
        .record(
          {
            kind: fc.constant('substring' as const),
            attribute,
            initial: filled,
            any: fc.array(filled, { maxLength: 3 }),
            final: filled,
          },
          { requiredKeys: ['kind', 'attribute', 'any'], noNullPrototype: true },
        )
        .filter(({ initial, any, final }) => any.length > 0 || initial !== undefined || final !== undefined),
      fc.record(
        {
          kind: fc.constant('extensible' as const),
          attribute,
          rule: fc.constantFrom('1.2.3', 'caseExactMatch'),
          dn: fc.boolean(),
          value: octets,
        },
        { requiredKeys: ['kind', 'attribute', 'dn', 'value'], noNullPrototype: true },
      ),
    ),
  }));

  it('reads back every filter it writes', () => {
    fc.assert(
      fc.property(tree, (each) => assert.deepEqual(parseFilter(printFilter(each)), each)),
      { numRuns: 2000 },
    );
  });

  it('reads any text or says ldap.invalidFilter', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('()&|!*=<>~:\\cn1.;2a \0')) }), (text) => {
        try {
          const read = parseFilter(text);
          assert.deepEqual(parseFilter(printFilter(read)), read);
        } catch (error) {
          assert.ok(IdentityError.is(error, 'ldap.invalidFilter'), String(error));
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('escapes octets that are no UTF-8, and leaves letters readable', () => {
    assert.equal(escapeFilterValue('Lučić (x)*\\'), 'Lučić \\28x\\29\\2a\\5c');
    assert.equal(escapeFilterValue(new Uint8Array([0x41, 0xff, 0x2a])), 'A\\ff\\2a');
    assert.equal(hex(utf8('č')), 'c48d');
  });
});
