import assert from 'node:assert/strict';
import fc from 'fast-check';
import { concatBytes, hex } from '../../../../../src/core/ldap/bytes.ts';
import { dnsTypes } from '../../../../../src/core/ldap/values/dnsData.ts';
import { dnsRecord, readDnsRecord } from '../../../../../src/core/ldap/values/dnsRecord.ts';

const bytes = (digits: string) => Uint8Array.from(Buffer.from(digits.replaceAll(/\s/g, ''), 'hex'));
/** A: 192.0.2.7, serial 110, time to live 900 s, refreshed hour 0x38fc46. */
const DYNAMIC = bytes('0400 0100 05 f0 0000 6e000000 00000384 00000000 46fc3800 c0000207');
const write = (text: string, before?: Uint8Array) => dnsRecord.write?.(text, before);
const written = (text: string) => hex(write(text) ?? assert.fail(text)).slice(48);

describe('DNS records in words ([MS-DNSP] 2.3.2.2)', () => {
  it('are written as every type has its data', () => {
    const dc = '0c 02 026463 076578616d706c65 00'.replaceAll(' ', '');
    const cases: Readonly<Record<string, string>> = {
      'A 192.0.2.7': 'c0000207',
      'aaaa 2001:DB8::1': '20010db8000000000000000000000001',
      'AAAA ::': '0'.repeat(32),
      'NS dc.example.': dc,
      'CNAME dc.example': dc,
      'PTR dc.example.': dc,
      'DNAME .': '010000',
      'MX 10 dc.example.': `000a${dc}`,
      'SRV 0 100 389 dc.example.': `000000640185${dc}`,
      'SOA dc.example. . 7 900 600 86400 3600': `0000000700000384000002580001518000000e10${dc}010000`,
      'TXT "v=spf1 -all" "\\"\\255"': '0b763d73706631202d616c6c 0222ff'.replaceAll(' ', ''),
      'TYPE257 \\# 3 0a0B0c': '0a0b0c',
    };
    for (const [text, data] of Object.entries(cases)) assert.equal(written(text), data, text);
    for (const { name } of dnsTypes)
      assert.ok(
        Object.keys(cases).some((text) => text.toUpperCase().startsWith(`${name} `)),
        name,
      );
  });

  it('are refused when they are none', () => {
    for (const text of [
      ...[
        'A 192.0.2',
        'A 192.0.2.256',
        'A 192.0.2.7 x',
        'AAAA 1:2',
        'AAAA ::1::',
        'AAAA 1:2:3:4:5:6:7::8',
        'A',
      ],
      ...[
        'MX dc.example.',
        'MX 65536 dc.',
        'SRV 0 0 dc.',
        'NS a..b',
        'NS .a',
        'CNAME a b',
        `NS ${'a'.repeat(64)}.`,
      ],
      ...[
        'TXT plain',
        `TXT "${'a'.repeat(256)}"`,
        'TXT "\\256"',
        'SOA a. b. 1 2 3 4',
        'TYPE65536 \\# 0',
        'NOTYPE 1',
      ],
      ...[
        'TYPE1 \\# 3 0a',
        'TOMBSTONE 2026-01-01T00:00:00Z',
        'A 192.0.2.7 (TTL x)',
        'A 192.0.2.7 (TTL 4294967296 s)',
      ],
      `NS ${'a.'.repeat(128)}`,
    ])
      assert.equal(write(text), undefined, text);
  });

  it('keep serial, flags, rank and what the words leave out, and take age from the words', () => {
    const old = Buffer.from(DYNAMIC);
    old[5] = 0xf1;
    const untouched = hex(old);
    assert.deepEqual(readDnsRecord(write('A 192.0.2.8', old)!), {
      ...readDnsRecord(old),
      data: '192.0.2.8',
    });
    assert.equal(write('A 192.0.2.8', old)?.[5], 0xf1);
    const isStatic = readDnsRecord(write('A 192.0.2.8 (TTL 60 s)', old)!);
    assert.deepEqual(isStatic, { type: 'A', data: '192.0.2.8', ttl: 60, serial: 110 });
    assert.equal(
      readDnsRecord(write('A 192.0.2.8 (TTL 60 s, refreshed 2026-11-22T18:28:33Z)', old)!)?.refreshed,
      '2026-11-22T18:00:00Z',
    );
    assert.deepEqual(readDnsRecord(write('A 192.0.2.8')!), {
      type: 'A',
      data: '192.0.2.8',
      ttl: 3600,
      serial: 1,
    });
    const soa = write('SOA dc.example. admin.example. 4711 900 600 86400 3600', old)!;
    assert.equal(readDnsRecord(soa)?.serial, 4711);
    assert.equal(hex(old), untouched);
  });

  it('come back octet by octet, whatever their names and strings hold', () => {
    const label = fc.uint8Array({ minLength: 1, maxLength: 20 });
    const name = fc.array(label, { maxLength: 8 }).map((labels) => {
      const raw = concatBytes([
        ...labels.flatMap((each) => [Uint8Array.of(each.length), each]),
        Uint8Array.of(0),
      ]);
      return concatBytes([Uint8Array.of(raw.length, labels.length), raw]);
    });
    const string = fc
      .uint8Array({ maxLength: 255 })
      .map((each) => concatBytes([Uint8Array.of(each.length), each]));
    const data = fc.oneof(
      name.map((each) => [5, each] as const),
      fc
        .tuple(fc.uint8Array({ minLength: 6, maxLength: 6 }), name)
        .map((each) => [33, concatBytes(each)] as const),
      fc.array(string, { minLength: 1, maxLength: 4 }).map((each) => [16, concatBytes(each)] as const),
      fc.uint8Array({ minLength: 16, maxLength: 16 }).map((each) => [28, each] as const),
      fc.uint8Array({ maxLength: 40 }).map((each) => [257, each] as const),
    );
    fc.assert(
      fc.property(data, fc.nat(1000), ([type, octets], ttl) => {
        const value = concatBytes([DYNAMIC.subarray(0, 24), octets]);
        const view = new DataView(value.buffer);
        view.setUint16(0, octets.length, true);
        view.setUint16(2, type, true);
        view.setUint32(12, ttl);
        const text = dnsRecord.read(value) ?? assert.fail(hex(value));
        assert.equal(hex(write(text, value) ?? assert.fail(text)), hex(value), text);
      }),
      { numRuns: 3000 },
    );
  });
});
