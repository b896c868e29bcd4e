import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IdentityError } from '../../../../../src/core/errors.ts';
import { BER, bytesOf, encode } from '../../../../../src/core/ldap/wire/ber.ts';
import { pagedResults, readPagedResults } from '../../../../../src/core/ldap/wire/controls.ts';
import { decodeAnswer, decodeRequest } from '../../../../../src/core/ldap/wire/decode.ts';
import { encodeAnswer, encodeRequest } from '../../../../../src/core/ldap/wire/encode.ts';
import { decodeFilter, encodeFilter } from '../../../../../src/core/ldap/wire/filterBer.ts';
import { MessageSplitter } from '../../../../../src/core/ldap/wire/framing.ts';
import type { Answer } from '../../../../../src/core/ldap/wire/messages.ts';
import { parseFilter } from '../../../../../src/core/ldap/filter.ts';

/** `MUTATIONS=1000000 npm run test:unit -- --grep mutated` looks at more. */
const MUTATIONS = Number(process.env['MUTATIONS'] ?? 20_000);

const controls = [pagedResults(2)];
const answers: readonly Answer[] = [
  {
    kind: 'entry',
    dn: 'cn=Babs Jensen,ou=people,dc=example,dc=org',
    attributes: [
      { name: 'objectClass', values: ['top', 'person'].map(bytesOf) },
      { name: 'member;range=0-1', values: [bytesOf('cn=a'), bytesOf('cn=\u00e9')] },
      { name: 'jpegPhoto', values: [new Uint8Array(300).fill(0xff)] },
    ],
  },
  { kind: 'reference', uris: ['ldap://a/', 'ldap://b/'] },
  { kind: 'intermediate', oid: '1.2', value: bytesOf('x') },
  {
    kind: 'result',
    of: 'search',
    result: { code: 10, matched: 'dc=a', diagnostic: 'no', referrals: ['ldap://c/'] },
  },
];
const filter = parseFilter('(&(objectClass=person)(|(cn=a*b*c)(!(sn>=x))(memberOf:1.2.3:=cn=x)))');
const sent = answers.map((operation) => encodeAnswer({ id: 5, operation, controls }));
const asked = encodeRequest({
  id: 6,
  operation: {
    kind: 'search',
    base: 'dc=x',
    scope: 'sub',
    dereference: 'never',
    sizeLimit: 1,
    timeLimit: 2,
    typesOnly: false,
    filter: encodeFilter(filter),
    attributes: ['cn'],
  },
  controls,
});

/** Bytes changed, put in, taken out, doubled, or cut off. */
const edit = fc.record({
  kind: fc.constantFrom('change', 'insert', 'remove', 'repeat', 'cut'),
  at: fc.nat(2000),
  byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 0x30, 0x7f, 0x80, 0x81, 0x84, 0xff)),
});
const edits = fc.array(edit, { minLength: 1, maxLength: 6 });

function mutated(
  message: Uint8Array,
  how: readonly { kind: string; at: number; byte: number }[],
): Uint8Array {
  const bytes = [...message];
  for (const { kind, at: place, byte } of how) {
    const at = place % (bytes.length + 1);
    if (kind === 'change') bytes[Math.min(at, bytes.length - 1)] = byte;
    else if (kind === 'insert') bytes.splice(at, 0, byte);
    else if (kind === 'remove') bytes.splice(at, 1 + (byte % 8));
    else if (kind === 'repeat') bytes.splice(at, 0, ...bytes.slice(at, at + byte));
    else bytes.length = at;
    if (bytes.length === 0) bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

/** How many octets and characters a decoded message holds in all. */
function weight(value: unknown): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, each: unknown) => sum + weight(each), 0);
}

describe('mutated LDAP messages', () => {
  it('are read or refused as malformed, and never become more than they were', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sent), edits, (message, how) => {
        const bytes = mutated(message, how);
        try {
          const read = decodeAnswer(bytes);
          assert.ok(weight(read.operation) <= bytes.length + 'intermediate'.length * 2);
          readPagedResults(read.controls);
        } catch (error) {
          assert.ok(IdentityError.is(error, 'ldap.malformed'), String(error));
        }
      }),
      { numRuns: MUTATIONS },
    );
  });

  it('are read or refused as malformed where the sandbox directory is asked', () => {
    fc.assert(
      fc.property(edits, (how) => {
        try {
          const { operation } = decodeRequest(mutated(asked, how));
          if (operation.kind === 'search') decodeFilter(operation.filter);
        } catch (error) {
          assert.ok(IdentityError.is(error, 'ldap.malformed'), String(error));
        }
      }),
      { numRuns: MUTATIONS },
    );
  });

  it('are cut from the stream in any pieces, or end it with a reason, and hold no more than came', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...sent), edits), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 500 }),
        (messages, size) => {
          const stream = Buffer.concat(messages.map(([message, how]) => mutated(message, how)));
          const splitter = new MessageSplitter();
          let cut = 0;
          try {
            for (let at = 0; at < stream.length; at += size)
              for (const message of splitter.push(stream.subarray(at, at + size))) {
                cut += message.length;
                assert.equal(message[0], 0x30);
              }
          } catch (error) {
            assert.ok(
              IdentityError.is(error, 'ldap.notLdap') || IdentityError.is(error, 'ldap.tooLarge'),
              String(error),
            );
          }
          assert.ok(cut <= stream.length);
        },
      ),
      { numRuns: MUTATIONS / 4 },
    );
  });

  it('are refused when they nest without end', () => {
    // (!(!(!…))) as deep as a message can be, each level four bytes of length.
    const depth = 200_000;
    const deep = new Uint8Array(depth * 6);
    for (let level = 0; level < depth; level++) {
      deep.set([0xa2, 0x84], level * 6);
      new DataView(deep.buffer).setUint32(level * 6 + 2, (depth - level - 1) * 6);
    }
    assert.throws(
      () => decodeFilter(deep),
      (error) => IdentityError.is(error, 'ldap.malformed'),
    );
  });

  it('are refused when they would become millions of objects, and a million members are not', () => {
    const entryOf = (count: number) => {
      const values = new Uint8Array(count * 3);
      for (let at = 0; at < values.length; at += 3) values.set([0x04, 0x01, 0x61], at);
      return encode((writer) =>
        writer.nest(BER.sequence, () =>
          writer.integer(1).nest(0x64, () =>
            writer.text('cn=x').nest(BER.sequence, () => {
              writer.nest(BER.sequence, () => writer.text('member').nest(BER.set, () => writer.raw(values)));
            }),
          ),
        ),
      );
    };
    const { operation } = decodeAnswer(entryOf(1_000_000));
    assert.equal(operation.kind === 'entry' && operation.attributes[0]?.values.length, 1_000_000);
    assert.throws(
      () => decodeAnswer(entryOf(3_000_000)),
      (error) => IdentityError.is(error, 'ldap.malformed'),
    );
  });
});
