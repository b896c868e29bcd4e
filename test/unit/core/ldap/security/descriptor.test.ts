import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hex } from '../../../../../src/core/ldap/bytes.ts';
import { aceKinds, type Ace } from '../../../../../src/core/ldap/security/ace.ts';
import {
  aclRevision,
  CONTROL,
  readDescriptor,
  writeDescriptor,
  type SecurityDescriptor,
} from '../../../../../src/core/ldap/security/descriptor.ts';
import { parseSddl, printSddl } from '../../../../../src/core/ldap/security/sddl.ts';
import { SID_WORDS } from '../../../../../src/core/ldap/security/sddlSids.ts';
import { readableAttribute, toldValue } from '../../../../../src/core/ldap/values/readable.ts';

const bytes = (digits: string) => Uint8Array.from(Buffer.from(digits.replaceAll(/\s/g, ''), 'hex'));
const DOMAIN = 'S-1-5-21-1-2-3';
/** Owner and group Domain Admins; protected; GA for Authenticated Users; change password for Self on users below. */
const PACKED = bytes(`
  0100 0490 14000000 30000000 00000000 4c000000
  0105000000000005 15000000 01000000 02000000 03000000 00020000
  0105000000000005 15000000 01000000 02000000 03000000 00020000
  0400 5400 0200 0000
  0000 1400 00000010 0101000000000005 0b000000
  050a 3800 00010000 03000000 531a72ab2f1ed011981900aa0040529b ba7a96bfe60dd011a28500aa003049e2
  0101000000000005 0a000000`);
const SDDL = `O:${DOMAIN}-512G:${DOMAIN}-512D:P(A;;GA;;;AU)(OA;CIIO;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;bf967aba-0de6-11d0-a285-00aa003049e2;PS)`;

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const sid = fc.oneof(
  fc.constantFrom(...Object.values(SID_WORDS)),
  fc.array(u32, { minLength: 1, maxLength: 15 }).map((parts) => `S-1-5-${parts.join('-')}`),
  fc.constant('S-1-0x010000000000-7'),
);
const guid = fc.option(fc.uuid(), { nil: undefined });
const given = (key: string, value: unknown) => (value === undefined ? {} : { [key]: value });
const ace = fc
  .record({
    kind: fc.constantFrom(...aceKinds.filter((kind) => !kind.hasRest && kind.word !== undefined)),
    flags: fc.integer({ min: 0, max: 0xff }).map((flags) => flags & ~0x20),
    mask: u32,
    trustee: sid,
    objectType: guid,
    inheritedType: guid,
  })
  .map(({ objectType, inheritedType, ...rest }): Ace => ({
    ...rest,
    ...(rest.kind.hasObjectTypes
      ? { ...given('objectType', objectType), ...given('inheritedType', inheritedType) }
      : {}),
    rest: new Uint8Array(),
  }));
const acl = fc.option(
  fc.oneof(
    fc.constant(null),
    fc.array(ace, { maxLength: 6 }).map((aces) => ({ revision: aclRevision(aces), aces })),
  ),
  { nil: undefined },
);
const descriptor = fc
  .record({
    owner: fc.option(sid, { nil: undefined }),
    group: fc.option(sid, { nil: undefined }),
    dacl: acl,
    sacl: acl,
    bits: u32,
  })
  .map(({ owner, group, dacl, sacl, bits }): SecurityDescriptor => {
    const { daclInherited, daclInheritRequired, daclProtected, saclInherited, saclProtected } = CONTROL;
    const known =
      (dacl === undefined ? 0 : daclInherited | daclInheritRequired | daclProtected) |
      (sacl === undefined ? 0 : saclInherited | saclProtected);
    return {
      control: bits & known,
      resourceManager: 0,
      ...given('owner', owner),
      ...given('group', group),
      ...given('dacl', dacl),
      ...given('sacl', sacl),
    };
  });

describe('security descriptors ([MS-DTYP] 2.4.6)', () => {
  it('read octets and write the same', () => {
    const read = readDescriptor(PACKED) ?? assert.fail();
    assert.equal(read.owner, `${DOMAIN}-512`);
    assert.equal(read.dacl?.aces.length, 2);
    assert.equal(read.control, CONTROL.daclProtected);
    assert.equal(hex(writeDescriptor(read)), hex(PACKED));
  });

  it('become SDDL and octets again, whatever they hold', () => {
    fc.assert(
      fc.property(descriptor, (made) => {
        const packed = writeDescriptor(made);
        assert.deepEqual(readDescriptor(packed), made);
        const text = printSddl(made) ?? assert.fail();
        if (text !== '') assert.deepEqual(writeDescriptor(parseSddl(text) ?? assert.fail(text)), packed);
      }),
      { numRuns: 5000 },
    );
  });

  it('are read from any octets without failing', () => {
    const broken = fc.record({
      at: fc.nat(PACKED.length - 1),
      octet: fc.nat(255),
      length: fc.nat(PACKED.length),
    });
    fc.assert(
      fc.property(broken, ({ at, octet, length }) => {
        const value = PACKED.slice();
        value[at] = octet;
        for (const each of [value, PACKED.subarray(0, length)]) {
          const read = readDescriptor(each);
          if (read !== undefined) assert.deepEqual(readDescriptor(writeDescriptor(read)), read);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  it('are none when a part leads into the header or past the end', () => {
    for (const [at, offset] of [
      [4, 8],
      [4, 0xffff],
      [16, 4],
      [16, 0xffff_fff0],
    ] as const) {
      const value = PACKED.slice();
      new DataView(value.buffer).setUint32(at, offset, true);
      assert.equal(readDescriptor(value), undefined);
    }
  });
});

describe('SDDL ([MS-DTYP] 2.5.1)', () => {
  it('is written and read', () => {
    assert.equal(printSddl(readDescriptor(PACKED)!), SDDL);
    assert.equal(hex(writeDescriptor(parseSddl(SDDL)!)), hex(PACKED));
  });

  it('reads words of a domain where the domain is known', () => {
    const text = SDDL.replaceAll(`${DOMAIN}-512`, 'DA');
    assert.equal(parseSddl(text), undefined);
    assert.equal(hex(writeDescriptor(parseSddl(text, { domain: DOMAIN })!)), hex(PACKED));
    assert.equal(parseSddl('O:EA', { domain: DOMAIN }), undefined);
    assert.equal(parseSddl('O:EA', { forest: DOMAIN })?.owner, `${DOMAIN}-519`);
  });

  it('reads spaces, hexadecimal and file rights, flags of lists, and lists that are none', () => {
    const read = parseSddl(' O:BA D:PAI (A; CIOI; 0x20094 ;;; WD) (A;;FA;;;SY) S:NO_ACCESS_CONTROL ')!;
    assert.deepEqual(
      read.dacl?.aces.map(({ mask }) => mask),
      [0x20094, 0x1f01ff],
    );
    assert.equal(read.control, CONTROL.daclProtected | CONTROL.daclInherited);
    assert.equal(read.sacl, null);
    assert.equal(printSddl(read), 'O:BAD:PAI(A;OICI;LCRPLORC;;;WD)(A;;0x1f01ff;;;SY)S:NO_ACCESS_CONTROL');
  });

  it('refuses what is none', () => {
    for (const text of [
      ...['', 'x', 'D', 'O:', 'O:ZZ', 'O:BAO:SY', 'D:(A;;GA;;;)', 'D:(A;;GA;;WD)', 'D:(A;;G;;;WD)'],
      ...['D:(A;;GA;bf967aba-0de6-11d0-a285-00aa003049e2;;WD)', 'D:(OA;;GA;1;;WD)', 'D:(Q;;GA;;;WD)'],
      ...[
        'D:(A;XX;GA;;;WD)',
        'D:(XA;;GA;;;WD;(a == 1))',
        'D:(A;;0x1ffffffff;;;WD)',
        'D:(A;;GA;;;WD',
        'D:X(A;;GA;;;WD)',
      ],
    ])
      assert.equal(parseSddl(text), undefined, text);
  });
});

describe('access rights in words', () => {
  const told = (sddl: string) =>
    toldValue('nTSecurityDescriptor', writeDescriptor(parseSddl(sddl) ?? assert.fail(sddl)));

  it('name trustees, rights, object types and what they reach', () => {
    assert.deepEqual(told(SDDL), [
      'owner Domain Admins',
      'group Domain Admins',
      'allow Authenticated Users: full control (this entry only)',
      'allow Self: User-Change-Password (user below)',
    ]);
    const member = 'bf9679c0-0de6-11d0-a285-00aa003049e2';
    assert.deepEqual(
      told(
        `D:AI(D;;SDDT;;;WD)(OA;CI;RPWP;${member};;AU)(OA;;SW;${member};;AU)(OA;CIID;CCDC;bf967a86-0de6-11d0-a285-00aa003049e2;;AO)(A;CINP;RPLCLORC;;;RU)(A;;WDWO;;;BU)(OA;;CR;11111111-1111-1111-1111-111111111111;;AU)`,
      ),
      [
        'deny Everyone: delete it, delete it with everything below (this entry only)',
        'allow Authenticated Users: read and write member (this entry and everything below)',
        'allow Authenticated Users: Self-Membership (this entry only)',
        'allow Account Operators: create and delete computer (this entry and everything below, inherited)',
        'allow Pre-Windows 2000 Compatible Access: read (this entry and everything right below)',
        'allow Users: change permissions, take ownership (this entry only)',
        'allow Authenticated Users: 11111111-1111-1111-1111-111111111111 (this entry only)',
      ],
    );
  });

  it('tell extended rights from access to confidential attributes', () => {
    const set = '91e647de-d96f-4b70-9557-d63ff4f3ccd8';
    assert.deepEqual(told(`D:(OA;;RPWPCR;${set};;PS)(OA;;CR;;;AU)`), [
      'allow Self: read and write Private-Information, see confidential Private-Information (this entry only)',
      'allow Authenticated Users: every extended right (this entry only)',
    ]);
  });

  it('say what a missing list means, and what default rights of classes are', () => {
    assert.deepEqual(told('D:NO_ACCESS_CONTROL'), ['allow Everyone: everything, for there is no list']);
    assert.deepEqual(toldValue('defaultSecurityDescriptor', new TextEncoder().encode('D:(A;;GA;;;DA)')), [
      'allow Domain Admins: full control (this entry only)',
    ]);
  });

  it('are written in SDDL, where words of the descriptor’s own domain may stand, and keep what SDDL has no word for', () => {
    const { write, read } = readableAttribute('nTSecurityDescriptor')?.format ?? assert.fail();
    const before = PACKED.slice();
    // SE_OWNER_DEFAULTED, and SE_SACL_AUTO_INHERITED without a list.
    new DataView(before.buffer).setUint16(2, 0x9805, true);
    const made = write?.('O:DAG:DAD:P(A;;RP;;;DU)', before) ?? assert.fail();
    assert.equal(read(made), `O:${DOMAIN}-512G:${DOMAIN}-512D:P(A;;RP;;;${DOMAIN}-513)`);
    assert.equal(new DataView(made.buffer).getUint16(2, true), 0x9805);
    assert.equal(readDescriptor(made)?.dacl?.revision, 4);
    assert.equal(write?.('O:DAG:DAD:P(A;;RP;;;DU)'), undefined);
  });
});
