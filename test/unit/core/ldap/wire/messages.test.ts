import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesOf } from '../../../../../src/core/ldap/wire/ber.ts';
import { decodeAnswer, decodeRequest } from '../../../../../src/core/ldap/wire/decode.ts';
import { encodeAnswer, encodeRequest } from '../../../../../src/core/ldap/wire/encode.ts';
import { encodeFilter } from '../../../../../src/core/ldap/wire/filterBer.ts';
import { MessageSplitter } from '../../../../../src/core/ldap/wire/framing.ts';
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

  it('never fail but with ldap.malformed, whatever the bytes', () => {
    const whole = answers.slice(1).map((operation) => encodeAnswer({ id: 5, operation, controls: [] }));
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
        (message, edits) => {
          const broken = message.slice();
          for (const [at, byte] of edits) broken[at % broken.length] = byte;
          try {
            decodeAnswer(broken);
          } catch (error) {
            assert.ok(IdentityError.is(error, 'ldap.malformed'), String(error));
          }
        },
      ),
      { numRuns: 5000 },
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
});
