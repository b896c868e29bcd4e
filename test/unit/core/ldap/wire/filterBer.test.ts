import assert from 'node:assert/strict';
import * as ldapts from 'ldapts';
import { parseFilter } from '../../../../../src/core/ldap/filter.ts';
import { decodeFilter, encodeFilter } from '../../../../../src/core/ldap/wire/filterBer.ts';

/** RFC 4515 §4, and what it leaves out. */
const FILTERS = [
  '(cn=Babs Jensen)',
  '(!(cn=Tim Howes))',
  '(&(objectClass=Person)(|(sn=Jensen)(cn=Babs J*)))',
  '(o=univ*of*mich*)',
  '(seeAlso=)',
  '(cn:caseExactMatch:=Fred Flintstone)',
  '(cn:=Betty Rubble)',
  '(sn:dn:2.4.6.8.10:=Barney Rubble)',
  '(o:dn:=Ace Industry)',
  '(:1.2.3:=Wilma Flintstone)',
  '(:DN:2.4.6.8.10:=Dino)',
  '(o=Parens R Us \\28for all your parenthetical needs\\29)',
  '(cn=*\\2A*)',
  '(filename=C:\\5cMyFile)',
  '(uidNumber>=1000)',
  '(uidNumber<=1000)',
  '(cn~=jim)',
  '(cn=*)',
];

describe('filters on the wire', () => {
  for (const text of FILTERS)
    it(`are the bytes another client sends: ${text}`, () => {
      const writer = new ldapts.BerWriter();
      ldapts.FilterParser.parseString(text).write(writer);
      const ours = Buffer.from(encodeFilter(parseFilter(text))).toString('hex');
      assert.equal(ours, writer.buffer.toString('hex'));
    });

  for (const [text, value] of [
    ['(bin=\\00\\00\\00\\04)', '00000004'],
    ['(sn=Lu\\c4\\8di\\c4\\87)', '4c75c48d69c487'],
    ['(1.3.6.1.4.1.1466.0=\\04\\02\\48\\69)', '04024869'],
    ['(objectGUID=\\ff\\fe)', 'fffe'],
  ] as const)
    it(`hold the very octets of ${text}`, () => {
      const encoded = Buffer.from(encodeFilter(parseFilter(text))).toString('hex');
      assert.ok(encoded.endsWith(`04${(value.length / 2).toString(16).padStart(2, '0')}${value}`), encoded);
    });

  for (const text of [...FILTERS, '(&)', '(|)'])
    it(`are read back by a server: ${text}`, () => {
      const filter = parseFilter(text);
      assert.deepEqual(structuredClone(decodeFilter(encodeFilter(filter))), filter);
    });
});
