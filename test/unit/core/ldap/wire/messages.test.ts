import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesOf } from '../../../../../src/core/ldap/wire/ber.ts';
import { decodeAnswer, decodeRequest } from '../../../../../src/core/ldap/wire/decode.ts';
import { encodeAnswer, encodeRequest } from '../../../../../src/core/ldap/wire/encode.ts';
import { encodeFilter } from '../../../../../src/core/ldap/wire/filterBer.ts';
import { MOST_BYTES, MessageSplitter } from '../../../../../src/core/ldap/wire/framing.ts';
import type { Answer, Message, Request } from '../../../../../src/core/ldap/wire/messages.ts';
import { IdentityError } from '../../../../../src/core/errors.ts';

const bytes = (...octets: readonly number[]) => Uint8Array.from(octets);
const present = encodeFilter({ kind: 'present', attribute: 'objectClass' });

const requests: readonly Request[] = [
  { kind: 'bind', name: 'cn=ada', authentication: { kind: 'simple', password: bytesOf('secret') } },
  { kind: 'bind', name: '', authentication: { kind: 'sasl', mechanism: 'EXTERNAL' } },
  {
    kind: 'bind',
    name: '',
    authentication: { kind: 'sasl', mechanism: 'PLAIN', credentials: bytes(0, 1, 2) },
  },
  { kind: 'unbind' },
  {
    kind: 'search',
    base: 'dc=example',
    scope: 'children',
    dereference: 'finding',
    sizeLimit: 70000,
    timeLimit: 128,
    typesOnly: true,
    filter: present,
    attributes: ['*', '+'],
  },
  {
    kind: 'modify',
    dn: 'cn=ada',
    changes: [
      { operation: 'replace', name: 'sn', values: [bytes(0xff)] },
      { operation: 'delete', name: 'mail', values: [] },
    ],
  },
  { kind: 'add', dn: 'cn=ada', attributes: [{ name: 'sn', values: [bytes(0), bytes()] }] },
  { kind: 'delete', dn: 'cn=ada' },
  { kind: 'rename', dn: 'cn=ada', newRdn: 'cn=Ada', deleteOldRdn: false, newSuperior: 'ou=a' },
  { kind: 'compare', dn: 'cn=ada', attribute: 'sn', value: bytes(1) },
  { kind: 'abandon', id: 300 },
  { kind: 'extended', oid: '1.2.3', value: bytes(9) },
];

const answers: readonly Answer[] = [
  { kind: 'entry', dn: 'cn=é', attributes: [{ name: 'jpegPhoto', values: [new Uint8Array(70_000)] }] },
  { kind: 'reference', uris: ['ldap://a/', 'ldap://b/'] },
  { kind: 'intermediate', oid: '1.2', value: bytes(1) },
  {
    kind: 'result',
    of: 'extended',
    result: { code: 122, matched: 'dc=a', diagnostic: 'no', referrals: ['ldap://c/'] },
    oid: '1.2.3',
    value: bytes(0x80, 0xff),
  },
];

const decoded = <Operation extends Request | Answer>(message: Message<Operation>) =>
  structuredClone(message.operation);

describe('LDAP messages (RFC 4511)', () => {
  it('come back as they were, each request', () => {
    for (const operation of requests) {
      const controls = [{ oid: '1.2.3', critical: true, value: bytes(1) }];
      const read = decodeRequest(encodeRequest({ id: 70_000, operation, controls }));
      assert.deepEqual(decoded(read), operation);
      assert.equal(read.id, 70_000);
      assert.deepEqual(structuredClone(read.controls), controls);
    }
  });

  it('come back as they were, each answer', () => {
    for (const operation of answers)
      assert.deepEqual(decoded(decodeAnswer(encodeAnswer({ id: 1, operation, controls: [] }))), operation);
  });

  it('are the bytes of the standard: an anonymous bind', () => {
    const operation: Request = {
      kind: 'bind',
      name: '',
      authentication: { kind: 'simple', password: bytes() },
    };
    assert.equal(
      Buffer.from(encodeRequest({ id: 1, operation, controls: [] })).toString('hex'),
      '300c020101600702010304008000',
    );
  });
});

describe('the stream of LDAP messages', () => {
  const stream = Buffer.concat(answers.map((operation, id) => encodeAnswer({ id, operation, controls: [] })));

  it('is cut into messages wherever the pieces end', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40_000 }), { maxLength: 12 }), (sizes) => {
        const splitter = new MessageSplitter();
        const kinds: string[] = [];
        let at = 0;
        for (const size of [...sizes, stream.length]) {
          for (const message of splitter.push(stream.subarray(at, at + size)))
            kinds.push(decodeAnswer(message).operation.kind);
          at += size;
        }
        assert.deepEqual(
          kinds,
          answers.map(({ kind }) => kind),
        );
        assert.ok(splitter.isEmpty);
      }),
    );
  });

  it('of another protocol is refused at its first byte, with what it was', () => {
    assert.throws(
      () => new MessageSplitter().push(bytesOf('SSH-2.0-OpenSSH_9.2p1\r\n')),
      (error) => IdentityError.is(error, 'ldap.notLdap') && error.data.bytes === 'SSH-2.0-OpenSSH_9.2p1..',
    );
  });

  it('is refused at the head of a message that is too large, before any of it comes', () => {
    const headOf = (length: number) => {
      const head = new Uint8Array(6);
      head.set([0x30, 0x84]);
      new DataView(head.buffer).setUint32(2, length);
      return head;
    };
    const push = (length: number) => () => new MessageSplitter().push(headOf(length));
    assert.deepEqual(push(MOST_BYTES)(), []);
    assert.throws(
      push(MOST_BYTES + 1),
      (error) => IdentityError.is(error, 'ldap.tooLarge') && error.data.most === 128,
    );
    // RFC 4511 §4.1.1: no number is beyond 2^31-1.
    assert.throws(push(0x80000000), (error) => IdentityError.is(error, 'ldap.notLdap'));
    assert.throws(push(0xffffffff), (error) => IdentityError.is(error, 'ldap.notLdap'));
  });

  it('takes no more memory than came, whatever is announced and however small the pieces', () => {
    const message = encodeAnswer({ id: 1, operation: answers[0]!, controls: [] });
    const splitter = new MessageSplitter();
    const before = process.memoryUsage().arrayBuffers;
    splitter.push(Uint8Array.of(0x30, 0x84, 0x07, 0xff, 0xff, 0xff));
    assert.ok(process.memoryUsage().arrayBuffers - before < 1_000_000);
    const slow = new MessageSplitter();
    const came = Array.from(message, (byte) => slow.push(Uint8Array.of(byte))).flat();
    assert.deepEqual(came, [message]);
    assert.ok(slow.isEmpty);
  });

  it('keeps none of the bytes of a piece that it was given', () => {
    const message = encodeAnswer({ id: 1, operation: answers[1]!, controls: [] });
    const splitter = new MessageSplitter();
    const start = message.slice(0, 9);
    assert.deepEqual(splitter.push(start), []);
    start.fill(0);
    assert.deepEqual(splitter.push(message.slice(9)), [message]);
  });
});
