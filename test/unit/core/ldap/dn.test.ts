import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IdentityError } from '../../../../src/core/errors.ts';
import { hex, utf8 } from '../../../../src/core/ldap/bytes.ts';
import {
  childDn,
  dnKey,
  escapeDnValue,
  isWithin,
  parentDn,
  parseDn,
  parseRdn,
  printDn,
  rdnLabel,
  rdnOf,
  sameDn,
} from '../../../../src/core/ldap/dn.ts';

/** A DN as types and texts. */
const read = (dn: string) =>
  parseDn(dn).map((rdn) => rdn.map(({ type, value }) => [type, new TextDecoder().decode(value)]));

describe('distinguished names: the examples of RFC 4514 §4', () => {
  it('reads three RDNs of one pair', () => {
    assert.deepEqual(read('UID=jsmith,DC=example,DC=net'), [
      [['UID', 'jsmith']],
      [['DC', 'example']],
      [['DC', 'net']],
    ]);
  });

  it('reads an RDN of several pairs, keeping two spaces in a value', () => {
    assert.deepEqual(read('OU=Sales+CN=J.  Smith,DC=example,DC=net')[0], [
      ['OU', 'Sales'],
      ['CN', 'J.  Smith'],
    ]);
  });

  it('reads escaped quotation marks and commas', () => {
    const dn = String.raw`CN=James \"Jim\" Smith\, III,DC=example,DC=net`;
    assert.deepEqual(read(dn)[0], [['CN', 'James "Jim" Smith, III']]);
  });

  it('reads an escaped carriage return', () => {
    assert.deepEqual(read(String.raw`CN=Before\0dAfter,DC=example,DC=net`)[0], [['CN', 'Before\rAfter']]);
  });

  it('reads the BER encoding of a value of a numbered type', () => {
    const [[pair] = []] = parseDn('1.3.6.1.4.1.1466.0=#04024869');
    assert.equal(pair?.type, '1.3.6.1.4.1.1466.0');
    assert.equal(pair.isBer, true);
    assert.equal(hex(pair.value), '04024869');
  });

  it('reads octets of UTF-8 written in hexadecimal as the letters they make', () => {
    const escaped = String.raw`CN=Lu\C4\8Di\C4\87`;
    assert.deepEqual(read(escaped), [[['CN', 'Lučić']]]);
    assert.ok(sameDn(escaped, 'CN=Lučić'));
    assert.equal(printDn(parseDn(escaped)), 'CN=Lučić');
  });
});

describe('distinguished names', () => {
  it('knows the empty DN of the root DSE', () => {
    assert.deepEqual(parseDn(''), []);
    assert.equal(printDn([]), '');
    assert.equal(parentDn(''), undefined);
    assert.equal(parentDn('dc=net'), '');
    assert.equal(childDn('dc=net', ''), 'dc=net');
  });

  it('keeps escaped spaces and number signs at the ends of a value, and no others', () => {
    assert.deepEqual(read(String.raw`cn = \ a b\  , o=\#x`), [[['cn', ' a b ']], [['o', '#x']]]);
    assert.equal(printDn(parseDn(String.raw`cn=\ a b\ ,o=\#x#`)), String.raw`cn=\20a b\20,o=\23x#`);
    assert.deepEqual(read(String.raw`cn=a\\ `), [[['cn', 'a\\']]]);
  });

  it('reads what RFC 2253 wrote: quotes, semicolons, OID. before a number', () => {
    assert.deepEqual(read('cn="Smith, Jim + \\"J\\"" ; OID.2.5.4.10=Acme'), [
      [['cn', 'Smith, Jim + "J"']],
      [['2.5.4.10', 'Acme']],
    ]);
  });

  it('keeps a NUL, a newline and the names Active Directory gives deleted objects', () => {
    const deleted = String.raw`CN=Jim\0ADEL:6f9619ff-8b86-d011-b42d-00c04fc964ff,CN=Deleted Objects,DC=corp`;
    assert.deepEqual(read(deleted)[0]?.[0]?.[1], 'Jim\nDEL:6f9619ff-8b86-d011-b42d-00c04fc964ff');
    assert.equal(printDn(parseDn(deleted)).toLowerCase(), deleted.toLowerCase());
    assert.equal(escapeDnValue('a\0b'), String.raw`a\00b`);
  });

  it('writes a backslash as \\5c, which no reader splits wrongly', () => {
    assert.equal(escapeDnValue('C:\\'), String.raw`C:\5c`);
  });

  it('finds the parent and the RDN in their own spelling', () => {
    const dn = String.raw`CN=Smith\, Jim+OU=x ,  OU=People,DC=example`;
    assert.equal(parentDn(dn), 'OU=People,DC=example');
    assert.equal(rdnOf(dn), String.raw`CN=Smith\, Jim+OU=x`);
    assert.equal(rdnLabel(dn), 'Smith, Jim + x');
    assert.equal(rdnOf(String.raw`cn=a\  ,dc=b`), String.raw`cn=a\ `);
    assert.equal(rdnOf(String.raw`cn=a\\ ,dc=b`), String.raw`cn=a\\`);
    assert.equal(rdnOf(String.raw`cn=\\\ ,dc=b`), String.raw`cn=\\\ `);
    assert.equal(rdnOf('cn=\u00a0,dc=b'), 'cn=\u00a0');
    // Backtracking over a server's spaces would never end.
    const wide = `cn=a${' '.repeat(300_000)}b`;
    assert.equal(rdnOf(` ${wide}  ,dc=b`), wide);
    assert.equal(rdnLabel('no name'), 'no name');
  });

  it('compares types and values without case, spaces as one, pairs in any order, OIDs as their names', () => {
    assert.ok(sameDn('CN=Jim  Smith+OU=a,DC=Net', 'ou=A + cn=jim smith , dc=net'));
    assert.ok(sameDn('2.5.4.3=x', 'CN=X'));
    assert.ok(sameDn('cn=#04024869', 'cn=Hi'));
    assert.ok(!sameDn('cn=a,dc=net', 'cn=b,dc=net'));
    assert.ok(!sameDn(String.raw`cn=a\,cn\=b`, 'cn=a,cn=b'));
    assert.equal(dnKey('CN=A'), dnKey('cn=a'));
  });

  it('tells what stands below a base, by names and not by text', () => {
    assert.ok(isWithin('cn=x,dc=Example,dc=net', 'DC=example,DC=net'));
    assert.ok(isWithin('dc=net', 'dc=net'));
    assert.ok(isWithin('dc=net', ''));
    assert.ok(!isWithin('cn=x,dc=notexample,dc=net', 'dc=example,dc=net'));
    assert.ok(!isWithin('dc=net', 'dc=example,dc=net'));
  });

  it('says where a DN goes wrong', () => {
    const wrong: readonly (readonly [string, number])[] = [
      ['cn', 3],
      ['cn=a,', 6],
      ['=a', 1],
      ['cn=a,,dc=b', 6],
      ['cn=a"b', 5],
      ['cn="a', 4],
      ['cn=#0g', 5],
      ['cn=#', 5],
      ['cn=a\\', 5],
      ['cn=a\\zz', 5],
      ['cn=a\0', 5],
      ['cn="a"b', 7],
      ['c n=a', 3],
    ];
    for (const [dn, position] of wrong)
      assert.throws(
        () => parseDn(dn),
        (error) => IdentityError.is(error, 'ldap.invalidDn') && error.data.position === position,
        JSON.stringify(dn),
      );
    assert.throws(() => parseRdn('cn=a,cn=b'), /invalidDn/);
    assert.throws(() => parseRdn(''), /invalidDn/);
  });

  const pair = fc.record({
    type: fc.constantFrom('cn', 'OU', '1.2.3', 'x-y', 'cn;lang-de'),
    value: fc.oneof(
      fc.string({ unit: 'binary' }).map(utf8),
      fc.string({ unit: fc.constantFrom(...Array.from(' \\,+"#=<>;\0\na')) }).map(utf8),
      fc.uint8Array(),
    ),
  });
  const name = fc.array(fc.array(pair, { minLength: 1, maxLength: 3 }), { maxLength: 4 });

  it('reads back every DN it writes', () => {
    fc.assert(
      fc.property(name, (dn) => {
        const written = printDn(dn);
        const again = parseDn(written);
        assert.deepEqual(
          again.map((rdn) => rdn.map(({ type, value }) => [type, hex(value)])),
          dn.map((rdn) => rdn.map(({ type, value }) => [type, hex(value)])),
        );
        assert.equal(printDn(again), written);
        if (dn.length > 0) assert.equal(childDn(rdnOf(written), parentDn(written) ?? ''), written);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads any text or says ldap.invalidDn', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('cn=a,+;"\\# 0dD.1\0')) }), (text) => {
        try {
          const dn = parseDn(text);
          assert.ok(sameDn(dn, printDn(dn)));
        } catch (error) {
          assert.ok(IdentityError.is(error, 'ldap.invalidDn'), String(error));
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('take no type for what every object has', () => {
    for (const type of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
      assert.equal(
        dnKey(`${type === '__proto__' ? 'x' : type}=a`),
        `${type === '__proto__' ? 'x' : type.toLowerCase()}=a`,
      );
  });
});
