import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hex, utf8 } from '../../../../../src/core/ldap/bytes.ts';
import { attributeKey } from '../../../../../src/core/ldap/entry.ts';
import { readDnsRecord } from '../../../../../src/core/ldap/values/dnsRecord.ts';
import { readKeyCredential } from '../../../../../src/core/ldap/values/keyCredential.ts';
import { passwordModifications, unicodePassword } from '../../../../../src/core/ldap/values/password.ts';
import {
  readableAttribute,
  readableAttributes,
  readableValue,
  toldValue,
} from '../../../../../src/core/ldap/values/readable.ts';
import { readReplicationMetadata } from '../../../../../src/core/ldap/values/replicationMetadata.ts';
import { readSid, writeSid } from '../../../../../src/core/ldap/values/sid.ts';
import { fileTimeOf, fileTimeText } from '../../../../../src/core/ldap/values/time.ts';

const bytes = (digits: string) => Uint8Array.from(Buffer.from(digits.replaceAll(' ', ''), 'hex'));
const read = (name: string, value: string | Uint8Array) =>
  readableValue(name, typeof value === 'string' ? utf8(value) : value);
const write = (name: string, text: string) => {
  const value = readableAttribute(name)?.format.write?.(text);
  return value && new TextDecoder().decode(value);
};

describe('readable values', () => {
  it('has one entry for each attribute, with an example and a source', () => {
    const names = readableAttributes.flatMap((each) => each.names.map(attributeKey));
    assert.deepEqual(
      names.filter((name, at) => names.indexOf(name) !== at),
      [],
    );
    for (const { about, source, format } of readableAttributes) {
      assert.match(about, /\.$/);
      assert.ok(source !== '' && format.example !== '');
    }
  });

  it('reads back what it writes of every example that may be written', () => {
    for (const { names, format } of readableAttributes) {
      if (format.write === undefined) continue;
      const value = format.write(format.example);
      assert.ok(value, names[0]);
      assert.ok(
        format.read(value)?.startsWith(format.example),
        `${names[0] ?? ''}: ${format.read(value) ?? ''}`,
      );
    }
  });

  it('reads any octets or text without failing, and writes what it reads as it was', () => {
    const value = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.string({ unit: 'binary' }).map(utf8),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n }).map((number) => utf8(number.toString())),
    );
    fc.assert(
      fc.property(value, fc.constantFrom(...readableAttributes), (octets, { format }) => {
        const text = format.read(octets);
        if (text === undefined) return;
        const written = format.write?.(text);
        // Another spelling of the same number is written in its usual one.
        if (written !== undefined) assert.equal(format.read(written), text);
      }),
      { numRuns: 20_000 },
    );
  });

  it('answers any words with a value of its kind or none', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...readableAttributes), (text, { format }) => {
        const value = format.write?.(text);
        if (value !== undefined) assert.notEqual(format.read(value), undefined, text);
      }),
      { numRuns: 20_000 },
    );
  });

  it('leaves attributes it does not know alone', () => {
    assert.equal(read('cn', 'x'), undefined);
    assert.equal(read('toString', 'x'), undefined);
    assert.equal(
      readableValue('own', utf8('20261122182833Z'), '1.3.6.1.4.1.1466.115.121.1.24'),
      '2026-11-22T18:28:33Z',
    );
  });
});

describe('security identifiers ([MS-DTYP] 2.4.2)', () => {
  const domain = bytes('01 05 000000000005 15000000 dcf4dc3b 833d2b46 828ba628 00020000');

  it('reads and writes those of a domain and the built-in ones', () => {
    assert.equal(readSid(domain), 'S-1-5-21-1004336348-1177238915-682003330-512');
    assert.equal(readSid(bytes('01 02 000000000005 20000000 20020000')), 'S-1-5-32-544');
    assert.equal(hex(writeSid('S-1-5-32-544')!), '01020000000000052000000020020000');
    assert.equal(read('objectSid', domain), 'S-1-5-21-1004336348-1177238915-682003330-512 (Domain Admins)');
    assert.equal(write('objectSid', 'S-1-1-0 (Everyone)'), new TextDecoder().decode(writeSid('S-1-1-0')));
  });

  it('writes an authority of more than 32 bits in hexadecimal', () => {
    assert.equal(readSid(bytes('01 01 010000000000 01000000')), 'S-1-0x010000000000-1');
    assert.equal(hex(writeSid('S-1-0x010000000000-1')!), '010101000000000001000000');
  });

  it('refuses what is none', () => {
    for (const value of ['', '01', '0105000000000005', '02010000000000050000000a'])
      assert.equal(readSid(bytes(value)), undefined);
    for (const text of ['S-1', 'S-1-5-4294967296', 'S-2-5-1', 'x']) assert.equal(writeSid(text), undefined);
  });
});

describe('values of Active Directory', () => {
  it('reads GUIDs with their first groups reversed', () => {
    const value = bytes('ff19966f868b11d0b42d00c04fc964ff');
    assert.equal(read('objectGUID', value), '6f9619ff-8b86-d011-b42d-00c04fc964ff');
    assert.deepEqual(
      readableAttribute('objectGUID')?.format.write?.('{6F9619FF-8B86-D011-B42D-00C04FC964FF}'),
      value,
    );
  });

  it('reads file times to the tick', () => {
    assert.equal(read('lastLogon', '134398457134879000'), '2026-11-22T18:28:33.4879Z');
    assert.equal(write('lastLogon', '2026-11-22T18:28:33.4879Z'), '134398457134879000');
    assert.equal(fileTimeText(0n), '1601-01-01T00:00:00Z');
    assert.equal(fileTimeOf('1601-01-01'), 0n);
    assert.equal(fileTimeOf('2026-02-30'), undefined);
  });

  it('reads the numbers that are no time, as each attribute means them', () => {
    assert.equal(read('accountExpires', '9223372036854775807'), 'never');
    assert.equal(read('accountExpires', '0'), 'never');
    assert.equal(write('accountExpires', 'never'), '9223372036854775807');
    assert.equal(write('pwdLastSet', 'must change at next sign-in'), '0');
    assert.equal(write('pwdLastSet', 'now'), '-1');
    assert.equal(read('lockoutTime', '0'), 'not locked');
    assert.equal(read('lastLogon', '0'), 'never');
  });

  it('reads intervals', () => {
    assert.equal(read('maxPwdAge', '-36288000000000'), '42 days');
    assert.equal(write('maxPwdAge', '42 days'), '-36288000000000');
    assert.equal(read('lockoutDuration', '-18000000000'), '30 minutes');
    assert.equal(read('maxPwdAge', '-9223372036854775808'), 'never');
    assert.equal(write('minPwdAge', '1 day, 2 hours'), '-936000000000');
    assert.equal(write('minPwdAge', '5 weeks'), undefined);
  });

  it('reads and writes account control, keeping bits without a name', () => {
    assert.equal(read('userAccountControl', '512'), 'NORMAL_ACCOUNT');
    assert.equal(read('userAccountControl', '532480'), 'SERVER_TRUST_ACCOUNT | TRUSTED_FOR_DELEGATION');
    assert.equal(write('userAccountControl', 'normal_account, AccountDisable'), '514');
    assert.equal(read('userAccountControl', '1073742336'), 'NORMAL_ACCOUNT | 0x40000000');
    assert.equal(write('userAccountControl', 'NORMAL_ACCOUNT | 0x40000000'), '1073742336');
    assert.equal(write('userAccountControl', 'NORMAL'), undefined);
    assert.equal(write('userAccountControl', ''), undefined);
  });

  it('reads and writes group types, which are negative', () => {
    assert.equal(read('groupType', '-2147483646'), 'GLOBAL | SECURITY');
    assert.equal(write('groupType', 'GLOBAL | SECURITY'), '-2147483646');
    assert.equal(read('groupType', '2147483650'), 'GLOBAL | SECURITY');
  });

  it('reads the small enumerations', () => {
    assert.equal(read('sAMAccountType', '805306369'), 'computer');
    assert.equal(read('trustDirection', '3'), 'bidirectional');
    assert.equal(write('trustDirection', 'Outbound'), '2');
    assert.equal(read('trustType', '2'), 'Active Directory domain');
    assert.equal(read('trustAttributes', '8'), 'FOREST_TRANSITIVE');
    assert.equal(
      read('msDS-SupportedEncryptionTypes', '28'),
      'RC4_HMAC | AES128_CTS_HMAC_SHA1_96 | AES256_CTS_HMAC_SHA1_96',
    );
    assert.equal(read('domainFunctionality', '7'), 'Windows Server 2016');
    assert.equal(read('pwdProperties', '1'), 'COMPLEX');
    assert.equal(
      read('systemFlags', '-1946157056'),
      'DOMAIN_DISALLOW_MOVE | DOMAIN_DISALLOW_RENAME | DISALLOW_DELETE',
    );
    assert.equal(read('supportedControl', '1.2.840.113556.1.4.319'), 'Paged results (RFC 2696)');
    assert.equal(read('supportedControl', 'toString'), undefined);
  });

  it('reads what authentication policies, certificate templates and RID masters keep', () => {
    assert.equal(read('msDS-UserTGTLifetime', '144000000000'), '4 hours');
    assert.equal(write('msDS-UserTGTLifetime', '4 hours'), '144000000000');
    assert.equal(read('msDS-UserTGTLifetime', '-1'), undefined);
    // A year, as the template of web servers has it twice over.
    assert.equal(read('pKIExpirationPeriod', bytes('0040 3987 2ee1 feff')), '365 days');
    assert.equal(
      hex(readableAttribute('pKIExpirationPeriod')?.format.write?.('365 days') ?? assert.fail()),
      '004039872ee1feff',
    );
    assert.equal(
      hex(readableAttribute('pKIOverlapPeriod')?.format.write?.('never') ?? assert.fail()),
      '0000000000000080',
    );
    assert.equal(read('rIDAvailablePool', '4611686014132421709'), '1101 to 1073741823');
    assert.equal(write('rIDAvailablePool', '1101 to 1073741823'), '4611686014132421709');
    assert.equal(read('msPKI-Certificate-Name-Flag', '1'), 'ENROLLEE_SUPPLIES_SUBJECT');
    assert.equal(read('pKIExtendedKeyUsage', '1.3.6.1.5.5.7.3.2'), 'client authentication');
    assert.equal(read('primaryGroupID', '513'), 'Domain Users');
    assert.equal(write('primaryGroupID', 'Domain Users'), '513');
    assert.equal(
      read('msLAPS-Password', '{"n":"Administrator","t":"1dd7a3d2f2f5a80","p":"secret"}'),
      `password of Administrator, set ${fileTimeText(0x1dd7a3d2f2f5a80n)}`,
    );
    assert.equal(read('sDRightsEffective', '15'), 'OWNER | GROUP | DACL | SACL');
    assert.equal(read('validAccesses', '48'), 'RP | WP');
  });

  it('reads well-known objects, the names of a forest trust, and settings of forest and zones', () => {
    const users = 'B:32:A9D1CA15768811D1ADED00C04FD8D5CD:CN=Users,DC=corp';
    assert.equal(read('wellKnownObjects', users), 'Users: CN=Users,DC=corp');
    assert.equal(readableValue('own', utf8('B:4:0aff:CN=x'), '1.2.840.113556.1.4.903'), '0x0aff: CN=x');
    // As Samba writes it.
    const trust =
      '01000000020000001d000000000000000000000000000000000c000000706172746e65722e74657374440000000000000000000000' +
      '0000000002180000000104000000000005150000000100000002000000030000000c000000706172746e65722e7465737407000000504152544e4552';
    assert.deepEqual(toldValue('msDS-TrustForestTrustInfo', bytes(trust)), [
      'names below partner.test are of this forest',
      'domain partner.test, PARTNER, S-1-5-21-1-2-3',
    ]);
    assert.equal(read('msDS-TrustForestTrustInfo', bytes(trust.slice(0, 60))), undefined);
    assert.match(
      read('dSHeuristics', '0000002001') ?? '',
      /^place 7 is 2: with 2, anonymous clients may search/,
    );
    assert.equal(read('dSHeuristics', '0000000001'), undefined);
    const property = (id: string, data: string) =>
      bytes(`${data.length === 2 ? '01' : '04'}000000 01000000 00000000 01000000 ${id}000000 ${data} 00`);
    assert.equal(read('dNSProperty', property('02', '02')), 'updates: only secure');
    assert.equal(read('dNSProperty', property('20', 'a8000000')), 'refresh within: 168 hours');
    assert.equal(read('dNSProperty', property('80', '00000000')), 'property 0x80, 4 octets');
    assert.equal(read('dNSProperty', bytes('ff000000')), undefined);
  });

  it('reads and writes logon hours', () => {
    const format = readableAttribute('logonHours')!.format;
    const week = format.write!('Mon 8-18; Sat 0-1, 23-24')!;
    assert.equal(hex(week), `000000 00ff03 ${'000000'.repeat(4)} 010080`.replaceAll(' ', ''));
    assert.equal(format.read(week), 'Mon 8-18; Sat 0-1, 23-24');
    assert.equal(format.read(new Uint8Array(21).fill(255)), 'always');
    assert.equal(format.write!('Mon 18-8'), undefined);
  });

  it('reads DNS records ([MS-DNSP] 2.3.2.2)', () => {
    const record = (type: string, data: string, hours = '00000000') => {
      const length = data.replaceAll(' ', '').length / 2;
      return readDnsRecord(
        bytes(
          `${hex(Uint8Array.of(length, 0))} ${type} 05 f0 0000 6e000000 00000384 00000000 ${hours} ${data}`,
        ),
      );
    };
    assert.deepEqual(record('0100', 'c0000207'), { type: 'A', data: '192.0.2.7', ttl: 900, serial: 110 });
    assert.equal(record('1c00', '20010db8000000000000000000000001')?.data, '2001:db8::1');
    assert.equal(record('1c00', '00000000000000000000000000000000')?.data, '::');
    const name = `0e 02 02 6463 07 6578616d706c65 00`;
    assert.equal(record('0200', name)?.data, 'dc.example.');
    assert.equal(record('2100', `0000 0064 0185 ${name}`)?.data, '0 100 389 dc.example.');
    assert.equal(record('0f00', `000a ${name}`)?.data, '10 dc.example.');
    assert.equal(record('1000', '09763d31'), undefined);
    assert.equal(record('1000', '03763d31')?.data, '"v=1"');
    assert.match(record('0100', 'c0000207', '46fc3800')?.refreshed ?? '', /^20\d\d-\d\d-\d\dT\d\d:00:00Z$/);
    assert.equal(readDnsRecord(new Uint8Array(24)), undefined);
  });

  it('reads replication metadata ([MS-DRSR] PROPERTY_META_DATA_VECTOR)', () => {
    const one = `5a000900 03000000 ${hex(Uint8Array.from([0x91, 0xbe, 0x0b, 0x22, 3, 0, 0, 0]))} ff19966f868b11d0b42d00c04fc964ff 8f30000000000000 9030000000000000`;
    const [metadata] = readReplicationMetadata(bytes(`01000000 00000000 01000000 00000000 ${one}`))!;
    assert.equal(metadata?.version, 3);
    assert.equal(metadata.originatingUsn, 12_431n);
    assert.equal(metadata.invocationId, '6f9619ff-8b86-d011-b42d-00c04fc964ff');
    assert.match(
      read('replPropertyMetaData', bytes(`01000000 00000000 01000000 00000000 ${one}`)) ?? '',
      /^unicodePwd: version 3, \d{4}-/,
    );
    assert.equal(readReplicationMetadata(bytes('01000000 00000000 ff000000 00000000')), undefined);
  });

  it('reads key credentials ([MS-ADTS] 2.2.20)', () => {
    const blob = '00020000 0100 04 01 0100 05 00 1000 06 ff19966f868b11d0b42d00c04fc964ff'.replaceAll(
      ' ',
      '',
    );
    const key = readKeyCredential(utf8(`B:${blob.length}:${blob}:CN=ada,DC=corp`));
    assert.deepEqual(key, {
      usage: 'Windows Hello for Business (NGC)',
      source: 'Active Directory',
      deviceId: '6f9619ff-8b86-d011-b42d-00c04fc964ff',
      keySize: 0,
      owner: 'CN=ada,DC=corp',
    });
    assert.equal(readKeyCredential(utf8('B:4:0002:CN=ada')), undefined);
  });

  it('writes passwords in quotation marks and UTF-16', () => {
    assert.equal(hex(unicodePassword('aé')), '22006100e9002200');
    assert.deepEqual(
      passwordModifications('b', 'a').map(({ operation }) => operation),
      ['delete', 'add'],
    );
    assert.deepEqual(
      passwordModifications('b').map(({ operation }) => operation),
      ['replace'],
    );
  });
});

describe('values of OpenLDAP', () => {
  it('reads times, spans, sequence numbers and how a password is kept', () => {
    assert.equal(read('createTimestamp', '20261122182833Z'), '2026-11-22T18:28:33Z');
    assert.equal(read('createTimestamp', '2026112218+0130'), '2026-11-22T18:00:00+01:30');
    assert.equal(read('createTimestamp', '20260230000000Z'), undefined);
    assert.equal(read('pwdAccountLockedTime', '000001010000Z'), 'until unlocked');
    assert.equal(read('pwdMaxAge', '7776000'), '90 days');
    assert.equal(write('pwdMaxAge', '90 days'), '7776000');
    assert.equal(read('shadowExpire', '20779'), '2026-11-22');
    assert.equal(
      read('entryCSN', '20261122182833.487900Z#00000a#001#000000'),
      '2026-11-22T18:28:33.487900Z, change 10 on server 1',
    );
    assert.equal(read('userPassword', '{SSHA}xyz'), 'salted SHA-1');
    assert.equal(read('userPassword', 'secret'), 'in clear');
  });
});
